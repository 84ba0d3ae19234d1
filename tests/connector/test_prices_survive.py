"""What was charged, and the name it was sold under, survive all that is done here."""

from odoo.fields import Command
from odoo.tests import Form, new_test_user

from .selling import SellingCase

SOLD = ("Heron Tee (L)", 9.99, 0.0)


class PriceCase(SellingCase):
    """A tee was sold for 9.99 that Odoo has for 70, and a sticker that was free."""

    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False
        self.product = self.make_product("OURS", list_price=70.0, name="Our own name")
        tee = self.offer("Heron Tee", options=[("L", "9.99"), ("M", "1.0")])
        sticker = self.offer("Sticker", price="0.0")
        self.order = self.sell(
            (tee.options[0], 2), (sticker, 1), shipping="4.5", discount=("1", "[A] B")
        )
        self.sale = self.order.sale_order_id
        self.tee, self.sticker = self.get_items(self.order)

    def link(self, product=None):
        for line in (self.tee, self.sticker):
            line.bigcartel_link_id.product_id = product or self.product

    def assert_as_sold(self, total="23.48"):
        self.env.flush_all()
        self.env.invalidate_all()
        for line, sold in ((self.tee, SOLD), (self.sticker, ("Sticker", 0.0, 0.0))):
            self.assertEqual((line.name, line.price_unit, line.discount), sold)
        self.assertEqual(self.get_line(self.order, "shipping").price_unit, 4.5)
        self.assertEqual(self.get_line(self.order, "discount").price_unit, -1.0)
        self.assertFalse(self.sale.order_line.tax_ids)
        self.assertAlmostEqual(self.sale.amount_total, float(total))


class TestAnswering(PriceCase):
    def test_linking_keeps_name_and_price(self):
        self.link()
        self.assertEqual((self.tee | self.sticker).product_id, self.product)
        self.assert_as_sold()

    def test_linking_to_another_product_keeps_name_and_price(self):
        self.link()
        other = self.make_product("OTHER", list_price=50.0)
        self.link(other)
        self.assertEqual(self.tee.product_id, other)
        self.assert_as_sold()

    def test_removing_a_link_keeps_name_and_price(self):
        self.link()
        self.tee.bigcartel_link_id.action_reopen()
        self.sticker.bigcartel_link_id.unlink()
        self.assertEqual((self.tee | self.sticker).product_id.type, "service")
        self.assert_as_sold()

    def test_never_ours_keeps_name_and_price(self):
        self.link()
        (self.tee | self.sticker).bigcartel_link_id.action_never()
        self.assert_as_sold()

    def test_a_product_sold_by_the_dozen_keeps_quantity_and_price(self):
        self.link(self.make_product(uom_id=self.env.ref("uom.product_uom_dozen").id))
        self.assertEqual(self.tee.product_uom_qty, 2)
        self.assert_as_sold()

    def test_a_product_with_taxes_keeps_the_price_as_charged(self):
        tax = self.env["account.tax"].create({"name": "A fifth", "amount": 20.0})
        self.link(self.make_product(taxes_id=[Command.set(tax.ids)]))
        self.assert_as_sold()

    def test_confirming_keeps_name_and_price(self):
        self.link()
        self.order.action_complete()
        self.assertEqual(self.sale.state, "sale")
        self.assert_as_sold()

    def test_confirming_with_open_lines_keeps_name_and_price(self):
        self.order.action_complete()
        self.assert_as_sold()


