"""The screen of a sale order that was sold at Big Cartel: its buttons and its tab."""

import ast
import json
from decimal import Decimal

from lxml import etree, html

from odoo import fields
from odoo.fields import Command
from odoo.tests import Form, new_test_user
from odoo.tools.safe_eval import safe_eval

from .delivering import DeliveryCase
from .selling import SellingCase
from .test_complete import patch_confirmation

FORM = "sale.view_order_form"


class ScreenCase(SellingCase):
    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False
        self.make_product("OURS")
        self.ours = self.offer("Ours", sku="OURS")
        self.theirs = self.offer("Theirs")
        self.reviewer = new_test_user(
            self.env, "reviewer", groups="bigcartel_connector.group_user"
        )
        self.seller = new_test_user(
            self.env, "seller", groups="sales_team.group_sale_salesman_all_leads"
        )

    def get_arch(self, sale):
        return etree.fromstring(sale.get_view(self.env.ref(FORM).id)["arch"])

    def get_buttons(self, sale):
        """Return the buttons of the header that are to be seen: {title: is primary}."""
        buttons = {}
        for button in self.get_arch(sale).findall(".//header/button"):
            expression = button.get("invisible", "False")
            names = {
                node.id
                for node in ast.walk(ast.parse(expression, mode="eval"))
                if isinstance(node, ast.Name)
            }
            if not safe_eval(expression, {name: sale[name] for name in names}):
                primary = "btn-primary" in button.get("class", "")
                buttons[button.get("string")] = primary
        return buttons

    def get_primary(self, sale):
        buttons = self.get_buttons(sale)
        return [title for title, primary in buttons.items() if primary]


class TestButtons(ScreenCase):
    def test_open_lines_are_linked_first(self):
        sale = self.sell((self.theirs, 1)).sale_order_id.with_user(self.reviewer)
        self.assertEqual(self.get_primary(sale), ["Link products"])
        buttons = self.get_buttons(sale)
        self.assertIn("Complete anyway", buttons)
        self.assertFalse({"Confirm", "Send", "Complete", "Retry"} & buttons.keys())

    def test_what_is_ready_is_completed(self):
        sale = self.sell((self.ours, 1)).sale_order_id.with_user(self.reviewer)
        self.assertEqual(self.get_primary(sale), ["Complete"])
        buttons = self.get_buttons(sale)
        self.assertFalse({"Link products", "Complete anyway"} & buttons.keys())
        sale.action_bigcartel_complete()
        self.assertEqual(sale.state, "sale")

    def test_a_complete_order_has_odoos_own_buttons_only(self):
        order = self.sell((self.theirs, 1), (self.ours, 1))
        order.action_complete()
        buttons = self.get_buttons(order.sale_order_id.with_user(self.reviewer))
        ours = {"Link products", "Complete", "Complete anyway", "Retry"}
        self.assertFalse(ours & buttons.keys())
        self.assertIn("Create Invoice", buttons)

    def test_what_odoo_refused_can_be_tried_again(self):
        order = self.sell((self.ours, 1))
        self.shop.auto_confirm = True
        with patch_confirmation(self, order):
            self.import_orders()
        sale = order.sale_order_id.with_user(self.reviewer)
        self.assertEqual(self.get_primary(sale), ["Retry"])
        sale.action_bigcartel_retry()
        self.assertEqual(order.state, "done")

    def test_what_was_cancelled_at_big_cartel_can_be_imported_anyway(self):
        order = self.sell((self.theirs, 1))
        self.sell((self.theirs, 1))
        self.remote.cancel(order.name)
        self.import_orders()
        sale = order.sale_order_id.with_user(self.reviewer)
        self.assertEqual(self.get_primary(sale), ["Retry"])
        sale.action_bigcartel_retry()
        self.assertEqual(self.get_primary(sale), ["Link products"])

    def test_a_quotation_that_was_sent_is_linked_as_well(self):
        sale = self.sell((self.theirs, 1)).sale_order_id.with_user(self.reviewer)
        sale.action_quotation_sent()
        self.assertEqual(self.get_primary(sale), ["Link products"])
        self.assertNotIn("Confirm", self.get_buttons(sale))

    def test_orders_of_others_keep_their_buttons(self):
        sale = self.env["sale.order"].create(
            {"partner_id": self.env.user.partner_id.id}
        )
        buttons = self.get_buttons(sale.with_user(self.reviewer))
        self.assertTrue({"Confirm", "Send"} <= buttons.keys())
        ours = {"Link products", "Complete", "Complete anyway", "Retry"}
        self.assertFalse(ours & buttons.keys())


