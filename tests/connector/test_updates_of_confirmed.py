"""What a confirmed order follows, while nothing of it is delivered and afterwards."""

from .delivering import DeliveryCase

ADDRESS = {
    "shipping_address_1": "418 NE Alder Ct",
    "shipping_city": "Portland",
    "shipping_state": "Oregon",
    "shipping_zip": "97214",
    "shipping_country_id": "US",
}
MOVED = {"address_1": "5 New Road", "city": "Salem", "zip": "97301"}


class ConfirmedCase(DeliveryCase):
    def sell(self, *lines, **kwargs):
        order = super().sell(*lines, address=ADDRESS, **kwargs)
        self.sale = order.sale_order_id
        return order

    def change(self, order, **fields):
        """Edit an order at Big Cartel, and import."""
        self.remote.edit_address(order.name, **fields)
        self.import_orders()

    def get_last_note(self):
        """Return the text of the last note; tracked values have none."""
        return next(filter(None, self.sale.message_ids.mapped("body")))

    def get_street(self, picking):
        """Return where a transfer goes, after checking that its moves agree."""
        self.assertEqual(picking.move_ids.partner_id, picking.partner_id)
        return picking.partner_id.street

    def assert_followed(self, checks=0):
        note = self.get_last_note()
        self.assertIn("Changed at Big Cartel and here", note)
        self.assertNotIn("Changed at Big Cartel, not here", note)
        self.assertEqual(len(self.get_activities(self.sale.bigcartel_order_id)), checks)
        self.assertEqual("Not updated" in note, bool(checks))


