"""Recovering one order by its number."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user

from .delivering import impatient
from .selling import SellingCase


class TestRecover(SellingCase):
    def setUp(self):
        super().setUp()
        self.enterContext(impatient())
        self.reviewer = new_test_user(
            self.env, "reviewer", groups="bigcartel_connector.group_user"
        )
        self.tee = self.offer("Heron Tee")

    def recover(self, number, **values):
        """Recover an order as a reviewer does; return it and what was said."""
        action = self.env.ref("bigcartel_connector.bigcartel_recover_action")
        wizards = self.env[action.res_model].with_user(self.reviewer)
        with Form(wizards) as form:
            form.number = number
            for name, value in values.items():
                form[name] = value
        action = form.record.action_recover()
        opens = action["params"].get("next", {})
        order = self.env["bigcartel.order"].browse(opens.get("res_id"))
        return order, action["params"]

    def test_an_old_order_that_is_shipped_already_is_imported(self):
        self.shop.import_from = "2026-01-01 00:00:00"
        number = self.place((self.tee, 1), completed_at="2020-01-01T00:00:00Z").number
        self.remote.mark_shipped(number)
        self.import_orders()
        self.assertFalse(self.get_order(number))
        order, said = self.recover(number)
        self.assertEqual(order, self.get_order(number))
        self.assertTrue(order.sale_order_id)
        self.assertEqual(order.state, "to_link")
        self.assertIn("recovered", said["title"])
        self.import_orders()
        self.assertEqual(len(self.shop.order_ids), 1)

    def test_the_number_may_be_pasted_as_it_is_written_anywhere(self):
        number = self.place((self.tee, 1)).number
        order, _said = self.recover(f" #{number.lower()} ")
        self.assertEqual(order.name, number)

    def test_the_only_shop_is_chosen_already(self):
        wizard = Form(self.env["bigcartel.recover.wizard"])
        self.assertEqual(wizard.backend_id, self.shop)
        self.env["bigcartel.backend"].create({"name": "2", "state": "connected"})
        self.assertFalse(Form(self.env["bigcartel.recover.wizard"]).backend_id)

    def test_an_order_that_is_here_already_is_opened(self):
        order = self.sell((self.tee, 1))
        found, said = self.recover(order.name)
        self.assertEqual(found, order)
        self.assertIn("here already", said["title"])
        order.sale_order_id.unlink()
        self.assertIn("press Retry", self.recover(order.name)[1]["message"])

    def test_an_unpaid_order_is_kept_waiting(self):
        number = self.place((self.tee, 1), payment_status="unpaid").number
        order, said = self.recover(number)
        self.assertEqual((order.state, said["type"]), ("new", "warning"))
        self.assertIn("Not paid yet", said["message"])
        self.remote.pay(number)
        self.import_orders()
        self.assertTrue(order.sale_order_id)

    def test_an_order_that_cannot_be_built_is_kept_with_the_reason(self):
        number = self.place((self.tee, 1), currency="ZZZ").number
        order, said = self.recover(number)
        self.assertEqual(order.state, "error")
        self.assertIn("ZZZ", said["message"])

    def test_an_order_that_cannot_be_read_is_kept_with_the_reason(self):
        number = self.place((self.tee, 1)).number
        self.remote.orders[number].rewrite = lambda row, _rows: row["attributes"].pop(
            "total"
        )
        order, said = self.recover(number)
        self.assertEqual(order.state, "error")
        self.assertIn("could not be read", said["message"])

    def test_an_unknown_number_is_not_kept(self):
        with self.assertRaisesRegex(UserError, "has no order NOPE-000000"):
            self.recover("nope-000000")
        self.assertFalse(self.get_order("NOPE-000000"))

    def test_a_shop_that_refuses_the_login_says_so_and_turns_red(self):
        number = self.place((self.tee, 1)).number
        self.remote.revoke()
        order, said = self.recover(number)
        self.assertFalse(order)
        self.assertEqual(said["type"], "danger")
        self.assertTrue(self.shop.reconnect_required)
        with self.assertRaisesRegex(UserError, "Connect it again"):
            self.recover(number)

    def test_a_shop_that_is_not_connected_says_so(self):
        shop = self.env["bigcartel.backend"].create({"name": "Draft"})
        wizard = self.env["bigcartel.recover.wizard"].create(
            {"backend_id": shop.id, "number": "ABCD-123456"}
        )
        with self.assertRaisesRegex(UserError, "Draft is not connected"):
            wizard.action_recover()

    def test_a_shop_of_another_company_is_out_of_reach(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.shop.company_id = company
        wizard = (
            self.env["bigcartel.recover.wizard"]
            .with_user(self.reviewer)
            .create({"backend_id": self.shop.id, "number": "ABCD-123456"})
        )
        with self.assertRaises(AccessError):
            wizard.action_recover()
