"""The list of orders: what it finds, what it says when empty, and its bulk actions."""

import ast

from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import new_test_user

from .selling import SellingCase
from .test_complete import patch_confirmation

LIST = "bigcartel_connector.bigcartel_order_view_list"
SEARCH = "bigcartel_connector.bigcartel_order_view_search"


class ListCase(SellingCase):
    def setUp(self):
        super().setUp()
        self.reviewer = new_test_user(
            self.env, "reviewer", groups="bigcartel_connector.group_user"
        )
        self.product = self.make_product("OURS", name="Heron in cotton")
        self.ours = self.offer("Heron Tee", sku="OURS")
        self.unknown = self.offer("Paper Boat", options=["Red", "Blue"], price="7.5")

    def press(self, orders, name):
        """Press a button of the list as a reviewer; return what it says."""
        action = getattr(orders.with_user(self.reviewer), name)()
        self.assertEqual(action["tag"], "display_notification")
        return action["params"]["message"]


class TestShopShown(ListCase):
    def get_shop_fields(self, model):
        """Return the shop's fields of a list and of its cards, as the reviewer has."""
        views = (
            self.env[model]
            .with_user(self.reviewer)
            .get_views([(False, "list"), (False, "kanban")])["views"]
        )
        return [
            node
            for kind in ("list", "kanban")
            for node in etree.fromstring(views[kind]["arch"]).iter("field")
            if node.get("name") == "backend_id"
        ]

    def test_rows_and_cards_name_the_shop_only_where_there_are_several(self):
        for model in ("bigcartel.order", "bigcartel.shipment"):
            (column,) = self.get_shop_fields(model)
            self.assertEqual(column.get("optional"), "hide")
        self.env["bigcartel.backend"].create({"name": "Second shop"})
        for model in ("bigcartel.order", "bigcartel.shipment"):
            column, _on_card = self.get_shop_fields(model)
            self.assertEqual(column.get("optional"), "show")


class TestSearch(ListCase):
    def find(self, text):
        return self.env["bigcartel.order"].search([("product_search", "ilike", text)])

    def test_orders_are_found_by_the_name_and_the_option_sold(self):
        order = self.sell((self.unknown.options[1], 2))
        self.sell((self.ours, 1))
        self.assertEqual(order.item_names, "2 × Paper Boat (Blue)")
        self.assertEqual(self.find("paper boat"), order)
        self.assertEqual(self.find("blue"), order)

    def test_orders_are_found_by_sku_and_by_the_odoo_product(self):
        order = self.sell((self.ours, 1))
        self.sell((self.unknown.options[0], 1))
        self.assertEqual(self.find("OURS"), order)
        self.assertEqual(self.find("in cotton"), order)

    def test_an_order_without_a_quotation_is_found_by_what_was_sold(self):
        order = self.sell((self.ours, 1), payment_status="unpaid")
        self.assertFalse(order.sale_order_id)
        self.assertEqual(self.find("heron tee"), order)

    def test_what_is_not_linked_is_not_found_by_its_helper_product(self):
        self.sell((self.unknown.options[0], 1))
        helper = self.env.ref("bigcartel_connector.product_item")
        self.assertFalse(self.find(helper.name))

    def test_orders_are_grouped_by_shop_state_and_day(self):
        done = self.sell((self.ours, 1))
        open_order = self.sell((self.unknown.options[0], 1))
        done.ordered_at = "2026-03-01 12:00:00"
        open_order.ordered_at = "2026-03-02 12:00:00"
        Order = self.env["bigcartel.order"].with_user(self.reviewer)
        arch = etree.fromstring(Order.get_view(self.env.ref(SEARCH).id)["arch"])
        sizes = {}
        for node in arch.iterfind(".//group/filter"):
            key = ast.literal_eval(node.get("context"))["group_by"]
            groups = Order.formatted_read_group([], [key], ["__count"])
            sizes[node.get("name")] = [group["__count"] for group in groups]
        self.assertEqual(
            sizes, {"group_state": [1, 1], "group_shop": [2], "group_day": [1, 1]}
        )

    def test_orders_are_found_by_an_odoo_product_that_is_archived_since(self):
        order = self.sell((self.ours, 1))
        order.action_complete()
        self.product.active = False
        self.assertEqual(self.find("OURS"), order)

    def test_orders_without_a_product_can_be_asked_for(self):
        order = self.sell((self.ours, 1))
        other = self.sell((self.unknown.options[0], 1))
        domain = [("product_search", "not ilike", "heron")]
        found = self.env["bigcartel.order"].search(domain)
        self.assertIn(other, found)
        self.assertNotIn(order, found)

    def test_each_filter_finds_the_orders_of_its_name(self):
        view = self.env["bigcartel.order"].get_view(self.env.ref(SEARCH).id, "search")
        filters = {
            node.get("name"): node
            for node in etree.fromstring(view["arch"]).iter("filter")
        }
        done = self.sell((self.ours, 1))
        to_link = self.sell((self.unknown.options[0], 1))
        wanted = {
            "to_review": to_link,
            "to_link": to_link,
            "not_shipped": done,
            "done": done,
        }
        Order = self.env["bigcartel.order"]
        for name in (*wanted, "ready", "error", "ignored", "cancelled", "new"):
            domain = ast.literal_eval(filters[name].get("domain"))
            self.assertEqual(Order.search(domain), wanted.get(name, Order), name)
        done.shipped_at = "2026-01-01 00:00:00"
        self.assertEqual(done.state, "shipped")
        domain = ast.literal_eval(filters["done"].get("domain"))
        self.assertEqual(Order.search(domain), done)


