"""A walk that was out of time goes on near where it ended, and loses nothing."""

from datetime import timedelta
from math import inf
from unittest.mock import patch

from odoo import fields
from odoo.tools import config

from odoo.addons.bigcartel_connector.models import (
    bigcartel_backend_import,
    bigcartel_backend_walk,
)

from .importing import ImportCase

OPEN = ("new", "to_link", "ready", "done", "error")


class TestResume(ImportCase):
    """Pages of two orders; without time, a run ends after the first that is news."""

    def setUp(self):
        super().setUp()
        self.sandbox.switches.max_page_limit = 2
        self.enterContext(patch.object(bigcartel_backend_import, "CRON_SECONDS", 0))
        self.enterContext(patch.object(bigcartel_backend_walk, "RESUME_OVERLAP", 2))

    def run_part(self):
        """Run the scheduled action; return the offset that it began at."""
        self.sandbox.requests.clear()
        self.run_import_job()
        pages = self.sandbox.received(path="/orders$")
        return int(pages[0].query.get("page[offset]", 0))

    def run_all(self):
        """Run the scheduled action until a whole walk came to its end."""
        for _run in range(30):
            self.run_part()
            if self.shop.last_import_at:
                return
        self.fail("the walk never came to its end")

    def get_imported(self):
        return sorted(self.get_orders().filtered("sale_order_id").mapped("name"))

    def test_each_part_begins_near_the_end_of_the_last_and_a_whole_walk_follows(self):
        numbers = self.place_many(8)
        offsets = []
        for _part in range(5):
            self.assertFalse(self.shop.last_import_at)
            offsets.append(self.run_part())
        self.assertEqual(offsets, [0, 0, 2, 4, 0])
        self.assertEqual(self.get_imported(), sorted(numbers))
        self.assert_counts(fetched=8, unchanged=8)
        self.assertTrue(self.shop.last_import_at)

    def test_a_part_at_the_end_of_the_list_has_the_whole_walk_run_at_once(self):
        self.place_many(6)
        for _part in range(2):
            self.run_part()
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", self.job.id)])
        self.assertEqual(self.run_part(), 2)
        self.assertEqual(len(self.get_imported()), 6)
        self.assertIn("The rest follows", self.shop.last_result)
        now_due = self.env["ir.cron.trigger"].search([("cron_id", "=", self.job.id)])
        self.assertEqual(len(now_due - triggers), 1)

    def test_a_pause_that_big_cartel_asks_for_loses_no_place_either(self):
        """Else whoever is asked each time before the end never came to it."""
        numbers = self.place_many(8)
        self.enterContext(patch.object(bigcartel_backend_import, "CRON_SECONDS", 60))
        offsets = []
        for _part in range(3):
            self.sandbox.faults.add(
                "status", status=429, retry_after=3600, path="/orders$", skip=2
            )
            offsets.append(self.run_part())
            self.shop.paused_until = fields.Datetime.now() - timedelta(seconds=1)
        self.assertEqual(offsets, [0, 2, 4])
        self.sandbox.faults.clear()
        self.run_all()
        self.assertEqual(self.get_imported(), sorted(numbers))

    def test_the_last_page_ends_the_walk_whatever_it_brought(self):
        self.place_many(2)
        self.assertEqual(self.run_part(), 0)
        self.assert_counts(fetched=2, created=2)
        self.assertTrue(self.shop.last_import_at)

    def test_nothing_is_lost_when_orders_are_shipped_between_the_parts(self):
        """More of them than are looked at again, so that others are out of sight."""
        numbers = self.place_many(12)
        for _part in range(3):
            self.run_part()
        for number in numbers[:5]:
            self.remote.mark_shipped(number)
        self.run_all()
        self.assertEqual(self.get_imported(), sorted(numbers))
        shipped = self.get_orders(shipping_status="shipped")
        self.assertEqual(sorted(shipped.mapped("name")), sorted(numbers[:5]))
        self.assertFalse(self.get_orders().filtered("withdrawn"))

    def test_nothing_is_lost_when_orders_vanish_and_arrive_between_the_parts(self):
        numbers = self.place_many(12)
        self.run_part()
        gone = numbers[:2] + numbers[7:9]
        for number in gone:
            self.remote.vanish(number)
        numbers += self.place_many(3)
        self.run_part()
        numbers.append(self.place())
        self.run_all()
        wanted = sorted(set(numbers) - set(gone))
        still_open = self.get_orders().filtered(lambda order: order.state in OPEN)
        self.assertEqual(sorted(still_open.mapped("name")), wanted)
        self.assertEqual(len(still_open.sale_order_id), len(wanted))
        # Two of those that vanished had come before.
        self.assertEqual(
            sorted(self.get_orders(state="cancelled").mapped("name")), sorted(gone[:2])
        )

    def test_a_part_takes_nothing_for_missing(self):
        numbers = self.place_many(8)
        for _part in range(2):
            self.run_part()
        self.remote.vanish(numbers[0])
        for _part in range(2):
            self.assertEqual(self.run_part() > 0, True)
            self.assertFalse(self.sandbox.received(path="/orders/"))
            self.assertFalse(self.get_order(numbers[0]).withdrawn)
        self.run_all()
        self.assertEqual(self.get_order(numbers[0]).withdrawn, "gone")

    def test_pages_that_bring_nothing_end_a_run_only_before_odoo_kills_it(self):
        self.place_many(10)
        self.run_all()
        self.assertEqual(self.run_part(), 0)
        self.assert_counts(fetched=10, unchanged=10)
        self.shop.last_import_at = False
        with patch.dict(config.options, {"limit_time_real_cron": 90}):
            offsets = [self.run_part() for _part in range(5)]
        self.assertEqual(offsets, [0, 0, 2, 4, 6])
        self.assertFalse(self.shop.last_import_at)
        self.assertEqual(self.run_part(), 0)
        self.assertTrue(self.shop.last_import_at)

    def test_odoo_s_own_limits_say_how_long_such_pages_may_take(self):
        for cron, web, workers, seconds in (
            (-1, 120, 0, 30),
            (-1, 120, 2, 30),
            (600, 120, 2, 510),
            (0, 120, 2, inf),
            (0, 120, 0, 30),
            (-1, 0, 0, inf),
        ):
            limits = {"limit_time_real_cron": cron, "limit_time_real": web}
            with patch.dict(config.options, {**limits, "workers": workers}):
                self.assertEqual(self.shop._get_overtime(), seconds)

    # --- beginning anew ---

    def stop_half_way(self):
        numbers = self.place_many(8)
        for _part in range(3):
            self.run_part()
        self.assertEqual(self.shop.resume_offset, 6)
        return numbers

    def test_after_an_error_it_begins_anew(self):
        self.stop_half_way()
        self.sandbox.faults.add("status", status=500, path="/orders$")
        self.assertEqual(self.run_part(), 4)
        self.assertEqual(self.shop.state, "error")
        self.assertEqual(self.run_part(), 0)

    def test_by_hand_it_begins_anew(self):
        self.stop_half_way()
        self.sandbox.requests.clear()
        self.import_orders()
        self.assertNotIn("page[offset]", self.sandbox.requests[0].query)
        self.assert_counts(fetched=8, created=2, unchanged=6)
        self.assertTrue(self.shop.last_import_at)
        self.assertEqual(self.run_part(), 0)

    def test_after_a_long_time_it_begins_anew(self):
        self.stop_half_way()
        self.shop.resume_at = fields.Datetime.now() - timedelta(hours=2)
        self.assertEqual(self.run_part(), 0)

    def test_with_other_credentials_it_begins_anew(self):
        self.stop_half_way()
        self.shop.access_token = self.remote.access_token
        self.assertEqual(self.run_part(), 0)

    def test_a_copy_of_the_shop_begins_anew(self):
        self.stop_half_way()
        self.assertFalse(self.shop.copy().resume_offset)
