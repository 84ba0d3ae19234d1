"""For tests of orders that end at Big Cartel: cancelled, refunded, shipped."""

from .delivering import DeliveryCase


class WithdrawnCase(DeliveryCase):
    def draft(self, *lines):
        """Return the draft of an order with a line that is not linked."""
        return self.place_and_import(list(lines) or [(self.remote_print, 1)])

    def withdraw(self, *orders, end="cancel", **switches):
        """Cancel or refund orders at Big Cartel, and import."""
        for name, value in switches.items():
            setattr(self.sandbox.switches, name, value)
        for order in orders:
            getattr(self.remote, end)(order.name)
        self.import_orders()

    def bring_back(self, *orders):
        for order in orders:
            self.get_remote(order).state = "open"
        self.import_orders()

    def get_notes(self, order):
        return "".join(order.sale_order_id.message_ids.mapped("body"))

    def get_asked(self):
        """Return the numbers of the orders that were asked for one by one."""
        paths = [request.path.partition("/orders/")[2] for request in self.requests]
        return [number for number in paths if number]

    @property
    def requests(self):
        return self.sandbox.requests

    def assert_cancelled(self, order):
        self.assertEqual(order.state, "cancelled")
        self.assertEqual(order.sale_order_id.state, "cancel")
        self.assertIn("Seems to be cancelled at Big Cartel", order.error)
        self.assertIn("Seems to be cancelled at Big Cartel", self.get_notes(order))

    def assert_stopped(self, order):
        self.assertEqual((order.state, order.sale_order_id.state), ("done", "sale"))
        self.assertTrue(order.stopped and order.sale_order_id.bigcartel_stopped)
        self.assertIn("Its delivery is stopped", order.error)
        self.assertEqual(len(self.get_activities(order)), 1)
        self.assertTrue(self.get_open(order).bigcartel_stopped)
