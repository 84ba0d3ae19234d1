"""Completing what did not complete: by the next import, or from the sale order."""

from lxml import etree

from odoo.tools.safe_eval import safe_eval

from .selling import SellingCase
from .test_complete import CompleteCase, patch_confirmation

ORDER_FORM = "sale.view_order_form"


class TestNextImport(CompleteCase):
    def fail(self, count=1):
        """Return orders that Odoo refused to confirm."""
        self.shop.auto_confirm = False
        orders = self.env["bigcartel.order"].union(
            *(self.sell((self.ours, 1)) for _order in range(count))
        )
        self.shop.auto_confirm = True
        with patch_confirmation(self, *orders):
            self.import_orders()
        self.assertEqual(set(orders.mapped("state")), {"error"})
        return orders

    def count_confirmations(self, orders):
        """Import while Odoo refuses ``orders``; return what it was asked to confirm."""
        asked = []
        with patch_confirmation(self, *orders, asked=asked):
            self.import_orders()
        return asked

    def test_it_completes_once_the_cause_is_gone(self):
        orders = self.fail(2)
        self.import_orders()
        self.assertEqual(orders.mapped("state"), ["done", "done"])
        self.assertFalse(any(orders.mapped("error")))

    def test_as_long_as_the_cause_lasts_it_is_tried_once_per_run(self):
        orders = self.fail(2)
        asked = self.count_confirmations(orders)
        self.assertCountEqual(asked, list(orders.sale_order_id))
        self.assertEqual(orders.mapped("state"), ["error", "error"])
        self.assertIn("Out of luck", orders[0].error)

    def test_what_fails_for_the_first_time_is_not_tried_twice_in_one_run(self):
        self.shop.auto_confirm = False
        order = self.sell((self.ours, 1))
        self.shop.auto_confirm = True
        self.assertEqual(self.count_confirmations(order), [order.sale_order_id])

    def test_new_orders_are_confirmed_without_the_failed_ones(self):
        failed = self.fail(2)
        placed = [self.place((self.ours, 1)) for _order in range(3)]
        asked = self.count_confirmations(failed)
        fresh = self.env["bigcartel.order"].union(
            *(self.get_order(order.number) for order in placed)
        )
        self.assertEqual(set(fresh.mapped("state")), {"done"})
        # In one batch, and before the failed ones.
        self.assertEqual(asked[0].sorted(), fresh.sale_order_id.sorted())

    def test_a_run_without_time_left_tries_one_and_the_next_run_another(self):
        orders = self.fail(2)
        for done in (1, 2):
            self.shop._complete_ready(lambda: 0)
            self.assertEqual(orders.mapped("state").count("done"), done)

    def test_trying_again_says_nothing_new_in_the_chatter(self):
        order = self.fail()
        records = (order, order.sale_order_id)
        before = [len(record.message_ids) for record in records]
        self.count_confirmations(order)
        self.env.invalidate_all()
        self.assertEqual([len(record.message_ids) for record in records], before)

    def test_where_people_complete_they_retry_too(self):
        order = self.fail()
        self.shop.auto_confirm = False
        self.import_orders()
        self.assertEqual(order.state, "error")


class TestButtons(SellingCase):
    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False
        self.make_product("OURS")
        self.ours = self.offer("Ours", sku="OURS")

    def get_buttons(self, order):
        """Return the titles of the buttons that complete, as they are to be seen."""
        sale = order.sale_order_id
        arch = sale.get_view(self.env.ref(ORDER_FORM).id)["arch"]
        names = ("bigcartel_to_review", "bigcartel_open_count", "bigcartel_state")
        values = {name: sale[name] for name in names}
        return {
            button.get("string"): button.get("confirm")
            for button in etree.fromstring(arch).iter("button")
            if button.get("name") == "action_bigcartel_complete"
            and not safe_eval(button.get("invisible"), dict(values))
        }

    def test_what_is_ready_has_complete(self):
        order = self.sell((self.ours, 1), total=11)
        self.assertIn("press Complete", order.error)
        self.assertEqual(self.get_buttons(order), {"Complete": None})
        order.sale_order_id.action_bigcartel_complete()
        self.assertEqual(order.state, "done")
        self.assertFalse(self.get_buttons(order))

    def test_what_has_open_lines_asks_first(self):
        order = self.sell((self.offer(), 1))
        buttons = self.get_buttons(order)
        self.assertEqual(list(buttons), ["Complete anyway"])
        self.assertIn("not delivered by us", buttons["Complete anyway"])

    def test_what_odoo_refused_has_complete_as_well(self):
        order = self.sell((self.ours, 1))
        self.shop.auto_confirm = True
        with patch_confirmation(self, order):
            self.import_orders()
        self.assertEqual(order.state, "error")
        self.assertEqual(list(self.get_buttons(order)), ["Complete"])
        order.sale_order_id.action_bigcartel_complete()
        self.assertEqual((order.state, order.error), ("done", False))

    def test_orders_of_others_have_neither(self):
        partner = self.env["res.partner"].create({"name": "Ada"})
        sale = self.env["sale.order"].create({"partner_id": partner.id})
        order = self.env["bigcartel.order"].new({"sale_order_id": sale.id})
        self.assertFalse(self.get_buttons(order))