class TestSalespeople(ScreenCase):
    """Without a right on the connector it is an order as any other."""

    def setUp(self):
        super().setUp()
        order = self.sell((self.theirs, 1), (self.ours, 1))
        self.sale = order.sale_order_id.with_user(self.seller)

    def test_they_have_odoos_buttons(self):
        buttons = self.get_buttons(self.sale)
        self.assertTrue({"Confirm", "Send"} <= buttons.keys())

    def test_they_see_nothing_of_ours(self):
        nodes = self.get_arch(self.sale).xpath(
            "//*[contains(@name, 'bigcartel')][not(@invisible='1')]"
            "[not(@column_invisible='True')]"
        )
        self.assertEqual([node.get("name") for node in nodes], [])

    def test_they_change_and_confirm_it(self):
        with Form(self.sale) as form:
            form.client_order_ref = "Called the customer"
        self.sale.action_confirm()
        self.assertEqual(self.sale.state, "sale")

    def test_they_do_not_read_the_stored_document(self):
        readable = self.sale.fields_get()
        for name in ("bigcartel_document", "bigcartel_totals"):
            self.assertNotIn(name, readable)


class TestTotals(ScreenCase):
    def get_table(self, order):
        """Return the rows of the table, and the text below it."""
        tree = html.fromstring(order.sale_order_id.bigcartel_totals)
        rows = [
            [self.get_text(cell) for cell in row] for row in tree.findall(".//tr")[1:]
        ]
        return rows, " ".join(map(self.get_text, tree.iter("p")))

    def get_text(self, node):
        """Return what a person reads; Odoo glues amounts with signs of no width."""
        return " ".join(node.text_content().replace("\ufeff", "").split())

    def test_it_shows_what_was_charged_beside_what_odoo_adds_up(self):
        order = self.sell(
            (self.ours, 3), shipping="5.75", tax="3.64", discount=("2.00", "[X] Two")
        )
        rows, text = self.get_table(order)
        self.assertEqual(
            rows,
            [
                ["Items", "$ 30.00", "$ 30.00", "$ 0.00"],
                ["Shipping", "$ 5.75", "$ 5.75", "$ 0.00"],
                ["Discount", "$ -2.00", "$ -2.00", "$ 0.00"],
                ["Tax", "$ 3.64", "$ 3.64", "$ 0.00"],
                ["Total", "$ 37.39", "$ 37.39", "$ 0.00"],
            ],
        )
        self.assertEqual(text, "The totals are equal.")
        tree = html.fromstring(order.sale_order_id.bigcartel_totals)
        (total,) = tree.find_class("fw-bold")
        self.assertTrue(self.get_text(total).startswith("Total"))

    def test_a_difference_has_a_sign_and_words(self):
        for total, sign, word in (
            ("9.50", "+$ 0.50", "higher"),
            ("12", "$ -2.00", "lower"),
        ):
            with self.subTest(total):
                order = self.sell((self.ours, 1), total=Decimal(total))
                rows, text = self.get_table(order)
                self.assertEqual(rows[-1][-1], sign)
                self.assertEqual(rows[-2][0], "Other")
                self.assertIn(word, text)

    def test_what_a_person_added_in_odoo_is_told_apart(self):
        order = self.sell((self.ours, 1))
        order.sale_order_id.order_line = [
            Command.create(
                {
                    "product_id": self.make_product("GIFT").id,
                    "price_unit": 4,
                    "tax_ids": False,
                }
            )
        ]
        rows, text = self.get_table(order)
        self.assertEqual(rows[-2], ["Other", "$ 0.00", "$ 4.00", "+$ 4.00"])
        self.assertIn("$ 4.00 higher", text)

    def test_tax_that_is_included_in_the_prices_is_no_difference(self):
        order = self.sell((self.ours, 1), tax="1.60", total=Decimal(10))
        rows, text = self.get_table(order)
        self.assertEqual(rows[-2], ["Tax", "$ 0.00", "$ 0.00", "$ 0.00"])
        self.assertIn("1.60 is included in the prices", text)
        self.assertIn("The totals are equal.", text)

    def test_taxes_of_odoo_are_in_one_row_whether_included_or_not(self):
        self.shop.tax_source = "odoo"
        for included in ("tax_excluded", "tax_included"):
            tax = self.env["account.tax"].create(
                {"name": included, "amount": 25, "price_include_override": included}
            )
            reference = f"TAX-{included}"
            self.make_product(reference, taxes_id=[Command.set(tax.ids)])
            offer = self.offer(included, sku=reference)
            with self.subTest(included):
                order = self.sell((offer, 1), tax="2.50")
                rows, _text = self.get_table(order)
                self.assertEqual(rows[0][1:3], ["$ 10.00", "$ 10.00"])
                here = "$ 2.50" if included == "tax_excluded" else "$ 0.00"
                self.assertEqual(rows[3][:3], ["Tax", "$ 2.50", here])

    def test_amounts_that_cannot_be_read_are_no_error_of_the_screen(self):
        order = self.sell((self.ours, 1))
        order.payload = {"data": {"id": order.name, "attributes": {}}}
        tree = html.fromstring(order.sale_order_id.bigcartel_totals)
        self.assertIn("total", tree.text_content())
        self.assertFalse(tree.findall(".//tr"))