class TestUntilDelivered(ConfirmedCase):
    def test_an_edited_address_reaches_order_and_transfers_with_a_note(self):
        """F36"""
        order = self.sell()
        before = self.sale.partner_shipping_id
        self.change(order, customer_note="Ring twice", **MOVED)
        self.assertEqual(self.sale.partner_shipping_id.street, "5 New Road")
        self.assertEqual(before.street, "418 NE Alder Ct", "other orders keep it")
        picking = self.get_open(order)
        self.assertEqual(self.get_street(picking), "5 New Road")
        self.assertFalse(picking.activity_ids)
        self.assertEqual(self.sale.bigcartel_note, "Ring twice")
        self.assert_followed()
        for text in ("418 NE Alder Ct", "5 New Road", "Ring twice"):
            self.assertIn(text, self.get_last_note())
        notes = len(self.sale.message_ids)
        self.import_orders()
        self.assertEqual(len(self.sale.message_ids), notes, "told once")

    def test_a_locked_order_follows_and_keeps_what_was_agreed(self):
        """F25: another customer brings no terms of their own."""
        order = self.sell()
        sale = self.sale
        term = self.env.ref("account.account_payment_term_30days")
        other = self.env["res.partner"].create(
            {"name": "Ada", "email": "right@example.com"}
        )
        other.property_payment_term_id = term
        sale.action_lock()
        kept = ("amount_total", "pricelist_id", "currency_id", "payment_term_id")
        kept += ("fiscal_position_id", "user_id", "team_id", "warehouse_id", "locked")
        before = [sale[name] for name in kept]
        lines = sale.order_line.mapped(lambda line: (line.name, line.price_unit))
        buyer = sale.partner_id
        self.change(order, customer_email="right@example.com")
        self.assertEqual(sale.partner_id, other)
        self.assertEqual(sale.partner_invoice_id, other)
        self.assertEqual(self.get_open(order).partner_id.parent_id, other)
        self.assertEqual(buyer.email, "ada@example.com", "nobody else's")
        self.assertEqual([sale[name] for name in kept], before)
        self.assertEqual(
            sale.order_line.mapped(lambda line: (line.name, line.price_unit)), lines
        )
        self.assert_followed()

    def test_another_name_renames_no_contact_of_other_orders(self):
        order, earlier = self.sell(), self.sell()
        buyer = self.sale.partner_id
        self.change(earlier, customer_first_name="Augusta")
        self.assertEqual(buyer.name, "Ada Byron")
        self.assertEqual(self.get_open(earlier).partner_id.name, "Augusta Byron")
        self.assertEqual(self.get_open(earlier).partner_id.parent_id, buyer)
        self.assertEqual(self.get_open(order).partner_id.name, "Ada Byron")

    def test_what_is_picked_but_not_shipped_is_not_delivered(self):
        """F33"""
        self.warehouse.delivery_steps = "pick_pack_ship"
        order = self.sell()
        self.change(order, **MOVED)
        pick = self.get_open(order)
        self.assertEqual(self.get_street(pick), "5 New Road")
        self.deliver(pick)
        self.change(order, address_1="6 New Road")
        self.assertEqual(self.get_street(self.get_open(order)), "6 New Road")
        self.assertEqual(self.get_street(pick), "5 New Road", "as it was done")
        self.deliver(self.get_open(order))
        self.assertEqual(self.get_street(self.get_open(order)), "6 New Road")
        self.assert_followed()

    def test_what_was_corrected_here_stays(self):
        order = self.sell()
        friend = self.env["res.partner"].create({"name": "A friend"})
        self.sale.with_context(
            update_delivery_shipping_partner=True
        ).partner_shipping_id = friend
        self.change(order, customer_note="Ring twice", customer_email="b@example.com")
        self.assertEqual(self.sale.partner_shipping_id, friend)
        self.assertEqual(self.get_open(order).partner_id, friend)
        self.assertEqual(self.sale.partner_id.email, "b@example.com")
        self.assert_followed()

    def test_a_transfer_of_two_orders_or_sent_elsewhere_is_asked_about(self):
        order, other = self.sell(), self.sell()
        shared = self.get_open(other)
        self.get_open(order).move_ids.picking_id = shared
        before = shared.partner_id
        self.change(other, **MOVED)
        self.assertEqual(shared.partner_id, before)
        self.assertEqual(self.sale.partner_shipping_id.street, "5 New Road")
        self.assert_followed(checks=1)
        self.assertIn(shared.name, self.get_last_note())

    def test_an_invoice_keeps_its_customer_and_is_asked_about(self):
        order = self.sell()
        self.shirt.invoice_policy = "order"
        invoice = self.sale._create_invoices()
        invoice.action_post()
        billed = invoice.partner_id
        self.change(order, customer_email="right@example.com", **MOVED)
        self.assertEqual(invoice.partner_id, billed)
        self.assertNotEqual(self.sale.partner_invoice_id, billed)
        self.assert_followed(checks=1)
        self.assertIn(invoice.name, self.get_last_note())
        self.change(order, customer_note="Ring twice")
        self.assertNotIn(invoice.name, self.get_last_note())


class TestAnotherCountry(ConfirmedCase):
    def setUp(self):
        super().setUp()
        product = self.env.ref("bigcartel_connector.product_shipping")
        self.post, self.courier = self.env["delivery.carrier"].create(
            [{"name": name, "product_id": product.id} for name in ("Post", "Courier")]
        )
        for row in self.shop.shipping_map_ids:
            row.carrier_id = self.post if row.zone == "domestic" else self.courier

    def test_it_gets_its_own_shipping(self):
        order = self.sell()
        charged = self.sale.amount_total
        self.change(order, country_id="CA", state="Quebec")
        self.assertEqual(self.sale.bigcartel_shipping_code, "INTERNATIONAL_DEFAULT")
        self.assertEqual(self.sale.carrier_id, self.courier)
        self.assertEqual(self.get_open(order).carrier_id, self.courier)
        self.assertEqual(self.sale.amount_total, charged)
        self.assert_followed()

    def test_a_method_that_a_person_chose_is_asked_about(self):
        order = self.sell()
        self.get_open(order).carrier_id = self.courier
        self.change(order, country_id="CA", state="Quebec")
        self.assertEqual(self.sale.bigcartel_shipping_code, "DOMESTIC_DEFAULT")
        self.assertEqual(self.sale.carrier_id, self.post)
        self.assertEqual(self.get_open(order).partner_id.country_id.code, "CA")
        self.assert_followed(checks=1)
        self.assertIn("INTERNATIONAL_DEFAULT, Courier", self.get_last_note())

    def test_a_label_that_is_printed_is_asked_about(self):
        order = self.sell()
        self.get_open(order).carrier_tracking_ref = "LABEL-1"
        self.change(order, country_id="CA", state="Quebec")
        self.assertEqual(self.sale.carrier_id, self.post)
        self.assert_followed(checks=1)
        self.assertIn("a printed label shows", self.get_last_note())


