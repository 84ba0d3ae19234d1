from odoo import fields, models
from odoo.tools.sql import column_exists, create_column

from ..const import PAID

FILL_STOPPED = """
    UPDATE sale_order
       SET bigcartel_stopped = TRUE
      FROM bigcartel_order
     WHERE bigcartel_order.id = sale_order.bigcartel_order_id
       AND bigcartel_order.stopped
"""


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
        """Override of `base`: few are stopped that are older than the column.

        Filled here, Odoo computes it for none of the sale orders there may be.
        """
        cr = self.env.cr
        fresh = not column_exists(cr, self._table, "bigcartel_stopped")
        if fresh:
            create_column(cr, self._table, "bigcartel_stopped", "boolean")
        res = super()._auto_init()
        # Version 19.0.1.0.0 could not stop any.
        if fresh and column_exists(cr, "bigcartel_order", "stopped"):
            cr.execute(FILL_STOPPED)
        return res

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
