"""Big Cartel asks for a pause: it gets it, from both loops, and no longer."""

from datetime import timedelta

from odoo import fields

from .delivering import DeliveryCase
from .importing import ImportCase


class TestPausesOfTheImport(ImportCase):
    """F39"""

    def test_a_long_pause_is_no_outage_and_is_kept(self):
        self.sandbox.faults.add("status", status=429, retry_after=3600)
        self.place()
        self.run_import_job()
        self.assertEqual(self.shop.state, "connected")
        self.assertFalse(self.shop.activity_ids)
        self.assertIn("3600 seconds", self.shop.last_error)
        self.sandbox.requests.clear()
        self.run_import_job()
        self.assertFalse(self.sandbox.requests, "it is left alone that long")
        self.shop.paused_until = fields.Datetime.now() - timedelta(seconds=1)
        self.run_import_job()
        self.assertEqual(len(self.get_orders().sale_order_id), 1)
        self.assertFalse(self.shop.last_error)
        self.assertFalse(self.shop.paused_until)

    def test_a_short_pause_is_sat_out(self):
        self.sandbox.faults.add("status", status=429, retry_after=1, path="/orders$")
        self.place()
        self.run_import_job()
        self.assertEqual(len(self.get_orders().sale_order_id), 1)
        self.assertFalse(self.shop.last_error)

    def test_whoever_pressed_the_button_is_told(self):
        self.sandbox.faults.add("status", status=429, retry_after=3600)
        answer = self.import_orders()
        self.assertEqual(answer["params"]["type"], "warning")
        self.assertIn("3600 seconds", answer["params"]["message"])
        self.assertIn("The rest follows", answer["params"]["message"])

    def test_an_absurd_pause_lasts_an_hour(self):
        for seconds in (7200, 86_400):
            self.sandbox.faults.add("status", status=429, retry_after=seconds)
            self.shop.paused_until = False
            self.run_import_job()
            left = self.shop.paused_until - fields.Datetime.now()
            self.assertAlmostEqual(left.total_seconds(), 3600, delta=30)

    def test_whoever_tests_with_success_ends_the_pause(self):
        self.shop.paused_until = fields.Datetime.now() + timedelta(hours=1)
        self.shop.last_error = "Big Cartel asks for a pause."
        self.shop.action_test_connection()
        self.assertFalse(self.shop.paused_until)
        self.assertFalse(self.shop.last_error)

    def test_any_other_success_does_not(self):
        until = fields.Datetime.now() + timedelta(hours=1)
        self.shop.paused_until = until
        self.import_orders()
        self.assertEqual(self.shop.paused_until, until)


class TestPausesOfTheOutbox(DeliveryCase):
    """F39"""

    def pause_at_the_outbox(self, seconds=900):
        shipment = self.deliver_all(self.sell())
        self.sandbox.faults.add("status", status=429, retry_after=seconds)
        self.push()
        self.sandbox.requests.clear()
        return shipment

    def run_import(self):
        with self.enter_registry_test_mode():
            job = self.env.ref("bigcartel_connector.ir_cron_import_orders")
            self.assertIs(job.method_direct_trigger(), True)
        self.env.invalidate_all()

    def test_the_import_keeps_a_pause_that_the_outbox_was_asked_for(self):
        shipment = self.pause_at_the_outbox()
        self.assertEqual(self.shop.state, "connected")
        self.run_import()
        self.assertFalse(self.sandbox.requests)
        self.push_again()
        self.assertEqual(shipment.state, "done")
        self.assertFalse(self.shop.last_error)

    def test_the_outbox_keeps_a_pause_that_the_import_was_asked_for(self):
        shipment = self.deliver_all(self.sell())
        self.sandbox.faults.add("status", status=429, retry_after=900)
        self.run_import()
        self.sandbox.requests.clear()
        self.push()
        self.assertFalse(self.sandbox.requests)
        self.assertEqual(shipment.state, "pending")
        self.shop.paused_until = fields.Datetime.now() - timedelta(seconds=1)
        self.push()
        self.assertEqual(shipment.state, "done")
        self.assertFalse(self.shop.paused_until)

    def test_an_absurd_pause_lasts_an_hour(self):
        shipment = self.pause_at_the_outbox(86_400)
        for moment in (shipment.next_attempt, self.shop.paused_until):
            left = (moment - fields.Datetime.now()).total_seconds()
            self.assertAlmostEqual(left, 3600, delta=30)
