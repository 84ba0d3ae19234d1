from markupsafe import Markup

from odoo import fields, models

from ..api import SHIPPED
from ..const import ADMIN_ORDERS_URL
from .bigcartel_backend_cancel import CANCEL_ACTIVITY


class BigcartelOrder(models.Model):
    """Cancelled in Odoo: the activity to cancel an order at Big Cartel too."""

    _inherit = "bigcartel.order"

    # === ACTION METHODS === #

    def action_ignore(self):
        """Override: leaving an order out of Odoo does not cancel it."""
        orders = self.with_context(bigcartel_no_cancel_notice=True)
        return super(BigcartelOrder, orders).action_ignore()

    # === BUSINESS METHODS === #

    def _notice_cancel(self):
        """Ask to cancel at Big Cartel too what is cancelled here, as its shop wants it.

        The context key `bigcartel_withdrawn` says that they are cancelled there.
        """
        context = self.env.context
        if context.get("bigcartel_withdrawn") or context.get(
            "bigcartel_no_cancel_notice"
        ):
            return
        # Whoever cancels a sale order need not be a user of the connector.
        orders_sudo = self.sudo().filtered(lambda order: order._is_open_there())
        known = orders_sudo.sale_order_id.activity_search([CANCEL_ACTIVITY])
        noticed = set(known.mapped("res_id"))
        vals_list = [
            order._prepare_cancel_notice_vals()
            for order in orders_sudo
            if order.sale_order_id.id not in noticed
        ]
        # No mail for each of them: many may be cancelled at once.
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(vals_list)

    def _is_open_there(self):
        """Whether an order that is cancelled here still waits at Big Cartel."""
        ours = self.sale_order_id._bigcartel_get_items().filtered(
            lambda line: line.bigcartel_link_state == "linked"
        )
        left = ours and all(line.qty_delivered >= line.product_uom_qty for line in ours)
        return (
            self.backend_id.cancel_notice == "activity"
            and self.sale_order_id.state == "cancel"
            and self.state != "ignored"
            and not self.withdrawn
            and not self.shipped_at
            and self.shipping_status != SHIPPED
            and not left
        )

    def _prepare_cancel_notice_vals(self):
        """Return the values of the activity of one order."""
        sale = self.sale_order_id
        user = self._get_asked_user()
        env = self.with_context(lang=user.lang).env
        link = Markup('<a href="%s" target="_blank" rel="noopener">%s</a>') % (
            ADMIN_ORDERS_URL,
            env._("Orders at Big Cartel"),
        )
        return {
            # Cancelling does not fail, whatever became of the type.
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id(
                CANCEL_ACTIVITY, raise_if_not_found=False
            ),
            "automated": True,
            "date_deadline": fields.Date.context_today(self),
            "note": Markup("<p>%s</p><p>%s</p>")
            % (
                env._(
                    "It is cancelled in Odoo, but still open at Big Cartel. This "
                    "activity closes by itself once it is cancelled there."
                ),
                link,
            ),
            "res_id": sale.id,
            "res_model_id": self.env["ir.model"]._get_id("sale.order"),
            "summary": env._("Cancel order %s at Big Cartel too", self.name),
            "user_id": user.id,
        }

    def _close_cancel_notice(self):
        """Close the activity where there is nothing to cancel at Big Cartel any more.

        It was cancelled or shipped there, or its sale order is taken up again.
        """
        # Whoever takes up a sale order need not be a user of the connector.
        self.sudo().sale_order_id.activity_unlink([CANCEL_ACTIVITY])
