"""What the tests of costs share: lots of orders, and queries counted."""

import inspect
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from odoo.fields import Command

from .delivering import DeliveryCase
from .selling import BUYER

ADDON = "odoo.addons.bigcartel_connector"


class CostCase(DeliveryCase):
    """Orders of Big Cartel and plain ones are alike, down to their lines."""

    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False
        stock = self.warehouse.lot_stock_id
        for product in (self.shirt, self.mug):
            self.env["stock.quant"]._update_available_quantity(product, stock, 10_000)

    def make_ready(self, count):
        """Return orders of Big Cartel that are linked, and not completed yet."""
        lines = [(self.remote_shirt, 2), (self.remote_mug, 1)]
        numbers = [
            self.remote.place_order(
                lines,
                customer={**BUYER, "email": f"maya{number}@example.com"},
                shipping=0,
                tax=0,
            ).number
            for number in range(count)
        ]
        self.import_orders()
        orders = self.env["bigcartel.order"].search([("name", "in", numbers)])
        self.assertEqual(orders.mapped("state"), ["ready"] * count)
        return orders

    def make_plain(self, count):
        """Return quotations of the same, which Big Cartel knows nothing of."""
        partners = self.env["res.partner"].create(
            [
                {"name": "Ada Byron", "email": f"byron{number}@example.com"}
                for number in range(count)
            ]
        )
        lines = [(self.shirt, 2), (self.mug, 1)]
        return self.env["sale.order"].create(
            [
                {
                    "partner_id": partner.id,
                    "order_line": [
                        Command.create({"product_id": product.id, "product_uom_qty": n})
                        for product, n in lines
                    ],
                }
                for partner in partners
            ]
        )

    def get_deliveries(self, sales):
        """Return the deliveries of quotations, which are confirmed."""
        sales.action_confirm()
        self.assertEqual(set(sales.picking_ids.mapped("state")), {"assigned"})
        return sales.picking_ids

    def validate(self, pickings):
        done = pickings.with_context(skip_sms=True).button_validate()
        self.assertIs(done, True)

    def count(self, work, records, *args):
        """Return how many queries a function takes, up to where it is committed.

        :param work: function of ``records``, which are read by nobody before
        """
        self.env.cr.flush()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work(records.browse(records.ids), *args)
        self.env.cr.flush()
        return self.env.cr.sql_log_count - before

    @contextmanager
    def without_overrides(self):
        """As if the addon overrode no method of Odoo's."""
        with ExitStack() as stack:
            for name, model in self.registry.items():
                if not name.startswith("bigcartel."):
                    for cls, method in get_overrides(model):
                        # What stands behind it in the line of classes is called.
                        stack.enter_context(patch.object(cls, method))
                        delattr(cls, method)
            yield


def get_overrides(model):
    """Return (class, name) of the methods of Odoo's that the addon overrides."""
    classes = model.__mro__
    ours = [cls for cls in classes if cls.__module__.startswith(ADDON)]
    theirs = {name for cls in classes if cls not in ours for name in vars(cls)}
    return [
        (cls, name)
        for cls in ours
        for name, method in vars(cls).items()
        if inspect.isfunction(method) and name in theirs
    ]
