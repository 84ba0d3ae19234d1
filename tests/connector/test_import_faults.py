"""Outages and refused credentials: what stops, what goes on."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields

from odoo.addons.base.models import ir_cron

from tests.sandbox import Shop

from .importing import ImportCase


class TestTheScheduledAction(ImportCase):
    def test_it_runs_every_ten_minutes_unless_changed(self):
        self.assertEqual(
            (self.job.interval_number, self.job.interval_type), (10, "minutes")
        )
        self.assertTrue(self.job.active)
        self.job.interval_number = 30
        xml_id = self.env["ir.model.data"].search(
            [("model", "=", "ir.cron"), ("res_id", "=", self.job.id)]
        )
        self.assertTrue(xml_id.noupdate, "an update of the addon keeps the choice")

    def test_it_imports_every_connected_shop(self):
        other = self.sandbox.add_shop(Shop.empty("555", "otherheron"))
        second = self.connect(account_id="555", access_token=other.access_token)
        pin = other.add_product("Pin").options[0].id
        number = other.place_order([(pin, 2)], customer="ben").number
        self.place()
        self.run_import_job()
        self.assertEqual(len(self.get_orders().sale_order_id), 1)
        self.assertEqual(second.order_ids.mapped("name"), [number])
        self.assertTrue(second.last_import_at)

    def test_it_leaves_shops_alone_that_were_never_connected(self):
        self.shop.state = "draft"
        self.sandbox.requests.clear()
        self.run_import_job()
        self.assertFalse(self.sandbox.requests)

    def test_runs_right_after_each_other_all_import(self):
        for count in (1, 2, 3):
            self.place()
            self.run_import_job()
            self.assertEqual(len(self.get_orders().sale_order_id), count)

    def test_a_shop_with_a_problem_does_not_stop_the_next(self):
        """F15"""
        broken = self.sandbox.add_shop(Shop.empty("555", "otherheron"))
        second = self.connect(account_id="555", access_token=broken.access_token)
        second.access_token = False
        self.shop.last_attempt_at = fields.Datetime.now() - timedelta(hours=1)
        self.place()
        self.run_import_job()
        self.assertEqual(second.state, "error")
        self.assertIn("Enter the shop's access token", second.last_error)
        self.assertEqual(self.shop.state, "connected")
        self.assertEqual(len(self.get_orders().sale_order_id), 1)

    def test_shops_that_do_not_fit_into_its_time_come_next(self):
        other = self.sandbox.add_shop(Shop.empty("555", "otherheron"))
        second = self.connect(account_id="555", access_token=other.access_token)
        self.sandbox.requests.clear()
        with patch.object(ir_cron, "MIN_TIME_PER_JOB", 0):
            self.run_import_job()
        asked = [request.account for request in self.sandbox.requests]
        self.assertEqual(
            sorted(asked), sorted([second.account_id, self.shop.account_id])
        )

    def test_it_commits_between_its_units_of_work(self):
        self.sandbox.switches.max_page_limit = 2
        self.place_many(5)
        Cron = type(self.env["ir.cron"])
        seen, commit = [], Cron._commit_progress

        def spy(cron, *args, **kwargs):
            orders = self.env["bigcartel.order"].with_env(cron.env).search([])
            seen.append((len(orders), len(orders.sale_order_id)))
            return commit(cron, *args, **kwargs)

        with patch.object(Cron, "_commit_progress", spy):
            self.run_import_job()
        for taken_in, built in ((2, 0), (2, 2), (4, 2), (4, 4), (5, 4), (5, 5)):
            self.assertIn((taken_in, built), seen)


class TestOutages(ImportCase):
    def get_activities(self):
        return self.shop.activity_ids.filtered(
            lambda activity: (
                activity.activity_type_id
                == self.env.ref("bigcartel_connector.mail_activity_type_shop")
            )
        )

    def test_an_outage_of_ten_runs_is_one_activity_and_ends_by_itself(self):
        """F13"""
        self.sandbox.faults.add("status", status=500, times=None)
        for _run in range(10):
            self.run_import_job()
            self.assertEqual(self.shop.state, "error")
            self.assertEqual(len(self.get_activities()), 1)
        self.assertTrue(self.job.active)
        self.assertEqual(self.job.failure_count, 0)
        self.assertFalse(self.shop.reconnect_required)
        self.sandbox.faults.clear()
        self.place()
        self.run_import_job()
        self.assertEqual(self.shop.state, "connected")
        self.assertFalse(self.shop.last_error)
        self.assertFalse(self.get_activities())
        self.assertEqual(len(self.get_orders().sale_order_id), 1)

    def test_who_closed_the_activity_is_not_told_again(self):
        self.shop.user_id = self.env.ref("base.user_admin")
        self.sandbox.faults.add("status", status=500, times=None)
        self.run_import_job()
        self.assertEqual(self.get_activities().user_id, self.shop.user_id)
        self.get_activities().action_feedback()
        self.run_import_job()
        self.assertFalse(self.get_activities())

    def test_what_came_before_the_outage_stays(self):
        """F39: a part of the pages is not all of them"""
        self.sandbox.switches.max_page_limit = 2
        self.place_many(5)
        self.sandbox.faults.add("status", status=500, path="/orders$", skip=1)
        self.run_import_job()
        self.assert_counts(fetched=2, created=2)
        self.assertFalse(self.shop.last_import_at)
        self.run_import_job()
        self.assert_counts(fetched=5, created=3, unchanged=2)

    def test_an_unexpected_problem_is_recorded_too(self):
        """F15, F41: no SQL and no trace reaches a person."""
        self.place()
        Order = type(self.env["bigcartel.order"])
        problem = KeyError("SELECT secret")
        with (
            patch.object(Order, "_take_in", side_effect=problem),
            self.assertLogs("odoo.addons.bigcartel_connector", "WARNING"),
        ):
            self.run_import_job()
        self.assertEqual(self.shop.state, "error")
        self.assertIn("Unexpected problem", self.shop.last_error)
        self.assertNotIn("SELECT", self.shop.last_error)
        self.run_import_job()
        self.assertEqual(self.shop.state, "connected")


class TestRefusedCredentials(ImportCase):
    def test_they_stop_polling_until_the_connection_is_tested(self):
        """F40"""
        self.remote.revoke()
        self.run_import_job()
        self.assertEqual(self.shop.state, "error")
        self.assertEqual(len(self.shop.activity_ids), 1)
        self.sandbox.requests.clear()
        self.remote.restore()
        for _run in range(3):
            self.run_import_job()
        self.assertFalse(self.sandbox.requests, "nobody asks before somebody tests")
        self.place()
        self.shop.action_test_connection()
        self.assertFalse(self.shop.activity_ids)
        self.run_import_job()
        self.assertEqual(len(self.get_orders().sale_order_id), 1)

    def test_a_failed_test_does_not_start_polling_again(self):
        self.remote.revoke()
        self.run_import_job()
        self.shop.action_test_connection()
        self.sandbox.requests.clear()
        self.run_import_job()
        self.assertFalse(self.sandbox.requests)

    def test_a_refusal_after_an_outage_is_news(self):
        self.sandbox.faults.add("status", status=500)
        self.run_import_job()
        self.remote.revoke()
        self.run_import_job()
        self.assertEqual(len(self.shop.activity_ids), 1)
        self.assertIn("did not accept the login", self.shop.activity_ids.note)
