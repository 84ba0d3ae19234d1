from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_cancel(self):
        """Override of `stock`: cancelling what was left may make an order complete.

        Big Cartel was told of the earlier deliveries already; nothing else would
        tell it that no more are coming.
        """
        res = super()._action_cancel()
        if not self.env.context.get("bigcartel_no_final"):
            # Whoever cancels a transfer need not be a user of the connector.
            self.sale_line_id.order_id.sudo().bigcartel_order_id._file_final_shipment()
        return res
