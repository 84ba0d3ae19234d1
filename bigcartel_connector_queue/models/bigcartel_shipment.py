from odoo import models

from odoo.addons.bigcartel_connector.utils.run import Run

from ..const import CONFLICT_SECONDS


class BigcartelShipment(models.Model):
    """Telling deliveries in jobs."""

    _inherit = "bigcartel.shipment"

    # === JOBS === #

    def _job_bigcartel_push(self):
        """Job: tell Big Cartel of a page of one shop's deliveries, if they are due.

        :raise RetryableJobError: Big Cartel asks for a pause or cannot be reached
        """
        shipments = self.exists()
        shop = shipments.backend_id
        due = shipments._filter_due()
        if not due:
            shop._retry_after_pause()
            return
        run = Run()
        shop._push_in_turn(due, shop._get_cron_progress(), run)
        left = due._filter_due()
        if left and not run.error:
            # There was no time for all. The scheduled action would take them for
            # those of this job, which still runs.
            shop._delay_push(left, CONFLICT_SECONDS if left == due else 0)
        shop._trigger_next_push()
        shop._retry_later(run.error)

    def _filter_due(self):
        """Return which of these are to be told now."""
        return self.filtered_domain(self.env["bigcartel.backend"]._get_due_domain())
