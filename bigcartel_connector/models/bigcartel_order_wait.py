from odoo import api, fields, models

from ..api import SHIPPED
from ..const import PAID


class BigcartelOrder(models.Model):
    """Waiting: what an order without a sale order waits for, or why it gets none."""

    _inherit = "bigcartel.order"

    # === BUSINESS METHODS === #

    @api.model
    def _get_ordered_at(self, document):
        """Return when an order was placed and paid, as Odoo stores it, or None."""
        ordered_at = document.completed_at or document.created_at
        return ordered_at and ordered_at.replace(tzinfo=None)

    @api.model
    def _is_too_old(self, ordered_at, since):
        """Return whether an order was placed before a shop's start date.

        :param datetime ordered_at: what `_get_ordered_at` returned
        :param datetime since: the start date; False for none
        """
        return bool(since and ordered_at and ordered_at < since)

    @api.model
    def _get_waiting_reason(self, document, since=False, forced=False):
        """Return why an order that has no sale order yet gets none.

        :param datetime since: the shop's start date
        :param bool forced: whether a person asked for this order
        :return: `shipped`, `withdrawn`, `unpaid`, `too_old`; None for what is to be
            built
        """
        if document.shipping_status == SHIPPED and not forced:
            return "shipped"
        if self._get_sign(document) and not forced:
            return "withdrawn"
        if document.payment_status != PAID:
            # When it is paid is when it is completed: older ones are not too old yet.
            return "unpaid"
        if self._is_too_old(self._get_ordered_at(document), since) and not forced:
            return "too_old"
        return None

    @api.model
    def _get_waiting_vals(self, backend, document, forced=False):
        """Return state and reason of an order that has no sale order yet.

        Paid orders from `import_from` on are `new` without a reason: to be built.
        """
        since = backend.import_from
        reason = self._get_waiting_reason(document, since, forced)
        if reason == "shipped":
            message = self.env._(
                "Shipped at Big Cartel already. Press Retry to import it anyway."
            )
            return {"state": "ignored", "error": message}
        if reason == "withdrawn":
            return self._prepare_withdrawn_vals(self._get_sign(document))
        if reason == "unpaid":
            message = self.env._(
                "Not paid yet (payment status at Big Cartel: %(status)s). It is "
                "taken up by itself once it is paid.",
                status=document.payment_status or self.env._("none"),
            )
            return {"state": "new", "error": message}
        if reason == "too_old":
            message = self.env._(
                "Ordered before %(date)s (UTC), from when on this shop imports "
                "orders. Press Retry to import it anyway.",
                date=fields.Datetime.to_string(since),
            )
            return {"state": "ignored", "error": message}
        return {"state": "new", "error": False}
