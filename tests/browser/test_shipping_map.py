"""The shipping map on a phone."""

from .common import BrowserCase

MAP = "/odoo/action-bigcartel_connector.bigcartel_shipping_map_action"
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}


class TestShippingMapOnAPhone(BrowserCase):
    def test_a_code_is_read_whole_and_changed(self):
        row = self.shop.shipping_map_ids.filtered(lambda row: row.zone == "domestic")
        code = row.code = "A_RATHER_LONG_CODE_OF_A_CARRIER"
        with self.playwright_page("manager", **PHONE) as page:
            page.goto(MAP)
            card = page.get_by_text(code)
            cut = "code => code.scrollWidth > code.clientWidth"
            self.assertFalse(card.locator("..").evaluate(cut))
            card.tap()
            page.fill(".o_form_view [name=code] input", "LETTER")
            page.tap(".o_form_button_save")
            page.wait_for_selector(".o_form_saved")
        row.invalidate_recordset()
        self.assertEqual(row.code, "LETTER")
