"""What a sold item can be in Odoo, and the helper products, which it can not be."""

from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from odoo.addons.bigcartel_connector.models.sale_order_line import SaleOrderLine

from .selling import SellingCase

HELPERS = ("item", "shipping", "discount", "tax")
LIST = "bigcartel_connector.bigcartel_product_link_view_list"


class LinkableCase(SellingCase):
    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False
        self.helpers = self.env["product.product"].union(
            *(self.env.ref(f"bigcartel_connector.product_{name}") for name in HELPERS)
        )

    def make_combo(self, **vals):
        combo = self.env["product.combo"].create(
            {
                "name": "Choice",
                "combo_item_ids": [
                    Command.create({"product_id": self.make_product("PART").id})
                ],
            }
        )
        return self.make_product(
            type="combo", is_storable=False, combo_ids=[Command.set(combo.ids)], **vals
        )

    def get_pickers(self, order):
        """Return the domains of the pickers of the dialog and of the list."""
        line = self.get_items(order)
        for model in ("bigcartel.link.wizard", "bigcartel.product.link"):
            field = self.env[model].fields_get(["product_id"])["product_id"]
            company = line.company_id.id
            yield self.env["product.product"].search(
                safe_eval(field["domain"], {"company_id": company})
            )


class TestWhatCanBeLinked(LinkableCase):
    def test_a_combo_or_a_helper_product_is_refused_with_the_remedy(self):
        order = self.sell((self.offer(), 1))
        for product in (self.make_combo(name="Gift box"), *self.helpers):
            with (
                self.subTest(product.name),
                self.assertRaisesRegex(ValidationError, f"{product.name}.*Never ours"),
            ):
                self.get_link(order).product_id = product
        self.assertEqual(order.state, "to_link")

    def test_the_pickers_do_not_offer_them(self):
        order = self.sell((self.offer(), 1))
        combo, goods = self.make_combo(), self.make_product("GOODS")
        service = self.make_product("WRAP", type="service", is_storable=False)
        for offered in self.get_pickers(order):
            self.assertLessEqual(goods | service, offered)
            self.assertFalse((combo | self.helpers) & offered)

    def test_goods_are_picked_in_the_list(self):
        order = self.sell((self.offer(), 1))
        goods = self.make_product("GOODS")
        with Form(self.get_link(order), LIST) as form:
            form.product_id = goods
        self.assertEqual(order.state, "ready")

    def test_a_reference_of_a_combo_links_nothing(self):
        self.make_combo(default_code="BOX")
        self.assertEqual(self.sell((self.offer(sku="BOX"), 1)).state, "to_link")

    def test_neither_is_suggested_by_name(self):
        self.make_combo(name="Heron Box")
        for name in ("Heron Box", "Big Cartel item"):
            line = self.get_items(self.sell((self.offer(name), 1)))
            wizard = self.env["bigcartel.link.wizard"].create({"line_id": line.id})
            self.assertFalse(wizard.suggestion_ids)

    def test_a_combo_put_on_the_line_itself_answers_nothing(self):
        order = self.sell((self.offer(), 1))
        self.get_items(order).product_id = self.make_combo()
        self.assertEqual(order.state, "to_link")


class TestHelperProducts(LinkableCase):
    def test_they_cannot_be_deleted(self):
        for product in self.helpers:
            for record in (product, product.product_tmpl_id):
                with (
                    self.subTest(product=product.name, model=record._name),
                    self.assertRaisesRegex(UserError, f"{product.name}.*Archive"),
                ):
                    record.unlink()
        self.assertEqual(self.helpers.exists(), self.helpers)

    def test_other_products_can(self):
        product, template = self.make_product("A"), self.make_product("B")
        product.unlink()
        template.product_tmpl_id.unlink()
        self.assertFalse((product | template).exists())

    def test_archived_they_go_on_serving(self):
        self.helpers.action_archive()
        order = self.sell((self.offer(), 1), shipping="4.5")
        self.assertEqual(order.state, "to_link")
        self.assertLessEqual(order.sale_order_id.order_line.product_id, self.helpers)

    def test_ordinary_orders_do_without_them(self):
        """Whatever happened to them, orders of others are edited as ever."""
        line = self.make_ordinary_line()
        product = self.make_product("NEW")
        with mute_logger("odoo.models.unlink"):
            self.env["ir.model.data"].search(
                [("module", "=", "bigcartel_connector"), ("name", "like", "product_")]
            ).unlink()
        line.product_id = product
        self.assertEqual((line.product_id, line.price_unit), (product, 77.0))
        product.copy().unlink()

    def test_ordinary_lines_cost_no_query_more(self):
        ours = self.count_changing(self.make_ordinary_line())

        def write(self, vals):
            return super(SaleOrderLine, self).write(vals)

        with patch.object(SaleOrderLine, "write", write):
            without = self.count_changing(self.make_ordinary_line())
        self.assertEqual(ours, without)

    def make_ordinary_line(self):
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Ada"}).id,
                "order_line": [
                    Command.create({"product_id": self.make_product("OLD").id})
                ],
            }
        )
        return sale.order_line

    def count_changing(self, line):
        """Return how many queries it takes to put another product on a line."""
        product = self.make_product("CHANGED")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        line.product_id = product
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
