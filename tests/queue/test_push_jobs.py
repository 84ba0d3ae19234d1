"""Telling Big Cartel in jobs: pages of each shop's deliveries, and each one once."""

from unittest.mock import patch

from odoo.addons.bigcartel_connector.models import bigcartel_backend_push
from odoo.addons.bigcartel_connector_queue.models import bigcartel_backend
from odoo.addons.queue_job.job import DONE, STARTED

from .common import PUSH, PushJobsCase


class TestPushJobs(PushJobsCase):
    def deliver_some(self, count):
        """Return the shipments of so many orders."""
        shipments = self.env["bigcartel.shipment"]
        for _number in range(count):
            shipments |= self.deliver_all(self.sell())
        self.sandbox.requests.clear()
        return shipments.sorted("id")

    def test_deliveries_of_a_shop_are_told_by_one_job(self):
        shipments = self.deliver_some(2)
        with self.trapped() as trap:
            self.push()
            trap.assert_jobs_count(1)
            self.assertEqual(trap.enqueued_jobs[0].recordset, shipments)
            self.assertEqual(
                trap.enqueued_jobs[0].description,
                f"Tell {self.shop.name} of 2 deliveries",
            )
            self.assertFalse(self.sandbox.requests)
            self.assertEqual(self.perform_all(trap), [PUSH])
        self.assertEqual(shipments.mapped("state"), ["done", "done"])
        self.assertEqual(self.get_writes(), [("PATCH", "status")] * 2)

    def test_a_job_run_twice_tells_once(self):
        self.deliver_some(1)
        with self.trapped() as trap:
            self.push()
            again = list(trap.enqueued_jobs)
            self.perform(trap)
            trap.enqueued_jobs = again
            self.perform(trap)
        self.assertEqual(self.get_writes(), [("PATCH", "status")])

    def test_many_deliveries_are_as_many_jobs_as_pages(self):
        shipments = self.deliver_some(5)
        with patch.object(bigcartel_backend_push, "PUSH_BATCH", 2):
            self.push()
        jobs = self.get_jobs()
        self.assertEqual([len(job.records) for job in jobs], [2, 2, 1])
        for job in jobs:
            self.perform_stored(job)
        self.assertEqual(set(shipments.mapped("state")), {"done"})
        self.assertEqual(len(self.get_writes()), 5)

    def test_what_waits_in_a_job_is_not_queued_again(self):
        first = self.deliver_some(1)
        self.push()
        second = self.deliver_some(1)
        self.push()
        self.push()
        jobs = self.get_jobs()
        self.assertEqual([job.records for job in jobs], [first, second])
        self.assertEqual(set(jobs.mapped("channel")), {"root.bigcartel.push"})
        jobs.state = STARTED
        self.push()
        self.assertEqual(self.get_jobs(), jobs)
        # It was lost with whatever ran it.
        jobs.state = DONE
        self.push()
        self.assertEqual(len(self.get_jobs()), 3)

    def test_what_there_was_no_time_for_is_told_by_the_next_job(self):
        shipments = self.deliver_some(3)
        with patch.object(bigcartel_backend, "BUTTON_SECONDS", 0):
            self.assertEqual(self.push_in_jobs(), [PUSH] * 3)
        self.assertEqual(set(shipments.mapped("state")), {"done"})
        self.assertEqual(len(self.get_writes()), 3)

    def test_the_next_job_waits_before_this_one_ends(self):
        """The scheduled action leaves alone what is in a job that still runs."""
        shipments = self.deliver_some(3)
        self.push()
        job = self.get_jobs()
        job.state = STARTED
        with patch.object(bigcartel_backend, "BUTTON_SECONDS", 0):
            self.perform_stored(job)
        self.push()
        left = self.get_jobs() - job
        self.assertEqual(left.records, shipments[1:])
        self.assertFalse(left.eta)

    def test_a_button_tells_at_once_and_without_a_job(self):
        shipment = self.deliver_some(1)
        with self.trapped() as trap:
            self.shop.action_push_shipments()
        trap.assert_jobs_count(0)
        self.assertEqual(shipment.state, "done")

    def test_a_job_opens_the_deliveries_that_it_is_about(self):
        shipments = self.deliver_some(2)
        self.push()
        action = self.get_jobs().open_related_action()
        self.assertEqual(action["res_model"], "bigcartel.shipment")
        self.assertEqual(action["domain"], [("id", "in", shipments.ids)])
