"""No list, search, dashboard or run of the engine reads a big table from end to end.

The tables are as big as PostgreSQL needs to choose as in a big shop; it chooses by
itself. Filters and lists are those of the menus and their views, whichever there are.
"""

from collections import defaultdict
from contextlib import contextmanager

from odoo.tests import TransactionCase, tagged

from tests.sandbox import Sandbox, Shop

from .clicks import ASKED_FOR, iter_clicks
from .filling import API_URL, TABLES, Size, fill
from .planning import Planner
from .screens import Screen

SIZE = Size(shops=20, orders=20_000, products=40, links=300, logs=20_000, events=2_000)
# Of years of orders; shops sell so many things, and webhooks are kept for so many days.
SMALL = ("bigcartel_product_link", "bigcartel_webhook_event", "product_product")
BIG = tuple(table for table in TABLES if table not in SMALL)


@tagged("standard", "post_install", "-at_install")
class TestIndexes(TransactionCase):
    @classmethod
    def setUpClass(cls):
        # Once what was filled in is rolled back: nobody else reads over its remains.
        cls.addClassCleanup(cls.clean)
        super().setUpClass()
        cls.shops = fill(cls.env, SIZE)
        cls.planner = Planner(cls.env.cr, BIG)

    @classmethod
    def clean(cls):
        with cls.registry.cursor() as cr:
            cr._cnx.autocommit = True
            for table in TABLES:
                cr.execute(f"VACUUM ANALYZE {table}")

    def assert_no_scan(self, work, *args, **kwargs):
        """Run something; fail with each plan that reads a big table needlessly."""
        self.env.flush_all()
        self.env.invalidate_all()
        with self.planner.recorded() as queries:
            result = work(*args, **kwargs)
            self.env.flush_all()
        self.assertFalse("\n\n".join(self.planner.explain_scans(queries)))
        return result

    # --- screens ---

    def test_nothing_that_one_clicks_or_types_scans_a_big_table(self):
        kinds = defaultdict(set)
        for click in iter_clicks(self.env, self.shops):
            kinds[click.kind].add(click.place)
            if click.name not in ASKED_FOR:
                with self.subTest(click.place, kind=click.kind, name=click.name):
                    self.assert_no_scan(click.work)
        for name in ("to_review", "all_orders", "deliveries", "log", "dashboard"):
            self.assertIn(f"{name}.kanban", kinds["open"])
        for kind in ("filter", "group", "search"):
            self.assertLess({"to_review.list", "deliveries.list"}, kinds[kind])
        self.assertGreater(len(self.planner.good), 100)

    # --- engine ---

    @contextmanager
    def open_shop(self):
        """Yield what a shop has at Big Cartel, where little is left of it."""
        shop = self.shops[1]
        with Sandbox(Shop.empty(shop.account_id)) as sandbox:
            self.env["ir.config_parameter"].set_param(API_URL, sandbox.url)
            shop.access_token = sandbox.shop.access_token
            yield sandbox.shop

    def test_an_import_scans_no_big_table(self):
        shop = self.shops[1]
        shop.write({"review_activity": "order", "review_mail": "import"})
        with self.open_shop() as remote:
            tee = remote.add_product("New Tee", "SKU:NEW").options[0].id
            numbers = [remote.place_order([(tee, 1)]).number for _number in range(3)]
            for _run in ("new", "known"):
                self.assert_no_scan(shop.action_import_orders)
            self.assert_no_scan(shop.action_fetch_catalogue)
        orders = shop._get_orders(numbers)
        self.assertEqual(len(orders.sale_order_id), 3)
        link = orders.sale_order_id.order_line.bigcartel_link_id
        product = self.env["product.product"].create({"name": "New Tee"})
        self.assert_no_scan(link.write, {"product_id": product.id})
        self.assertEqual(set(orders.mapped("state")), {"ready"})
        self.assert_no_scan(orders[0].action_complete)
        self.assert_no_scan(orders[1].action_ignore)
        self.assert_no_scan(orders[1].action_retry)

    def test_telling_big_cartel_scans_no_big_table(self):
        shop, Shipment = self.shops[1], self.env["bigcartel.shipment"]
        due = self.env["bigcartel.backend"]._get_due_domain()
        self.assert_no_scan(Shipment.search, due, limit=100, order="backend_id, id")
        self.assert_no_scan(Shipment.search_count, due)
        self.assert_no_scan(Shipment._file_missed_tracking)
        with self.open_shop():
            self.assert_no_scan(shop.action_push_shipments)
        numbers = Shipment.search([], limit=100).order_id.mapped("name")
        self.assert_no_scan(Shipment._take_up_found, shop, numbers)

    def test_webhooks_scan_no_big_table(self):
        Event = self.env["bigcartel.webhook.event"]
        waiting = Event.search([("state", "=", "pending")], limit=1)
        self.assertTrue(waiting)
        self.assert_no_scan(self.env["bigcartel.backend"]._get_due_events)
        self.assert_no_scan(waiting.action_open_order)

    def test_cleaning_scans_no_big_table(self):
        self.shops.write({"clear_after": 720, "log_days": 29})
        for model, name in (
            ("bigcartel.order", "_gc_personal_data"),
            ("bigcartel.log", "_gc_log"),
            ("bigcartel.webhook.event", "_gc_old_events"),
        ):
            with self.subTest(model):
                self.assert_no_scan(getattr(self.env[model], name))

    def test_forgetting_a_customer_scans_no_big_table(self):
        order = self.env["bigcartel.order"].search(
            [("state", "=", "shipped")], offset=9, limit=1
        )
        email = order.email_normalized
        partners = self.env["res.partner"].search([("email_normalized", "=", email)])
        other = self.env["res.partner"].create({"name": "Nobody", "email": "no@x.org"})
        self.assert_no_scan(partners.write, {"email": False})
        self.assertTrue(order.cleared_at)
        self.assert_no_scan(self.env["bigcartel.order"]._get_orders_of, other)

    def test_what_is_told_of_a_shop_scans_no_big_table(self):
        shop = self.shops[0]
        shop.review_mail = "daily"
        for name in ("_notice_review", "_send_review_mail", "_log_failed_orders"):
            with self.subTest(name):
                self.assert_no_scan(getattr(shop, name))

    # --- the test itself ---

    def test_a_missing_index_is_noticed(self):
        orders = Screen(self.env["bigcartel.order"])
        self.assert_no_scan(orders.open)
        self.env.cr.execute("DROP INDEX bigcartel_order_list_idx")
        self.planner = Planner(self.env.cr, BIG)
        with self.assertRaisesRegex(AssertionError, "Seq Scan on bigcartel_order"):
            self.assert_no_scan(orders.open)
