"""Asking Big Cartel for the selected orders again."""

from odoo.tests import new_test_user

from .importing import ImportCase


class TestImportAgain(ImportCase):
    def setUp(self):
        super().setUp()
        self.reviewer = new_test_user(
            self.env, "reviewer", groups="bigcartel_connector.group_user"
        )

    def ask_again(self, orders):
        """Press *Import again* as a reviewer; return what it says."""
        action = orders.with_user(self.reviewer).action_import_again()
        return action["params"]["message"]

    def test_the_result_adds_up(self):
        changed, same, gone = self.place_many(3)
        self.import_orders()
        orders = self.get_orders()
        self.remote.edit_address(changed, address_1="9 Other Road")
        self.remote.vanish(gone)
        message = self.ask_again(orders)
        self.assertIn("3 asked for = 1 updated + 1 unchanged + 1 not found", message)
        self.assertIn(f"{gone}: Big Cartel does not know", message)
        street = self.get_order(changed).sale_order_id.partner_shipping_id.street
        self.assertEqual(street, "9 Other Road")
        self.assertEqual(self.get_order(same).state, "to_link")
        self.assertEqual(self.get_order(gone).state, "cancelled")

    def test_a_waiting_order_is_taken_up_once_paid_and_never_twice(self):
        number = self.place(payment_status="pending")
        self.import_orders()
        order = self.get_order(number)
        self.assertIn("1 waiting", self.ask_again(order))
        self.remote.pay(number)
        self.assertIn("1 asked for = 1 imported", self.ask_again(order))
        sale = order.sale_order_id
        self.assertTrue(sale)
        self.assertIn("1 unchanged", self.ask_again(order))
        self.import_orders()
        self.assertEqual(order.sale_order_id, sale)
        self.assertEqual(len(self.get_orders()), 1)

    def test_what_was_ignored_stays_ignored(self):
        number = self.place()
        self.import_orders()
        order = self.get_order(number)
        order.action_ignore()
        self.assertIn("1 unchanged", self.ask_again(order))
        self.assertEqual(order.state, "ignored")

    def test_an_order_shipped_meanwhile_shows_it(self):
        number = self.place()
        self.import_orders()
        self.remote.mark_shipped(number)
        self.assertIn("1 updated", self.ask_again(self.get_order(number)))
        self.assertEqual(self.get_order(number).shipping_status, "shipped")

    def test_an_order_that_failed_is_imported_once_its_cause_is_gone(self):
        self.env.ref("base.SEK").active = False
        number = self.place(currency="SEK")
        self.import_orders()
        order = self.get_order(number)
        message = self.ask_again(order)
        self.assertIn("1 failed", message)
        self.assertIn("SEK is inactive", message)
        self.env.ref("base.SEK").active = True
        self.assertIn("1 imported", self.ask_again(order))

    def test_an_order_that_cannot_be_read_says_so(self):
        number = self.place()
        self.import_orders()
        self.remote.orders[number].rewrite = lambda row, _rows: row["attributes"].pop(
            "total"
        )
        order = self.get_order(number)
        message = self.ask_again(order)
        self.assertIn("1 failed", message)
        self.assertIn(f"{number}: Big Cartel's document could not be read", message)
        self.assertTrue(order.sale_order_id)

    def test_an_outage_stops_asking_and_is_the_shop_s_state(self):
        self.place_many(2)
        self.import_orders()
        orders = self.get_orders()
        self.sandbox.faults.add("status", status=503, times=99, path="/orders/")
        message = self.ask_again(orders)
        self.assertIn("2 asked for = 2 not asked", message)
        self.assertEqual(self.shop.state, "error")
        self.sandbox.faults.clear()
        self.assertIn("2 unchanged", self.ask_again(orders))
        self.assertEqual(self.shop.state, "connected")

    def test_a_pause_is_kept(self):
        self.place()
        self.import_orders()
        orders = self.get_orders()
        self.sandbox.faults.add(
            "status", status=429, retry_after=600, times=99, path="/orders/"
        )
        self.assertIn("1 not asked", self.ask_again(orders))
        self.assertTrue(self.shop.paused_until)
        self.sandbox.faults.clear()
        self.assertIn("asked for a pause", self.ask_again(orders))

    def test_a_refused_login_is_not_tried_again(self):
        self.place()
        self.import_orders()
        self.remote.revoke()
        orders = self.get_orders()
        self.assertIn("1 not asked", self.ask_again(orders))
        self.assertTrue(self.shop.reconnect_required)
        self.assertIn("Connect it again", self.ask_again(orders))
