import logging
import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..api import ApiError, Throttled, Unauthorized
from ..const import BUTTON_SECONDS, OUTAGE_SECONDS, PUSH_BATCH
from ..utils.run import Run
from ..utils.unannounced import Unannounced

_logger = logging.getLogger(__name__)


class BigcartelBackend(models.Model):
    """Telling Big Cartel what was delivered: the loop over the outbox."""

    _inherit = "bigcartel.backend"

    # === ACTION METHODS === #

    def action_push_shipments(self):
        """Tell Big Cartel now what waits in the outbox, and report.

        :return: a notification
        """
        self.ensure_one()
        if self.reconnect_required:
            raise UserError(
                self.env._("Big Cartel refused the credentials: %s", self.last_error)
            )
        # Users may push; only the outbox itself writes on its rows.
        waiting = (
            self.env["bigcartel.shipment"]
            .sudo()
            .search(
                [("backend_id", "=", self.id), ("state", "=", "pending")], order="id"
            )
        )
        self._push_now(waiting)
        return waiting._report()

    # === SCHEDULED ACTIONS === #

    @api.model
    def _cron_push_shipments(self):
        """Tell Big Cartel what is due, shop by shop; nothing raises out of it."""
        IrCron = self.env["ir.cron"]
        Shipment = self.env["bigcartel.shipment"]
        try:
            Shipment._file_missed_tracking()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # Somebody else is at it: the next run looks again.
            self.env.cr.rollback()
        domain = self._get_batch_domain()
        shipments = Shipment.search(domain, limit=PUSH_BATCH, order="backend_id, id")
        IrCron._commit_progress(remaining=Shipment.search_count(domain))
        for shop, batch in shipments.grouped("backend_id").items():
            if not shop._push_in_turn(batch, IrCron._commit_progress, Run()):
                break
        self._trigger_next_push()

    def _push_in_turn(self, shipments, progress, run):
        """Push due shipments of this shop as nobody waits for it; nothing raises.

        :param progress: as in `_push_shipments`
        :param Run run: what counts; its `error` says what stopped it
        :return: whether time is left for other shops
        :rtype: bool
        """
        shop = self.with_company(self.company_id)
        domain = self._get_due_domain()
        try:
            return shop._push_shipments(shipments, domain, progress, run)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as error:
            # Somebody else is at it: the next run takes up the rest.
            self.env.cr.rollback()
            run.error = error
            return progress() > 0
        except Exception as error:
            # One bad shop stops nothing, whatever is bad about it.
            self.env.cr.rollback()
            run.error = error
            _logger.warning("Shop %s: outbox failed", shop.id, exc_info=True)
            postponed = shop._postpone(domain, error)
            shop._log("push", run=run, error=error)
            return progress(postponed) > 0

    @api.model
    def _get_batch_domain(self):
        """Return what the scheduled action takes up: what is due."""
        return self._get_due_domain()

    @api.model
    def _get_due_domain(self):
        """Return what is to be told now; a pause is kept, whoever was asked for it."""
        now = fields.Datetime.now()
        return self._get_waiting_domain() + [
            "|",
            ("next_attempt", "=", False),
            ("next_attempt", "<=", now),
            "|",
            ("backend_id.paused_until", "=", False),
            ("backend_id.paused_until", "<=", now),
        ]

    @api.model
    def _get_waiting_domain(self):
        """Return what is to be told, of shops that may be talked to."""
        return [
            ("state", "=", "pending"),
            ("backend_id.active", "=", True),
            ("backend_id.state", "!=", "draft"),
            ("backend_id.reconnect_required", "=", False),
        ]

    def _may_be_told(self):
        """Whether this shop may be talked to, as `_get_waiting_domain` has it."""
        return self.active and self.state != "draft" and not self.reconnect_required

    @api.model
    def _trigger_next_push(self):
        """Wake up when the next try is due, and not only in the next interval."""
        waiting = self.env["bigcartel.shipment"].search(
            [*self._get_waiting_domain(), ("next_attempt", ">", fields.Datetime.now())],
            order="next_attempt",
            limit=1,
        )
        if waiting:
            cron = self.env.ref("bigcartel_connector.ir_cron_push_shipments")
            cron._trigger(at=waiting.next_attempt)

    # === BUSINESS METHODS === #

    def _push_now(self, shipments, seconds=BUTTON_SECONDS):
        """Push what waits because a person asked for it, as far as time allows.

        What is left follows in the scheduled action.

        :param shipments: of this shop, with the rights of the outbox
        :param float seconds: how long it may take
        """
        # Whoever asks need not be allowed to write on the shop.
        shop_sudo = self.sudo().with_company(self.company_id)
        deadline = time.monotonic() + seconds
        shop_sudo._push_shipments(
            shipments,
            [("state", "=", "pending")],
            lambda *_args: deadline - time.monotonic(),
        )
        if shipments.filtered(lambda shipment: shipment.state == "pending"):
            shipments._trigger_push()

    def _push_shipments(self, shipments, domain, progress, run=None):
        """Push shipments of this shop, one transaction each.

        :param shipments: what is due
        :param domain: what makes a shipment due, checked again under its lock
        :param progress: function called after each shipment; the scheduled action
            commits there. It returns the seconds that are left.
        :param Run run: what counts; the caller's, who logs a run that breaks off
        :return: whether time is left for other shops
        :rtype: bool
        """
        self.ensure_one()
        run = Run() if run is None else run
        try:
            with self._get_client(run) as client:
                for shipment in shipments:
                    if self._push_announced(client, shipment, domain, progress):
                        self._record_success()
                    if progress(1) <= 0:
                        break
        except (ApiError, UserError) as error:
            # Not one shipment's fault: none of the shop's can be told now.
            run.error = error
            postponed = self._postpone(domain, error)
            if isinstance(error, Throttled):
                self._record_pause(error)
            else:
                self._record_failure(error)
            self._log("push", run=run, error=error)
            return progress(postponed) > 0
        if run["requests"]:
            self._log_push(shipments, run)
        return progress() > 0

    def _push_announced(self, client, shipment, domain, progress):
        """Push one shipment; what it must not forget in a crash is committed before.

        :return: as `_push_one`
        :raise api.ApiError: as `_push_one` does
        """
        for _try in range(3):
            try:
                return self._push_one(client, shipment, domain)
            except Unannounced as announced:
                shipment.unseen_since = announced.moment
                progress()
                shipment = shipment.with_context(bigcartel_announced=True)
        return False

    def _push_one(self, client, shipment, domain):
        """Unit of work: one shipment under its lock, if it is still due.

        The order is locked as well: of its shipments, the last one tells more.

        :return: whether Big Cartel answered
        :raise api.ApiError: when the whole shop cannot be told anything now
        :raise Unannounced: it is still locked, and has to be announced first
        """
        shipment = shipment.try_lock_for_update().filtered_domain(domain)
        if not shipment.order_id.try_lock_for_update(allow_referencing=True):
            return False
        try:
            with self.env.cr.savepoint():
                shipment._push(client)
        except (Unauthorized, Throttled, Unannounced):
            raise
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except ApiError as error:
            # An outage, or this shipment alone? Ask for something else.
            client.get_account()
            shipment._record_retry(error)
        except Exception as error:
            # One bad shipment stops nothing, whatever is bad about it.
            _logger.warning("Shipment %s failed", shipment.id, exc_info=True)
            shipment._record_refusal(
                self._get_failure_message(
                    error,
                    self.env._(
                        "The server's log says more. Press “Tell Big Cartel now” once "
                        "it is solved."
                    ),
                )
            )
            return False
        return True

    def _postpone(self, domain, error):
        """Put off what waits, since none of the shop's shipments can be told now.

        However often: an outage makes no shipment fail.

        :param domain: what makes a shipment due
        :param error: what is wrong with the shop
        :return: how many were put off
        """
        due = self.env["bigcartel.shipment"].search(
            [("backend_id", "=", self.id), *domain]
        )
        due = due.try_lock_for_update()
        if isinstance(error, Throttled):
            again = self._get_pause_end(error)
        else:
            again = fields.Datetime.now() + timedelta(seconds=OUTAGE_SECONDS)
        due.write({"error": self._get_failure_message(error), "next_attempt": again})
        return len(due)

    def _record_success(self, tested=False):
        """Override: what had to wait for the shop is told as soon as it is back."""
        away = self.state != "connected"
        res = super()._record_success(tested)
        if away and self.state == "connected":
            # Whoever reconnects need not be allowed to write on shipments.
            waiting = (
                self.env["bigcartel.shipment"]
                .sudo()
                .search(
                    [
                        ("backend_id", "=", self.id),
                        ("state", "=", "pending"),
                        ("attempts", "=", 0),
                    ]
                )
            )
            waiting.try_lock_for_update().next_attempt = False
            if waiting:
                waiting._trigger_push()
        return res
