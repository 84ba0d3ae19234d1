from datetime import timedelta

from odoo import fields, models
from odoo.tools import split_every

from odoo.addons.queue_job.delay import group
from odoo.addons.queue_job.job import ENQUEUED, PENDING, identity_exact

from ..const import BUILD_BATCH, BUSY_STATES, IMPORT_CHANNEL
from ..utils.queued_run import QueuedRun


class BigcartelBackend(models.Model):
    """Importing in jobs: one walks, one builds each page, one ends the import."""

    _inherit = "bigcartel.backend"

    # === SCHEDULED ACTIONS === #

    def _import_in_turn(self, run):
        """Override: the scheduled action queues a job, and the job does it."""
        if self._is_in_job():
            return super()._import_in_turn(run)
        if not self._is_being_imported():
            self._delay_import()
        return None

    # === JOBS === #

    def _delay_import(self):
        """Queue an import of this shop, unless one waits already."""
        self.with_company(self.company_id).with_delay(
            description=self.env._("Import orders of %s", self.name),
            identity_key=self._get_import_key(),
        )._job_bigcartel_import()

    def _job_bigcartel_import(self):
        """Job: take in the shop's unshipped orders, and queue what builds them.

        :return: what came of it, for people
        :rtype: str
        :raise RetryableJobError: Big Cartel asks for a pause or cannot be reached
        """
        if self not in self._get_shops_to_import():
            # Disconnected or deleted while this waited, or paused.
            self.exists()._retry_after_pause()
            return ""
        run = QueuedRun()
        self._import_in_turn(run)
        self._retry_later(run.error)
        return self.last_result

    def _job_bigcartel_finish_import(self, orders, counts, spent, finished):
        """Job: end an import whose orders are built.

        :param orders: `bigcartel.order`, those that were to be built
        :param dict counts: what the walk counted
        :param float spent: seconds that it took
        :param bool finished: whether it came to its end
        :return: what came of it, for people
        :rtype: str
        """
        if not self.exists():
            return ""
        run = QueuedRun(counts, spent)
        orders = orders.exists()
        self._count_built(orders, orders.filtered("sale_order_id"), run)
        self._finish_import(run, finished, self._get_cron_progress())
        return self.last_result

    def _is_being_imported(self):
        """Whether a job of an import of this shop waits or runs."""
        key = self._get_import_key()
        # Jobs are for those who manage the queue.
        jobs_sudo = self.env["queue.job"].sudo()
        domain = [("identity_key", "=like", f"{key}%"), ("state", "in", BUSY_STATES)]
        return bool(jobs_sudo.search_count(domain, limit=1))

    def _get_queued_orders(self):
        """Return the orders that a job of this shop is to build, or builds now."""
        # Jobs are for those who manage the queue.
        jobs_sudo = self.env["queue.job"].sudo()
        jobs_sudo = jobs_sudo.search(
            [
                ("identity_key", "=like", f"{self._get_import_key()}_%"),
                ("state", "in", BUSY_STATES),
            ]
        )
        queued = [order for job in jobs_sudo for order in job.records.ids]
        return self.env["bigcartel.order"].browse(queued)

    # === BUSINESS METHODS === #

    def _get_silence_reason(self):
        """Override: what nobody runs was not even tried."""
        reason = super()._get_silence_reason()
        if self.last_error or not self._is_stuck():
            return reason
        return self.env._(
            "It has waited in the job queue for more than an hour: check that Odoo "
            "runs the jobs of the channel %s.",
            IMPORT_CHANNEL,
        )

    def _is_stuck(self):
        """Whether nobody has run this shop's import for long."""
        before = fields.Datetime.now() - timedelta(hours=1)
        # Jobs are for those who manage the queue.
        jobs_sudo = self.env["queue.job"].sudo()
        domain = [
            ("identity_key", "=", self._get_import_key()),
            ("state", "in", (PENDING, ENQUEUED)),
            ("date_created", "<", before),
            "|",
            ("eta", "=", False),
            ("eta", "<", before),
        ]
        return bool(jobs_sudo.search_count(domain, limit=1))

    def _trigger_import(self, at=None):
        """Override: what a job leaves is taken up by the next one."""
        if at or not self._is_in_job():
            return super()._trigger_import(at)
        for shop in self:
            shop._delay_import()
        return None

    def _build(self, orders, counts, documents=()):
        """Override: what a job takes in is built by other jobs."""
        if not isinstance(counts, QueuedRun):
            return super()._build(orders, counts, documents)
        counts.order_ids += orders.ids
        return None

    def _finish_import(self, counts, finished, progress, by_hand=False):
        """Override: an import that runs in jobs ends when its orders are built."""
        if not isinstance(counts, QueuedRun):
            return super()._finish_import(counts, finished, progress, by_hand)
        orders = self.env["bigcartel.order"].browse(counts.order_ids)
        if orders:
            queued = orders & self._get_queued_orders()
            counts["waiting"] += len(queued)
            orders -= queued
        if orders and not counts.error:
            self._delay_build(orders, counts, finished)
            return None
        if orders:
            # It broke off: that is said at once, and nobody waits for the rest.
            self._delay_build(orders)
            counts["waiting"] += len(orders)
        return super()._finish_import(counts, finished, progress, by_hand)

    def _delay_build(self, orders, run=None, finished=False):
        """Queue a job for each page of orders, and what ends the import after them.

        :param QueuedRun run: what the walk counted; without it, nothing is ended
        :param bool finished: whether the walk came to its end
        """
        shop = self.with_company(self.company_id)
        pages = [
            page.with_company(self.company_id)
            .delayable(
                description=self.env._(
                    "Build %(count)s orders of %(shop)s",
                    count=len(page),
                    shop=self.name,
                ),
                identity_key=lambda job: (
                    f"{self._get_import_key()}{identity_exact(job)}"
                ),
            )
            ._job_bigcartel_build()
            for page in split_every(BUILD_BATCH, orders.ids, orders.browse)
        ]
        jobs = group(*pages)
        if run is not None:
            last = shop.delayable(
                description=self.env._("End the import of %s", self.name)
            )
            jobs.on_done(
                last._job_bigcartel_finish_import(
                    orders, dict(run), run.seconds, finished
                )
            )
        jobs.delay()
