"""What goes wrong at Big Cartel puts a job off, and is a state of the shop."""

from contextlib import contextmanager
from datetime import timedelta

from odoo import fields

from odoo.addons.queue_job.exception import RetryableJobError

from tests.sandbox import ACCESS_TOKEN

from .common import WALK, ImportJobsCase, PushJobsCase


class PutOffMixin:
    @contextmanager
    def put_off(self, seconds, delta=2):
        """The jobs are put off, without counting as a try; what they stored stays."""
        # Odoo's assertRaises would roll that back.
        error = None
        try:
            yield
        except RetryableJobError as raised:
            error = raised
        self.env.invalidate_all()
        self.assertAlmostEqual(error.seconds, seconds, delta=delta)
        self.assertTrue(error.ignore_retry)


class TestImportPutOff(PutOffMixin, ImportJobsCase):
    def import_badly(self, seconds):
        with self.trapped() as trap:
            self.run_import_job()
            with self.put_off(seconds):
                self.perform(trap)
            return trap

    def test_a_pause_is_kept_to_its_end(self):
        self.place()
        self.sandbox.faults.add("status", status=429, retry_after=900, path="/orders$")
        self.import_badly(900)
        self.assertEqual(self.shop.import_status, "paused")
        self.assertEqual(self.shop.state, "connected")
        self.assertIn("900", self.shop.last_error)

    def test_a_pause_that_began_while_a_job_waited_is_kept_too(self):
        with self.trapped() as trap:
            self.run_import_job()
            self.shop.paused_until = fields.Datetime.now() + timedelta(minutes=5)
            self.shop.last_error = "Big Cartel asks for a pause."
            self.sandbox.requests.clear()
            with self.put_off(300):
                self.perform(trap)
        self.assertFalse(self.sandbox.requests)

    def test_an_outage_turns_the_shop_red_and_is_tried_again(self):
        self.sandbox.faults.add("status", status=503, path="/orders$", times=None)
        self.import_badly(300)
        self.assertEqual(self.shop.state, "error")
        self.assertTrue(self.shop.last_error)
        self.sandbox.faults.clear()
        self.place()
        self.import_in_jobs()
        self.assertEqual(self.shop.state, "connected")
        self.assertEqual(len(self.get_orders().sale_order_id), 1)

    def test_what_came_before_an_outage_is_built(self):
        self.sandbox.switches.max_page_limit = 2
        self.place_many(3)
        self.sandbox.faults.add(
            "status", status=503, skip=1, path="/orders$", times=None
        )
        trap = self.import_badly(300)
        self.assertEqual(len(self.get_orders()), 2)
        with trap:
            self.perform_all(trap)
        self.assertEqual(len(self.get_orders().sale_order_id), 2)
        self.assert_counts(fetched=2, waiting=2)

    def test_refused_credentials_stop_it(self):
        self.remote.revoke()
        self.assertEqual(self.import_in_jobs(), [WALK])
        self.assertTrue(self.shop.reconnect_required)
        self.assertEqual(self.shop.state, "error")
        self.assertEqual(self.import_in_jobs(), [])

    def test_a_shop_that_was_disconnected_or_deleted_meanwhile_is_left_alone(self):
        for method in ("action_disconnect", "unlink"):
            with self.subTest(method=method), self.trapped() as trap:
                self.shop.write({"access_token": ACCESS_TOKEN, "state": "connected"})
                self.run_import_job()
                getattr(self.shop, method)()
                self.sandbox.requests.clear()
                self.assertEqual(self.perform(trap), [WALK])
                self.assertFalse(self.sandbox.requests)

    def test_who_tests_the_connection_ends_the_wait_of_its_jobs(self):
        self.run_import_job()
        job, soon = self.get_jobs(), fields.Datetime.now() + timedelta(minutes=50)
        self.shop.write({"paused_until": soon, "last_error": "A pause, please."})
        job.eta = soon
        self.shop._record_success()
        self.assertEqual(job.eta, soon)
        self.shop.action_test_connection()
        self.assertFalse(job.eta)


class TestPushPutOff(PutOffMixin, PushJobsCase):
    def push_badly(self, seconds):
        with self.trapped() as trap:
            self.push()
            with self.put_off(seconds):
                self.perform(trap)

    def test_a_pause_is_kept_to_its_end(self):
        shipment = self.deliver_all(self.sell())
        self.sandbox.faults.add("status", status=429, retry_after=900)
        self.push_badly(900)
        self.assertEqual(self.shop.import_status, "paused")
        self.assertEqual((shipment.state, shipment.attempts), ("pending", 0))

    def test_an_outage_makes_no_shipment_fail(self):
        shipment = self.deliver_all(self.sell())
        self.sandbox.stop()
        self.push_badly(300)
        self.assertEqual(self.shop.state, "error")
        self.assertEqual((shipment.state, shipment.attempts), ("pending", 0))
        self.sandbox.start()
        self.make_due()
        self.push_in_jobs()
        self.assertEqual(shipment.state, "done")
        self.assertEqual(self.shop.state, "connected")

    def test_refused_credentials_stop_it(self):
        shipment = self.deliver_all(self.sell())
        self.remote.revoke()
        self.push_in_jobs()
        self.assertTrue(self.shop.reconnect_required)
        self.assertEqual(shipment.state, "pending")
        self.make_due()
        self.assertEqual(self.push_in_jobs(), [])
