"""A shop is set up from nothing."""

from .common import BrowserCase

SHOPS = "/odoo/bigcartel-shops"


class TestOnboarding(BrowserCase):
    def test_a_manager_sets_up_a_shop_with_a_token(self):
        self.shop.unlink()
        self.remote.place_order([(self.remote_print, 1)])
        self.run_tour("onboarding", login="manager", url=SHOPS)
        self.shop = self.env["bigcartel.backend"].search([])
        self.assertEqual(self.shop.state, "connected")
        self.assertEqual(self.shop.onboarding_step, "done")
        self.assertEqual(str(self.shop.import_from)[:4], "2020")
        self.assertIn("LETTER", self.shop.shipping_map_ids.mapped("code"))
        self.assertEqual(self.shop.order_ids.state, "to_link")
