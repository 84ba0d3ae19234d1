import logging
import time
from datetime import datetime, timedelta, timezone

from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from odoo.addons.base.models.ir_cron import MIN_TIME_PER_JOB

from ..const import BEGIN_SECONDS, BUTTON_SECONDS, CRON_SECONDS
from ..utils.run import Run

_logger = logging.getLogger(__name__)


class BigcartelBackend(models.Model):
    """Importing orders: by button, and by the loop of the scheduled action."""

    _inherit = "bigcartel.backend"

    # === ACTION METHODS === #

    def action_import_orders(self):
        """Import the shop's unshipped orders now, and report.

        :return: a notification
        :raise UserError: as `_import_by_hand` does
        """
        return self._notify_import(self._import_by_hand())

    def _import_by_hand(self):
        """Import while a person waits.

        What takes too long for a button goes on in the scheduled action.

        :return: whether the walk came to its end
        :rtype: bool
        :raise UserError: when Big Cartel refused the credentials, or another worker
            imports the same orders at this moment
        """
        self.ensure_one()
        if self.reconnect_required:
            raise UserError(
                self.env._("Big Cartel refused the credentials: %s", self.last_error)
            )
        deadline = time.monotonic() + BUTTON_SECONDS
        try:
            return self._import_orders(
                lambda: deadline - time.monotonic(), by_hand=True
            )
        except UniqueViolation as error:
            raise UserError(
                self.env._(
                    "The orders of this shop are being imported at this moment. Look "
                    "again in a minute."
                )
            ) from error

    def _notify_import(self, finished):
        """Say how an import by hand ended, and leave its rest to the background."""
        message = self.last_result
        if finished:
            return self._notify(self.env._("Orders imported"), message, "success")
        if self.state != "connected":
            return self._notify(self.env._("Import stopped"), self.last_error, "danger")
        if self.paused_until:
            self._trigger_import(at=self.paused_until)
            message = f"{self.last_error} {message}"
            return self._notify(self.env._("Import paused"), message, "warning")
        return self._notify(self.env._("Orders imported"), message, "success")

    # === SCHEDULED ACTIONS === #

    @api.model
    def _cron_import_orders(self):
        """Import the orders of every connected shop; nothing raises out of it."""
        IrCron = self.env["ir.cron"]
        shops = self._get_shops_to_import()
        IrCron._commit_progress(remaining=len(shops))
        for shop in shops:
            if self._get_seconds_so_far() > BEGIN_SECONDS:
                # Others have their turn first, and Odoo kills nobody half way.
                self._trigger_import()
                break
            shop._import_in_turn(Run())
            if not IrCron._commit_progress(1):
                break

    def _import_in_turn(self, run):
        """Import this shop's orders as nobody waits for it; nothing raises out of it.

        :param Run run: what counts; its `error` says what stopped it
        """
        IrCron = self.env["ir.cron"]
        try:
            self.last_attempt_at = datetime.now(timezone.utc).replace(tzinfo=None)
            IrCron._commit_progress()
            self._import_orders(self._get_cron_progress(), run=run)
            # What was left to write fails here if at all.
            IrCron._commit_progress()
        except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, UniqueViolation) as error:
            # Another worker took in the same page: the next run takes up the rest.
            self.env.cr.rollback()
            run.error = error
            _logger.info("Shop %s is being imported by another worker", self.id)
            self._log_interrupted("import", run)
        except Exception as error:
            self.env.cr.rollback()
            run.error = error
            _logger.warning("Import of shop %s failed", self.id, exc_info=True)
            self._record_failure(error)
            self._log("import", run=run, error=error)

    @api.model
    def _get_cron_progress(self):
        """Return the function that commits between one shop's units of work.

        A shop has its own time: the framework's is shared by all, and ends before
        the first page of a slow connection has come.
        """
        deadline = time.monotonic() + CRON_SECONDS

        def progress():
            self.env["ir.cron"]._commit_progress()
            return deadline - time.monotonic()

        return progress

    @api.model
    def _get_shops_to_import(self):
        """Return the shops whose turn it is in this run, longest waiting first.

        The framework calls again for what did not fit: what was tried since this run
        began is not tried again. Where Big Cartel asked for a pause, it gets it.
        """
        now = datetime.now(timezone.utc).replace(tzinfo=None)
        domain = (
            Domain("state", "in", ("connected", "error"))
            & Domain("reconnect_required", "=", False)
            & (Domain("paused_until", "=", False) | Domain("paused_until", "<=", now))
        )
        shops = self.search(domain, order="last_attempt_at nulls first, id")
        if "cron_end_time" not in self.env.context:
            return shops
        began = now - timedelta(seconds=self._get_seconds_so_far())
        # Not in the domain, which knows whole seconds only.
        return shops.filtered(
            lambda shop: not shop.last_attempt_at or shop.last_attempt_at < began
        )

    @api.model
    def _get_seconds_so_far(self):
        """Return how long this run of the scheduled action has taken, in all calls."""
        end = self.env.context.get("cron_end_time")
        return time.monotonic() - end + MIN_TIME_PER_JOB if end else 0.0

    def _trigger_import(self, at=None):
        """Have the scheduled action run soon, or at a moment."""
        # The scheduled action belongs to the system.
        self.env.ref("bigcartel_connector.ir_cron_import_orders").sudo()._trigger(at)
