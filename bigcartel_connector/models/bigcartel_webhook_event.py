from contextlib import suppress
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ..const import WEBHOOK_DAYS

ORDER_TYPES = ("order.created", "order.updated")
# Whoever let our app go; the second is the name of before June 2017.
GOODBYE_TYPES = ("account.deauthorized", "account.closed")
ACCOUNT_TYPES = ("account.updated", *GOODBYE_TYPES)
# They are sent to every app; nothing here follows from them.
OTHER_TYPES = (
    "account.plan.downgraded",
    "account.plan.upgraded",
    "product.created",
    "product.updated",
    "product.deleted",
)
# States of what is still to be looked at.
WAITING_STATES = ("pending", "looking")


class BigcartelWebhookEvent(models.Model):
    """What Big Cartel told by webhooks: hints to look at an order or a shop.

    There is one row for all equal events that wait together, so that any number of
    them causes one look; what nothing follows from is counted by the day.
    """

    _name = "bigcartel.webhook.event"
    _description = "Big Cartel Webhook"
    _order = "received_at desc, id desc"
    _rec_name = "type"
    _check_company_auto = True

    backend_id = fields.Many2one(
        "bigcartel.backend",
        "Shop",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    company_id = fields.Many2one(related="backend_id.company_id", store=True)
    account_id = fields.Char("Account ID", readonly=True)
    type = fields.Char(readonly=True, help="Big Cartel's own word for what happened.")
    order_number = fields.Char("Order", readonly=True)
    state = fields.Selection(
        [
            ("pending", "Waiting"),
            ("looking", "In progress"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("unused", "Nothing to do"),
            ("not_connected", "Shop not connected"),
            ("no_shop", "Unknown account"),
            ("unknown", "Unknown type"),
            ("unusable", "No order number"),
        ],
        required=True,
        readonly=True,
        index=True,
        help="What became of it. The next import makes up for what failed.",
    )
    times = fields.Integer(
        readonly=True,
        default=1,
        aggregator="sum",
        help="How often the same was received while it waited, or on that day.",
    )
    received_at = fields.Datetime(
        "Received", readonly=True, required=True, default=fields.Datetime.now
    )

    _pending_uniq = models.UniqueIndex(
        "(backend_id, type, COALESCE(order_number, '')) WHERE state = 'pending'"
    )

    # === ACTION METHODS === #

    def action_open_order(self):
        """Open the order that was named.

        :return: an action; False where there is none
        """
        self.ensure_one()
        return self.backend_id._open_order(self.order_number)

    # === BUSINESS METHODS === #

    @api.model
    def _receive(self, event):
        """File a webhook, and have it looked at soon.

        :param event: `api.WebhookEvent`; its sender is known to be Big Cartel
        """
        shop = self.env["bigcartel.backend"]
        if event.account_id:
            shop = shop.with_context(active_test=False).search(
                [("account_id", "=", event.account_id)]
            )
        state = self._judge(event, shop)
        vals = {
            "account_id": event.account_id or False,
            "backend_id": shop.id,
            "type": event.type or False,
            # Where nothing follows, it is counted and not remembered.
            "order_number": (state == "pending" and event.order_number) or False,
            "state": state,
        }
        if self._file(vals) and state == "pending":
            # The scheduled action belongs to the system.
            shop._get_look_job_sudo()._trigger()

    @api.model
    def _judge(self, event, shop):
        """Return the state of a new event."""
        if not shop:
            return "no_shop"
        if event.type not in (*ORDER_TYPES, *ACCOUNT_TYPES, *OTHER_TYPES):
            return "unknown"
        if event.type in OTHER_TYPES:
            return "unused"
        if event.type in ORDER_TYPES and not event.order_number:
            return "unusable"
        if not shop.active or shop.state == "draft":
            return "not_connected"
        return "pending"

    @api.model
    def _file(self, vals):
        """Count an event to those like it, or file it as the first of them.

        Whether one like it waits is asked of a moment before it came: even if that
        one is being taken up since, the look at it is still to be.

        :return: whether it is the first
        :rtype: bool
        """
        domain = Domain.AND(Domain(name, "=", value) for name, value in vals.items())
        if vals["state"] != "pending":
            domain &= Domain("received_at", ">=", fields.Date.today())
        same = self.search(domain, limit=1)
        if same:
            same._count()
            return False
        try:
            with self.env.cr.savepoint():
                self.create(vals)
        except UniqueViolation:
            # Another worker was faster: what it filed is still to be looked at.
            return False
        return True

    def _count(self):
        """Count one more of the same; one is left out when several come at once.

        Without the ORM, for which that would be an error to log.
        """
        query = SQL(
            """
            UPDATE bigcartel_webhook_event
               SET times = times + 1, received_at = NOW() AT TIME ZONE 'UTC'
             WHERE id IN (
                   SELECT id FROM bigcartel_webhook_event
                    WHERE id IN %s FOR NO KEY UPDATE SKIP LOCKED
                   )
            """,
            tuple(self.ids),
        )
        with suppress(*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY), self.env.cr.savepoint():
            self.env.cr.execute(query, log_exceptions=False)
        self.invalidate_recordset(["times", "received_at"])

    @api.autovacuum
    def _gc_old_events(self):
        """Forget webhooks after some days, also those that nobody could look at."""
        limit = fields.Datetime.now() - timedelta(days=WEBHOOK_DAYS)
        self.search([("received_at", "<", limit)]).unlink()
