"""Taxes: as Big Cartel charged them, or Odoo's own, by the shop's choice."""

from decimal import Decimal

from odoo.fields import Command

from .selling import SellingCase


class TaxCase(SellingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vat = cls.make_tax("VAT on top", price_include_override="tax_excluded")
        cls.vat_included = cls.make_tax(
            "VAT included", price_include_override="tax_included"
        )

    @classmethod
    def make_tax(cls, name, **vals):
        return cls.env["account.tax"].create(
            {
                "name": name,
                "amount": 20.0,
                "type_tax_use": "sale",
                "company_id": cls.company.id,
                "country_id": cls.company.account_fiscal_country_id.id,
                **vals,
            }
        )

    def make_taxed(self, reference, tax):
        return self.make_product(reference, taxes_id=[Command.set(tax.ids)])


class TestTaxAsCharged(TaxCase):
    """F23"""

    def test_tax_on_top_is_one_line(self):
        self.make_taxed("TEE", self.vat)
        order = self.sell(
            (self.offer(sku="TEE", price="28.0"), 1), tax="2.42", shipping="4.5"
        )
        line = self.get_line(order, "tax")
        self.assertEqual((line.price_unit, line.product_uom_qty), (2.42, 1))
        self.assertEqual(order.sale_order_id.amount_tax, 0)
        self.assertFalse(order.sale_order_id.order_line.tax_ids)
        self.assert_total(order, "34.92")
        self.assertEqual(order.state, "done")

    def test_a_draft_keeps_the_taxes_it_was_imported_with(self):
        order = self.sell((self.offer(price="28.0"), 1), tax="2.42")
        self.shop.tax_source = "odoo"
        self.get_link(order).product_id = self.make_taxed("TEE", self.vat)
        self.assertFalse(order.sale_order_id.order_line.tax_ids)
        self.assert_total(order, "30.42")
        self.assertEqual(order.state, "done")

    def test_without_tax_there_is_no_tax_line(self):
        order = self.sell((self.offer(), 1))
        self.assertFalse(self.get_line(order, "tax"))
        self.assert_total(order, "10")

    def sell_remitted(self, amount):
        return self.sell(
            (self.offer(price="28.0"), 1),
            tax="2.5",
            tax_remitted_by_big_cartel=Decimal(amount),
        )

    def test_what_big_cartel_remits_itself_is_said_on_the_line(self):
        order = self.sell_remitted("2.5")
        self.assertEqual(
            self.get_line(order, "tax").name,
            "Tax, collected and remitted by Big Cartel itself",
        )
        self.assert_total(order, "30.5")

    def test_a_part_that_big_cartel_remits_is_named_with_its_amount(self):
        line = self.get_line(self.sell_remitted("1.2"), "tax")
        self.assertIn("of which Big Cartel itself remits", line.name)
        self.assertIn("1.20", line.name)
        self.assertEqual(line.price_unit, 2.5)

    def test_tax_that_the_seller_remits_is_plain(self):
        name = self.get_line(self.sell_remitted("0"), "tax").name
        self.assertEqual(name, "Tax as charged by Big Cartel")

    def test_tax_included_in_the_prices_is_not_added_again(self):
        self.make_taxed("TEE", self.vat_included)
        order = self.sell(
            (self.offer(sku="TEE", price="69.0"), 1), tax="11.5", total=Decimal("69")
        )
        self.assertFalse(self.get_line(order, "tax"))
        note = order.sale_order_id.order_line.filtered(
            lambda line: line.display_type == "line_note"
        )
        self.assertIn("11.50", note.name)
        self.assertIn("included in the prices", note.name)
        self.assert_total(order, "69")
        self.assertEqual(order.state, "done")

    def test_the_company_s_default_taxes_are_not_added(self):
        self.company.account_sale_tax_id = self.vat
        order = self.sell((self.offer(), 1), shipping="4.5", discount=("1", "[A] B"))
        self.assertFalse(order.sale_order_id.order_line.tax_ids)
        self.assert_total(order, "13.5")


class TestOdooTaxes(TaxCase):
    def setUp(self):
        super().setUp()
        self.shop.tax_source = "odoo"
        self.company.account_sale_tax_id = self.vat

    def test_taxes_come_from_the_products_and_the_totals_agree(self):
        """F23"""
        self.make_taxed("TEE", self.vat)
        order = self.sell((self.offer(sku="TEE", price="50.0"), 1), tax="10.0")
        self.assertEqual(self.get_items(order).tax_ids, self.vat)
        self.assertFalse(self.get_line(order, "tax"))
        self.assertEqual(order.sale_order_id.amount_tax, 10.0)
        self.assert_total(order, "60")
        self.assertEqual(order.state, "done")

    def test_prices_that_include_tax_stay_what_was_paid(self):
        """F23"""
        self.make_taxed("TEE", self.vat_included)
        order = self.sell(
            (self.offer(sku="TEE", price="69.0"), 1), tax="11.5", total=Decimal("69")
        )
        self.assertEqual(order.sale_order_id.amount_tax, 11.5)
        self.assert_total(order, "69")

    def test_shipping_and_discount_take_the_company_s_tax(self):
        self.make_taxed("TEE", self.vat)
        order = self.sell(
            (self.offer(sku="TEE", price="50.0"), 1),
            shipping="5",
            discount=("10", "[TEN] Ten"),
            tax="9.0",
        )
        for line_type in ("shipping", "discount"):
            self.assertEqual(self.get_line(order, line_type).tax_ids, self.vat)
        self.assert_total(order, "54")

    def test_totals_that_disagree_are_shown_and_wait_for_a_person(self):
        """F24"""
        self.make_taxed("TEE", self.vat)
        order = self.sell((self.offer(sku="TEE", price="50.0"), 1), tax="4.31")
        self.assertEqual(order.amount_difference, 5.69)
        self.assertEqual(order.state, "ready")
        self.assertIn("5.69", order.error)

    def test_linking_changes_the_tax_and_not_the_price(self):
        reduced = self.make_tax("Reduced VAT", amount=5.0)
        order = self.sell((self.offer(price="50.0"), 1), tax="2.5")
        line = self.get_items(order)
        self.assertEqual(line.tax_ids, self.vat)
        self.assertEqual(order.amount_difference, 7.5)
        line.bigcartel_link_id.product_id = self.make_taxed(False, reduced)
        self.assertEqual((line.tax_ids, line.price_unit), (reduced, 50.0))
        self.assertEqual(order.amount_difference, 0)
        self.assertEqual(order.state, "done")

    def test_the_fiscal_position_of_the_destination_applies(self):
        position = self.env["account.fiscal.position"].create(
            {
                "name": "Export",
                "auto_apply": True,
                "country_id": self.env.ref("base.ca").id,
                "tax_ids": [Command.create({"name": "Export 0%", "amount": 0.0})],
            }
        )
        position.tax_ids.original_tax_ids = self.vat
        self.make_taxed("TEE", self.vat)
        order = self.sell(
            (self.offer(sku="TEE", price="50.0"), 1),
            address={"shipping_country_id": "CA", "shipping_state": "Quebec"},
            shipping="5",
        )
        self.assertEqual(order.sale_order_id.fiscal_position_id, position)
        self.assertEqual(order.sale_order_id.order_line.tax_ids, position.tax_ids)
        self.assert_total(order, "55")
