"""What the tests in a real Chromium share: a server, people, tours and pages."""

import functools
import os
import re
from contextlib import contextmanager
from unittest import SkipTest

from playwright.sync_api import sync_playwright

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import HttpCase
from odoo.tests.common import TEST_CURSOR_COOKIE_NAME, get_db_name

from tests.connector.delivering import DeliveryCase

INTERNAL = "base.group_user"
# What each kind of person may do, by login. Warehouse staff have no right of ours.
PEOPLE = {
    "manager": (
        *("bigcartel_connector.group_manager", "sales_team.group_sale_manager"),
        "stock.group_stock_manager",
    ),
    "reviewer": (
        *("bigcartel_connector.group_user", "sales_team.group_sale_salesman_all_leads"),
        "stock.group_stock_user",
    ),
    "warehouse": ("stock.group_stock_user",),
}
_STYLES = ("web.assets_web", "web.assets_web_print")
_SCRIPTS = ("web.assets_web", "web.assets_tests", "bus.websocket_worker_assets")
_SECONDS = 30


@functools.cache
def make_assets():
    """Make the web client's assets once for all tests of a run, and commit them.

    Each test would make them anew otherwise: what a test stores is rolled back.
    """
    with Registry(get_db_name()).cursor() as cr:
        qweb = api.Environment(cr, SUPERUSER_ID, {})["ir.qweb"]
        for name in _STYLES:
            qweb._get_asset_bundle(name, css=True, js=False).css()
        for name in _SCRIPTS:
            qweb._get_asset_bundle(name, css=False, js=True).js()


class BrowserCase(HttpCase, DeliveryCase):
    """A connected shop, and the people of `PEOPLE`, whose passwords are their logins.

    A tour costs about four seconds, a Playwright page three.
    """

    browser_size = "1366x768"

    @classmethod
    def setUpClass(cls):
        make_assets()
        super().setUpClass()
        for login, groups in PEOPLE.items():
            cls.make_user(cls, login, INTERNAL, *groups, password=login)

    def browser_js(self, *args, **kwargs):
        """Override of Odoo's, which skips the test where Chromium does not start."""
        try:
            super().browser_js(*args, **kwargs)
        except SkipTest as error:
            self.fail(error)

    # --- with Odoo's tours ---

    def run_tour(self, name, login, url="/odoo"):
        """Play a tour of `static/tests/tours/` as one of the people."""
        self.start_tour(url, f"bigcartel_connector_{name}", login=login)
        self.env.invalidate_all()

    def make_ready(self, order):
        """Put what an order needs on the shelf; return its transfer, reserved."""
        picking = self.get_open(order)
        for move in picking.move_ids:
            self.env["stock.quant"]._update_available_quantity(
                move.product_id, move.location_id, move.product_uom_qty
            )
        picking.action_assign()
        self.assertEqual(picking.state, "assigned")
        return picking

    def url_of(self, record):
        return f"/odoo/{record._name}/{record.id}"

    # --- with Playwright, which follows a person to other sites and back ---

    @contextmanager
    def playwright_page(self, login, **options):
        """Yield a page that a person has logged in with; close all of it after.

        While the block runs the server works in the test's transaction, so only look
        into the database after it. An error in a script of the page fails the test.

        :param options: more of what Playwright's `new_context` takes
        """
        with self.allow_requests(), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ["BIGCARTEL_CHROMIUM"],
                args=["--disable-gpu", "--disable-dev-shm-usage"],
            )
            width, height = map(int, re.split("[x,]", self.browser_size))
            context = browser.new_context(
                **{
                    "base_url": self.base_url(),
                    "viewport": {"width": width, "height": height},
                    **options,
                }
            )
            context.set_default_timeout(_SECONDS * 1000)
            key = self.http_request_key
            session = self.authenticate(login, login)
            cookies = {"session_id": session.sid, TEST_CURSOR_COOKIE_NAME: key}
            context.add_cookies(
                [
                    {"name": name, "value": value, "url": self.base_url()}
                    for name, value in cookies.items()
                ]
            )
            errors = []
            context.on("weberror", lambda event: errors.append(event.error))
            try:
                yield context.new_page()
            finally:
                browser.close()
                self._wait_remaining_requests()
                self.assertEqual(errors, [], "errors of the page's own scripts")
        self.env.invalidate_all()
