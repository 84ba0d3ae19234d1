"""A product that a person puts on one sold line, and who may see a line's dialog."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, new_test_user

from .selling import DialogCase


class TestHereOnly(DialogCase):
    def setUp(self):
        super().setUp()
        self.here = self.make_product("HERE")
        self.order, self.other = self.sell_tee(), self.sell_tee()
        self.line = self.get_items(self.order)
        self.line.product_id = self.here

    def test_it_stays_when_the_item_is_linked_elsewhere(self):
        for answer in ({"product_id": self.product.id}, {"state": "never"}):
            self.line.bigcartel_link_id.write(answer)
            self.assertEqual(self.line.product_id, self.here)
            self.assertEqual(self.line.bigcartel_link_state, "linked")
        self.assertEqual(self.get_items(self.other).bigcartel_link_state, "never")

    def test_it_stays_when_the_whole_product_is_linked(self):
        self.answer(self.get_items(self.other), self.product, scope="product")
        self.assertEqual(self.get_items(self.other).product_id, self.product)
        self.assertEqual(self.line.product_id, self.here)

    def test_it_stays_when_the_link_is_taken_back(self):
        self.line.bigcartel_link_id.product_id = self.product
        self.line.bigcartel_link_id.action_reopen()
        self.assertEqual((self.order.state, self.other.state), ("ready", "to_link"))

    def test_the_dialog_of_the_line_answers_it_anew(self):
        self.answer(self.line, self.product)
        self.assertEqual(self.line.product_id, self.product)
        another = self.make_product("ANOTHER")
        self.line.bigcartel_link_id.product_id = another
        self.assertEqual(self.line.product_id, another, "it follows its link again")

    def test_the_dialog_of_the_line_takes_it_back(self):
        self.assertEqual(self.open_dialog(self.line).product_id, self.here)
        self.answer(self.line, action="action_unlink")
        self.assertEqual(self.order.state, "to_link")
        self.assertEqual(
            self.line.product_id, self.env.ref("bigcartel_connector.product_item")
        )

    def test_the_dialog_gives_it_the_answer_that_is_there_already(self):
        self.line.bigcartel_link_id.product_id = self.product
        self.answer(self.line, self.product)
        self.assertEqual(self.line.product_id, self.product)

    def test_a_line_emptied_by_hand_follows_its_link_again(self):
        self.line.product_id = self.env.ref("bigcartel_connector.product_item")
        self.assertEqual(self.order.state, "to_link")
        self.line.bigcartel_link_id.product_id = self.product
        self.assertEqual(self.line.product_id, self.product)


class TestOtherCompanies(DialogCase):
    def setUp(self):
        super().setUp()
        self.line = self.get_items(self.sell_tee())
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.stranger = new_test_user(
            self.env,
            "stranger",
            groups="bigcartel_connector.group_user",
            company_id=elsewhere.id,
            company_ids=[Command.set(elsewhere.ids)],
        )
        self.env.invalidate_all()
        self.Wizard = self.env["bigcartel.link.wizard"].with_user(self.stranger)

    def test_nobody_reads_a_line_of_another_company_through_the_dialog(self):
        with self.assertRaises(AccessError):
            self.Wizard.create({"line_id": self.line.id}).read()

    def test_nobody_reads_it_through_a_dialog_that_is_not_stored(self):
        wizard = self.Wizard.with_context(default_line_id=self.line.id)
        with self.assertRaises(AccessError):
            Form(wizard)

    def test_nobody_points_a_dialog_of_their_own_at_it(self):
        partner = self.env["res.partner"].create({"name": "Ada"})
        sale = self.env["sale.order"].with_company(self.stranger.company_id)
        mine = sale.create(
            {
                "partner_id": partner.id,
                "order_line": [Command.create({"product_id": self.product.id})],
            }
        ).order_line
        self.env.invalidate_all()
        wizard = self.Wizard.create({"line_id": mine.id})
        with self.assertRaises(AccessError):
            wizard.line_id = self.line.id
        self.assertFalse(wizard.product_name)
