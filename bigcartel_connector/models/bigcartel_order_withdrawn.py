from markupsafe import Markup

from odoo import fields, models

from ..api import SHIPPED, UNSHIPPED
from ..const import OPEN_STATES, PAID

# What is inferred from an order that is not where it was, and not from its document.
ABSENT = ("gone", "unlisted")


class BigcartelOrder(models.Model):
    """Withdrawn: orders that seem to be cancelled or refunded at Big Cartel.

    How it shows either of them is not documented. So it is inferred, said to be so,
    and taken back as soon as the order is back.
    """

    _inherit = "bigcartel.order"

    withdrawn = fields.Selection(
        [
            ("gone", "No longer there"),
            ("unlisted", "No longer among the unshipped orders"),
            ("cancelled", "Shown as cancelled"),
            ("refunded", "Refunded"),
            ("unpaid", "No longer paid"),
        ],
        "Seems Cancelled",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Why the order seems to be cancelled at Big Cartel. Empty: it does not.",
    )
    withdrawn_at = fields.Datetime(
        "Seems Cancelled Since",
        readonly=True,
        copy=False,
        help="When this was first noticed.",
    )
    withdrawn_cancelled = fields.Boolean(
        "Cancelled Automatically",
        readonly=True,
        copy=False,
        help="It was cancelled here for that reason, not by a person.",
    )
    looked_at = fields.Datetime(
        "Last Checked",
        readonly=True,
        copy=False,
        help="When Big Cartel was last asked about this order.",
    )

    # === SIGNS === #

    def _is_open(self):
        """Return whether it is not shipped, and nothing says that it is cancelled."""
        return self.state in OPEN_STATES and not self.withdrawn

    def _get_sign(self, document):
        """Return what of a document says that the order is withdrawn, if anything.

        Once it is confirmed, nothing but a paid order is to be delivered.

        :param document: `api.Order`
        :return: a value of `withdrawn`, or None
        """
        for text in (document.status.casefold(), document.payment_status.casefold()):
            if "partial" in text:
                continue
            if "cancel" in text or "void" in text:
                return "cancelled"
            if "refund" in text:
                return "refunded"
        if document.refunds and not self._is_refunded_partly(document):
            return "refunded"
        if document.payment_status != PAID and self.sale_order_id.state == "sale":
            return "unpaid"
        return None

    def _is_refunded_partly(self, document):
        """Return whether a part of the money went back, or nobody knows how much."""
        refunds = document.refunds
        return bool(refunds) and (None in refunds or sum(refunds) < document.total)

    def _is_doubtful(self, document):
        """Return whether an order that is not listed looks as if it had to be.

        One that is shipped in part may be in a list of its own.
        """
        return (
            self.state in OPEN_STATES
            and self.withdrawn not in ABSENT
            and document.shipping_status == UNSHIPPED
            and document.payment_status == PAID
            and not self._get_sign(document)
            and not any(line.quantity_shipped for line in document.lines)
            and not any(self.shipment_ids.mapped("told_items"))
        )

    # === BUSINESS METHODS === #

    def _come_back(self, document, listed):
        """Take back what was inferred, if this document shows that it is not so.

        What is shipped was not cancelled either. What a person cancelled stays so.

        :param document: `api.Order`
        :param bool listed: whether it came in the list of unshipped orders
        :return: whether anything changed
        :rtype: bool
        """
        if not self.withdrawn:
            return False
        if document.shipping_status != SHIPPED:
            unpaid = self.sale_order_id and document.payment_status != PAID
            unlisted = self.withdrawn == "unlisted" and not listed
            if unpaid or unlisted or self._get_sign(document):
                return False
        return self._attempt_locked(lambda order: order._take_back(document))

    def _take_back(self, document):
        """Undo what was done because the order seemed to be cancelled."""
        sale_sudo = self.sale_order_id.sudo()
        cancelled = self.withdrawn_cancelled
        if cancelled or self.stopped:
            self.error = False
        self.write(
            {
                "withdrawn": False,
                "withdrawn_at": False,
                "withdrawn_cancelled": False,
                "stopped": False,
            }
        )
        text = self.env._("It is not cancelled at Big Cartel after all.")
        if cancelled and not sale_sudo:
            self.state = "new"
        elif cancelled:
            sale_sudo.action_draft()
            self.write(self._get_hold(document))
            text = " ".join((text, self.env._("The quotation is open again.")))
        self._close_end_activity()
        self._post(text)
        # What a person cancelled here meanwhile is open there again.
        self._notice_cancel()

    def _settle(self, document):
        """Do what a document of an order with a sale order asks for besides changes.

        :param document: `api.Order`
        :return: whether anything changed
        :rtype: bool
        """
        if document.shipping_status == SHIPPED:
            return self._note_shipped_there(document)
        sign = self._get_sign(document)
        return bool(sign) and self._withdraw(sign)

    def _withdraw(self, reason):
        """Do what there is to do about an order that seems to be cancelled.

        Once for each reason: what a person decided about it stays.

        :param str reason: a value of `withdrawn`
        :return: whether anything changed
        :rtype: bool
        """
        known = self.withdrawn == reason or {self.withdrawn, reason} == set(ABSENT)
        if known or self.state not in OPEN_STATES:
            return False
        return self._attempt_locked(lambda order: order._apply_withdrawal(reason))

    def _apply_withdrawal(self, reason):
        """Cancel a draft, stop a delivery, or tell somebody that it is too late."""
        sale_sudo = self.sale_order_id.sudo()
        message = self._get_withdrawal_message(reason)
        if sale_sudo.state == "sale":
            self.write({"withdrawn": reason, "withdrawn_at": fields.Datetime.now()})
            self._stop(message)
            return
        vals = self._prepare_withdrawn_vals(reason)
        self.write(vals)
        if sale_sudo:
            sale_sudo.with_context(bigcartel_withdrawn=True)._action_cancel()
            self._post(message, self.env._("The quotation was cancelled."))
            self.write(vals)
        self._close_review_notices()

    def _prepare_withdrawn_vals(self, reason):
        """Return what an order becomes that is not confirmed, and seems cancelled."""
        message = self._get_withdrawal_message(reason)
        remedy = self.env._("Press Retry to import it anyway.")
        return {
            "state": "cancelled",
            "error": f"{message} {remedy}",
            "withdrawn": reason,
            "withdrawn_at": fields.Datetime.now(),
            "withdrawn_cancelled": True,
        }

    def _get_withdrawal_message(self, reason):
        """Return why an order seems to be cancelled, for people.

        :param str reason: a value of `withdrawn`
        """
        reason = {
            "gone": self.env._("it is no longer there."),
            "unlisted": self.env._(
                "it is no longer among the unshipped orders, but was not shipped."
            ),
            "cancelled": self.env._("it is shown as cancelled."),
            "refunded": self.env._("the payment was refunded."),
            "unpaid": self.env._("it is no longer paid."),
        }[reason]
        return self.env._("Seems to be cancelled at Big Cartel: %s", reason)

    # === HELPERS === #

    def _attempt_locked(self, work):
        """Run ``work(self)`` unless somebody else is at this order just now.

        Then, as where it fails, the next run tries again; the reason stays here. What
        it says is in the language of whom it asks.

        :return: whether it was done
        :rtype: bool
        """
        sale_sudo = self.sale_order_id.sudo()
        free = self.try_lock_for_update(allow_referencing=True)
        if not free or sale_sudo != sale_sudo.try_lock_for_update(
            allow_referencing=True
        ):
            return False
        order = self.with_context(lang=self._get_asked_user().lang)
        message = order._attempt(work)
        if message:
            self._hold_back(message)
        return not message

    def _post(self, *texts):
        """Say something in the chatter of the sale order, or of the order."""
        # Whoever asks Big Cartel need not be a user of sales.
        record_sudo = self.sale_order_id.sudo() or self.sudo()
        record_sudo.message_post(body=Markup("<br/>").join(texts))
