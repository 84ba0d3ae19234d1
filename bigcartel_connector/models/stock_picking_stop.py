from odoo import api, fields, models


class StockPicking(models.Model):
    """Stopped deliveries: their orders seem to be cancelled at Big Cartel."""

    _inherit = "stock.picking"

    # Warehouse staff see it without a right on orders.
    bigcartel_stopped = fields.Boolean(
        "Stopped",
        compute="_compute_bigcartel_stopped",
        search="_search_bigcartel_stopped",
        compute_sudo=True,
        help="An order in this delivery seems to be cancelled at Big Cartel. It "
        "cannot be validated until somebody presses “Deliver anyway” on its sale"
        " order.",
    )

    bigcartel_stop_message = fields.Text(
        "Stopped Because",
        compute="_compute_bigcartel_stopped",
        compute_sudo=True,
        help="Why this delivery must not leave, and whom to ask.",
    )

    # === COMPUTE METHODS === #

    @api.depends("state", "move_ids.sale_line_id.order_id.bigcartel_order_id.stopped")
    def _compute_bigcartel_stopped(self):
        for picking in self:
            # Most transfers are none of ours: they cost nothing.
            orders = picking.move_ids.sale_line_id.order_id.bigcartel_order_id
            stopped = orders.filtered("stopped")
            if stopped:
                leaving = picking.move_ids.filtered(
                    lambda move: (
                        move.state not in ("done", "cancel")
                        and move._bigcartel_is_delivery()
                    )
                )
                stopped &= leaving.sale_line_id.order_id.bigcartel_order_id
            picking.bigcartel_stopped = bool(stopped)
            picking.bigcartel_stop_message = "\n".join(
                order._get_stop_message() for order in stopped
            )

    def _search_bigcartel_stopped(self, operator, value):
        """Find the transfers that wait for somebody to let them go."""
        if operator != "in":
            return NotImplemented
        # Warehouse staff may filter by it without a right on orders.
        sales = (
            self.env["sale.order"].sudo()._search([("bigcartel_stopped", "=", True)])
        )
        return [
            ("sale_id", "in", sales),
            ("picking_type_code", "=", "outgoing"),
            ("state", "not in", ("done", "cancel")),
        ]

    # === ACTION METHODS === #

    def button_validate(self):
        """Override of `stock` to refuse at once, before its dialogs ask for more.

        :raise UserError: a person has to let it go first
        """
        by_picking = self.move_ids.grouped("picking_id").values()
        # Where nothing is picked, all of it leaves.
        leaving = [moves.filtered("picked") or moves for moves in by_picking]
        self.env["stock.move"].union(*leaving)._bigcartel_check_stopped()
        return super().button_validate()