class TestEditing(PriceCase):
    def setUp(self):
        super().setUp()
        self.link()

    def test_another_quantity_keeps_name_and_price(self):
        (self.tee | self.sticker).product_uom_qty = 3
        self.assert_as_sold("33.47")

    def test_another_quantity_in_the_form_keeps_name_and_price(self):
        with Form(self.sale) as form, form.order_line.edit(0) as line:
            self.assertEqual(line.name, "Heron Tee (L)")
            line.product_uom_qty = 3
            self.assertEqual(line.price_unit, 9.99)
        self.assert_as_sold("33.47")

    def test_another_quantity_of_a_free_line_keeps_it_free(self):
        with Form(self.sale) as form, form.order_line.edit(1) as line:
            line.product_uom_qty = 5
            self.assertEqual(line.price_unit, 0.0)
        self.assert_as_sold()

    def test_recomputing_prices_keeps_name_and_price(self):
        self.sale.action_update_prices()
        self.assert_as_sold()

    def test_recomputing_prices_of_another_pricelist_keeps_name_and_price(self):
        self.sale.pricelist_id = self.env["product.pricelist"].create(
            {
                "name": "Half",
                "item_ids": [
                    Command.create({"compute_price": "percentage", "percent_price": 50})
                ],
            }
        )
        self.sale.action_update_prices()
        self.assert_as_sold()

    def test_recomputing_prices_keeps_a_discount_that_a_person_gave(self):
        self.tee.discount = 10.0
        self.sale.action_update_prices()
        self.assertEqual((self.tee.price_unit, self.tee.discount), (9.99, 10.0))

    def test_a_pricelist_with_discounts_gives_none(self):
        self.env.ref("base.group_user").implied_ids |= self.env.ref(
            "sale.group_discount_per_so_line"
        )
        self.sale.pricelist_id = self.env["product.pricelist"].create(
            {
                "name": "Half",
                "item_ids": [
                    Command.create({"compute_price": "percentage", "percent_price": 50})
                ],
            }
        )
        self.sale.order_line.product_uom_qty = 1
        self.assert_as_sold("13.49")

    def test_lines_that_a_person_added_are_recomputed_as_ever(self):
        self.sale.order_line = [
            Command.create({"product_id": self.product.id, "price_unit": 1.0})
        ]
        added = self.sale.order_line.filtered(lambda line: not line.bigcartel_line_type)
        self.sale.action_update_prices()
        self.assertEqual(added.price_unit, 70.0)
        self.assertEqual((self.tee | self.sticker).mapped("price_unit"), [9.99, 0.0])

    def test_another_fiscal_position_keeps_name_and_price(self):
        tax = self.env["account.tax"].create({"name": "A fifth", "amount": 20.0})
        self.product.taxes_id = tax
        self.sale.fiscal_position_id = self.env["account.fiscal.position"].create(
            {"name": "Abroad"}
        )
        self.sale.action_update_taxes()
        self.assert_as_sold()

    def test_the_button_for_taxes_adds_none(self):
        tax = self.env["account.tax"].create({"name": "A fifth", "amount": 20.0})
        self.product.taxes_id = tax
        self.company.account_sale_tax_id = tax
        self.sale.action_update_taxes()
        self.assert_as_sold()

    def test_another_customer_keeps_name_and_price(self):
        self.sale.partner_id = self.env["res.partner"].create(
            {"name": "Somebody else", "country_id": self.env.ref("base.de").id}
        )
        self.assert_as_sold()

    def test_another_product_put_on_the_line_keeps_name_and_price(self):
        other = self.make_product("OTHER", list_price=50.0)
        with Form(self.sale) as form, form.order_line.edit(0) as line:
            line.product_id = other
            self.assertEqual((line.name, line.price_unit), ("Heron Tee (L)", 9.99))
        self.assertEqual(self.tee.product_id, other)
        self.assert_as_sold()

    def test_a_product_taken_off_and_put_back_keeps_name_and_price(self):
        with Form(self.sale) as form, form.order_line.edit(0) as line:
            line.product_id = self.env["product.product"]
            line.product_id = self.product
            self.assertEqual((line.name, line.price_unit), ("Heron Tee (L)", 9.99))
        self.assert_as_sold()

    def test_a_salesperson_without_the_connector_s_rights_changes_no_price(self):
        seller = new_test_user(
            self.env, "seller", groups="sales_team.group_sale_salesman_all_leads"
        )
        sale = self.sale.with_user(seller)
        with Form(sale) as form, form.order_line.edit(0) as line:
            line.product_uom_qty = 3
        sale.action_update_taxes()
        sale.action_update_prices()
        self.assert_as_sold("33.47")

    def test_a_new_list_price_keeps_name_and_price(self):
        self.product.write({"list_price": 123.0, "name": "Renamed"})
        self.tee.product_uom_qty = 2
        self.assert_as_sold()

    def test_cancelling_and_reopening_keeps_name_and_price(self):
        self.order.action_complete()
        self.sale._action_cancel()
        self.sale.action_draft()
        self.assert_as_sold()
        self.assertEqual(self.order.state, "ready")
