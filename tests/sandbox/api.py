"""Big Cartel's API v1: which path does what (facts 4)."""

import re

from . import gate, shipments_api
from .exchange import Problem, Response
from .geography import COUNTRIES, country
from .listing import Listing
from .serialize import Serializer, document
from .wire import stamp

# [CHILLER-2019 from DOCS; the last two SN1P 2024]
WRITABLE = {
    "customer_first_name",
    "customer_last_name",
    "customer_email",
    "shipping_address_1",
    "shipping_address_2",
    "shipping_city",
    "shipping_state",
    "shipping_zip",
    "shipping_country_id",
    "shipping_status",
    "customer_phone_number",
    "customer_note",
}
# [CODE KIKTA]
STATUSES = ("shipped", "unshipped")
LINKS = {
    "http_api": "http://api.bigcartel.com",
    "https_api": "https://api.bigcartel.com",
}


class Api:
    """Answers one request for one shop; the caller holds ``shop.lock``."""

    def __init__(self, shop, switches, request):
        self.shop = shop
        self.switches = switches
        self.request = request
        host = f"http://{request.host}"
        own = {"own": host, "own_https": f"https://{request.host}"}
        self.links = {**own, **LINKS}.get(switches.links_style, host)
        self.write = Serializer(shop, switches, self.links, host)

    # --- accounts, countries, products ---

    def accounts(self):
        listing = Listing(self.request, self.switches, self.links)
        return Response.of(listing.page([None], lambda _row: self.write.account()))

    def account(self):
        return Response.of(document(*self.write.account()))

    def countries(self):
        """[MEMBRANE] sorted by name; [LIVE CHILLER-2019] more than 200, one page."""
        rows = [country(code) for code in COUNTRIES]
        rows.sort(key=lambda row: row["attributes"]["name"])
        return Response.of(
            {"data": rows, "meta": {"count": str(len(rows))}, "links": {}}
        )

    def products(self):
        listing = Listing(self.request, self.switches, self.links)
        rows = listing.products(self.shop)
        return Response.of(listing.page(rows, self.write.product))

    def product(self, product_id):
        product = self.shop.products.get(product_id)
        if product is None or product.deleted:
            raise Problem(404, f"There is no product {product_id}")
        return Response.of(document(*self.write.product(product)))

    # --- orders ---

    def orders(self):
        listing = Listing(self.request, self.switches, self.links)
        rows = listing.orders(self.shop, self.wire_status)
        return Response.of(listing.page(rows, self.write.order))

    def wire_status(self, order):
        if order.shipping_status == "partially_shipped":
            return self.switches.partial_status
        return order.shipping_status

    def find_order(self, number):
        order = self.shop.orders.get(number)
        hidden = order and getattr(self.switches, f"{order.state}_orders", None)
        if order is None or hidden == "gone":
            raise Problem(404, f"There is no order {number}")
        return order

    def order(self, number):
        return self.order_response(self.find_order(number))

    def order_response(self, order, status=200):
        response = Response.of(document(*self.write.order(order)), status)
        return response

    def update_order(self, number):
        """[CHILLER-2019, SN1P] PATCH; answers the order."""
        order = self.find_order(number)
        attributes = self.body("orders", number)
        unknown = sorted(set(attributes) - WRITABLE)
        if unknown:
            raise Problem(400, f"Cannot be written: {', '.join(unknown)}")
        status = attributes.pop("shipping_status", None)
        if status is not None and status not in STATUSES:
            raise Problem(400, f"shipping_status cannot be {status}")
        if status:
            self.shop.fulfilment.mark(order, status)
        for name, value in attributes.items():
            setattr(order, name, value)
        if attributes:
            order.updated_at = stamp(self.shop.now())
        return self.order_response(order)

    # --- bodies ---

    def body(self, kind, identity=None, id_required=True):
        """The attributes of a JSON:API body; 409 where it is not one [LIVE]."""
        sent = self.request.json
        data = sent.get("data") if isinstance(sent, dict) else None
        if not isinstance(data, dict):
            raise Problem(409, "The body must be a JSON:API document")
        if data.get("type") != kind:
            raise Problem(409, f"data.type must be {kind}")
        given = data.get("id")
        if given != identity and (given is not None or id_required):
            raise Problem(409, f"data.id must be {identity}")
        attributes = data.get("attributes", {})
        if not isinstance(attributes, dict):
            raise Problem(409, "data.attributes must be an object")
        return dict(attributes)


ACCOUNT = r"/v1/accounts/(?P<account>[^/]+)"
ORDER = rf"{ACCOUNT}/orders/(?P<number>[^/]+)"
SHIPMENTS = rf"{ORDER}/shipments"
SHIPMENT = rf"{SHIPMENTS}/(?P<shipment_id>[^/]+)"
ROUTES = [
    ("GET", r"/v1/accounts", Api.accounts),
    ("GET", r"/v1/countries", Api.countries),
    ("GET", ACCOUNT, Api.account),
    ("GET", rf"{ACCOUNT}/products", Api.products),
    ("GET", rf"{ACCOUNT}/products/(?P<product_id>[^/]+)", Api.product),
    ("GET", rf"{ACCOUNT}/orders", Api.orders),
    ("GET", ORDER, Api.order),
    ("PATCH", ORDER, Api.update_order),
    ("GET", SHIPMENTS, shipments_api.index),
    ("POST", SHIPMENTS, shipments_api.create),
    ("GET", SHIPMENT, shipments_api.show),
    ("PATCH", SHIPMENT, shipments_api.update),
    ("DELETE", SHIPMENT, shipments_api.destroy),
]


def answer(request, shops, switches):
    """The response to an API request; problems come as their error body."""
    try:
        gate.check_headers(request, switches)
        shop = gate.find_shop(request, shops)
        action, values = _route(request)
        with shop.lock:
            return action(Api(shop, switches, request), **values)
    except Problem as problem:
        return problem.response(switches.error_style)


def _route(request):
    allowed = []
    for method, pattern, action in ROUTES:
        found = re.fullmatch(pattern, request.path.rstrip("/"))
        if not found:
            continue
        if method == request.method:
            values = {k: v for k, v in found.groupdict().items() if k != "account"}
            return action, values
        allowed.append(method)
    if allowed:
        raise Problem(405, f"Only {', '.join(allowed)} here", Allow=", ".join(allowed))
    raise Problem(404, "There is nothing at this address")
