from odoo import models
from odoo.tools import split_every

from ..const import COMPLETE_BATCH


class BigcartelOrder(models.Model):
    """Building orders in jobs."""

    _inherit = "bigcartel.order"

    # === JOBS === #

    def _job_bigcartel_build(self):
        """Job: make quotations of a page of orders, and confirm what is ready."""
        progress = self.env["bigcartel.backend"]._get_cron_progress()
        orders = self.exists()
        # Somebody may have ignored one while it waited, or another job built it.
        orders.filtered(lambda order: order.state == "new" and not order.error)._build()
        # What is built stays, whatever becomes of confirming it.
        progress()
        for batch in split_every(COMPLETE_BATCH, orders.ids, orders.browse):
            batch._complete_ready(COMPLETE_BATCH)
            if progress() <= 0:
                # The job that ends the import goes on.
                break
