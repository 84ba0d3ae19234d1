import logging
import time

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..api import ApiError, Throttled, Unauthorized, Unreachable
from ..const import BUTTON_SECONDS, PUSH_BATCH

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
        shop = self.sudo().with_company(self.company_id)
        domain = [("backend_id", "=", shop.id), ("state", "=", "pending")]
        shipments = self.env["bigcartel.shipment"].sudo().search(domain, order="id")
        deadline = time.monotonic() + BUTTON_SECONDS
        shop._push_shipments(shipments, domain, lambda *a: deadline - time.monotonic())
        told = shipments.filtered(lambda shipment: shipment.state == "done")
        message = self.env._(
            "%(told)s of %(all)s shipments told.", told=len(told), all=len(shipments)
        )
        left = shipments - told
        if left:
            message += " " + (left[0].error or self.env._("The rest follows."))
            left._trigger_push()
        return self._notify(
            self.env._("Big Cartel"), message, "danger" if left else "success"
        )

    # === SCHEDULED ACTIONS === #

    @api.model
    def _cron_push_shipments(self):
        """Tell Big Cartel what is due, shop by shop; nothing raises out of it."""
        IrCron = self.env["ir.cron"]
        domain = self._get_due_domain()
        Shipment = self.env["bigcartel.shipment"]
        shipments = Shipment.search(domain, limit=PUSH_BATCH, order="backend_id, id")
        IrCron._commit_progress(remaining=Shipment.search_count(domain))
        for shop, batch in shipments.grouped("backend_id").items():
            shop = shop.with_company(shop.company_id)
            try:
                time_left = shop._push_shipments(batch, domain, IrCron._commit_progress)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                # Somebody else is at it: the next run takes up the rest.
                self.env.cr.rollback()
                time_left = IrCron._commit_progress()
            if not time_left:
                break
        if not Shipment.search_count(domain, limit=1):
            self._trigger_next_push()

    @api.model
    def _get_due_domain(self):
        now = fields.Datetime.now()
        return list(
            Domain("state", "=", "pending")
            & (Domain("next_attempt", "=", False) | Domain("next_attempt", "<=", now))
            & Domain("backend_id.active", "=", True)
            & Domain("backend_id.state", "!=", "draft")
            & Domain("backend_id.reconnect_required", "=", False)
        )

    @api.model
    def _trigger_next_push(self):
        """Wake up when the next try is due, and not only in the next interval."""
        waiting = self.env["bigcartel.shipment"].search(
            [("state", "=", "pending"), ("next_attempt", ">", fields.Datetime.now())],
            order="next_attempt",
            limit=1,
        )
        if waiting:
            cron = self.env.ref("bigcartel_connector.ir_cron_push_shipments")
            cron._trigger(at=waiting.next_attempt)

    # === BUSINESS METHODS === #

    def _push_shipments(self, shipments, domain, progress):
        """Push shipments of this shop, one transaction each.

        :param shipments: what is due
        :param domain: what makes a shipment due, checked again under its lock
        :param progress: function called after each shipment; the scheduled action
            commits there. It returns the seconds that are left.
        :return: whether time is left for other shops
        :rtype: bool
        """
        self.ensure_one()
        try:
            client = self._get_client()
        except (ApiError, UserError) as error:
            self._record_failure(error)
            self._postpone(shipments, error)
            return progress(len(shipments)) > 0
        with client:
            for number, shipment in enumerate(shipments):
                try:
                    answered = self._push_one(client, shipment, domain)
                except (Unauthorized, Unreachable, Throttled) as error:
                    # Not this shipment's fault: none of the shop's can be told now.
                    if not isinstance(error, Throttled):
                        self._record_failure(error)
                    rest = shipments[number:]
                    self._postpone(rest, error)
                    return progress(len(rest)) > 0
                if answered:
                    self._record_success()
                if progress(1) <= 0:
                    return False
        return True

    def _push_one(self, client, shipment, domain):
        """Unit of work: one shipment under its lock, if it is still due.

        :return: whether Big Cartel answered
        :raise api.ApiError: when the whole shop cannot be told anything now
        """
        shipment = shipment.try_lock_for_update().filtered_domain(domain)
        if not shipment:
            return False
        try:
            with self.env.cr.savepoint():
                shipment._push(client)
        except (Unauthorized, Unreachable, Throttled):
            raise
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except ApiError as error:
            shipment._record_retry(error)
        except Exception as error:
            # One bad shipment stops nothing, whatever is bad about it.
            _logger.warning("Shipment %s failed", shipment.id, exc_info=True)
            shipment._record_refusal(
                self.env._(
                    "Unexpected problem: %(problem)s. Press Retry once it is solved.",
                    problem=f"{type(error).__name__}: {error}",
                )
            )
        return True

    def _postpone(self, shipments, error):
        """Put shipments off that could not be told because of their shop."""
        for shipment in shipments.filtered(lambda s: s.state == "pending"):
            shipment._record_retry(error, give_up=False)
        if isinstance(error, Throttled):
            wait = fields.Datetime.add(fields.Datetime.now(), seconds=error.seconds)
            shipments.next_attempt = wait
