"""An order fails for a reason that a person can put right, and is retried."""

from .common import BrowserCase

ERRORS = "/odoo/action-bigcartel_connector.bigcartel_order_action_errors"


class TestRetry(BrowserCase):
    def setUp(self):
        super().setUp()
        self.currency = self.env.ref("base.EUR")
        self.currency.active = False
        self.order = self.place_and_import([(self.remote_print, 1)], currency="EUR")
        self.assertEqual(self.order.state, "error")
        self.assertFalse(self.order.sale_order_id)

    def test_an_administrator_puts_it_right_on_the_order_itself(self):
        self.run_tour("activate_currency", login="admin", url=ERRORS)
        self.assertTrue(self.currency.active)
        self.assert_draft()

    def test_a_reviewer_retries_it_once_it_is_put_right(self):
        self.currency.active = True
        self.run_tour("retry", login="reviewer", url=ERRORS)
        self.assert_draft()

    def assert_draft(self):
        self.assertEqual(self.order.state, "to_link")
        self.assertEqual(self.order.sale_order_id.state, "draft")
        self.assertEqual(self.order.sale_order_id.currency_id, self.currency)
