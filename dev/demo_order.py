"""`make demo ONCE=1`: one order from the import to *shipped*, step by step."""

import time

from tests.sandbox import ACCESS_TOKEN, ACCOUNT_ID

from . import client, demo_shop, progress
from .errors import SetupError

_TRACKING = "DEMO-0001"
_QUIET = {"skip_sms": True, "skip_backorder": True}


def play_through(user, shop, shop_url):
    """Link, complete, deliver and report one order.

    :raise SetupError: at the first step that fell short
    """
    order = _choose(user, shop)
    progress.line(f"Playing order {order['name']} through:")
    _link(user, order)
    _complete(user, order)
    deliver(user, order)
    push(user, shop, order)
    shown = client.sandbox_order(shop_url, ACCOUNT_ID, ACCESS_TOKEN, order["name"])
    if shown["shipping_status"] != "shipped":
        raise SetupError(
            f"the sandbox shows order {order['name']} as {shown['shipping_status']},"
            " not as shipped"
        )
    _done("Big Cartel (the sandbox) says", "shipped")


def _choose(user, shop):
    """Return an order with something to link, if possible next to linked lines."""
    orders = user.read(
        *("bigcartel.order", [("backend_id", "=", shop), ("state", "=", "to_link")]),
        *("name", "sale_order_id", "linked_count", "line_count"),
        order="name",
    )
    if not orders:
        raise SetupError("no imported order waits for a link: nothing to play through")
    return max(orders, key=lambda order: order["linked_count"] > 0)


def _link(user, order):
    lines = user.read(
        *("sale.order.line", [("order_id", "=", order["sale_order_id"][0])]),
        *("bigcartel_link_id", "bigcartel_linked", "name", "price_unit"),
    )
    for line in lines:
        if not line["bigcartel_link_id"] or line["bigcartel_linked"]:
            continue
        link = line["bigcartel_link_id"][0]
        (sold,) = user.read(
            *("bigcartel.product.link", [("id", "=", link)]),
            *("product_name", "option_name", "sku", "state"),
        )
        if sold["state"] != "to_link":  # answered with a line before
            continue
        label = " ".join(filter(None, (sold["product_name"], sold["option_name"])))
        reference = sold["sku"] or f"DEMO-{link}"
        product = demo_shop.make_product(user, label, reference, line["price_unit"])
        user.call("bigcartel.product.link", "write", [link], {"product_id": product})
        _done("Linked", f"{label} to [{reference}]")


def _complete(user, order):
    if _state(user, order) != "done":
        user.call("bigcartel.order", "action_complete", [order["id"]])
    if _state(user, order) != "done":
        raise SetupError(
            f"order {order['name']} is not completed: {_error(user, order)}"
        )
    _done("Completed", f"sale order {order['sale_order_id'][1]}")


def deliver(user, order):
    """Validate the deliveries of an order, with a tracking number.

    :raise SetupError: when there is none, or it is not done after
    """
    sale_id = order["sale_order_id"][0]
    pickings = user.read(
        "stock.picking", [("sale_id", "=", sale_id), ("state", "!=", "cancel")], "name"
    )
    if not pickings:
        raise SetupError(f"order {order['name']} has no delivery")
    ids = [picking["id"] for picking in pickings]
    user.call("stock.picking", "action_assign", ids)
    user.call("stock.picking", "write", ids, {"carrier_tracking_ref": _TRACKING})
    user.call("stock.picking", "button_validate", ids, context=_QUIET)
    for picking in user.read("stock.picking", [("id", "in", ids)], "name", "state"):
        if picking["state"] != "done":
            raise SetupError(f"delivery {picking['name']} is {picking['state']}")
        _done("Delivered", f"{picking['name']}, tracking number {_TRACKING}")


def push(user, shop, order):
    """Report the delivery; the scheduled action may have been quicker.

    :raise SetupError: when the order is not marked as shipped within 30 seconds
    """
    user.call("bigcartel.backend", "action_push_shipments", [shop])
    ends = time.monotonic() + 30
    while _state(user, order) != "shipped":
        if time.monotonic() > ends:
            raise SetupError(
                f"order {order['name']} is not reported: {_error(user, order)}"
            )
        time.sleep(0.5)
    _done("Odoo says", "shipped")


def _state(user, order):
    (row,) = user.read("bigcartel.order", [("id", "=", order["id"])], "state")
    return row["state"]


def _error(user, order):
    (row,) = user.read("bigcartel.order", [("id", "=", order["id"])], "error", "state")
    shipments = user.read(
        "bigcartel.shipment", [("order_id", "=", order["id"])], "error", "state"
    )
    texts = [row["error"], *(shipment["error"] for shipment in shipments)]
    return "; ".join(filter(None, texts)) or f"its state is {row['state']}"


def _done(what, text):
    progress.line(f"  {what}: {text}")
