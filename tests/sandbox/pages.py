"""The pages for people: which address shows or does what."""

import re
from urllib.parse import parse_qsl, urlsplit

from . import page_authorize, page_order, page_orders, page_workbench
from .exchange import Response
from .images import png
from .page_parts import Html, fill, home_of, order_place, see_other

# What a page says after a form; the number is filled in.
SAID = {
    "placed": "Order {number} is placed.",
    "cancel": "Order {number} is cancelled.",
    "refund": "Order {number} is refunded.",
    "pay": "Order {number} is paid.",
    "ship": "Order {number} is marked as shipped.",
    "unship": "Order {number} is marked as unshipped.",
    "address": "The address of {number} is changed.",
    "deleted": "The product is deleted.",
    "switches": "The switches are set.",
    "fault": "The fault is armed.",
    "clear": "No fault is armed any more.",
    "credentials": "The credentials are changed.",
}


def answer(request, sandbox):
    """A page, a picture, or a redirect after a form."""
    if request.method == "POST" and not _from_here(request):
        return _plain(403, "This form was sent from somewhere else.")
    for method, pattern, action in ROUTES:
        found = re.fullmatch(pattern, request.path.rstrip("/") or "/")
        if found and method == request.method:
            try:
                return action(sandbox, request, **found.groupdict())
            except LookupError:
                break
            except ValueError as error:
                return _plain(400, str(error))
    return _plain(404, "There is nothing at this address.")


def _from_here(request):
    """Another site's page cannot press our buttons."""
    origin = request.headers.get("origin")
    return origin in (None, "null") or urlsplit(origin).netloc == request.host


def _plain(status, words):
    return Response(status, words.encode(), "text/plain; charset=utf-8")


def _form(request):
    return dict(parse_qsl(request.body.decode(), keep_blank_values=True))


def _flash(request):
    words = SAID.get(request.query.get("said"))
    if not words:
        return Html("")
    text = words.format(number=request.query.get("order", ""))
    return fill('<p class="flash" role="status">{text}</p>', text=text)


def _shop(sandbox, account):
    """Raises LookupError, which is a 404."""
    return {shop.account.id: shop for shop in sandbox.shops}[account]


# --- orders ---


def home(sandbox, request):
    return orders(sandbox, request, sandbox.shop.account.id)


def orders(sandbox, request, account):
    shop = _shop(sandbox, account)
    with shop.lock:
        return page_orders.list_page(sandbox, shop, request.query, _flash(request))


def place(sandbox, request, account):
    shop = _shop(sandbox, account)
    order = shop.place_order()
    return see_other(f"{home_of(shop)}?said=placed&order={order.number}")


def order(sandbox, request, account, number):
    shop = _shop(sandbox, account)
    with shop.lock:
        found = shop.orders[number]
        return page_order.order_page(sandbox, shop, found, _flash(request))


def address(sandbox, request, account, number):
    shop = _shop(sandbox, account)
    return page_order.address_page(sandbox, shop, shop.orders[number])


def save_address(sandbox, request, account, number):
    shop = _shop(sandbox, account)
    found = shop.orders[number]
    names = [name for name, _text in page_order.ADDRESS]
    form = _form(request)
    changed = {}
    for name in names:
        text = form.get(name, "").strip()
        # An empty box leaves a null null.
        if text or getattr(found, name):
            changed[name] = text
    shop.edit_address(number, **changed)
    return see_other(f"{order_place(shop, found)}?said=address&order={number}")


def act(sandbox, request, account, number, action):
    shop = _shop(sandbox, account)
    found = shop.orders[number]
    deeds = {
        "cancel": shop.cancel,
        "refund": shop.refund,
        "pay": shop.pay,
        "ship": shop.mark_shipped,
        "unship": shop.mark_unshipped,
    }
    deeds[action](number)
    return see_other(f"{_back(request, shop, found)}?said={action}&order={number}")


def _back(request, shop, found):
    """To the order's own page if the button was there, else to the list."""
    page = order_place(shop, found)
    came = urlsplit(request.headers.get("referer", "")).path
    return page if came == page else home_of(shop)


# --- products, workbench ---


def products(sandbox, request, account):
    shop = _shop(sandbox, account)
    return page_workbench.products_page(sandbox, shop, _flash(request))


def delete_product(sandbox, request, account, product):
    shop = _shop(sandbox, account)
    shop.delete_product(product)
    return see_other(f"{home_of(shop)}/products?said=deleted")


def credentials(sandbox, request, account):
    shop = _shop(sandbox, account)
    shop.revoked = not shop.revoked
    return see_other("/workbench?said=credentials")


def workbench(sandbox, request):
    return page_workbench.workbench_page(sandbox, _flash(request))


def switches(sandbox, request):
    sandbox.switches = page_workbench.read_switches(_form(request))
    return see_other("/workbench?said=switches")


def arm(sandbox, request, fault):
    kind, options, _words = page_workbench.READY[fault]
    sandbox.faults.add(kind, **options)
    return see_other("/workbench?said=fault")


def clear(sandbox, request):
    sandbox.faults.clear()
    return see_other("/workbench?said=clear")


# --- signing in (facts 2.2) ---


def authorize(sandbox, request):
    return page_authorize.ask_page(sandbox, request.query)


def decide(sandbox, request):
    return page_authorize.decide(sandbox, request.query, _form(request))


def image(sandbox, request, account, product):
    found = _shop(sandbox, account).products.get(product)
    picture = found.picture if found else "box"
    seed = sum(map(ord, product)) if product.isdigit() else 0
    return Response(
        200, png(picture, seed), "image/png", {"Cache-Control": "max-age=86400"}
    )


def icon(sandbox, request):
    return Response(200, png("tee", 0), "image/png")


SHOP = r"/shops/(?P<account>[^/]+)"
ORDER = rf"{SHOP}/orders/(?P<number>[^/]+)"
ACTION = r"(?P<action>cancel|refund|pay|ship|unship)"
ROUTES = [
    ("GET", r"/", home),
    ("GET", SHOP, orders),
    ("POST", rf"{SHOP}/orders", place),
    ("GET", ORDER, order),
    ("GET", rf"{ORDER}/address", address),
    ("POST", rf"{ORDER}/address", save_address),
    ("POST", rf"{ORDER}/{ACTION}", act),
    ("GET", rf"{SHOP}/products", products),
    ("POST", rf"{SHOP}/products/(?P<product>[^/]+)/delete", delete_product),
    ("POST", rf"{SHOP}/credentials", credentials),
    ("GET", r"/workbench", workbench),
    ("POST", r"/workbench/switches", switches),
    ("POST", r"/workbench/faults/clear", clear),
    ("POST", r"/workbench/faults/(?P<fault>[^/]+)", arm),
    ("GET", r"/oauth/authorize", authorize),
    ("POST", r"/oauth/authorize", decide),
    ("GET", r"/images/icon\.png", icon),
    ("GET", r"/images/(?P<account>[^/]+)/(?P<product>[^/]+)\.png", image),
]
