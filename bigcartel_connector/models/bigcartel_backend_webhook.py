import logging
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import LockError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import plaintext2html

from ..api import ApiError, Rejected, Unauthorized
from ..const import EVENT_BATCH, OUTAGE_SECONDS
from ..utils.run import Run
from .bigcartel_webhook_event import ACCOUNT_TYPES, GOODBYE_TYPES, WAITING_STATES

_logger = logging.getLogger(__name__)


class BigcartelBackend(models.Model):
    """Webhooks: looking at what Big Cartel says has changed."""

    _inherit = "bigcartel.backend"

    # === SCHEDULED ACTIONS === #

    @api.model
    def _cron_look_at_webhooks(self):
        """Look at what webhooks named, shop by shop; nothing raises out of it."""
        IrCron = self.env["ir.cron"]
        due = self._get_due_events()
        IrCron._commit_progress(remaining=len(due))
        for shop, events in due.items():
            shop = shop.with_company(shop.company_id)
            shop._take_up_events(events[:EVENT_BATCH])
            if len(events) > EVENT_BATCH:
                self._get_look_job_sudo()._trigger()
            if not IrCron._commit_progress(1):
                break

    @api.model
    def _get_due_events(self):
        """Return what can be looked at now, by shop.

        What an earlier run was looking at when it was stopped is among it.
        """
        waiting = self.env["bigcartel.webhook.event"].search(
            [("state", "in", WAITING_STATES)], order="id"
        )
        due = {}
        for shop, events in waiting.grouped("backend_id").items():
            if not shop.active or shop.state == "draft":
                # Disconnected since: once it is connected, the import sees to it all.
                events.state = "not_connected"
                continue
            if shop.paused_until and shop.paused_until > fields.Datetime.now():
                self._get_look_job_sudo()._trigger(at=shop.paused_until)
                continue
            if shop.reconnect_required or not shop._is_set_up():
                # All else waits; it may be why the credentials are refused.
                events = events.filtered(lambda event: event.type in GOODBYE_TYPES)
            if events:
                due[shop] = events
        return due

    @api.model
    def _get_look_job_sudo(self):
        """Return the scheduled action that looks at what webhooks named."""
        # It belongs to the system.
        return self.env.ref("bigcartel_connector.ir_cron_look_at_webhooks").sudo()

    # === BUSINESS METHODS === #

    def _take_up_events(self, events):
        """Look at what these are about, committing before and after.

        What comes while it is being looked at waits in rows of its own. What could
        not be looked at for a reason that passes is taken up again by itself; what
        failed otherwise is left to the import.
        """
        IrCron, run = self.env["ir.cron"], Run()
        try:
            events.state = "looking"
            IrCron._commit_progress()
            self._look_at_events(events, run)
            self._log_webhooks(events, run)
            # What was left to write fails here if at all.
            IrCron._commit_progress()
        except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, UniqueViolation, LockError):
            # An import has the same orders, or a person is at the shop just now.
            self.env.cr.rollback()
            self._log_interrupted("webhook", run)
            self._take_up_later(fields.Datetime.now() + timedelta(minutes=1))
        except ApiError as error:
            # What was said before is kept.
            self._record_asking_failure(error)
            self._log("webhook", run=run, error=error)
            if isinstance(error, Rejected):
                events.state = "failed"
            elif not self.reconnect_required:
                now, pause = fields.Datetime.now(), self.paused_until
                later = now + timedelta(seconds=OUTAGE_SECONDS)
                # An earlier pause may be over.
                self._take_up_later(pause if pause and pause > now else later)
        except Exception as error:
            self.env.cr.rollback()
            _logger.warning("Shop %s: a look failed", self.id, exc_info=True)
            self._log("webhook", run=run, error=error)
            events.state = "failed"

    def _take_up_later(self, moment):
        """Wake up when what could not be looked at may be possible again."""
        self._get_look_job_sudo()._trigger(at=moment)

    def _look_at_events(self, events, run):
        """Ask Big Cartel about the shop and the orders that these name.

        :param Run run: what counts the requests, and what came of them
        :raise ApiError: it could not be asked
        :raise LockError: somebody changes the shop just now
        """
        about_shop = events.filtered(lambda event: event.type in ACCOUNT_TYPES)
        about_orders = events - about_shop
        if about_shop and not self._look_at_account(about_shop, run):
            about_orders.state = "not_connected"
        elif about_orders:
            self._look_at_orders(about_orders, run)
            about_orders.state = "done"
        about_shop.state = "done"

    def _look_at_orders(self, events, run):
        """Ask for each order that these name, once.

        :param Run run: what counts the requests, and what came of them
        :raise ApiError: Big Cartel could not be asked for all of them
        """
        with self._get_client(run) as client:
            self._look_at(client, events.mapped("order_number"), run)
        self._record_success()
        self._notice_review()

    def _look_at_account(self, events, run):
        """Read the account; end the connection if it is really over.

        A goodbye may be an old one that was sent again: the credentials of today
        decide.

        :param Run run: what counts the requests
        :return: whether the shop is still connected
        :rtype: bool
        :raise ApiError: Big Cartel could not be asked, or refuses the credentials
            without having said goodbye
        :raise LockError: somebody changes the shop just now
        """
        # What is asked with the credentials of now must not end later ones.
        self.lock_for_update(allow_referencing=True)
        try:
            with self._get_client(run) as client:
                account = client.get_account()
        except Unauthorized:
            if not set(GOODBYE_TYPES) & set(events.mapped("type")):
                raise
            self._record_goodbye()
            return False
        self._record_account(account)
        self._record_success()
        return True

    def _record_goodbye(self):
        """The owner let our app go: forget the credentials, and tell a person."""
        user = self._get_responsible()
        shop = self.with_context(lang=user.lang)
        shop._forget_credentials()
        message = shop.env._(
            "The app was removed in the shop's settings at Big Cartel. Nothing is "
            "imported or told to Big Cartel until the shop is connected again."
        )
        shop._log("webhook", message, level="error")
        shop.message_post(body=shop.env._("Disconnected. %s", message))
        shop.activity_schedule(
            "bigcartel_connector.mail_activity_type_shop",
            date_deadline=fields.Date.context_today(shop),
            summary=shop.env._("Big Cartel: %s is disconnected", shop.name),
            note=plaintext2html(message),
            user_id=user.id,
        )
