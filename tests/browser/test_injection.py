"""An order whose every text is an attack, on each screen that shows it."""

from tests.connector.attacking import HTML, SCRIPT, place_attack

from .common import BrowserCase

ORDERS = "/odoo/action-bigcartel_connector.bigcartel_order_action"
LINKS = "/odoo/action-bigcartel_connector.bigcartel_product_link_action"


class TestInjection(BrowserCase):
    def test_no_text_from_outside_runs_a_script_on_any_screen(self):
        self.shop.auto_confirm = False
        number = place_attack(self.remote)
        self.import_orders()
        order = self.get_order(number)
        sale = order.sale_order_id
        self.shop.name = HTML
        self.shop.shop_url = f"javascript:{SCRIPT}"
        sale.order_line.bigcartel_link_id.image_url = f"javascript:{SCRIPT}"
        self.remote.orders[number].customer_note += " again"
        self.import_orders()
        pages = {
            ORDERS: ".o_data_row",
            self.url_of(order): ".o_form_view",
            self.url_of(sale): ".o_form_view .o-mail-Message",
            LINKS: ".o_data_row",
            self.url_of(sale.partner_id): ".o_form_view",
            self.url_of(self.shop): ".o_field_url",
        }
        with self.playwright_page("reviewer") as page:
            for url, sign in pages.items():
                page.goto(url)
                page.locator(sign).first.wait_for()
                page.get_by_text("onerror=", exact=False).first.wait_for(
                    state="attached"
                )
                self.assert_nothing_ran(page, url)
                if url == self.url_of(order):
                    page.get_by_role("button", name="Link products").click()
                    page.locator(".modal-body").wait_for()
                    self.assert_nothing_ran(page, "dialog")

    def assert_nothing_ran(self, page, name):
        self.assertIsNone(page.evaluate("window.attacked ?? null"), name)
        self.assertEqual(page.locator("img[src='x']").count(), 0, name)
        links = page.locator("a[href^='javascript:']")
        self.assertEqual(links.count(), 0, name)
