from odoo import models


class SaleOrder(models.Model):
    """Cancelling: what is cancelled here may have to be cancelled there as well."""

    _inherit = "sale.order"

    # === CRUD METHODS === #

    def write(self, vals):
        """Override of `sale` to ask for a cancellation there, or not any more.

        However it is cancelled or set back, its state is written. Nothing is asked of
        who knows that it is cancelled there, see `_notice_cancel`.
        """
        if "state" not in vals:
            return super().write(vals)
        before = self.filtered(lambda sale: sale.state == "cancel")
        res = super().write(vals)
        # Whoever cancels it need not be a user of the connector.
        if vals["state"] == "cancel":
            (self - before).sudo().bigcartel_order_id._notice_cancel()
        elif before:
            before.sudo().bigcartel_order_id._close_cancel_notice()
        return res
