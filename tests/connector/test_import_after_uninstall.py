"""Which sale orders are known again after the connector was away, and which not."""

from odoo.tests import new_test_user

from odoo.addons.bigcartel_connector.hooks import _remember

from tests.sandbox import Shop

from .importing import ImportCase


class TestImportAfterUninstall(ImportCase):
    def setUp(self):
        super().setUp()
        self.number = self.place()
        self.import_orders()
        self.sale = self.get_order(self.number).sale_order_id

    def forget_and_import(self, shop=None):
        """Leave of the import what uninstalling leaves of it, and import again."""
        _remember(self.env, self.sale)
        order = self.sale.bigcartel_order_id
        self.sale.bigcartel_order_id = order.sale_order_id = False
        order.unlink()
        shop = shop or self.shop
        self.preview = shop._preview_orders()[0]
        shop.action_import_orders()
        return self.env["bigcartel.order"].search([("backend_id", "=", shop.id)])

    def test_the_sale_order_is_known_again(self):
        order = self.forget_and_import()
        self.assertEqual(order.sale_order_id, self.sale)
        self.assertEqual(order.state, "to_link")
        self.assert_counts(fetched=1, unchanged=1)
        self.assertEqual(self.preview["kinds"]["imported"], 1)
        self.assertFalse(self.preview["moments"])

    def test_it_is_known_again_however_old_it_is(self):
        self.shop.import_from = "2030-01-01"
        order = self.forget_and_import()
        self.assertEqual((order.state, order.error), ("to_link", False))

    def test_a_duplicate_is_not_taken_for_the_order(self):
        copy = self.sale.copy()
        self.assertEqual(copy.origin, self.sale.origin)
        self.assertEqual(self.forget_and_import().sale_order_id, self.sale)

    def test_an_order_of_that_number_in_another_shop_is_another_order(self):
        other = Shop.empty("888002", "other")
        other.add_product("Mug")
        other.place_order(number=self.number)
        self.sandbox.add_shop(other)
        shop = self.connect(account_id="888002", access_token=other.access_token)
        order = self.forget_and_import(shop)
        self.assertEqual(order.name, self.number)
        self.assertTrue(order.sale_order_id)
        self.assertNotEqual(order.sale_order_id, self.sale)

    def test_a_sale_order_of_another_company_is_named_and_left_alone(self):
        company = self.env["res.company"].create({"name": "New owner"})
        _remember(self.env, self.sale)
        order = self.sale.bigcartel_order_id
        self.sale.bigcartel_order_id = order.sale_order_id = False
        order.unlink()
        self.shop.unlink()
        self.shop = self.connect(company_id=company.id)
        self.import_orders()
        order = self.get_order(self.number)
        self.assertEqual((order.state, order.sale_order_id.id), ("ignored", False))
        self.assertIn(self.sale.name, order.error)
        order.action_retry()
        self.assertEqual(order.sale_order_id.company_id, company)

    def test_a_deleted_sale_order_is_not_known_again(self):
        _remember(self.env, self.sale)
        self.sale._action_cancel()
        self.sale.unlink()
        remembered = self.env["ir.model.data"].search(
            [("module", "=", "__bigcartel__"), ("model", "=", "sale.order")]
        )
        self.assertFalse(remembered)

    def test_an_external_identifier_that_somebody_imports_counts_for_nothing(self):
        """Neither before the addon is uninstalled nor after."""
        seller = new_test_user(
            self.env, "seller", "sales_team.group_sale_salesman_all_leads"
        )
        sales = self.env["sale.order"].with_user(seller)
        forge = sales.with_context(module="__bigcartel__", noupdate=True).load
        name = f"order_{self.shop.account_id}_{self.number}"
        partner = self.sale.partner_id.id
        forged = forge(["id", "partner_id/.id"], [[name, partner]])
        self.assertTrue(forged["ids"], forged["messages"])
        self.assertEqual(self.forget_and_import().sale_order_id, self.sale)
        new = self.place()
        name = f"__bigcartel__.order_{self.shop.account_id}_{new}"
        forged = forge(["id", "partner_id/.id"], [[name, partner]])
        self.assertEqual(self.env.ref(name).ids, forged["ids"])
        self.import_orders()
        sale = self.get_order(new).sale_order_id
        self.assertTrue(sale)
        self.assertNotIn(sale.id, forged["ids"])
