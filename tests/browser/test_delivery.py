"""Warehouse staff deliver Big Cartel orders as they deliver any other."""

from .common import BrowserCase


class TestDelivery(BrowserCase):
    def test_warehouse_staff_deliver_and_the_order_is_marked_shipped(self):
        """The office sees what waits, tells Big Cartel now, and reads what was told."""
        order = self.sell()
        picking = self.make_ready(order)
        self.run_tour("delivery", login="warehouse", url=self.url_of(picking))
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.bigcartel_shipment_state, "pending")
        self.assertEqual(self.sandbox.requests, [], "validating waits for nobody")
        self.run_tour("delivery_told", "reviewer", "/odoo/bigcartel-shipments")
        self.assertEqual(order.state, "shipped")
        self.assertEqual(self.get_remote(order).shipping_status, "shipped")
        (shipment,) = self.remote.shipments[order.name]
        self.assertEqual(shipment["tracking_number"], "TRACK-1")
