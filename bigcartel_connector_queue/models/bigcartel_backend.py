import math
import time

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import config

from odoo.addons.bigcartel_connector.api import ApiError, Unauthorized
from odoo.addons.bigcartel_connector.const import (
    BUTTON_SECONDS,
    KILL_MARGIN_SECONDS,
    OUTAGE_SECONDS,
)
from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.job import PENDING

from ..const import CONFLICT_SECONDS, IMPORT_KEY, PUSH_KEY


class BigcartelBackend(models.Model):
    """Jobs of a shop: how long they work, and when they are put off."""

    _inherit = "bigcartel.backend"

    # === BUSINESS METHODS === #

    @api.model
    def _is_in_job(self):
        """Whether a job is at work, and not a scheduled action or a person."""
        return "job_uuid" in self.env.context

    @api.model
    def _get_cron_progress(self):
        """Override: a job is a web request, which must not work as long."""
        if not self._is_in_job():
            return super()._get_cron_progress()
        deadline = time.monotonic() + BUTTON_SECONDS

        def progress(*_args):
            # Outside a scheduled action it just commits, which these jobs may.
            self.env["ir.cron"]._commit_progress()
            return deadline - time.monotonic()

        return progress

    @api.model
    def _get_overtime(self):
        """Override: a job ends when web requests have to, not scheduled actions."""
        if not self._is_in_job():
            return super()._get_overtime()
        limit = config["limit_time_real"]
        return limit - BUTTON_SECONDS - KILL_MARGIN_SECONDS if limit else math.inf

    def _record_success(self, tested=False):
        """Override: what was put off goes on as soon as the shop is back."""
        away = self.state != "connected" or self.paused_until
        res = super()._record_success(tested)
        if away and self.state == "connected" and not self.paused_until:
            self._hurry_jobs()
        return res

    def _hurry_jobs(self):
        """Have the jobs of this shop that were put off run now."""
        # Jobs are for those who manage the queue.
        jobs_sudo = self.env["queue.job"].sudo()
        jobs_sudo.search(
            [
                "|",
                ("identity_key", "=like", f"{self._get_import_key()}%"),
                ("identity_key", "=like", f"{self._get_push_key()}%"),
                ("state", "=", PENDING),
                ("eta", ">", fields.Datetime.now()),
            ]
        ).eta = False

    def _get_import_key(self):
        """Return what tells the jobs of this shop's imports from all others."""
        return f"{IMPORT_KEY}.{self.id}:"

    def _get_push_key(self):
        """Return what tells the jobs that tell this shop from all others."""
        return f"{PUSH_KEY}.{self.id}:"

    def _retry_later(self, error):
        """Put the job off if what stopped it will be over by itself.

        :param Exception error: what stopped the run; None if nothing did
        :raise RetryableJobError: the job is run again later, however often
        """
        seconds = self._get_retry_seconds(error) if error else 0
        if seconds:
            # What was recorded of it must outlive the exception.
            self.env["ir.cron"]._commit_progress()
            raise RetryableJobError(
                self._get_failure_message(error), seconds=seconds, ignore_retry=True
            )

    def _retry_after_pause(self):
        """Put the job off while Big Cartel is to be left alone.

        :raise RetryableJobError: there is a pause
        """
        seconds = self._get_pause_seconds()
        if seconds:
            raise RetryableJobError(self.last_error, seconds=seconds, ignore_retry=True)

    def _get_retry_seconds(self, error):
        """Return after how many seconds to try again; 0: not by this job.

        A refused login waits for a person, and everything unexpected for the next
        turn of the scheduled action: the shop says what is wrong.

        :rtype: int
        """
        if isinstance(error, (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, UniqueViolation)):
            return CONFLICT_SECONDS
        if isinstance(error, Unauthorized) or not isinstance(error, ApiError):
            return 0
        return self._get_pause_seconds() or OUTAGE_SECONDS

    def _get_pause_seconds(self):
        """Return for how many seconds more Big Cartel is to be left alone."""
        pause = self.paused_until
        if not pause or not self._may_be_told():
            return 0
        # Moments are stored in whole seconds: never before the end.
        return max(int((pause - fields.Datetime.now()).total_seconds()) + 1, 0)
