"""The app's menus: what opens, for whom, and who may edit the shipping map."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form

from .delivering import DeliveryCase

USER = "bigcartel_connector.group_user"
MANAGER = "bigcartel_connector.group_manager"
ADDON = "bigcartel_connector."


class MenuCase(DeliveryCase):
    def get_menus(self, user):
        """Return {external id: menu} of our app as its user's web client gets it."""
        menus = self.env["ir.ui.menu"].with_user(user).load_web_menus(False)
        return {
            menu["xmlid"].removeprefix(ADDON): menu
            for menu in menus.values()
            if menu["xmlid"].startswith(ADDON)
        }


class TestMenus(MenuCase):
    def setUp(self):
        super().setUp()
        self.reviewer = self.make_user("reviewer", "base.group_user", USER)

    def test_the_app_opens_the_orders_to_review(self):
        menus = self.get_menus(self.reviewer)
        review = self.env.ref(ADDON + "bigcartel_order_action_review")
        self.assertEqual(menus["menu_root"]["actionID"], review.id)
        self.assertIn("search_default_to_review", review.context)
        self.assertTrue(menus["menu_root"]["webIconData"])

    def test_every_entry_opens_a_list_that_reviewers_may_read(self):
        opened = []
        for name, menu in self.get_menus(self.reviewer).items():
            if not menu["actionID"]:
                self.assertTrue(menu["children"], name)
                continue
            action = self.env["ir.actions.act_window"].browse(menu["actionID"])
            model = self.env[action.res_model].with_user(self.reviewer)
            for view_id, kind in action.views:
                with self.subTest(name, kind=kind):
                    self.assertTrue(model.get_view(view_id, kind)["arch"])
            model.search_count([])
            if action.target == "current":
                self.assertIn("nocontent", action.help, "it is empty at first")
            opened.append(name)
        self.assertGreaterEqual(len(opened), 7)

    def test_the_errors_are_the_orders_with_an_error(self):
        action = self.env.ref(ADDON + "bigcartel_order_action_errors")
        self.assertEqual(action.context, "{'search_default_error': 1}")

    def test_the_warehouse_does_not_see_the_app(self):
        worker = self.make_user("worker", "base.group_user", "stock.group_stock_user")
        self.assertEqual(self.get_menus(worker), {})


class TestShippingMapList(MenuCase):
    def setUp(self):
        super().setUp()
        self.manager = self.make_user("manager", "base.group_user", MANAGER)
        self.rows = self.env["bigcartel.shipping.map"].with_user(self.manager)
        self.view = self.env.ref(ADDON + "bigcartel_shipping_map_view_list")

    def test_a_manager_adds_a_row_for_a_country_in_the_list(self):
        rows = self.rows.with_context(default_backend_id=self.shop.id)
        with Form(rows, self.view) as row:
            row.country_id = self.env.ref("base.ca")
            row.code = "CANADA"
        self.assertEqual(row.record.backend_id, self.shop)
        self.assertIn(row.record, self.shop.shipping_map_ids)

    def test_the_zone_decides_whether_there_is_a_country(self):
        rows = self.rows.with_context(default_backend_id=self.shop.id)
        with Form(rows, self.view) as row:
            row.country_id = self.env.ref("base.ca")
            row.code = "CANADA"
            with self.assertRaisesRegex(AssertionError, "required"):
                row.country_id = self.env["res.country"]
                row.save()
            row.country_id = self.env.ref("base.ca")

    def test_a_reviewer_reads_and_edits_nothing(self):
        reviewer = self.make_user("reviewer", "base.group_user", USER)
        row = self.shop.shipping_map_ids[:1].with_user(reviewer)
        self.assertTrue(row.code)
        arch = row.get_view(self.view.id, "list")["arch"]
        self.assertIn('create="False"', arch)
        self.assertIn('edit="False"', arch)
        with self.assertRaises(AccessError):
            row.code = "MINE"

    def test_rows_of_another_company_do_not_show(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.make_user(
            "stranger",
            "base.group_user",
            MANAGER,
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        self.assertTrue(self.rows.search_count([]))
        self.assertFalse(self.rows.with_user(stranger).search_count([]))
