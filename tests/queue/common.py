"""What the tests of the jobs share; their database has the job queue installed."""

from contextlib import contextmanager

from odoo.addons.queue_job.job import Job
from odoo.addons.queue_job.tests.common import trap_jobs

from tests.connector.delivering import DeliveryCase
from tests.connector.importing import ImportCase

WALK = "_job_bigcartel_import"
BUILD = "_job_bigcartel_build"
FINISH = "_job_bigcartel_finish_import"
PUSH = "_job_bigcartel_push"


class JobsMixin:
    """Jobs are trapped, and performed when a test says so, each with its own cursor."""

    @contextmanager
    def trapped(self):
        """Yield the trap, for as long as jobs can be queued and performed."""
        with trap_jobs() as trap:
            yield trap

    def perform(self, trap):
        """Perform what waits, once; return the names of the methods, in their order."""
        names = sorted(job.method_name for job in trap.enqueued_jobs)
        with self.enter_registry_test_mode():
            trap.perform_enqueued_jobs()
        self.env.invalidate_all()
        return names

    def perform_all(self, trap):
        """Perform what waits, and what that queues, to the end."""
        names = []
        while trap.enqueued_jobs:
            names += self.perform(trap)
        return names

    def perform_stored(self, job):
        """Perform a job that is in the database, which stays in its state."""
        with self.enter_registry_test_mode():
            Job.load(self.env, job.uuid).perform()
        self.env.invalidate_all()

    def get_jobs(self, **values):
        """Return the stored jobs."""
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env["queue.job"].search(domain, order="id")


class ImportJobsCase(JobsMixin, ImportCase):
    def import_in_jobs(self):
        """Run the scheduled action and all that it queues; return what was run."""
        with self.trapped() as trap:
            self.run_import_job()
            return self.perform_all(trap)


class PushJobsCase(JobsMixin, DeliveryCase):
    def push_in_jobs(self):
        with self.trapped() as trap:
            self.push()
            return self.perform_all(trap)
