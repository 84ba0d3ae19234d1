"""The demo's shop: its products in Odoo, its connection, its first import."""

import unicodedata

from tests.sandbox import ACCESS_TOKEN, ACCOUNT_ID, CLIENT_ID, CLIENT_SECRET
from tests.sandbox.catalogue import stock_list

from . import progress
from .errors import SetupError

# Left for a person to link: their references are not in Odoo.
_NOT_IN_ODOO = ("HOODIE-", "POSTER-", "PATCH-")
_IN_STOCK = 200


def connect(user, shop_url):
    """Make products and the shop record; return the shop's id.

    :raise SetupError: when the connection test fails
    """
    for name, value in (
        ("api_url", shop_url),
        # So that "Connect with Big Cartel" works against the sandbox too.
        ("oauth_client_id", CLIENT_ID),
        ("oauth_client_secret", CLIENT_SECRET),
        ("oauth_authorize_url", f"{shop_url}/oauth/authorize"),
    ):
        user.call(
            *("ir.config_parameter", "set_param", f"bigcartel_connector.{name}", value)
        )
    with progress.step("Making products with stock"):
        for reference, name, option, price in stock_list():
            if not reference.startswith(_NOT_IN_ODOO):
                label = f"{name} ({option})" if option else name
                make_product(user, label, reference, float(price))
    with progress.step("Connecting the shop"):
        (shop,) = user.call(
            *("bigcartel.backend", "create"),
            [
                {
                    "name": "Sandbox shop",
                    "auth_method": "token",
                    "account_id": ACCOUNT_ID,
                    "access_token": ACCESS_TOKEN,
                }
            ],
        )
        user.call("bigcartel.backend", "action_test_connection", [shop])
        _check_connected(user, shop)
    return shop


def make_product(user, name, reference, price):
    """Make a storable product and put it on the shelf; return its id."""
    values = {"name": name, "default_code": reference, "list_price": price}
    (product,) = user.call(
        *("product.product", "create"),
        [{**values, "type": "consu", "is_storable": True}],
    )
    (warehouse,) = user.read("stock.warehouse", [], "lot_stock_id", limit=1)
    (quant,) = user.call(
        *("stock.quant", "create"),
        [
            {
                "product_id": product,
                "location_id": warehouse["lot_stock_id"][0],
                "inventory_quantity": _IN_STOCK,
            }
        ],
        context={"inventory_mode": True},
    )
    user.call("stock.quant", "action_apply_inventory", [quant])
    return product


def import_orders(user, shop):
    """Import the shop's orders and print what came.

    :raise SetupError: when nothing came
    """
    with progress.step("Importing the orders"):
        user.call("bigcartel.backend", "action_import_orders", [shop])
        _check_connected(user, shop)
        rows = _orders_table(user, shop)
    if not rows:
        raise SetupError("the import brought no order: see .dev/log")
    _print_table(("Order", "Customer", "Total", "Linked", "State"), rows)


def _check_connected(user, shop):
    (state,) = user.read(
        "bigcartel.backend", [("id", "=", shop)], "state", "last_error"
    )
    if state["state"] != "connected":
        raise SetupError(f"the shop is not connected: {state['last_error']}")


def _orders_table(user, shop):
    orders = user.read(
        *("bigcartel.order", [("backend_id", "=", shop)], "name", "state"),
        *("linked_count", "line_count", "sale_order_id"),
        *("customer_name", "amount_total", "currency_id"),
        order="name",
    )
    sale_ids = [order["sale_order_id"][0] for order in orders if order["sale_order_id"]]
    sales = {
        sale["id"]: sale
        for sale in user.read(
            *("sale.order", [("id", "in", sale_ids)]),
            *("partner_id", "amount_total", "currency_id"),
        )
    }
    field = user.call("bigcartel.order", "fields_get", ["state"])["state"]
    labels = dict(field["selection"])
    return [
        _order_row(
            order,
            sales.get(order["sale_order_id"] and order["sale_order_id"][0]),
            labels[order["state"]],
        )
        for order in orders
    ]


def _order_row(order, sale, label):
    """Show what Odoo made of an order, or what came when it made nothing of it."""
    shown = sale or order
    currency = shown["currency_id"]
    return (
        order["name"],
        sale["partner_id"][1] if sale else order["customer_name"] or "",
        f"{shown['amount_total']:.2f} {currency[1] if currency else ''}".strip(),
        f"{order['linked_count']} / {order['line_count']}" if sale else "",
        label,
    )


def _print_table(titles, rows):
    """Print rows under titles, the column of money to the right."""
    widths = [max(map(_width, column)) for column in zip(titles, *rows, strict=True)]
    progress.line()
    for row in (titles, ["-" * width for width in widths], *rows):
        cells = [
            " " * (width - _width(cell)) + cell
            if number == 2
            else cell + " " * (width - _width(cell))
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        progress.line("  ".join(cells).rstrip())
    progress.line(f"{len(rows)} orders")
    progress.line()


def _width(text):
    """Return how many columns of a terminal the text takes."""
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
        if not unicodedata.combining(char)
    )
