from odoo import api, models

from odoo.addons.queue_job.job import identity_exact

from ..const import BUSY_STATES, PUSH_KEY


class BigcartelBackend(models.Model):
    """Telling Big Cartel what was delivered in jobs: a page of one shop's each."""

    _inherit = "bigcartel.backend"

    # === SCHEDULED ACTIONS === #

    @api.model
    def _get_batch_domain(self):
        """Override: what waits in a job is not queued again."""
        domain = super()._get_batch_domain()
        # Jobs are for those who manage the queue.
        jobs_sudo = self.env["queue.job"].sudo()
        jobs_sudo = jobs_sudo.search(
            [
                ("identity_key", "=like", f"{PUSH_KEY}.%"),
                ("state", "in", BUSY_STATES),
            ]
        )
        queued = [shipment for job in jobs_sudo for shipment in job.records.ids]
        return [*domain, ("id", "not in", queued)]

    def _push_in_turn(self, shipments, progress, run):
        """Override: the scheduled action queues a job, and the job does it."""
        if self._is_in_job():
            return super()._push_in_turn(shipments, progress, run)
        self._delay_push(shipments)
        return progress(len(shipments)) > 0

    # === JOBS === #

    def _delay_push(self, shipments, seconds=0):
        """Queue a job that tells of shipments of this shop.

        :param int seconds: how long it waits, as somebody else is at all of them
        """
        shipments.with_company(self.company_id).with_delay(
            eta=seconds or None,
            description=self.env._(
                "Tell %(shop)s of %(count)s deliveries",
                shop=self.name,
                count=len(shipments),
            ),
            identity_key=lambda job: f"{self._get_push_key()}{identity_exact(job)}",
        )._job_bigcartel_push()
