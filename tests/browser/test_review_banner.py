"""The banner above the quotations of the Sales app and above the orders."""

from .common import INTERNAL, BrowserCase


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
            page.goto("/odoo/sales")
            page.locator(".o_list_view").wait_for()
            page.wait_for_load_state("networkidle")
            banners = page.locator(".o_bigcartel_review_banner").count()
        self.assertEqual(banners, 0)
        self.assertFalse([url for url in asked if "get_review_count" in url])
