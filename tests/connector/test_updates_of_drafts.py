"""What a draft follows by itself, what a person has to look at, and what fails."""

from unittest.mock import patch

from odoo.exceptions import ValidationError

from .test_updates import UpdateCase


class TestCorrectionsStay(UpdateCase):
    def test_an_address_corrected_here_survives_an_edited_note(self):
        friend = self.env["res.partner"].create({"name": "A friend"})
        self.sale.partner_shipping_id = friend
        self.change(customer_note="Ring twice")
        self.assertEqual(self.sale.partner_shipping_id, friend)
        self.change(address_1="5 New Road")
        self.assertEqual(self.sale.partner_shipping_id.street, "5 New Road")


class TestLinesChangedThere(UpdateCase):
    def setUp(self):
        super().setUp()
        self.remote_order = self.remote.orders[self.number]

    def change_lines(self):
        self.remote_order.lines[0].quantity = 3
        self.remote_order.settle()
        self.import_orders()

    def link(self):
        link = self.sale.order_line.bigcartel_link_id
        link.product_id = self.make_product("MUG")
        self.import_orders()

    def test_a_person_has_to_look_before_it_completes(self):
        self.change_lines()
        self.assertTrue(self.order.hold)
        self.assertIn("correct the quotation", self.order.error)
        # Which button completes it depends on the lines that are still to be linked.
        self.assertNotIn("press", self.order.error)
        item = self.sale.order_line.filtered(
            lambda line: line.bigcartel_line_type == "item"
        )
        self.assertEqual(item.product_uom_qty, 1)
        self.link()
        item.product_uom_qty = 3
        self.import_orders()
        self.assertEqual(self.order.amount_difference, 0)
        self.assertEqual(self.sale.state, "draft", "not by itself")
        self.order.action_complete()
        self.assertEqual(self.sale.state, "sale")
        self.assertFalse(self.order.error)

    def test_the_same_total_for_other_lines_is_looked_at_too(self):
        other = self.remote.add_product("Cup", price="12.50")
        line = self.remote_order.lines[0]
        line.product_id, line.product_name = other.id, other.name
        self.import_orders()
        self.assertEqual(self.order.amount_difference, 0)
        self.link()
        self.assertEqual(self.sale.state, "draft")

    def test_what_changes_afterwards_does_not_release_it(self):
        self.change_lines()
        self.change(customer_note="Ring twice")
        self.assertTrue(self.order.hold)
        self.assertIn("correct the quotation", self.order.error)

    def test_the_note_tells_what_followed_from_what_did_not(self):
        self.remote.edit_address(self.number, address_1="5 New Road")
        self.change_lines()
        followed, _separator, rest = self.get_last_note().partition("not here")
        self.assertIn("Changed at Big Cartel and here", followed)
        self.assertIn("Address:", followed)
        self.assertNotIn("Lines:", followed)
        self.assertIn("Lines: 1 × Mug → 3 × Mug", rest)
        self.assertIn("Total:", rest)

    def test_one_that_was_deleted_and_comes_back_starts_anew(self):
        self.change_lines()
        self.sale.unlink()
        self.order.action_retry()
        self.assertFalse(self.order.hold)
        self.assertEqual(self.order.sale_order_id.order_line[0].product_uom_qty, 3)


class TestDraftsThatCannotFollow(UpdateCase):
    """F14: they stop nothing, and are tried again."""

    def refuse(self, problem):
        """Odoo refuses to write on the sale order of the test."""
        Sale = type(self.sale)
        write, number = Sale.write, self.sale.id

        def refuse(sales, vals):
            if number in sales.ids and "partner_shipping_id" in vals:
                raise problem
            return write(sales, vals)

        return patch.object(Sale, "write", refuse)

    def test_the_others_arrive_and_it_is_tried_again(self):
        digest, payload = self.order.digest, self.order.payload
        self.remote.edit_address(self.number, address_1="5 New Road")
        other = self.place()
        with self.refuse(ValidationError("Not on Sundays.")):
            self.run_import_job()
            self.assert_counts(fetched=2, created=1, failed=1)
            self.run_import_job()
            self.assert_counts(fetched=2, unchanged=1, failed=1)
        self.assertEqual(self.shop.state, "connected")
        self.assertTrue(self.get_order(other).sale_order_id)
        self.assertEqual(self.order.error, "Not on Sundays.")
        self.assertEqual(self.order.payload, payload)
        self.assertEqual(self.sale.partner_shipping_id.street, "418 NE Alder Ct")
        self.run_import_job()
        self.assertFalse(self.order.error)
        self.assertNotEqual(self.order.digest, digest)
        self.assertEqual(self.sale.partner_shipping_id.street, "5 New Road")
        self.assertIn("418 NE Alder Ct", self.get_last_note())

    def test_it_does_not_complete_meanwhile(self):
        self.remote.edit_address(self.number, address_1="5 New Road")
        with self.refuse(ValidationError("Not on Sundays.")):
            self.import_orders()
            link = self.sale.order_line.bigcartel_link_id
            link.product_id = self.make_product("MUG")
            self.import_orders()
        self.assertEqual(self.sale.state, "draft")
        self.assertEqual(self.order.error, "Not on Sundays.")
        self.import_orders()
        self.assertEqual(self.sale.state, "sale")
        self.assertEqual(self.sale.partner_shipping_id.street, "5 New Road")

    def test_a_stored_document_that_cannot_be_read_any_more_stops_nothing(self):
        self.order.payload = {"data": {"type": "orders"}}
        self.remote.edit_address(self.number, address_1="5 New Road")
        other = self.place()
        self.import_orders()
        self.assert_counts(fetched=2, created=1, failed=1)
        self.assertTrue(self.get_order(other).sale_order_id)
        self.assertIn("could not be read", self.order.error)

    def test_an_unexpected_problem_shows_no_inner_matters(self):
        """F15, F41"""
        self.remote.edit_address(self.number, address_1="5 New Road")
        with (
            self.refuse(KeyError("SELECT secret")),
            self.assertLogs("odoo.addons.bigcartel_connector", "WARNING"),
        ):
            self.import_orders()
        self.assertIn("Unexpected problem (KeyError)", self.order.error)
        self.assertNotIn("SELECT", self.order.error)
