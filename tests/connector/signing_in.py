"""What the tests of signing in share: a person who walks to Big Cartel and back."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import requests

from odoo.tests import HttpCase, new_test_user

from tests.sandbox import ACCOUNT_ID, CLIENT_ID, CLIENT_SECRET

from .common import ConnectorCase
from .delivering import impatient

MANAGER = "base.group_user,bigcartel_connector.group_manager"
CALLBACK = "/bigcartel/oauth/callback"


class SignInCase(ConnectorCase, HttpCase):
    """A manager who is logged in, and a shop that is not connected yet."""

    def setUp(self):
        super().setUp()
        self.enterContext(impatient())
        self.shop.unlink()
        self.set_parameters(
            oauth_client_id=CLIENT_ID,
            oauth_client_secret=CLIENT_SECRET,
            oauth_authorize_url=f"{self.sandbox.url}/oauth/authorize",
        )
        self.manager = self.make_user("manager", MANAGER)
        self.shop = self.make_shop()
        self.sandbox.requests.clear()
        self.log_in(self.manager)

    def set_parameters(self, **values):
        for name, value in values.items():
            self.env["ir.config_parameter"].set_param(
                f"bigcartel_connector.{name}", value
            )

    def make_user(self, login, groups="base.group_user"):
        return new_test_user(self.env, login, groups=groups, password=f"{login}-12345")

    def make_shop(self, **vals):
        vals = {"auth_method": "oauth", "user_id": False, **vals}
        return self.env["bigcartel.backend"].create(vals)

    def log_in(self, user):
        self.authenticate(user.login, f"{user.login}-12345")

    def press_connect(self, shop=None, user=None):
        """Press *Connect with Big Cartel*; return the address of the page."""
        shop = (shop or self.shop).with_user(user or self.manager)
        action = shop.action_connect_oauth()
        self.assertEqual(action["type"], "ir.actions.act_url")
        self.assertEqual(action["target"], "self")
        return action["url"]

    def decide(self, url, decision="authorize", account=ACCOUNT_ID):
        """Press a button of Big Cartel's page; return where one is sent."""
        page = requests.get(url, timeout=10)
        self.assertEqual(page.status_code, 200, page.text)
        action = unescape(re.search(r'method="post" action="([^"]+)"', page.text)[1])
        form = {"decision": decision, "account": account}
        answer = requests.post(
            f"{self.sandbox.url}{action}", data=form, allow_redirects=False, timeout=10
        )
        self.assertEqual(answer.status_code, 303)
        return answer.headers["Location"]

    def walk(self, decision="authorize", **kwargs):
        """Walk to Big Cartel and decide; return the address one comes back to."""
        return self.decide(self.press_connect(**kwargs), decision)

    def come_back(self, url):
        """Open an address of Odoo as the browser does after Big Cartel."""
        parts = urlsplit(url)
        answer = self.url_open(
            f"{parts.path}?{parts.query}", allow_redirects=False, timeout=30
        )
        self.env.invalidate_all()
        return answer

    def get_query(self, url):
        return dict(parse_qsl(urlsplit(url).query))

    def assert_refused(self, answer, words, status=400, shop=None):
        """The page says so, leads back, and nothing is connected."""
        self.assertEqual(answer.status_code, status)
        text = " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())
        self.assertIn("The shop is not connected", text)
        self.assertRegex(text, words)
        place = f"/{shop.id}" if shop else ""
        self.assertIn(f'href="/odoo/bigcartel-shops{place}"', answer.text)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")

    def assert_untouched(self, shop=None):
        shop = shop or self.shop
        self.assertEqual(shop.state, "draft")
        self.assertFalse(shop.access_token)

    def assert_connected(self, shop=None):
        shop = shop or self.shop
        self.assertEqual(shop.state, "connected")
        self.assertTrue(shop.access_token)
        self.assertEqual(shop.account_id, ACCOUNT_ID)
