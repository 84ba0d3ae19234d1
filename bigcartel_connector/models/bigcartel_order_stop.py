from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ..const import CHANGE_ACTIVITY, END_ACTIVITY


class BigcartelOrder(models.Model):
    """Stopped: deliveries that a person has to let go, and what is shipped already."""

    _inherit = "bigcartel.order"

    stopped = fields.Boolean(
        readonly=True,
        copy=False,
        help="Its delivery cannot be validated until somebody presses “Deliver "
        "anyway”: the order seems to be cancelled at Big Cartel.",
    )

    _stopped_idx = models.Index("(stopped) WHERE stopped IS TRUE")

    # === ACTION METHODS === #

    def action_deliver_anyway(self):
        """Let the deliveries of these orders go: a person has looked."""
        self.check_access("write")
        for order in self.filtered("stopped"):
            text = self.env._("%s decided to deliver it anyway.", self.env.user.name)
            # Only the connector itself writes on its rows.
            order.sudo()._end_stop(text)

    # === BUSINESS METHODS === #

    def _stop(self, message):
        """Stop what is still to be delivered, and ask the responsible person.

        :param str message: why, for people
        """
        if self._is_delivered():
            self._post(message, self.env._("It is delivered already."))
        else:
            remedy = self.env._(
                "Its delivery is stopped: press “Deliver anyway”, or cancel the order."
            )
            message = f"{message} {remedy}"
            self.write({"stopped": True, "error": message})
            self._post(message)
        self._ask_to_look(
            self.env._("Order %s seems to be cancelled at Big Cartel", self.name),
            message,
        )

    def _end_stop(self, decision):
        """Stop the deliveries of these orders no longer: a person has decided.

        :param str decision: what, for people
        """
        for order in self.filtered("stopped"):
            order.write({"stopped": False, "error": False})
            order._close_end_activity()
            order._post(decision)

    def _is_delivered(self):
        """Return whether everything that was to leave has left."""
        sale_sudo = self.sale_order_id.sudo()
        moves = sale_sudo.order_line.move_ids.filtered(
            lambda move: move._bigcartel_is_delivery()
        )
        left = any(move.state == "done" for move in moves)
        return left and not sale_sudo._bigcartel_has_open_moves()

    def _check_not_stopped(self):
        """Refuse to deliver these orders where that is stopped.

        :raise UserError: one of them is
        """
        for order in self.filtered("stopped"):
            raise UserError(order._get_stop_message())

    def _get_stop_message(self):
        """Return why a stopped order must not leave, and whom to ask."""
        return self.env._(
            "Order %(number)s is stopped: do not ship it. %(reason)s Ask %(user)s: "
            "“Deliver anyway” on its sale order lets it go.",
            number=self.name,
            reason=self._get_withdrawal_message(self.withdrawn),
            user=self._get_asked_user().name,
        )

    def _note_shipped_there(self, document):
        """Note that somebody shipped it at Big Cartel.

        A draft is held: its goods would leave twice.

        :param document: `api.Order`, shipped
        :return: whether anything changed
        :rtype: bool
        """
        if self.state == "done":
            return self._attempt_locked(lambda order: order._apply_shipped_there())
        if self.sale_order_id.state in ("draft", "sent") and not self.hold:
            self.write(self._get_hold(document))
            return True
        return False

    def _apply_shipped_there(self):
        """What Big Cartel was to be told is known there; what is open here is not."""
        self.shipped_at = fields.Datetime.now()
        shipments_sudo = self.shipment_ids.sudo()
        untold = shipments_sudo.filtered(lambda row: row.state != "done")
        # What is being told right now finds out by itself; a tracking number is told.
        untold = untold.try_lock_for_update()
        tracked = untold.filtered("tracking_number")
        for shipment in untold - tracked:
            shipment._record_done(self.env._("It was marked as shipped already."))
        if tracked:
            tracked.write(tracked._prepare_retry_vals())
            tracked._trigger_push()
        self._post(self.env._("Somebody marked it as shipped at Big Cartel."))
        if self.sale_order_id.sudo()._bigcartel_has_open_moves():
            self._ask_to_look(
                self.env._("Order %s was shipped at Big Cartel", self.name),
                self.env._(
                    "Its delivery is still open here. Validate it if the goods have "
                    "left; otherwise cancel it."
                ),
            )

    def _note_delivered(self):
        """Ask nobody any more about what was shipped there, and is not open here."""
        for order in self:
            if (
                order.shipped_at
                and not order.withdrawn
                and not order.sale_order_id.sudo()._bigcartel_has_open_moves()
            ):
                order._close_end_activity()

    # === ACTIVITIES === #

    def _ask_to_look(self, summary, note):
        """Have one activity on the sale order, about the latest that happened."""
        sale_sudo = self.sale_order_id.sudo()
        sale_sudo.activity_unlink([CHANGE_ACTIVITY, END_ACTIVITY])
        sale_sudo.activity_schedule(
            END_ACTIVITY,
            date_deadline=fields.Date.context_today(sale_sudo),
            summary=summary,
            # Odoo takes a note for HTML, and this one repeats words from outside.
            note=plaintext2html(note),
            user_id=self._get_asked_user().id,
        )

    def _get_asked_user(self):
        """Return who is asked to look at this order, and in whose language.

        Its salesperson; of one who left, nobody would see the activities.

        :rtype: res.users
        """
        # Whoever asks need not be a user of sales.
        user_sudo = self.sale_order_id.sudo().user_id
        if user_sudo.active:
            return self.env["res.users"].browse(user_sudo.id)
        return self.backend_id._get_responsible()

    def _close_end_activity(self):
        """Close the activity about its end there; the chatter has said it already."""
        # Whoever decides need not be allowed to write on the sale order.
        self.sale_order_id.sudo().activity_unlink([END_ACTIVITY])
