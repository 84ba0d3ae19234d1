"""Fetching the catalogue when Big Cartel, or somebody else, is in the way."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from odoo.addons.bigcartel_connector.models import bigcartel_backend_catalogue

from .committed import CommittedCase
from .linking import FetchingCase


class TestFaults(FetchingCase):
    def test_an_outage_turns_the_shop_red_and_is_over_with_the_next_press(self):
        self.sandbox.faults.add("html", path="/products", times=None)
        answer = self.fetch()
        self.assertEqual(answer["type"], "danger")
        self.assertEqual(self.shop.state, "error")
        self.assertIn(self.shop.last_error, answer["message"])
        self.sandbox.faults.clear()
        self.assertEqual(self.fetch()["type"], "success")
        self.assertEqual(self.shop.state, "connected")

    def test_a_pause_is_kept_and_is_no_outage(self):
        self.sandbox.faults.add(
            "status", status=429, retry_after=600, path="/products", times=None
        )
        answer = self.fetch()
        self.assertEqual(answer["type"], "warning")
        self.assertEqual(self.shop.state, "connected")
        self.assertTrue(self.shop.paused_until)

    def test_refused_credentials_are_asked_for_before_anything_else(self):
        self.remote.revoke()
        self.assertEqual(self.fetch()["type"], "danger")
        self.assertTrue(self.shop.reconnect_required)
        self.sandbox.requests.clear()
        self.assertIn("refused the credentials", self.fetch()["message"])
        self.assertFalse(self.sandbox.requests)

    def test_what_came_before_an_outage_is_listed(self):
        for number in range(110):
            self.offer(f"Print {number}")
        self.fetch()
        self.get_links().unlink()
        self.sandbox.faults.add("html", path="/products", skip=1, times=None)
        answer = self.fetch()
        self.assertEqual(answer["type"], "warning")
        self.assertIn("100 products: 101 options new", answer["message"])

    def test_a_part_of_the_catalogue_marks_nothing_as_gone(self):
        for number in range(110):
            self.offer(f"Print {number}")
        self.fetch()
        self.sandbox.faults.add("html", path="/products", skip=1, times=None)
        self.fetch()
        self.assertTrue(all(self.get_links().mapped("in_catalogue")))

    def test_a_shop_that_takes_too_long_is_listed_in_part(self):
        for number in range(110):
            self.offer(f"Print {number}")
        with patch.object(bigcartel_backend_catalogue, "BUTTON_SECONDS", 0):
            answer = self.fetch()
        self.assertEqual(answer["type"], "warning")
        self.assertIn("took too long", answer["message"])
        self.assertEqual(len(self.get_links()), 101)
        self.assertFalse(self.shop.catalogue_at)

    def test_without_a_shop_it_says_what_to_do(self):
        with self.assertRaisesRegex(UserError, "Connect a shop first"):
            self.env["bigcartel.backend"].action_fetch_catalogue()


class TestTwoPersons(CommittedCase):
    def test_pressing_it_at_the_same_time_lists_nothing_twice(self):
        def press():
            with self.transaction() as env:
                return self.get_shop(env).action_fetch_catalogue()

        with self.transaction() as env, mute_logger("odoo.sql_db"):
            self.get_shop(env).action_fetch_catalogue()
            env.flush_all()
            thread, results = self.start(press)
            self.wait_for_a_blocked_one()
            env.cr.commit()
            thread.join()
        self.assertIsInstance(results[0], UserError)
        with self.transaction() as env:
            links = env["bigcartel.product.link"].search(
                [("backend_id", "=", self.shop_id)]
            )
            self.assertEqual(links.mapped("product_name"), ["Mug"])
