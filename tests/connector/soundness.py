"""What holds of every order of a shop, whatever Big Cartel sent."""

from collections import Counter
from decimal import Decimal

from tests.chaos import ledger

# Totals that differ by less are the same amount of money.
HALF_A_CENT = Decimal("0.005")


class SoundnessMixin:
    """For a connector's test case."""

    def assert_sound(self, since=None):
        """Each order once, equal or flagged, with a reason where it waits.

        :param int since: id of the last contact before, if none but those of orders
            came. An order that followed another address leaves its old one behind.
        """
        orders = self.env["bigcartel.order"].search([("backend_id", "=", self.shop.id)])
        names = Counter(orders.mapped("name"))
        self.assertFalse([name for name, count in names.items() if count > 1])
        for order in orders:
            if order.sale_order_id:
                self.assert_equal_or_flagged(order)
            else:
                self.assertIn(order.state, ("new", "ignored", "error"), order.name)
                self.assertTrue(order.error, order.name)
        found = ledger.audit(self.shop, self.remote, since or 0)
        self.assertEqual(found.doubled + found.half, [])
        if since:
            self.assertEqual(found.orphans, [])

    def assert_equal_or_flagged(self, order):
        sale = order.sale_order_id
        total = order._get_document().total
        difference = Decimal(str(sale.amount_total)) - total
        if abs(difference) > HALF_A_CENT:
            self.assertTrue(order.amount_difference, order.name)
        if order.amount_difference or order.hold:
            self.assertEqual(sale.state, "draft", order.name)
        self.assertEqual(sale.origin, f"Big Cartel {order.name}")
        self.assertEqual(sale.bigcartel_order_id, order)
