from odoo import fields, models
from odoo.tools.sql import column_exists, create_column

from ..const import PAID


class SaleOrder(models.Model):
    """What the order shows of a withdrawal at Big Cartel, and what people do."""

    _inherit = "sale.order"

    # Stored, so that validating a delivery reads nothing of Big Cartel to find it.
    bigcartel_stopped = fields.Boolean(
        related="bigcartel_order_id.stopped", string="Stopped", store=True
    )
    bigcartel_withdrawn_cancelled = fields.Boolean(
        related="bigcartel_order_id.withdrawn_cancelled",
        string="Cancelled Automatically",
    )

    _bigcartel_stopped_idx = models.Index(
        "(bigcartel_stopped) WHERE bigcartel_stopped IS TRUE"
    )

    def _auto_init(self):
        """Override of `base`: none is stopped that is older than the column.

        Made here, Odoo computes it for none of the sale orders there may be.
        """
        if not column_exists(self.env.cr, self._table, "bigcartel_stopped"):
            create_column(self.env.cr, self._table, "bigcartel_stopped", "boolean")
        return super()._auto_init()

    # === ACTION METHODS === #

    def action_bigcartel_deliver_anyway(self):
        """Let the delivery of a stopped order go."""
        return self.bigcartel_order_id.action_deliver_anyway()

    def action_draft(self):
        """Override of `sale`: what a person takes up again is theirs."""
        res = super().action_draft()
        # Whoever takes it up need not be a user of the connector.
        self.sudo().bigcartel_order_id.filtered(
            "withdrawn_cancelled"
        ).withdrawn_cancelled = False
        return res

    # === BUSINESS METHODS === #

    def _action_confirm(self):
        """Override of `sale`: that it is not paid was known, and is stopped no more."""
        # Whoever confirms it need not be a user of the connector.
        unpaid_sudo = self.sudo().bigcartel_order_id.filtered(
            lambda order: (
                order.hold and order.payment_status != PAID and not order.withdrawn
            )
        )
        res = super()._action_confirm()
        unpaid_sudo.write(
            {"withdrawn": "unpaid", "withdrawn_at": fields.Datetime.now()}
        )
        return res

    def _action_cancel(self):
        """Override of `sale`: there is nothing left to stop, and a person decided."""
        res = super()._action_cancel()
        if self.env.context.get("bigcartel_withdrawn"):
            return res
        # Whoever cancels it need not be a user of the connector.
        orders_sudo = self.sudo().bigcartel_order_id
        orders_sudo._end_stop(self.env._("The order was cancelled."))
        orders_sudo.filtered("withdrawn_cancelled").withdrawn_cancelled = False
        return res
