"""A person's way from Odoo to another site and back, in one page."""

import asyncio
import os

import psutil

from .common import BrowserCase


class TestPages(BrowserCase):
    def test_a_person_comes_back_from_the_shop_still_logged_in(self):
        number = self.place_and_import([(self.remote_print, 1)]).name
        orders = "/odoo/action-bigcartel_connector.bigcartel_order_action"
        with self.playwright_page("reviewer") as page:
            page.goto(orders)
            page.get_by_text(number).wait_for()
            page.goto(self.sandbox.url)
            page.get_by_text(number).first.wait_for()
            page.goto(orders)
            page.get_by_text(number).wait_for()

    def test_nothing_of_a_page_is_left_afterwards(self):
        before = self.find_processes()
        with self.playwright_page("warehouse") as page:
            page.goto("/odoo")
            page.locator(".o_main_navbar").wait_for()
        asyncio.run(asyncio.sleep(0))  # raises while another loop runs
        self.assertLessEqual(self.find_processes(), before)

    def find_processes(self):
        """Return what runs below this process; what has ended is not waited for."""
        return {
            process
            for process in psutil.Process(os.getpid()).children(recursive=True)
            if process.is_running() and process.status() != psutil.STATUS_ZOMBIE
        }

    def test_an_error_in_a_script_of_the_page_is_not_overlooked(self):
        with self.assertRaisesRegex(AssertionError, "it broke"):
            with self.playwright_page("warehouse") as page:
                page.goto("/web/health")
                with page.expect_event("pageerror"):
                    page.evaluate("setTimeout(() => { throw new Error('it broke') })")
