from odoo import fields, models

from ..const import REVIEW_STATES
from .bigcartel_backend_notice import REVIEW_ACTIVITY


class BigcartelOrder(models.Model):
    """Notices: the activity of an order to review, which closes by itself."""

    _name = "bigcartel.order"
    _inherit = ["bigcartel.order", "mail.activity.mixin"]

    review_noticed = fields.Boolean(
        readonly=True,
        copy=False,
        help="Somebody was told that it is to be reviewed.",
    )

    # === ACTION METHODS === #

    def action_ignore(self):
        """Override: what is ignored needs no review."""
        res = super().action_ignore()
        self._close_review_notices()
        return res

    # === BUSINESS METHODS === #

    def _schedule_review(self):
        """Give each of these orders of one shop its activity, all in one go."""
        if not self:
            return
        user = self.backend_id._get_responsible()
        orders = self.with_context(lang=user.lang, mail_activity_quick_update=True)
        orders.activity_schedule(
            REVIEW_ACTIVITY,
            date_deadline=fields.Date.context_today(self),
            summary=orders.env._("Review this Big Cartel order"),
            user_id=user.id,
        )

    def _close_review_notices(self):
        """Close the activities of those among these orders that are reviewed."""
        # Whoever confirms or cancels a sale order need not be a user of the connector.
        reviewed_sudo = self.sudo().filtered(
            lambda order: order.review_noticed and order.state not in REVIEW_STATES
        )
        if not reviewed_sudo:
            return
        reviewed_sudo.with_context(tracking_disable=True).review_noticed = False
        reviewed_sudo.activity_unlink([REVIEW_ACTIVITY])
        reviewed_sudo.backend_id.filtered(
            lambda shop: shop.review_activity == "day"
        )._close_review_day()

    def _get_review_url(self):
        """Return the address of this order, for e-mails."""
        self.ensure_one()
        return f"{self.get_base_url()}/odoo/bigcartel-orders/{self.id}"
