"""When the outbox is woken up, in transactions that are committed."""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from odoo import fields

from odoo.addons.bigcartel_connector.models.bigcartel_shipment_wake import next_runs

from .committed import CommittedCase


class TestWakingUp(CommittedCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.forget)
        self.forget()

    def forget(self):
        with self.transaction() as env:
            self.get_triggers(env).unlink()

    def get_triggers(self, env):
        cron = env.ref("bigcartel_connector.ir_cron_push_shipments")
        return env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])

    def get_runs(self):
        """Return in how many seconds each run is to begin."""
        now = fields.Datetime.now()
        with self.transaction() as env:
            moments = self.get_triggers(env).mapped("call_at")
        return sorted(round((at - now).total_seconds()) for at in moments)

    @contextmanager
    def filing(self, patient=True):
        """A transaction that files a delivery."""
        with self.transaction() as env:
            env["bigcartel.shipment"]._trigger_push(patient)
            yield env

    def file(self, patient=True):
        with self.filing(patient):
            pass

    def pass_time(self, seconds):
        for name in next_runs:
            next_runs[name] -= timedelta(seconds=seconds)

    def test_deliveries_within_seconds_are_told_in_two_runs(self):
        for _delivery in range(5):
            self.file()
        first, second = self.get_runs()
        self.assertLessEqual(first, 0)
        self.assertAlmostEqual(second, 15, delta=2)

    def test_a_delivery_after_a_while_is_told_at_once(self):
        self.file()
        self.pass_time(16)
        self.file()
        self.assertLessEqual(max(self.get_runs()), 0)
        self.assertEqual(len(self.get_runs()), 2)

    def test_what_a_person_asks_for_is_told_at_once(self):
        for _time in range(3):
            self.file()
        with self.filing() as env:
            env["bigcartel.shipment"]._trigger_push()
        self.assertEqual(sum(seconds <= 0 for seconds in self.get_runs()), 2)

    def test_a_wake_up_that_is_rolled_back_is_relied_on_by_nobody(self):
        with self.assertRaises(ZeroDivisionError), self.filing() as env:
            env.cr.flush()
            raise ZeroDivisionError
        self.file()
        self.assertEqual(len(self.get_runs()), 1)

    def test_a_delivery_committed_after_the_run_wakes_it_up_again(self):
        self.file()
        self.file()
        late = fields.Datetime.now() + timedelta(minutes=1)
        with self.filing() as env:
            env.cr.flush()
            self.enterContext(patch.object(fields.Datetime, "now", return_value=late))
        self.assertEqual(self.get_runs()[-1], 0)
        self.assertEqual(len(self.get_runs()), 3)