class TestTab(ScreenCase, DeliveryCase):
    def test_a_reviewer_opens_the_screen_with_everything_on_it(self):
        order = self.sell((self.theirs, 1), note="Ring twice")
        sale = order.sale_order_id.with_user(self.reviewer)
        with Form(sale) as form:
            self.assertEqual(form.bigcartel_backend_id, self.shop)
            self.assertEqual(form.bigcartel_order_id, order)
            self.assertEqual(form.bigcartel_payment_status, "completed")
            self.assertEqual(form.bigcartel_shipping_status, "unshipped")
            moment = fields.Datetime.to_string(order.ordered_at)
            self.assertEqual(form.bigcartel_ordered_at, moment)
            self.assertEqual(form.bigcartel_note, "Ring twice")
            self.assertEqual(form.bigcartel_progress, "0 / 1")
        line = self.get_items(order).with_user(self.reviewer)
        self.assertTrue(line.bigcartel_image_url.startswith("http"))

    def test_shipments_are_on_it(self):
        order = self.sell((self.ours, 1))
        order.action_complete()
        shipment = self.deliver_all(order, tracking="TRACK-1")
        sale = order.sale_order_id.with_user(self.reviewer)
        self.assertEqual(sale.bigcartel_shipment_ids, shipment)
        self.assertIn("TRACK-1", sale.bigcartel_shipment_ids.mapped("tracking_number"))

    def test_the_stored_document_is_for_developers(self):
        order = self.sell((self.ours, 1))
        sale = order.sale_order_id.with_user(self.reviewer)
        self.assertEqual(json.loads(sale.bigcartel_document), order.payload)
        (group,) = self.get_arch(sale).xpath("//field[@name='bigcartel_document']/..")
        self.assertEqual(group.get("invisible"), "1", "it is for developers only")
