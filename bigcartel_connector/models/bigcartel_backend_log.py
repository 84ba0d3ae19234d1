from collections import Counter
from datetime import datetime, time, timezone

from odoo import api, fields, models

from ..api import Throttled
from ..const import LOG_ORDERS, LOG_TEXT_LENGTH

MANAGER = "bigcartel_connector.group_manager"


class BigcartelBackend(models.Model):
    """Writing the log of a shop, and counting what it says of today."""

    _inherit = "bigcartel.backend"

    log_days = fields.Integer(
        "Delete Log After",
        required=True,
        default=30,
        help="Days after which a row of the log is deleted, and with it the day's "
        "counts of requests and failures.",
    )
    request_count = fields.Integer(
        "Requests Today",
        compute="_compute_request_counts",
        groups=MANAGER,
        help="How often Big Cartel was asked or told something today.",
    )
    failure_count = fields.Integer(
        "Failed Today",
        compute="_compute_request_counts",
        groups=MANAGER,
        help="Requests of today without a usable answer, repeated ones included.",
    )

    _log_days_positive = models.Constraint(
        "CHECK(log_days > 0)", "The log is kept for one day at least."
    )

    # === COMPUTE METHODS === #

    def _compute_request_counts(self):
        groups = self.env["bigcartel.log"]._read_group(
            [("backend_id", "in", self.ids), ("create_date", ">=", self._get_today())],
            ["backend_id"],
            ["requests:sum", "failures:sum"],
        )
        counts = {shop.id: sums for shop, *sums in groups}
        for shop in self:
            sums = counts.get(shop._origin.id, (0, 0))
            shop.request_count, shop.failure_count = sums

    @api.model
    def _get_today(self):
        """Return when the person's day began, as Odoo stores it."""
        midnight = datetime.combine(fields.Date.context_today(self), time.min)
        moment = self.env.tz.localize(midnight)
        return moment.astimezone(timezone.utc).replace(tzinfo=None)

    # === BUSINESS METHODS === #

    def _log(self, operation, text="", run=None, error=None, level=None, order=None):
        """Add a row to the log, in the caller's transaction.

        :param str operation: one of `bigcartel.log`'s
        :param str text: what came of it; what went wrong is put before it
        :param Run run: how long it took, and its requests
        :param Exception error: what went wrong
        :param str level: where it is not the one that `error` and none have
        :param order: the `bigcartel.order` it is about; of none, it is about a run
        :return: the row
        """
        self.ensure_one()
        if error:
            text = f"{self._get_failure_message(error)} {text}".strip()
            level = level or ("warning" if isinstance(error, Throttled) else "error")
        row = {
            **self._prepare_log_vals(operation, text, level or "info", order),
            "duration": run.seconds if run is not None else 0,
            "requests": run["requests"] if run is not None else 0,
            "failures": run["failures"] if run is not None else 0,
        }
        # Nobody writes in the log but the connector itself.
        return self.env["bigcartel.log"].sudo().create(row)

    def _prepare_log_vals(self, operation, text, level, order=None):
        """Return a row without its run."""
        text = order._hide_customer(text) if order else text
        if len(text) > LOG_TEXT_LENGTH:
            text = text[: LOG_TEXT_LENGTH - 1] + "…"
        return {
            "backend_id": self.id,
            "operation": operation,
            "level": level,
            "text": text,
            "order_number": order.name if order else False,
        }

    def _log_import(self, run):
        """Unit of work: log an import that ended, and the orders that failed in it."""
        level = "warning" if run["failed"] and not run.error else None
        self._log("import", self.last_result, run, run.error, level)
        self._log_failed_orders()

    def _log_push(self, shipments, run):
        """Log a run of the outbox that ended; each failure has a row of its own."""
        states = Counter(shipments.mapped("state"))
        text = self.env._(
            "%(done)s told, %(pending)s waiting, %(failed)s failed",
            done=states["done"],
            pending=states["pending"],
            failed=states["failed"],
        )
        level = "warning" if states["failed"] else None
        self._log("push", text, run, level=level)

    def _log_look(self, answers, run):
        """Log that orders were asked for by their numbers.

        :param answers: `Answers`
        """
        text = self.env._(
            "Orders checked: %(found)s found, %(missing)s not found",
            found=len(answers.answered),
            missing=len(answers.missing),
        )
        level = "warning" if run["failed"] and not answers.error else None
        self._log("look", text, run, answers.error, level)
        self._log_failed_orders()

    def _log_webhooks(self, events, run):
        """Log that what webhooks named was looked at.

        :param events: `bigcartel.webhook.event`
        """
        numbers = events.filtered("order_number").mapped("order_number")
        order = self._get_orders(numbers) if len(numbers) == 1 else None
        text = self.env._("Webhooks handled: %s", len(events))
        self._log("webhook", text, run, order=order)
        self._log_failed_orders()

    def _log_interrupted(self, operation, run):
        """Log a run that another worker got in the way of, if it asked for anything."""
        if run["requests"]:
            self._log(
                operation, self.env._("Another worker was already doing it."), run
            )

    def _log_failed_orders(self):
        """Unit of work: a row for each order that failed, once for each reason.

        What fails is tried again in each run, and would fill the log with one row.
        """
        failed = self.env["bigcartel.order"].search(
            [("backend_id", "=", self.id), ("state", "=", "error")],
            order="write_date desc, id",
            limit=LOG_ORDERS,
        )
        failed = failed.filtered("error")
        if not failed:
            return
        # Nobody writes in the log but the connector itself.
        log_sudo = self.env["bigcartel.log"].sudo()
        logged = log_sudo._read_group(
            [
                ("backend_id", "=", self.id),
                ("order_number", "in", failed.mapped("name")),
                ("operation", "=", "import"),
            ],
            ["order_number", "text"],
        )
        logged = set(logged)
        rows = [
            self._prepare_log_vals("import", order.error, "error", order)
            for order in failed
        ]
        log_sudo.create(
            [row for row in rows if (row["order_number"], row["text"]) not in logged]
        )
