"""Pieces of the pages for people; whatever is filled in is escaped."""

from html import escape

from .exchange import Response
from .geography import CURRENCIES, country_name
from .page_style import CSS
from .wire import money


class Html(str):
    """Text that is markup already."""


def fill(template, **values):
    """``template`` with every value escaped, unless it is ``Html``."""
    safe = {
        name: value
        if isinstance(value, Html)
        else escape("" if value is None else str(value))
        for name, value in values.items()
    }
    return Html(template.format(**safe))


def join(parts, between=""):
    return Html(between.join(parts))


LAYOUT = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">{refresh}
<title>{title} · {shop}</title><link rel="icon" href="/images/icon.png">
<style>{css}</style></head>
<body><header><div><h1><a href="{home}">{shop}</a></h1>
<p>A sandbox shop that speaks Big Cartel API v1. Nothing here is real.</p></div>
<nav aria-label="Pages">{nav}</nav></header>
<main>{flash}{body}</main></body></html>"""


def layout(sandbox, shop, title, body, *, here="", flash="", watch=False):
    """A whole page as a response."""
    home = home_of(shop)
    places = [
        ("Orders", home),
        ("Products", f"{home}/products"),
        ("Switches and faults", "/workbench"),
    ]
    for other in sandbox.shops:
        if other is not shop:
            places.append((other.account.store_name, home_of(other)))
    current = Html(' aria-current="page"')
    nav = join(
        fill(
            '<a href="{to}"{mark}>{text}</a>',
            to=to,
            text=text,
            mark=current if to == here else Html(""),
        )
        for text, to in places
    )
    page = fill(
        LAYOUT,
        title=title,
        shop=shop.account.store_name,
        css=Html(CSS),
        home=home,
        nav=nav,
        refresh=Html('<meta http-equiv="refresh" content="5">' if watch else ""),
        flash=flash,
        body=body,
    )
    return Response(200, page.encode(), "text/html; charset=utf-8", dict(SAFETY))


# Even if something slipped through, it could not run.
SAFETY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


def see_other(place):
    """After a form: 303, so that reloading does not repeat it."""
    return Response(303, headers={"Location": place})


def home_of(shop):
    return f"/shops/{shop.account.id}"


def order_place(shop, order, action=""):
    return f"{home_of(shop)}/orders/{order.number}" + (f"/{action}" if action else "")


def button(text, place, style="", name=""):
    """A form of one button; ``name`` tells it from others for screen readers."""
    return fill(
        '<form method="post" action="{place}"><button class="{style}"'
        ' aria-label="{label}">{text}</button></form>',
        place=place,
        style=style,
        text=text,
        label=f"{text} {name}".strip(),
    )


def tag(text, kind=""):
    return fill('<span class="tag {kind}">{text}</span>', text=text, kind=kind)


PAYMENT = {
    "completed": ("Paid", "good"),
    "pending": ("Pending", "wait"),
    "unpaid": ("Unpaid", "wait"),
    "failed": ("Failed", "bad"),
    "invalid": ("Invalid", "bad"),
}
SHIPPING = {
    "shipped": ("✓ Shipped", "good"),
    "unshipped": ("Unshipped", ""),
    "partially_shipped": ("Partly shipped", "wait"),
}


def payment_tag(order):
    return tag(*PAYMENT.get(order.payment_status, (order.payment_status, "bad")))


def shipping_tag(order):
    if order.state != "open":
        return tag(f"✕ {order.state.capitalize()}", "bad")
    return tag(*SHIPPING.get(order.shipping_status, (order.shipping_status, "bad")))


def amount(value, currency):
    """With two decimals at least, as a person writes money."""
    sign = CURRENCIES.get(currency, ("", currency, ""))[1]
    text = str(money(value))
    whole, _, part = text.partition(".")
    return f"{sign}{whole}.{part.ljust(2, '0')}"


def moment(text):
    return f"{text[:10]} {text[11:16]} UTC" if text else ""


def name_of(order):
    name = f"{order.customer_first_name or ''} {order.customer_last_name or ''}"
    return name.strip() or "No name"


def country_of(order):
    code = order.shipping_country_id
    return country_name(code) if code else "Local pickup"


def line_name(line):
    option = f" / {line.product_option_name}" if line.product_option_name else ""
    return f"{line.product_name}{option}"


def trackings(order):
    rows = [
        f"{row.get('carrier') or ''} {row.get('tracking_number') or ''}".strip()
        for row in order.shipments
    ]
    return [row for row in rows if row]