class TestOnceDelivered(ConfirmedCase):
    def assert_untouched(self, order, **fields):
        sale = self.sale
        before = sale.partner_shipping_id
        self.change(order, **{"address_1": "5 New Road", **fields})
        self.assertEqual(sale.partner_shipping_id, before)
        self.assertEqual(sale.picking_ids.partner_id, before)
        self.assertEqual(before.street, "418 NE Alder Ct")
        note = self.get_last_note()
        self.assertIn("Changed at Big Cartel, not here", note)
        self.assertIn("5 New Road", note)
        self.assertNotIn("and here", note)
        responsible = self.shop._get_responsible()
        self.assertEqual(self.get_activities(order).user_id, responsible)

    def test_who_is_asked_is_asked_in_their_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.shop._get_responsible().lang = "fr_FR"
        order = self.sell()
        self.deliver_all(order)
        self.change(order, **MOVED)
        self.assertIn("a été modifiée", self.get_activities(order).summary)

    def test_any_part_that_left_makes_it_a_note_and_one_activity(self):
        """F36"""
        order = self.sell()
        self.deliver(self.get_open(order), {self.shirt: 1})
        self.assert_untouched(order)
        self.change(order, address_1="6 New Road")
        self.assertEqual(len(self.get_activities(order)), 1)
        self.assertIn("6 New Road", self.get_last_note())

    def test_what_was_given_back_has_been_delivered(self):
        order = self.sell()
        done = self.deliver(self.get_open(order))
        self.give_back(done, 2)
        self.assert_untouched(order)

    def test_what_is_to_be_marked_as_shipped_counts_as_delivered(self):
        order = self.sell()
        order.action_mark_shipped()
        self.assert_untouched(order)

    def test_lines_that_changed_are_looked_at_by_a_person(self):
        order = self.sell()
        remote = self.get_remote(order)
        remote.lines[0].quantity = 3
        remote.settle()
        self.change(order, **MOVED)
        followed, _separator, rest = self.get_last_note().partition("not here")
        self.assertIn("5 New Road", followed)
        self.assertIn("Lines: 2 × Shirt → 3 × Shirt", rest)
        self.assertEqual(self.get_street(self.get_open(order)), "5 New Road")
        item = self.sale.order_line.filtered("bigcartel_line_ref")
        self.assertEqual(item.product_uom_qty, 2)
        self.assertEqual(len(self.get_activities(order)), 1)

    def test_a_cancelled_sale_order_gets_the_note_only(self):
        order = self.sell()
        self.shop.cancel_notice = "none"
        self.sale._action_cancel()
        self.change(order, **MOVED)
        self.assertEqual((self.sale.state, order.state), ("cancel", "cancelled"))
        self.assertIn("5 New Road", self.get_last_note())
        self.assertFalse(self.get_activities(order))

    def test_a_document_that_was_cleared_is_stored_anew_without_a_note(self):
        order = self.sell()
        order.payload = False
        notes = len(self.sale.message_ids)
        self.change(order, **MOVED)
        self.assertTrue(order.payload)
        self.assertEqual(len(self.sale.message_ids), notes)
