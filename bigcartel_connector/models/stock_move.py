from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_cancel(self):
        """Override of `stock`: cancelling what was left may make an order complete.

        Big Cartel was told of the earlier deliveries already; nothing else would
        tell it that no more are coming. Nothing is left to be stopped either.
        """
        res = super()._action_cancel()
        if not self.env.context.get("bigcartel_no_final"):
            # Whoever cancels a transfer need not be a user of sales or connector.
            orders_sudo = self.sudo().sale_line_id.order_id.bigcartel_order_id
            orders_sudo._file_final_shipment()
            orders_sudo._note_delivered()
            orders_sudo.filtered("stopped").filtered(
                lambda order: not order.sale_order_id._bigcartel_has_open_moves()
            )._end_stop(self.env._("What was left to deliver was cancelled."))
        return res

    def _action_done(self, cancel_backorder=False):
        """Override of `stock`: what seems cancelled at Big Cartel stays, for now.

        :raise UserError: a person has to let it go first
        """
        self.filtered("picked")._bigcartel_check_stopped()
        return super()._action_done(cancel_backorder=cancel_backorder)

    def _bigcartel_check_stopped(self):
        """Refuse to deliver what seems to be cancelled at Big Cartel.

        :raise UserError: a person has to let it go first
        """
        # Whoever delivers need not be a user of sales or connector.
        sales_sudo = self.sudo().sale_line_id.order_id
        if not sales_sudo.filtered("bigcartel_stopped"):
            return
        leaving = self.filtered(
            lambda move: (
                move.state not in ("done", "cancel")
                and move.quantity > 0
                and move._bigcartel_is_delivery()
            )
        )
        leaving.sudo().sale_line_id.order_id.bigcartel_order_id._check_not_stopped()

    def _bigcartel_is_delivery(self):
        """Whether it brings goods to the customer for the first time: no return, no
        step before the delivery, no second delivery of what came back."""
        self.ensure_one()
        return (
            self.picking_code == "outgoing"
            and self.location_dest_id.usage == "customer"
            and not self.origin_returned_move_id
            and not self.picking_id.return_id
        )
