"""Going through an order in the dialog, from one open line to the next."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .selling import DialogCase


class WalkCase(DialogCase):
    def setUp(self):
        super().setUp()
        self.print = self.offer("Print")
        self.mug = self.offer("Mug")

    def sell_three(self):
        return self.sell((self.tee.options[0], 2), (self.print, 1), (self.mug, 1))

    def get_wizard(self, action):
        """Return the dialog that an action opens."""
        self.assertEqual(
            (action["res_model"], action["target"]), ("bigcartel.link.wizard", "new")
        )
        return self.env[action["res_model"]].browse(action["res_id"])

    def link_next(self, wizard):
        wizard.product_id = self.product
        return wizard.action_link_next()


class TestOpening(WalkCase):
    def test_it_opens_on_the_first_line_without_an_answer(self):
        order = self.sell_three()
        first, second, _third = self.get_items(order)
        wizard = self.get_wizard(order.sale_order_id.action_bigcartel_link_products())
        self.assertEqual(wizard.line_id, first)
        self.answer(first, self.product)
        wizard = self.get_wizard(order.action_link_products())
        self.assertEqual(wizard.line_id, second)

    def test_it_shows_how_much_was_sold_for_how_much(self):
        order = self.sell_three()
        # What a person changed since was not sold so.
        self.get_items(order)[0].write({"price_unit": 99, "product_uom_qty": 5})
        wizard = self.get_wizard(order.action_link_products())
        self.assertEqual((wizard.quantity, wizard.price_unit), (2, 10))
        self.assertEqual(wizard.progress, "Item 1 of 3")

    def test_without_an_open_line_it_says_so(self):
        order = self.sell_tee()
        self.answer(self.get_items(order), self.product)
        with self.assertRaisesRegex(UserError, "Nothing is left to link"):
            order.action_link_products()

    def test_without_a_quotation_it_says_what_to_do(self):
        self.place((self.tee.options[0], 1), payment_status="pending")
        self.import_orders()
        waiting = self.shop.order_ids.filtered(lambda order: order.state == "new")
        self.assertEqual(len(waiting), 1)
        with self.assertRaisesRegex(UserError, "no quotation yet"):
            waiting.action_link_products()

    def test_an_order_completed_anyway_has_nothing_to_link_any_more(self):
        order = self.sell_tee()
        order.action_complete()
        with self.assertRaisesRegex(UserError, "Nothing is left to link"):
            order.action_link_products()

    def test_salespeople_without_a_right_on_the_connector_cannot_open_it(self):
        order = self.sell_tee()
        seller = new_test_user(
            self.env, "seller", groups="sales_team.group_sale_salesman_all_leads"
        )
        sale = order.sale_order_id.with_user(seller)
        with self.assertRaises(AccessError):
            sale.action_bigcartel_link_products()


class TestGoingOn(WalkCase):
    def setUp(self):
        super().setUp()
        self.order = self.sell_three()
        self.lines = self.get_items(self.order)
        self.wizard = self.get_wizard(self.order.action_link_products())

    def test_linking_goes_on_to_the_next_open_line(self):
        self.get_link(self.order, 1).action_never()
        wizard = self.get_wizard(self.link_next(self.wizard))
        self.assertEqual(wizard.line_id, self.lines[2])
        self.assertEqual((wizard.progress, wizard.has_next), ("Item 3 of 3", False))

    def test_a_suggestion_goes_on_as_well(self):
        product = self.make_product(name="Mug")
        wizard = self.get_wizard(self.lines[2].action_bigcartel_link())
        suggestion = wizard.suggestion_ids.filtered(
            lambda suggestion: suggestion.product_id == product
        )
        wizard = self.get_wizard(suggestion.action_choose())
        self.assertEqual(self.lines[2].product_id, product)
        self.assertEqual(wizard.line_id, self.lines[0])

    def test_never_ours_goes_on_as_well(self):
        wizard = self.get_wizard(self.wizard.action_never())
        self.assertEqual(wizard.line_id, self.lines[1])
        self.assertEqual(self.lines[0].bigcartel_link_state, "never")

    def test_a_skipped_line_stays_open_and_comes_again_at_the_end(self):
        wizard = self.get_wizard(self.wizard.action_skip())
        self.assertEqual(wizard.line_id, self.lines[1])
        wizard = self.get_wizard(self.link_next(wizard))
        wizard = self.get_wizard(self.link_next(wizard))
        self.assertEqual(wizard.line_id, self.lines[0])
        self.assertFalse(self.lines[0].bigcartel_linked)

    def test_an_answer_for_the_whole_product_passes_over_its_other_options(self):
        order = self.sell_tee(0, 1)
        wizard = self.get_wizard(order.action_link_products())
        wizard.scope = "product"
        done = self.link_next(wizard)
        self.assertEqual(done["tag"], "display_notification")
        self.assertEqual(self.get_items(order).product_id, self.product)

    def test_without_a_product_it_does_not_go_on(self):
        with self.assertRaisesRegex(UserError, "Choose a product"):
            self.wizard.action_link_next()

    def test_linking_without_going_on_closes_it(self):
        self.wizard.product_id = self.product
        closed = self.wizard.action_link()
        self.assertEqual(closed, {"type": "ir.actions.act_window_close"})


class TestTheLastLine(WalkCase):
    def finish(self, **kwargs):
        """Answer the only line of an order, and return what the person is told."""
        order = self.sell((self.mug, 1), **kwargs)
        done = self.link_next(self.get_wizard(order.action_link_products()))
        self.assertEqual(done["tag"], "display_notification")
        self.assertEqual(done["params"]["next"]["type"], "ir.actions.act_window_close")
        return order, done["params"]["type"], done["params"]["message"]

    def test_it_completes_the_order_and_says_so(self):
        self.shop.auto_confirm = True
        order, kind, message = self.finish()
        self.assertEqual(order.state, "done")
        self.assertEqual(
            (kind, message), ("success", f"Order {order.name} is complete.")
        )

    def test_it_says_that_a_person_completes_the_orders_of_this_shop(self):
        order, kind, message = self.finish()
        self.assertEqual((order.state, kind), ("ready", "info"))
        self.assertIn("Press Complete", message)

    def test_it_says_why_the_order_does_not_complete_by_itself(self):
        self.shop.auto_confirm = True
        order, kind, message = self.finish(total=11)
        self.assertEqual((order.state, kind), ("ready", "warning"))
        self.assertIn("a difference of", message)
