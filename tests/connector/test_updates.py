"""What changes at Big Cartel after an order was taken in."""

from odoo.addons.bigcartel_connector.const import CHANGE_ACTIVITY, END_ACTIVITY

from .importing import ImportCase


class UpdateCase(ImportCase):
    def setUp(self):
        super().setUp()
        self.number = self.place()
        self.import_orders()
        self.order = self.get_order(self.number)
        self.sale = self.order.sale_order_id

    def change(self, **fields):
        self.remote.edit_address(self.number, **fields)
        self.import_orders()

    def get_last_note(self):
        return self.sale.message_ids[0].body

    def get_activities(self):
        kinds = self.env.ref(CHANGE_ACTIVITY) | self.env.ref(END_ACTIVITY)
        return self.sale.activity_ids.filtered(lambda a: a.activity_type_id in kinds)


class TestDraftsFollow(UpdateCase):
    def test_an_edited_address_reaches_the_draft_with_a_note(self):
        """F36"""
        self.change(address_1="5 New Road", city="Salem", zip="97301")
        self.assert_counts(fetched=1, updated=1)
        partner = self.sale.partner_shipping_id
        self.assertEqual(partner.street, "5 New Road")
        self.assertEqual((partner.city, partner.zip), ("Salem", "97301"))
        self.assertEqual(partner.parent_id, self.sale.partner_id)
        self.assertIn("Changed at Big Cartel and here", self.get_last_note())
        self.assertIn("418 NE Alder Ct", self.get_last_note())
        self.assertIn("5 New Road", self.get_last_note())
        self.assertFalse(self.get_activities())

    def test_it_is_told_once(self):
        self.change(address_1="5 New Road")
        notes = len(self.sale.message_ids)
        self.import_orders()
        self.assert_counts(fetched=1, unchanged=1)
        self.assertEqual(len(self.sale.message_ids), notes)

    def test_the_customer_follows_a_corrected_email_address(self):
        before = self.sale.partner_id
        self.change(customer_email="right@example.com")
        self.assertNotEqual(self.sale.partner_id, before)
        self.assertEqual(self.sale.partner_id.email, "right@example.com")
        self.assertEqual(self.sale.partner_invoice_id, self.sale.partner_id)
        self.assertEqual(self.order.customer_email, "right@example.com")
        self.assertEqual(before.email, "maya.okafor@example.com", "nobody else's")

    def test_an_edited_note_shows_on_the_order(self):
        self.change(customer_note="Ring twice 🎉")
        self.assertEqual(self.sale.bigcartel_note, "Ring twice 🎉")
        self.assertIn("Ring twice 🎉", self.get_last_note())

    def test_another_country_gets_its_own_shipping(self):
        self.assertEqual(self.sale.bigcartel_shipping_code, "DOMESTIC_DEFAULT")
        self.change(country_id="CA", state="Quebec")
        self.assertEqual(self.sale.bigcartel_shipping_code, "INTERNATIONAL_DEFAULT")
        self.assertEqual(self.sale.partner_shipping_id.state_id.code, "QC")

    def test_a_shipping_code_chosen_on_the_order_stays_within_the_country(self):
        self.sale.bigcartel_shipping_code = "EXPRESS"
        self.change(address_1="5 New Road")
        self.assertEqual(self.sale.bigcartel_shipping_code, "EXPRESS")

    def test_an_unknown_state_is_noted_here_as_well(self):
        self.change(state="Atlantis")
        self.assertIn("“Atlantis” is not known in Odoo", self.get_last_note())

    def test_what_was_charged_stays_when_the_customer_changes(self):
        """F25: another customer brings no currency and no prices."""
        self.env.ref("base.EUR").active = True
        number = self.place(currency="EUR")
        self.import_orders()
        sale = self.get_order(number).sale_order_id
        before = (sale.currency_id, sale.amount_total, sale.pricelist_id)
        self.assertEqual(sale.currency_id.name, "EUR")
        self.remote.edit_address(number, customer_email="else@example.com")
        self.import_orders()
        self.assertEqual(sale.partner_id.email, "else@example.com")
        self.assertEqual(
            (sale.currency_id, sale.amount_total, sale.pricelist_id), before
        )

    def test_what_does_not_concern_us_makes_no_note(self):
        notes = len(self.sale.message_ids)
        self.remote.orders[self.number].raw["attributes"] = {"novelty": 7}
        self.import_orders()
        self.assert_counts(fetched=1, updated=1)
        self.assertEqual(len(self.sale.message_ids), notes)
        self.assertEqual(self.order.payload["data"]["attributes"]["novelty"], 7)


class TestMoneyTakenBack(UpdateCase):
    """F36"""

    def refund(self):
        self.sandbox.switches.refunded_orders = "listed"
        self.sandbox.switches.refund_payment_status = "failed"
        self.remote.refund(self.number)
        self.import_orders()

    def test_a_draft_that_is_not_paid_any_more_waits_for_a_person(self):
        self.refund()
        self.assertTrue(self.order.hold)
        self.assertIn("Not paid any more", self.order.error)
        self.assertIn("failed", self.order.error)
        self.sale.order_line.bigcartel_link_id.product_id = self.make_product("MUG")
        self.import_orders()
        self.assertEqual(self.sale.state, "draft")

    def test_the_draft_goes_on_when_it_is_paid_again(self):
        self.refund()
        self.remote.orders[self.number].state = "open"
        self.import_orders()
        self.assertFalse(self.order.hold)
        self.assertFalse(self.order.error)

    def test_a_confirmed_order_gets_a_note_and_an_activity(self):
        self.sale.action_confirm()
        self.refund()
        notes = "".join(self.sale.message_ids.mapped("body"))
        self.assertIn("Payment: completed → failed", notes)
        self.assertEqual(len(self.get_activities()), 1)
        self.assertEqual(self.sale.state, "sale")


class TestOrderNumbers(ImportCase):
    def test_leading_zeros_are_a_part_of_the_number(self):
        """A number is a text, however much it looks like a number."""
        numbers = ["NGRP-000092", "000042", "42"]
        for number in numbers:
            order = self.remote.orders[self.place()]
            self.remote.vanish(order.number)
            order.number = number
            self.remote.file(order)
        self.import_orders()
        self.import_orders()
        self.assert_counts(fetched=3, unchanged=3)
        self.assertEqual(sorted(self.get_orders().mapped("name")), sorted(numbers))
        origins = self.get_orders().sale_order_id.mapped("origin")
        self.assertIn("Big Cartel 000042", origins)
        self.assertIn("Big Cartel 42", origins)
