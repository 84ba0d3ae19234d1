"""The dialog on the order that says what a sold item is in Odoo."""

from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user

from tests.sandbox import Shop

from .selling import BUYER, DialogCase

CLOSE = "ir.actions.act_window_close"


class TestDialog(DialogCase):
    def test_it_shows_what_was_sold(self):
        line = self.get_items(self.sell_tee())
        form = self.open_dialog(line)
        self.assertEqual((form.product_name, form.option_name), ("Heron Tee", "S"))
        self.assertTrue(form.image_url.startswith("http"))
        self.assertFalse(form.product_id)
        self.assertEqual(form.scope, "option")

    def test_it_opens_from_its_line_alone(self):
        line = self.get_items(self.sell_tee())
        Wizard = self.env["bigcartel.link.wizard"].with_context(default_line_id=line.id)
        with Form(Wizard) as form:
            self.assertEqual(form.product_name, "Heron Tee")
            form.product_id = self.product
        form.record.action_link()
        self.assertEqual(line.product_id, self.product)

    def test_linking_closes_it_and_links_the_line(self):
        order = self.sell_tee()
        line = self.get_items(order)
        closed = self.answer(line, self.product)
        self.assertEqual(closed["params"]["next"]["type"], CLOSE)
        self.assertEqual(line.product_id, self.product)
        self.assertTrue(line.bigcartel_linked)
        self.assertEqual((order.linked_count, order.state), (1, "ready"))

    def test_linking_without_a_product_says_what_to_do(self):
        line = self.get_items(self.sell_tee())
        with self.assertRaisesRegex(UserError, "Choose a product"):
            self.answer(line)

    def test_never_ours_counts_as_an_answer(self):
        order = self.sell_tee()
        line = self.get_items(order)
        self.answer(line, action="action_never")
        self.assertEqual(line.bigcartel_link_state, "never")
        self.assertTrue(line.bigcartel_linked)
        self.assertEqual(line.product_id.type, "service")
        self.assertEqual(order.state, "ready")

    def test_an_answer_can_be_taken_back(self):
        for action, product in (("action_link", self.product), ("action_never", None)):
            with self.subTest(action):
                order = self.sell_tee()
                line = self.get_items(order)
                self.answer(line, product, action=action)
                self.assertTrue(self.open_dialog(line).answered)
                self.answer(line, action="action_unlink")
                self.assertFalse(line.bigcartel_linked)
                self.assertEqual(order.state, "to_link")

    def test_it_can_be_answered_when_the_link_was_removed_meanwhile(self):
        order = self.sell_tee()
        self.answer(self.get_items(order), self.product)
        order.action_complete()
        self.get_link(order).unlink()
        order.sale_order_id._action_cancel()
        order.sale_order_id.action_draft()
        other = self.make_product("OTHER")
        self.answer(self.get_items(order), other)
        self.assertEqual(self.get_items(order).product_id, other)
        self.assertEqual(self.get_link(self.sell_tee()).product_id, other)

    def test_a_product_put_on_the_line_itself_answers_for_this_order_only(self):
        first, second = self.sell_tee(), self.sell_tee()
        line = self.get_items(first)
        line.product_id = self.product
        self.assertTrue(line.bigcartel_linked)
        self.assertEqual((first.state, second.state), ("ready", "to_link"))
        self.assertEqual(line.bigcartel_link_id.state, "to_link")
        line.product_id = self.env.ref("bigcartel_connector.product_item")
        self.assertEqual(first.state, "to_link")

    def test_a_reviewer_links_orders_of_others(self):
        self.shop.user_id = self.env.ref("base.user_admin")
        line = self.get_items(self.sell_tee())
        reviewer = new_test_user(
            self.env, "reviewer", groups="bigcartel_connector.group_user"
        )
        self.answer(line.with_user(reviewer), self.product)
        self.assertEqual(line.product_id, self.product)


