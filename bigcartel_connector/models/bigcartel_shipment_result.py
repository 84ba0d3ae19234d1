from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import plaintext2html

from ..const import MAX_ATTEMPTS, RETRY_MINUTES


class BigcartelShipment(models.Model):
    """What came of telling Big Cartel: on the row, for people, and what is next."""

    _inherit = "bigcartel.shipment"

    # === BUSINESS METHODS === #

    def _record_done(self, result, refusal="", last=True):
        """Big Cartel knows it: note that here, on the transfer and on the order."""
        self.write(
            {
                "state": "done",
                "result": result,
                "error": refusal
                and self.env._("Big Cartel refused the shipment: %s", refusal),
                "done_at": fields.Datetime.now(),
            }
        )
        if last:
            self.order_id.shipped_at = fields.Datetime.now()
            self.order_id._note_delivered()
        self._close_activity()
        self._log_refusal(self.error, "warning")
        text = self.env._("Told Big Cartel: %s", result)
        (self.picking_id or self.order_id).message_post(
            body=" ".join(filter(None, (text, self.error)))
        )

    def _record_untold_tracking(self, message):
        """Big Cartel knows the delivery, not its tracking number: that is noted.

        Nothing is red for it, and nothing is tried again by itself.
        """
        self.write({"state": "done", "error": message})
        self._close_activity()
        self._log_refusal(message, "warning")
        (self.picking_id or self.order_id).message_post(body=message)

    def _record_refusal(self, message):
        """A person has to look: the row turns red, with an activity."""
        self.write({"state": "failed", "error": message})
        self._log_refusal(message)
        self._ask_person(message)

    def _record_not_found(self):
        """A person has to look, unless the order turns up again by itself."""
        self.write({"not_found": True, "attempts": self.attempts + 1})
        self._record_refusal(
            self.env._(
                "Big Cartel does not know the order %(number)s any more. Look there "
                "whether it was deleted.",
                number=self.order_id.name,
            )
        )

    @api.model
    def _take_up_found(self, backend, numbers):
        """Tell again what failed only because Big Cartel did not know the order.

        It may be found in the list and nowhere else: that is not tried for ever.

        :param backend: the shop
        :param numbers: list of the orders that Big Cartel has just shown
        """
        found = self.search(
            [
                ("backend_id", "=", backend.id),
                ("order_id.name", "in", numbers),
                ("state", "=", "failed"),
                ("not_found", "=", True),
                ("attempts", "<", MAX_ATTEMPTS),
            ]
        )
        if found:
            found.write({"state": "pending", "not_found": False, "next_attempt": False})
            self._trigger_push()

    def _record_retry(self, error):
        """Try again later, or ask a person after many tries.

        :param error: `api.ApiError`
        """
        attempts = self.attempts + 1
        self.attempts = attempts
        if attempts >= MAX_ATTEMPTS:
            self._record_refusal(str(error))
            return
        self._log_refusal(str(error), "warning")
        minutes = RETRY_MINUTES[min(attempts, len(RETRY_MINUTES)) - 1]
        self.write(
            {
                "error": str(error),
                "next_attempt": fields.Datetime.now() + timedelta(minutes=minutes),
            }
        )

    def _leave_to_person(self, refusal):
        """Our part is delivered; only a person knows whether the order is shipped."""
        message = self.env._(
            "Our part is delivered, somebody else ships the rest. Press “Mark as "
            "shipped” on the Big Cartel order once all of it is on its way."
        )
        self.write(
            {
                "state": "done",
                "result": self.env._("Nothing: left to a person."),
                "error": refusal or message,
                "done_at": fields.Datetime.now(),
            }
        )
        self._ask_person(message)

    def _log_refusal(self, message, level="error"):
        """Add what Big Cartel did not take to the shop's log, if anything."""
        if message:
            self.backend_id._log("push", message, level=level, order=self.order_id)

    def _ask_person(self, message):
        """Schedule one activity on the sale order for the responsible person."""
        sale = self.order_id.sale_order_id
        kind = "bigcartel_connector.mail_activity_type_shipment"
        if sale and not sale.activity_search([kind]):
            sale.activity_schedule(
                kind,
                date_deadline=fields.Date.context_today(self),
                summary=self.env._("Big Cartel: %s", self.order_id.name),
                note=plaintext2html(message),
                user_id=self.backend_id._get_responsible().id,
            )

    def _close_activity(self):
        """Nobody has to look any more, unless at another shipment of the order."""
        if "failed" in self.order_id.shipment_ids.mapped("state"):
            return
        self.order_id.sale_order_id.activity_feedback(
            ["bigcartel_connector.mail_activity_type_shipment"]
        )
