"""The banner above the quotations of the Sales app and above the orders."""

from .common import INTERNAL, BrowserCase


def is_asked(request):
    """Tell whether a request asks if the person reviews orders."""
    asks = request.url.endswith("/res.users/has_group")
    return asks and "bigcartel_connector.group_user" in request.post_data


class TestReviewBanner(BrowserCase):
    def setUp(self):
        super().setUp()
        self.place_and_import([(self.remote_print, 1)])

    def test_it_leads_to_the_orders_to_review_and_can_be_dismissed(self):
        self.run_tour("review_banner", login="reviewer", url="/odoo/sales")

    def test_who_does_not_review_orders_is_not_told(self):
        self.make_user("seller", INTERNAL, "sales_team.group_sale_salesman")
        self.env["res.users"].search([("login", "=", "seller")]).password = "seller"
        with self.playwright_page("seller") as page:
            asked = []
            page.on("request", lambda request: asked.append(request.url))
            with page.expect_response(lambda response: is_asked(response.request)):
                page.goto("/odoo/sales")
            page.locator(".o_list_view").wait_for()
            page.wait_for_timeout(300)
            banners = page.locator(".o_bigcartel_review_banner").count()
        self.assertEqual(banners, 0)
        self.assertFalse([url for url in asked if "get_review_count" in url])

    def test_whoever_leaves_the_list_at_once_sees_no_error(self):
        """The banner may ask for its number only while it is there."""
        held = []

        def hold(route):
            if is_asked(route.request):
                held.append(route)
            else:
                route.continue_()

        with self.playwright_page("reviewer") as page:
            page.route("**/res.users/has_group", hold)
            page.goto("/odoo/action-bigcartel_connector.bigcartel_order_action")
            page.locator(".o_action.o_view_controller").wait_for()
            menu = "bigcartel_connector.menu_product_links"
            page.click(f".o_menu_sections [data-menu-xmlid='{menu}']")
            page.get_by_text("Sold As").first.wait_for()
            self.assertTrue(held)
            with page.expect_response("**/res.users/has_group"):
                held.pop().continue_()
            page.wait_for_timeout(300)
            shown = page.locator(".o_error_dialog").count()
        self.assertEqual(shown, 0)
