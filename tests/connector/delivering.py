"""What the tests of deliveries and of the outbox share."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.fields import Command

from odoo.addons.bigcartel_connector.api import Client

from .common import ConnectorCase

# Exactly one person at home: rates and taxes of other places are other tests' matter.
BUYER = {"first_name": "Ada", "last_name": "Byron", "email": "ada@example.com"}


@contextmanager
def impatient():
    """Make clients give up soon instead of after half a minute."""
    hasty = {"timeout": (1, 1), "retries": 1, "backoff": 0.01}
    with patch.dict(Client.__init__.__kwdefaults__, hasty):
        yield


class DeliveryCase(ConnectorCase):
    """A shop that sells a shirt and a mug of ours, and a print of somebody else."""

    def setUp(self):
        super().setUp()
        self.enterContext(impatient())
        self.shirt = self.make_product("SHIRT")
        self.mug = self.make_product("MUG")
        self.remote_shirt = self.remote.add_product("Shirt", "SKU:SHIRT")
        self.remote_mug = self.remote.add_product("Mug", "SKU:MUG")
        self.remote_print = self.remote.add_product("Print", "No number")

    # --- selling and delivering ---

    def sell(self, *lines, **kwargs):
        """Return the completed order of (remote product, quantity) pairs."""
        kwargs.setdefault("customer", BUYER)
        order = self.place_and_import(list(lines) or [(self.remote_shirt, 2)], **kwargs)
        if order.sale_order_id.state == "draft":
            order.action_complete()
        self.assertEqual(order.state, "done")
        self.sandbox.requests.clear()
        return order

    def get_open(self, order):
        """Return the transfers of an order that can still be worked on."""
        return order.sale_order_id.picking_ids.filtered(
            lambda picking: picking.state not in ("done", "cancel")
        )

    def deliver(self, picking, quantities=None, tracking=None, backorder=True):
        """Validate a transfer as the warehouse does.

        :param dict quantities: {product: quantity}; everything by default
        :param bool backorder: whether what is left is delivered later
        """
        picking.ensure_one()
        for move in picking.move_ids:
            wanted = move.product_uom_qty
            if quantities is not None:
                wanted = quantities.get(move.product_id, 0)
            move.quantity = wanted
            move.picked = bool(wanted)
        if tracking:
            picking.carrier_tracking_ref = tracking
        dropped = [] if backorder else picking.ids
        result = picking.with_context(
            skip_sms=True,
            skip_backorder=True,
            picking_ids_not_to_backorder=dropped,
        ).button_validate()
        self.assertIs(result, True)
        self.assertEqual(picking.state, "done")
        return picking

    def deliver_all(self, order, **kwargs):
        """Deliver the only open transfer of an order, and return its shipment."""
        picking = self.deliver(self.get_open(order), **kwargs)
        return picking.bigcartel_shipment_ids

    def give_back(self, picking, quantity):
        """Return goods of a done delivery, and validate the return."""
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = quantity
        action = wizard.action_create_returns()
        back = self.env["stock.picking"].browse(action["res_id"])
        return self.deliver(back)

    # --- telling ---

    def push(self):
        """Run the scheduled action of the outbox once."""
        with self.enter_registry_test_mode():
            cron = self.env.ref("bigcartel_connector.ir_cron_push_shipments")
            self.assertIs(cron.method_direct_trigger(), True)
        self.env.invalidate_all()

    def make_due(self):
        """Let the time pass until waiting shipments are tried again."""
        self.env["bigcartel.shipment"].search([]).next_attempt = False
        self.shop.paused_until = False

    def push_again(self):
        self.make_due()
        self.push()

    # --- looking ---

    def get_writes(self):
        """Return (method, what) of each request that was to change something."""
        return [
            (request.method, "shipment" if "/shipments" in request.path else "status")
            for request in self.sandbox.requests
            if request.method != "GET"
        ]

    def get_remote(self, order):
        return self.remote.orders[order.name]

    def get_shipped_units(self, order):
        """Return the units shipped at Big Cartel, line by line."""
        return [line.quantity_shipped for line in self.get_remote(order).lines]

    def get_posted(self, order):
        """Return the items of each shipment at Big Cartel as {line: quantity}."""
        return [shipment["shipped"] for shipment in self.remote.shipments[order.name]]

    def get_activities(self, order):
        return order.sale_order_id.activity_ids

    # --- people and places ---

    def make_user(self, login, *groups, **vals):
        return self.env["res.users"].create(
            {
                "name": login.capitalize(),
                "login": login,
                "email": f"{login}@example.com",
                "group_ids": [
                    Command.set([self.env.ref(group).id for group in groups])
                ],
                **vals,
            }
        )