class TestReading(ListCase):
    def count_queries(self):
        """Return how many queries the list makes, as the web client asks for it."""
        Order = self.env["bigcartel.order"].with_user(self.reviewer)
        view = Order.get_view(self.env.ref(LIST).id, "list")
        names = [node.get("name") for node in etree.fromstring(view["arch"])[1:]]
        names += ["country_code", "country_flag", "line_count", "linked_count"]
        fields = {name: {} for name in names}
        fields["country_id"] = {"fields": {"display_name": {}}}
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        found = Order.web_search_read([], fields, limit=80)["records"]
        return self.cr.sql_log_count - before, len(found)

    def test_many_orders_are_read_in_as_many_queries_as_few(self):
        countries = self.env["res.country"].search([], limit=30)
        vals = [
            {"backend_id": self.shop.id, "name": f"MANY-{country.code}"}
            | {"country_id": country.id, "item_names": "1 × Mug"}
            for country in countries
        ]
        self.env["bigcartel.order"].create(vals[:2])
        self.count_queries()
        few, shown = self.count_queries()
        self.assertEqual(shown, 2)
        self.env["bigcartel.order"].create(vals[2:])
        self.assertEqual(self.count_queries(), (few, 30))


class TestEmptyList(ListCase):
    def get_help(self, **context):
        Order = self.env["bigcartel.order"].with_user(self.reviewer)
        return Order.with_context(**context).get_empty_list_help("")

    def test_without_a_shop_it_leads_to_connecting_one(self):
        self.shop.unlink()
        manager = self.env.ref("base.user_admin")
        Order = self.env["bigcartel.order"].with_user(manager)
        action = "bigcartel_connector.bigcartel_onboarding_action"
        self.assertIn(f'name="{action}"', Order.get_empty_list_help(""))
        self.assertTrue(self.env.ref(action))
        self.assertIn("Ask an administrator", self.get_help())
        self.assertNotIn("<a ", self.get_help())

    def test_without_an_order_it_imports_now(self):
        text = self.get_help()
        self.assertIn('data-method="action_import_now"', text)
        self.place((self.ours, 1))
        Order = self.env["bigcartel.order"].with_user(self.reviewer)
        self.assertEqual(Order.action_import_now()["params"]["type"], "success")
        self.assertTrue(self.shop.order_ids)

    def test_several_shops_are_imported_in_the_background(self):
        self.env["bigcartel.backend"].create({"name": "Second", "state": "connected"})
        action = self.env["bigcartel.order"].action_import_now()
        self.assertIn("2 shops", action["params"]["message"])

    def test_with_everything_reviewed_it_says_so(self):
        self.sell((self.ours, 1))
        self.assertIn("All reviewed", self.get_help(search_default_to_review=1))
        self.assertIn("No errors", self.get_help(search_default_error=1))
        self.assertIn("No order fits", self.get_help())

    def test_who_is_no_user_of_ours_can_still_read_the_action(self):
        developer = new_test_user(self.env, "developer", groups="base.group_system")
        action = self.env.ref("bigcartel_connector.bigcartel_order_action")
        values = action.with_user(developer).read(["help"])[0]
        self.assertIn("nocontent", values["help"])


