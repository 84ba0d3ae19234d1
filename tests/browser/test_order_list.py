"""The list of orders: from empty to filled, and an order that no import brings."""

from .common import BrowserCase

ORDERS = "/odoo/action-bigcartel_connector.bigcartel_order_action"


class TestOrderList(BrowserCase):
    def test_a_reviewer_fills_the_empty_list_and_recovers_an_order(self):
        number = self.remote.place_order([(self.remote_print, 1)]).number
        shipped = self.remote.place_order([(self.remote_mug, 1)]).number
        self.remote.mark_shipped(shipped)
        with self.playwright_page("reviewer") as page:
            page.goto(ORDERS)
            page.locator("a[data-method=action_import_now]").click()
            page.locator(".o_data_row").get_by_text(number).wait_for()
            page.get_by_role("button", name="Recover order").click()
            dialog = page.locator(".modal")
            dialog.locator("[name=number] input").fill(f"#{shipped.lower()}")
            dialog.locator("button[name=action_recover]").click()
            page.locator(".o_form_view h1").get_by_text(shipped).wait_for()
            self.assertEqual(dialog.count(), 0)
        self.assertTrue(self.get_order(number).sale_order_id)
        self.assertTrue(self.get_order(shipped).sale_order_id)
