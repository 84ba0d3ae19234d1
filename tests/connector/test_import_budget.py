"""The scheduled import stops on time, and gets to the end of a shop of any size."""

import time
from types import SimpleNamespace
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import ValidationError

from odoo.addons.bigcartel_connector.models import bigcartel_backend_import

from tests.sandbox import Shop

from .importing import ImportCase


class TestTimeIsUp(ImportCase):
    def setUp(self):
        super().setUp()
        self.sandbox.switches.max_page_limit = 2
        # No time at all: each run ends as soon as it may.
        self.enterContext(patch.object(bigcartel_backend_import, "CRON_SECONDS", 0))

    def get_triggers(self):
        return self.env["ir.cron.trigger"].search([("cron_id", "=", self.job.id)])

    def test_a_walk_cut_short_says_so_and_goes_on_at_once(self):
        self.place_many(5)
        before = self.get_triggers()
        self.run_import_job()
        self.assert_counts(fetched=2, created=2)
        self.assertIn("The rest follows", self.shop.last_result)
        self.assertFalse(self.shop.last_import_at)
        self.assertEqual(len(self.get_triggers() - before), 1)
        self.assertEqual(self.shop.state, "connected")

    def test_runs_without_time_come_to_the_end_all_the_same(self):
        self.place_many(5)
        for count in (2, 4, 5):
            self.run_import_job()
            self.assertEqual(len(self.get_orders().sale_order_id), count)
        self.run_import_job()
        self.assert_counts(fetched=5, unchanged=5)
        self.assertTrue(self.shop.last_import_at)
        self.assertNotIn("The rest follows", self.shop.last_result)

    def test_orders_that_only_wait_are_news_once(self):
        for _number in range(3):
            self.place(payment_status="pending")
        number = self.place()
        for _run in range(3):
            self.run_import_job()
        self.assertTrue(self.get_order(number).sale_order_id)
        self.assertTrue(self.shop.last_import_at)

    def test_orders_that_fail_each_time_hide_nothing_behind_them(self):
        numbers = self.place_many(2)
        last = self.place()
        Sale = type(self.env["sale.order"])
        create = Sale.create

        def refuse(sales, vals_list):
            made = create(sales, vals_list)
            if {sale.origin[-len(numbers[0]) :] for sale in made} & set(numbers):
                raise ValidationError("Not on Sundays.")
            return made

        with patch.object(Sale, "create", refuse):
            for _run in range(2):
                self.run_import_job()
        self.assertEqual(set(self.get_orders(state="error").mapped("name")), {*numbers})
        self.assertEqual(self.get_order(last).state, "to_link")


class TestSeveralShops(ImportCase):
    """Odoo calls an action ten times, however long that takes, and kills what does."""

    def test_after_a_slow_shop_the_others_come_in_another_run(self):
        account = self.shop.account_id
        other = self.sandbox.add_shop(Shop.empty("555", "otherheron"))
        second = self.connect(account_id="555", access_token=other.access_token)
        second.last_attempt_at = fields.Datetime.now()
        self.place()
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", self.job.id)])
        ahead = []

        def take_a_minute(_request):
            ahead.append(60)
            return False

        clock = SimpleNamespace(monotonic=lambda: time.monotonic() + sum(ahead))
        self.sandbox.faults.add("delay", path="/orders$", where=take_a_minute)
        with patch.object(bigcartel_backend_import, "time", clock):
            self.assertEqual(self.get_asked(), {account})
        now_due = self.env["ir.cron.trigger"].search([("cron_id", "=", self.job.id)])
        self.assertTrue(now_due - triggers)
        self.assertTrue(self.shop.last_import_at)
        self.assertEqual(self.get_asked(), {account, "555"})

    def get_asked(self):
        """Run the scheduled action; return the accounts whose orders it asked for."""
        self.sandbox.requests.clear()
        self.run_import_job()
        return {row.account for row in self.sandbox.received(path="/orders$")}


class TestTransactions(ImportCase):
    def test_none_is_open_while_the_first_page_is_waited_for(self):
        """What found its product meanwhile is committed before anybody is asked."""
        self.offered = self.remote.add_product("Pin", "SKU:PIN").options[0].id
        number = self.remote.place_order([(self.offered, 1)], customer="maya").number
        self.import_orders()
        self.make_product("PIN")
        self.sandbox.requests.clear()
        Cron = type(self.env["ir.cron"])
        seen, commit = [], Cron._commit_progress

        def spy(cron, *args, **kwargs):
            order = self.get_order(number).with_env(cron.env)
            seen.append((order.state, len(self.sandbox.requests)))
            return commit(cron, *args, **kwargs)

        with patch.object(Cron, "_commit_progress", spy):
            self.run_import_job()
        self.assertIn(("done", 0), seen)
