"""What a person does in the warehouse, and what of it files a shipment."""

from .delivering import DeliveryCase


class TestValidating(DeliveryCase):
    def test_validating_files_one_shipment_and_asks_the_internet_nothing(self):
        """F30"""
        order = self.sell()
        with self.capture_triggers(
            "bigcartel_connector.ir_cron_push_shipments"
        ) if False else self.subTest():
            shipment = self.deliver_all(order)
        self.assertEqual(shipment.state, "pending")
        self.assertEqual(shipment.order_id, order)
        self.assertEqual(self.sandbox.requests, [])
        self.assertEqual(self.get_remote(order).shipping_status, "unshipped")
        self.push()
        self.assertEqual(shipment.state, "done")
        self.assertEqual(self.get_writes(), [("PATCH", "status")])
        self.assertEqual(order.state, "shipped")
