"""No list, search, dashboard or run of the engine reads a big table from end to end.

The tables are as big as PostgreSQL needs to choose as in a big shop; it chooses by
itself. Filters and lists are those of the menus and their views, whichever there are.
"""

from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .filling import TABLES, Size, fill
from .planning import Planner
from .screens import Screen, iter_actions, open_form

SIZE = Size(shops=20, orders=20_000, products=40, links=300, logs=20_000, events=2_000)
# Of years of orders; shops sell so many things, and webhooks are kept for so many days.
SMALL = ("bigcartel_product_link", "bigcartel_webhook_event", "product_product")
BIG = tuple(table for table in TABLES if table not in SMALL)
# Nine of ten transfers are told, in an order that is Odoo's and has no index; and all
# of them have a shop. Whoever asks for that is given all of it.
ASKED_FOR = {"bigcartel_done", "bigcartel_shop"}
# What is looked for in fields that most records fill alike.
TYPED = {
    "product_search": "Heron Tee",
    "text": "AB-1900 is marked",
    "picking_id": "/OUT/01900",
}
GROUPS = ("bigcartel_connector.group_user", "stock.group_stock_user")
MANAGERS = ("bigcartel_connector.group_manager", "stock.group_stock_user")


@tagged("standard", "post_install", "-at_install")
class TestIndexes(TransactionCase):
    @classmethod
    def setUpClass(cls):
        # Once what was filled in is rolled back: nobody else reads over its remains.
        cls.addClassCleanup(cls.clean)
        super().setUpClass()
        cls.shops = fill(cls.env, SIZE)
        cls.planner = Planner(cls.env.cr, BIG)
        companies = cls.shops.company_id
        context = {"allowed_company_ids": companies.ids}
        reviewer = cls.make_user("reviewer", companies, GROUPS)
        manager = cls.make_user("manager", companies, MANAGERS)
        cls.reviewer_env = cls.env(user=reviewer, context=context)
        cls.manager_env = cls.env(user=manager, context=context)

    @classmethod
    def clean(cls):
        with cls.registry.cursor() as cr:
            cr._cnx.autocommit = True
            for table in TABLES:
                cr.execute(f"VACUUM ANALYZE {table}")

    @classmethod
    def make_user(cls, name, companies, groups):
        return cls.env["res.users"].create(
            {
                "name": name,
                "login": f"{name}@example.com",
                "company_id": companies[0].id,
                "company_ids": [Command.set(companies.ids)],
                "group_ids": [Command.set([cls.env.ref(group).id for group in groups])],
            }
        )

    def assert_no_scan(self, work, *args, **kwargs):
        """Run something; fail with each plan that reads a big table needlessly."""
        self.env.flush_all()
        self.env.invalidate_all()
        with self.planner.recorded() as queries:
            result = work(*args, **kwargs)
            self.env.flush_all()
        self.assertTrue(queries, "nothing was asked")
        self.assertFalse("\n\n".join(self.planner.explain_scans(queries)))
        return result

    # --- screens ---

    def test_no_list_filter_or_group_of_a_menu_scans_a_big_table(self):
        opened = set()
        for screen, domain in iter_actions(self.manager_env):
            opened.add((screen.model._name, screen.view_type))
            shown = [*domain, *screen.get_default_domain()]
            self.assert_screen_scans_nothing(screen, "as opened", shown)
            for one in screen.get_filters():
                # Other filters take the place of the first; groups are put into it.
                wanted = shown if one.groupby else [*domain, *one.domain]
                self.assert_screen_scans_nothing(screen, one.name, wanted, one.groupby)
        for model in ("order", "shipment", "log", "product.link", "webhook.event"):
            for view_type in ("list", "kanban"):
                self.assertIn((f"bigcartel.{model}", view_type), opened)

    def assert_screen_scans_nothing(self, screen, name, *args):
        with self.subTest(screen.model._name, view=screen.view_type, filter=name):
            self.assert_no_scan(screen.open, *args)

    def test_no_search_as_somebody_types_scans_a_big_table(self):
        for screen, domain in iter_actions(self.manager_env):
            if screen.view_type == "list":
                for one in screen.get_searches(TYPED):
                    self.assert_screen_scans_nothing(
                        screen, one.domain, [*domain, *one.domain]
                    )

    def test_no_filter_of_a_single_shop_scans_a_big_table(self):
        for shop in self.shops[0], self.shops[-1]:
            screen = Screen(self.reviewer_env["bigcartel.order"])
            for one in screen.get_filters():
                domain = [("backend_id", "=", shop.id), *one.domain]
                with self.subTest(shop=shop.name, filter=one.name):
                    self.assert_no_scan(screen.open, domain, one.groupby)

    def test_what_is_added_to_other_lists_scans_no_big_table(self):
        for model in ("sale.order", "stock.picking"):
            # Odoo's own columns are Odoo's.
            screen = Screen(self.reviewer_env[model], prefix="bigcartel_")
            self.assertTrue(screen.names or screen.get_filters())
            for one in [*screen.get_filters(), *screen.get_searches({})]:
                if one.name in ASKED_FOR:
                    continue
                with self.subTest(model, filter=one.name):
                    self.assert_no_scan(screen.open, one.domain, one.groupby)

    def test_the_dashboard_scans_no_big_table(self):
        view = self.env.ref("bigcartel_connector.bigcartel_backend_view_dashboard")
        screen = Screen(self.reviewer_env["bigcartel.backend"], "kanban", view)
        page = self.assert_no_scan(screen.open)
        self.assertGreater(page["records"][0]["review_count"], 0)
        self.assert_no_scan(self.reviewer_env["bigcartel.order"].get_review_count)

    def test_no_form_scans_a_big_table(self):
        orders = self.reviewer_env["bigcartel.order"]
        order = orders.search([("state", "=", "done")], offset=9, limit=1)
        shop = self.shops[0].with_env(self.manager_env)
        for record in (order, order.shipment_ids, shop):
            with self.subTest(record._name):
                self.assert_no_scan(open_form, record)
        sale = order.sale_order_id
        product = sale.order_line.product_id[:1].with_env(self.reviewer_env)
        for record in (sale, sale.picking_ids, product, product.product_tmpl_id):
            with self.subTest(record._name):
                self.assert_no_scan(open_form, record, prefix="bigcartel_")

    def test_choosing_an_order_by_its_number_scans_no_big_table(self):
        order = self.reviewer_env["bigcartel.order"].search([], offset=999, limit=1)
        for model in ("bigcartel.order", "bigcartel.backend"):
            found = self.assert_no_scan(
                self.reviewer_env[model].name_search,
                order.name[1:] if model == "bigcartel.order" else "Shop 1",
                limit=8,
            )
            self.assertTrue(found)

    # --- the test itself ---

    def test_a_missing_index_is_noticed(self):
        order = self.reviewer_env["bigcartel.order"]
        self.env.cr.execute("DROP INDEX bigcartel_order_list_idx")
        with self.assertRaisesRegex(AssertionError, "Seq Scan on bigcartel_order"):
            self.assert_no_scan(Screen(order).open)