class TestRemembering(DialogCase):
    def test_an_option_is_remembered_for_later_orders(self):
        self.answer(self.get_items(self.sell_tee()), self.product)
        later = self.sell_tee(0, 1)
        self.assertEqual(
            self.get_items(later).mapped("bigcartel_link_state"), ["linked", "to_link"]
        )
        self.assertEqual(self.get_items(later)[0].product_id, self.product)

    def test_the_whole_product_is_remembered_for_all_its_options(self):
        self.answer(self.get_items(self.sell_tee(0)), self.product, scope="product")
        later = self.sell_tee(0, 1)
        self.assertEqual(self.get_items(later).product_id, self.product)
        self.assertEqual(later.state, "ready")

    def test_the_whole_product_replaces_what_was_said_of_its_options(self):
        order = self.sell_tee(0, 1)
        small, medium = self.get_items(order)
        self.answer(small, self.make_product("SMALL"))
        self.answer(medium, scope="product", action="action_never")
        self.assertEqual(
            (small | medium).mapped("bigcartel_link_state"), ["never", "never"]
        )

    def test_an_option_can_differ_from_its_whole_product(self):
        order = self.sell_tee(0, 1)
        small, medium = self.get_items(order)
        self.answer(small, scope="product", action="action_never")
        self.answer(medium, self.product, scope="option")
        self.assertEqual(
            (small | medium).mapped("bigcartel_link_state"), ["never", "linked"]
        )
        self.assertEqual(medium.product_id, self.product)

    def test_what_was_said_of_the_whole_product_can_be_taken_back(self):
        order = self.sell_tee(0, 1)
        line = self.get_items(order)[0]
        self.answer(line, self.product, scope="product")
        self.assertEqual(self.open_dialog(line).scope, "product")
        with self.open_dialog(line) as form:
            pass
        form.record.action_unlink()
        self.assertEqual(
            self.get_items(order).mapped("bigcartel_link_state"), ["to_link", "to_link"]
        )


class TestOpenDrafts(DialogCase):
    def test_every_open_draft_of_the_shop_follows_at_once(self):
        orders = self.sell_tee() | self.sell_tee(0, 1) | self.sell_tee(1)
        self.answer(self.get_items(orders[0]), self.product)
        self.assertEqual(orders.mapped("state"), ["ready", "to_link", "to_link"])
        self.assertEqual(self.get_items(orders[1])[0].product_id, self.product)
        self.assertFalse(self.get_items(orders[2]).bigcartel_linked)

    def test_a_quotation_that_was_sent_follows(self):
        first, second = self.sell_tee(), self.sell_tee()
        second.sale_order_id.action_quotation_sent()
        self.answer(self.get_items(first), self.product)
        self.assertEqual(self.get_items(second).product_id, self.product)

    def test_confirmed_and_cancelled_orders_do_not_follow(self):
        confirmed, cancelled, draft = (self.sell_tee() for _order in range(3))
        confirmed.action_complete()
        cancelled.sale_order_id._action_cancel()
        self.answer(self.get_items(draft), self.product)
        for order in (confirmed, cancelled):
            self.assertFalse(self.get_items(order).bigcartel_linked)
            self.assertEqual(self.get_items(order).product_id.type, "service")

    def test_drafts_of_another_shop_do_not_follow(self):
        mine = self.sell_tee()
        remote = self.sandbox.add_shop(Shop.empty("5550001", "otherheron"))
        remote.products = self.remote.products
        other = self.connect(
            account_id="5550001", access_token=remote.access_token, auto_confirm=False
        )
        remote.place_order([(self.tee.options[0], 1)], customer=BUYER)
        other.action_import_orders()
        theirs = other.order_ids
        self.assertEqual(self.get_link(theirs).key, self.get_link(mine).key)
        self.answer(self.get_items(mine), self.product)
        self.assertEqual(self.get_items(mine).product_id, self.product)
        self.assertFalse(self.get_items(theirs).bigcartel_linked)
