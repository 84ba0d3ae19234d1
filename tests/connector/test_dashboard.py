"""The dashboard: a card per shop, whose numbers open what they count."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from .delivering import DeliveryCase
from .looking import LookingCase

USER = "bigcartel_connector.group_user"
MANAGER = "bigcartel_connector.group_manager"
VIEW = "bigcartel_backend_view_dashboard"


class DashboardCase(DeliveryCase, LookingCase):
    def setUp(self):
        super().setUp()
        self.reviewer = self.make_user("reviewer", "base.group_user", USER)

    def make_orders(self, shop, **counts):
        """Make as many orders of a shop in each state."""
        return self.env["bigcartel.order"].create(
            [
                {"backend_id": shop.id, "name": f"{state}-{number}", "state": state}
                for state, count in counts.items()
                for number in range(count)
            ]
        )

    def make_shipments(self, order, **counts):
        return self.env["bigcartel.shipment"].create(
            [
                {"order_id": order.id, "state": state}
                for state, count in counts.items()
                for _number in range(count)
            ]
        )

    def fill(self, shop):
        """Give a shop some of everything, of each another number."""
        orders = self.make_orders(
            shop, new=1, to_link=2, ready=3, error=2, done=4, shipped=1, ignored=1
        )
        self.make_shipments(orders[0], pending=1, done=3, failed=5)
        self.env["bigcartel.product.link"].create(
            [
                {"backend_id": shop.id, "bigcartel_product_id": f"{number}"}
                for number in range(6)
            ]
        )

    def make_shops(self, count):
        return self.env["bigcartel.backend"].create(
            [{"name": f"Shop {number}"} for number in range(count)]
        )

    def read_cards(self, shops, user=None):
        """Return the cards of shops as the web client reads them."""
        arch = self.get_arch(VIEW, "kanban", user)
        names = {node.get("name") for node in arch.iter("field")}
        specification = {name: {} for name in names}
        specification["company_id"] = {"fields": {"display_name": {}}}
        shops = shops.with_user(user or self.reviewer)
        found = shops.web_search_read([("id", "in", shops.ids)], specification)
        return found["records"]


class TestDashboard(DashboardCase):
    def test_every_number_opens_exactly_what_it_counts(self):
        other = self.make_shops(1)
        for shop in (self.shop, other):
            self.fill(shop)
        for view, kind, least in (
            (VIEW, "kanban", 4),
            ("bigcartel_backend_view_form", "form", 4),
        ):
            links = self.get_links(self.get_arch(view, kind))
            self.assertGreaterEqual(len(links), least)
            for name, link in links.items():
                with self.subTest(view, number=name):
                    opened = self.get_opened(self.shop, link)
                    self.assertGreater(self.shop[name], 0)
                    self.assertEqual(len(opened), self.shop[name])
                    self.assertEqual(opened.backend_id, self.shop)

    def test_the_counters_follow_the_daily_work(self):
        order = self.place_and_import([(self.remote_print, 1)])
        self.assertEqual((self.shop.review_count, self.shop.ready_count), (1, 0))
        order.action_complete()
        self.env.invalidate_all()
        self.assertEqual((self.shop.review_count, self.shop.unshipped_count), (0, 1))
        order.action_mark_shipped()
        self.remote.vanish(order.name)
        self.push()
        self.assertEqual((self.shop.failed_count, self.shop.unshipped_count), (1, 1))

    def test_it_costs_as_many_queries_for_twelve_shops_as_for_two(self):
        shops = self.make_shops(12)
        for shop in shops:
            self.fill(shop)
        self.env["bigcartel.order"].search([]).ordered_at = fields.Datetime.now()
        self.read_cards(shops)
        counts = []
        for asked in (shops[:2], shops):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(self.read_cards(asked)), len(asked))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[1], 12)

    def test_another_companys_shop_neither_shows_nor_counts(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.make_shops(1)
        theirs.company_id = other
        self.fill(theirs)
        self.fill(self.shop)
        both = self.make_user(
            "both",
            "base.group_user",
            MANAGER,
            company_ids=[Command.set((self.company | other).ids)],
        )
        shops = self.shop | theirs
        for companies, seen in (
            (self.company, self.shop),
            (other, theirs),
            (self.company | other, shops),
        ):
            with self.subTest(companies.mapped("name")):
                asked = shops.with_context(allowed_company_ids=companies.ids)
                cards = self.read_cards(asked, both)
                self.assertEqual({card["id"] for card in cards}, set(seen.ids))
                self.assertEqual({card["review_count"] for card in cards}, {7})

    def test_an_archived_shop_has_no_card(self):
        self.shop.active = False
        self.assertEqual(self.read_cards(self.shop), [])


class TestDashboardRights(DashboardCase):
    def test_a_reviewer_imports_and_opens_orders_but_connects_nothing(self):
        arch = self.get_arch(VIEW, "kanban", self.reviewer)
        self.assertTrue(arch.xpath("//button[@name='action_import_orders']"))
        self.assertFalse(arch.xpath("//*[contains(@class, 'btn-primary')]"))
        self.assertEqual(arch.get("create"), "False")
        card = self.read_cards(self.shop)[0]
        self.assertEqual(card["name"], self.shop.name)

    def test_a_manager_is_offered_to_connect_a_shop(self):
        manager = self.make_user("manager", "base.group_user", MANAGER)
        arch = self.get_arch(VIEW, "kanban", manager)
        self.assertTrue(arch.xpath("//button[@name='action_open_onboarding']"))
        action = self.env.ref("bigcartel_connector.bigcartel_onboarding_action")
        self.assertEqual(arch.get("on_create"), str(action.id))
        self.assertIn("Connect a shop", self.get_help(manager))

    def test_who_may_not_connect_a_shop_is_told_whom_to_ask(self):
        text = self.get_help(self.reviewer)
        self.assertIn("Ask an administrator", text)
        self.assertNotIn("Connect a shop", text)

    def get_help(self, user):
        action = "bigcartel_connector.bigcartel_backend_dashboard_action"
        actions = self.env["ir.actions.act_window"].with_user(user)
        return actions._for_xml_id(action)["help"]


class TestLastImport(DashboardCase):
    def setUp(self):
        super().setUp()
        self.job = self.env.ref("bigcartel_connector.ir_cron_import_orders")
        self.job.write({"interval_number": 20, "interval_type": "minutes"})

    def get_status(self, **ago):
        """Return what the card says of a shop that was imported that long ago."""
        self.shop.last_import_at = fields.Datetime.now() - timedelta(**ago)
        return self.shop.import_status

    def test_it_is_late_after_three_intervals_of_the_scheduled_action(self):
        self.assertEqual(self.get_status(minutes=59), "on_time")
        self.assertEqual(self.get_status(minutes=61), "late")
        self.job.write({"interval_number": 2, "interval_type": "days"})
        self.shop.invalidate_recordset()
        self.assertEqual(self.get_status(minutes=61), "on_time")
        self.assertEqual(self.get_status(days=6, minutes=1), "late")

    def test_its_age_is_said_in_the_persons_language(self):
        self.get_status(minutes=12)
        self.assertEqual(self.shop.last_import_age, "12 minutes ago")
        self.env["res.lang"]._activate_lang("fr_FR")
        french = self.shop.with_context(lang="fr_FR")
        self.assertEqual(french.last_import_age, "il y a 12 minutes")
        self.get_status(minutes=0)
        self.assertIn("ago", self.shop.last_import_age)

    def test_a_shop_that_nobody_imports_says_so_instead_of_being_late(self):
        self.shop.paused_until = fields.Datetime.now() + timedelta(minutes=5)
        self.assertEqual(self.get_status(days=9), "paused")
        self.shop.paused_until = fields.Datetime.now() - timedelta(minutes=5)
        self.assertEqual(self.get_status(days=9), "late")
        self.shop.reconnect_required = True
        self.assertEqual(self.get_status(days=9), "late", "nobody wanted that")
        self.shop.onboarding_step = "since"
        self.assertEqual(self.get_status(days=9), "setup")
        self.shop.onboarding_step = "done"
        self.assertEqual(self.get_status(days=9), "late")
        self.shop.state = "draft"
        self.assertEqual(self.get_status(days=9), "draft")

    def test_a_scheduled_action_that_is_off_or_gone_makes_nothing_late(self):
        self.job.active = False
        self.assertEqual(self.get_status(days=9), "off")
        self.job.unlink()
        self.shop.invalidate_recordset()
        self.assertEqual(self.get_status(days=9), "off")

    def test_an_import_that_never_was_has_no_age(self):
        self.assertEqual(self.shop.import_status, "never")
        self.assertFalse(self.shop.last_import_age)
        self.import_orders()
        self.env.invalidate_all()
        self.assertEqual(self.shop.import_status, "on_time")
