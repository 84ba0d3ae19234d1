"""The warehouse types a tracking number in while the outbox is at that delivery."""

from odoo import SUPERUSER_ID, api

from .committed import CommittedCase


class TestNobodyWaits(CommittedCase):
    """Real transactions, committed by the tests themselves."""

    def setUp(self):
        super().setUp()
        self.number = self.remote.place_order([(self.mug, 3)]).number
        line = self.remote.orders[self.number].lines[0].id
        with self.transaction() as env:
            order = self.make_done_order(env, self.number)
            picking = env["stock.picking"].create(
                {"picking_type_id": env.ref("stock.warehouse0").out_type_id.id}
            )
            self.addCleanup(self.delete_picking, picking.id)
            self.picking_id = picking.id
            shipments = env["bigcartel.shipment"].create(
                [
                    {
                        "order_id": order.id,
                        "picking_id": picking_id,
                        "items": [{"line": line, "quantity": quantity}],
                    }
                    for picking_id, quantity in ((picking.id, 1), (False, 2))
                ]
            )
            self.shipment_id = shipments[0].id

    def delete_picking(self, picking_id):
        with self.transaction() as env:
            env["stock.picking"].browse(picking_id).unlink()

    def type_in(self, number):
        """Type it in, in a transaction that does not wait for any other one."""
        with self.transaction() as env:
            env.cr.execute("SET LOCAL lock_timeout = '100ms'")
            env["stock.picking"].browse(self.picking_id).carrier_tracking_ref = number

    def get_shipment(self, env):
        return env["bigcartel.shipment"].browse(self.shipment_id)

    def run_outbox(self):
        with self.transaction() as env:
            env["bigcartel.backend"]._cron_push_shipments()

    def get_numbers(self):
        return [
            shipment.get("tracking_number")
            for shipment in self.remote.shipments[self.number]
        ]

    def test_a_number_typed_in_while_its_delivery_is_told_is_told_by_the_next_run(self):
        """The outbox has told the delivery and is about to note that."""
        cr = self.registry.cursor()
        try:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.get_shop(env)._push_now(self.get_shipment(env))
            self.assertEqual(self.get_numbers(), [None])
            self.type_in("TRACK-2")
            cr.commit()
        finally:
            cr.close()
        with self.transaction() as env:
            self.assertEqual(self.get_shipment(env).state, "done")
        self.run_outbox()
        self.assertEqual(sorted(self.get_numbers(), key=str), [None, "TRACK-2"])
        with self.transaction() as env:
            shipment = self.get_shipment(env)
            self.assertEqual(shipment.state, "done")
            self.assertEqual(shipment.tracking_told, "TRACK-2")
            self.assertIn("TRACK-2", shipment.result)

    def test_a_number_typed_in_while_the_row_is_locked_is_told_with_the_delivery(self):
        """The outbox holds the row, and then does not come to telling it."""
        cr = self.registry.cursor()
        try:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.assertTrue(self.get_shipment(env).try_lock_for_update())
            self.type_in("TRACK-2")
            with self.transaction() as office:
                params = self.get_shipment(office).action_tell_now()["params"]
                self.assertEqual(params["message"], "It is told within moments.")
        finally:
            cr.close()
        with self.transaction() as env:
            self.assertFalse(self.get_shipment(env).tracking_number)
        self.run_outbox()
        self.assertIn("TRACK-2", self.get_numbers())
        with self.transaction() as env:
            self.assertEqual(self.get_shipment(env).tracking_told, "TRACK-2")
