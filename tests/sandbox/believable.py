"""Builds the believable shop out of catalogue, customers and history."""

from datetime import datetime, timedelta, timezone

from . import catalogue
from .credentials import ACCOUNT_ID, SUBDOMAIN
from .history import CARRIERS, HISTORY
from .records import Account, Adjustment
from .wire import decimal, stamp

# The history ends here unless the caller says otherwise, so that documents and
# recorded answers stay the same.
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=timezone.utc)


def build(cls, now=None, **values):
    account = Account(
        id=values.pop("account_id", ACCOUNT_ID),
        subdomain=values.pop("subdomain", SUBDOMAIN),
        store_name=values.pop("store_name", "Paper Heron"),
        description="Prints, zines and shirts from a garage by the harbour.",
        contact_email="shop@example.com",
    )
    shop = cls(account, **values)
    shop.products = {product.id: product for product in catalogue.products()}
    moment = now or NOW
    real_clock = shop.clock
    for sale in reversed(HISTORY):
        placed = moment - timedelta(hours=sale.hours)
        shop.clock = lambda placed=placed: placed
        _sell(shop, sale)
    shop.clock = real_clock
    return shop


def _sell(shop, sale):
    order = shop.place_order(
        [_line(shop, words) for words in sale.what.split()],
        customer=sale.who,
        note=sale.note,
        discount=sale.discount,
        payment_status=sale.status,
        tax=0 if sale.pickup else None,
        shipping=0 if sale.pickup else None,
    )
    if sale.email:
        order.customer_email = sale.email
    for name, value in sale.fields.items():
        setattr(order, name, value)
    if sale.pickup:
        _make_pickup(order)
    if sale.extra_shipping:
        _add_shipping(shop, order, decimal(sale.extra_shipping))
    if sale.shipped or sale.partial:
        _ship(shop, order, sale)
    order.updated_at = max([order.created_at, *(e.created_at for e in order.events)])


def _line(shop, words):
    ref, _, quantity = words.partition("*")
    _, option = catalogue.find(ref, list(shop.products.values()))
    return option.id, int(quantity or 1)


def _make_pickup(order):
    """No address at all, as far as one can guess (facts 8, OPEN)."""
    order.pickup = True
    for name in ("address_1", "address_2", "city", "state", "zip", "country_id"):
        setattr(order, f"shipping_{name}", None)
    order.adjustments[0].label = "Local pickup"


def _add_shipping(shop, order, amount):
    row = Adjustment(shop.new_id(), "shipping", amount, "Shipment 2: stamps only")
    order.adjustments.insert(1, row)
    order.settle()
    order.transactions[0].amount = order.total


def _ship(shop, order, sale):
    placed = shop.clock
    shop.clock = lambda: placed() + timedelta(hours=26)
    count = len(shop.orders)
    if sale.partial:
        line = order.lines[0]
        items = [{"order_line_item_id": line.id, "quantity": line.quantity}]
        shop.fulfilment.post(order, {"items": items, "notify_customer": False})
    elif count % 3:
        carrier, pattern = CARRIERS[count % len(CARRIERS)]
        tracking = pattern.format(count)
        url = f"https://track.example.com/{tracking}"
        shop.fulfilment.post(
            order,
            {"carrier": carrier, "tracking_number": tracking, "tracking_url": url},
        )
    else:
        shop.mark_shipped(order.number)
    order.updated_at = stamp(shop.now())
    shop.clock = placed
