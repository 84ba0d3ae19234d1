"""A shop is connected and disconnected at Big Cartel's own login page, by clicking."""

from tests.sandbox import ACCOUNT_ID, CLIENT_ID, CLIENT_SECRET

from .common import BrowserCase

CONNECT = "button[name=action_connect_oauth].btn-primary"


class TestOAuth(BrowserCase):
    def setUp(self):
        super().setUp()
        for name, value in {
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "authorize_url": f"{self.sandbox.url}/oauth/authorize",
        }.items():
            self.env["ir.config_parameter"].set_param(
                f"bigcartel_connector.oauth_{name}", value
            )
        self.shop.auth_method = "oauth"
        self.shop.action_disconnect()
        self.sandbox.requests.clear()
        self.home = f"/odoo/bigcartel-shops/{self.shop.id}"

    def test_an_administrator_denies_allows_and_disconnects(self):
        with self.playwright_page("manager") as page:
            came_back = []
            page.on("request", lambda request: came_back.append(request.url))
            page.goto(self.home)
            self.deny(page)
            self.allow(page)
            url = next(url for url in reversed(came_back) if "code=" in url)
            self.come_back_again(page, url)
            self.disconnect(page)
        self.assertFalse(self.shop.access_token)
        self.assertEqual(len(self.sandbox.received(path="/oauth/token")), 1)
        self.assertEqual(len(self.sandbox.received(path="/oauth/deauthorize")), 1)

    def deny(self, page):
        page.click(CONNECT)
        page.get_by_text("wants to connect to your shop").wait_for()
        page.click("button[value=deny]")
        page.get_by_text("You did not allow access").wait_for()
        page.click("a.btn-primary")
        page.locator(CONNECT).wait_for()

    def allow(self, page):
        page.click(CONNECT)
        page.click("button[value=authorize]")
        page.locator("[name=token_stored]:visible").wait_for()
        self.assertTrue(page.url.endswith(self.home))
        self.assert_connected(page)
        self.assertNotIn(self.remote.access_token, page.content())

    def assert_connected(self, page):
        chosen = page.locator(".o_arrow_button_current")
        self.assertEqual(chosen.get_attribute("data-value"), "connected")
        shown = page.locator("div[name=shop_name]").inner_text()
        self.assertEqual(shown, self.remote.account.store_name)
        account = page.locator("div[name=account_id] input").input_value()
        self.assertEqual(account, ACCOUNT_ID)

    def come_back_again(self, page, url):
        for again in (lambda: page.goto(url), page.reload):
            self.assertEqual(again().status, 400)
            page.get_by_text("was used already").wait_for()
        page.click("a.btn-primary")
        page.locator("[name=token_stored]:visible").wait_for()
        self.assert_connected(page)

    def disconnect(self, page):
        page.click("button[name=action_disconnect]")
        page.click(".modal .btn-primary")
        page.get_by_text("The credentials are deleted").first.wait_for()
        page.locator(CONNECT).wait_for()
        self.assertFalse(page.locator("[name=token_stored]").is_visible())