class TestBulkComplete(ListCase):
    def test_what_has_a_quotation_is_completed_the_rest_is_named(self):
        to_link = self.sell((self.unknown.options[0], 1))
        unpaid = self.sell((self.ours, 1), payment_status="unpaid")
        done = self.sell((self.ours, 1))
        message = self.press(to_link | unpaid | done, "action_complete_selected")
        self.assertIn("3 selected = 1 completed + 2 left out", message)
        self.assertIn("no quotation", message)
        self.assertIn(unpaid.name, message)
        self.assertIn(f"{done.name}: completed already", message)
        self.assertEqual((to_link.state, unpaid.state), ("done", "new"))

    def test_what_odoo_refuses_stops_nothing_and_keeps_its_reason(self):
        good = self.sell((self.unknown.options[0], 1))
        bad = self.sell((self.unknown.options[1], 1))
        with patch_confirmation(self, bad):
            message = self.press(good | bad, "action_complete_selected")
        self.assertIn("1 completed + 1 failed", message)
        self.assertIn("Out of luck", message)
        self.assertEqual((good.state, bad.state), ("done", "error"))
        self.assertIn("Out of luck", bad.error)


class TestBulkIgnore(ListCase):
    def test_completed_orders_are_left_out(self):
        to_link = self.sell((self.unknown.options[0], 1))
        done = self.sell((self.ours, 1))
        message = self.press(to_link | done, "action_ignore_selected")
        self.assertIn("2 selected = 1 ignored + 1 left out", message)
        self.assertIn(f"{done.name}: completed already", message)
        self.assertEqual((to_link.state, done.state), ("ignored", "done"))
        self.assertIn("ignored already", self.press(to_link, "action_ignore_selected"))


class TestBulkRetry(ListCase):
    def test_each_order_is_counted_by_what_became_of_it(self):
        self.env.ref("base.SEK").active = False
        failed = self.sell((self.ours, 1), currency="SEK")
        self.env.ref("base.EUR").active = False
        cured = self.sell((self.ours, 1), currency="EUR")
        unpaid = self.sell((self.ours, 1), payment_status="unpaid")
        done = self.sell((self.ours, 1))
        self.env.ref("base.EUR").active = True
        message = self.press(failed | cured | unpaid | done, "action_retry_selected")
        self.assertIn("4 selected = 1 solved + ", message)
        for text in ("1 failed", "1 left out", "1 still waiting"):
            self.assertIn(text, message)
        self.assertIn("SEK", message)
        self.assertEqual(cured.state, "done")


class TestBulkLink(ListCase):
    def test_open_items_are_linked_by_their_reference(self):
        boat = self.offer("Tin Boat", sku="BOAT")
        order = self.sell((boat, 1))
        other = self.sell((self.unknown.options[0], 1))
        self.assertEqual(order.state, "to_link")
        self.make_product("BOAT")
        message = self.press(order | other, "action_link_by_reference")
        self.assertIn("2 open items = 1 linked + 1 still open", message)
        self.assertIn("no SKU", message)
        self.assertEqual((order.state, other.state), ("done", "to_link"))

    def test_where_nothing_is_open_it_says_so(self):
        order = self.sell((self.ours, 1))
        message = self.press(order, "action_link_by_reference")
        self.assertIn("linked already", message)


class TestActivateCurrency(ListCase):
    def setUp(self):
        super().setUp()
        self.euro = self.env.ref("base.EUR")
        self.euro.active = False
        self.order = self.sell((self.ours, 1), currency="EUR")

    def test_an_administrator_activates_it_and_all_its_orders_arrive(self):
        other = self.sell((self.ours, 1), currency="EUR")
        admin = self.env.ref("base.user_admin")
        self.assertTrue(self.order.with_user(admin).currency_to_activate)
        self.order.with_user(admin).action_activate_currency()
        self.assertTrue(self.euro.active)
        self.assertEqual((self.order.state, other.state), ("done", "done"))

    def test_who_may_not_activate_it_is_not_offered_to(self):
        order = self.order.with_user(self.reviewer)
        self.assertFalse(order.currency_to_activate)
        with self.assertRaisesRegex(UserError, "no currency"):
            order.action_activate_currency()
        self.assertFalse(self.euro.active)
