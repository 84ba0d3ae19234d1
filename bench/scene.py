"""The sandbox shop, what it sells in Odoo, and shops in Odoo that are connected."""

import itertools

from odoo.fields import Command

from tests.sandbox.catalogue import stock_list

from .process import transaction
from .remote import Remote

IMPORT = "bigcartel_connector.ir_cron_import_orders"
PUSH = "bigcartel_connector.ir_cron_push_shipments"
API_URL = "bigcartel_connector.api_url"
IN_STOCK = 10_000_000
# Runs of the scheduled action after which an import is taken for stuck.
MOST_RUNS = 200


class Scene:
    """A context manager; `remote` is the sandbox, `products` are ids, as in
    `stock_list`."""

    def __init__(self):
        self.remote = Remote()
        self._numbers = itertools.count(1)

    def __enter__(self):
        self.remote.__enter__()
        with transaction() as env:
            env["ir.config_parameter"].set_param(API_URL, self.remote.url)
            self.products = make_products(env)
        return self

    def __exit__(self, *exc):
        self.remote.__exit__(*exc)

    def open_shop(self, first, count):
        """Open a shop with orders, connect it here and put away the one before.

        :return: id of the `bigcartel.backend`
        """
        account = str(880000 + next(self._numbers))
        token = self.remote.open_shop(account, first, count)
        with transaction() as env:
            Shop = env["bigcartel.backend"]
            Shop.search([]).active = False
            shop = Shop.create(
                {
                    "account_id": account,
                    "access_token": token,
                    # Drafts, as the floor makes them.
                    "auto_confirm": False,
                }
            )
            shop.action_test_connection()
            if shop.state != "connected":
                raise RuntimeError(f"not connected: {shop.last_error}")
        self.remote.tally()
        return shop.id

    def import_orders(self, shop_id, count):
        """Let the scheduled action run until all orders are sale orders.

        :return: how often it had to run
        """
        for runs in range(1, MOST_RUNS):
            run_cron(IMPORT)
            with transaction() as env:
                built = env["bigcartel.order"].search_count(
                    [("backend_id", "=", shop_id), ("sale_order_id", "!=", False)]
                )
            if built == count:
                return runs
        raise RuntimeError(f"{built} of {count} orders were imported")


def run_cron(cron):
    """Let a scheduled action run, as its scheduler does, with its own commits."""
    with transaction() as env:
        result = env.ref(cron).method_direct_trigger()
    if result is not True:
        raise RuntimeError(f"{cron} failed: {result}")


def make_products(env):
    """Make what the sandbox sells, enough of it in stock; return the ids.

    :rtype: list[int]
    """
    products = env["product.product"].create(
        [
            {
                "name": f"{name} ({option})" if option else name,
                "default_code": sku,
                "list_price": float(price),
                "type": "consu",
                "is_storable": True,
                # The lines of a shop have none of Odoo's taxes: nor has the floor.
                "taxes_id": [Command.clear()],
            }
            for sku, name, option, price in stock_list()
        ]
    )
    warehouse = env["stock.warehouse"].search([], limit=1)
    for product in products:
        env["stock.quant"]._update_available_quantity(
            product, warehouse.lot_stock_id, IN_STOCK
        )
    return products.ids
