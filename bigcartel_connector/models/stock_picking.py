from odoo import api, fields, models

from .bigcartel_shipment import SHIPMENT_STATES


class StockPicking(models.Model):
    _inherit = "stock.picking"

    bigcartel_shipment_ids = fields.One2many(
        "bigcartel.shipment",
        "picking_id",
        "Big Cartel Shipments",
        # Others could not even read the transfer: they have no right on shipments.
        groups="bigcartel_connector.group_user",
    )
    # Warehouse staff see the state of a shipment without a right on shipments.
    bigcartel_shipment_state = fields.Selection(
        SHIPMENT_STATES,
        "Big Cartel",
        compute="_compute_bigcartel_shipment",
        compute_sudo=True,
        help="Whether Big Cartel knows of this delivery.",
    )
    bigcartel_shipment_error = fields.Text(
        "Big Cartel Message",
        compute="_compute_bigcartel_shipment",
        compute_sudo=True,
    )

    @api.depends("bigcartel_shipment_ids.state", "bigcartel_shipment_ids.error")
    def _compute_bigcartel_shipment(self):
        for picking in self:
            # A transfer may hold several orders: what needs a person comes first.
            shipment = picking.bigcartel_shipment_ids.sorted(
                lambda row: ("failed", "pending", "done").index(row.state)
            )[:1]
            picking.bigcartel_shipment_state = shipment.state
            picking.bigcartel_shipment_error = shipment.error

    def _action_done(self):
        """Override of `stock` to file what Big Cartel has to be told.

        Nothing is sent here: the warehouse does not wait for the internet, and a
        rollback leaves nothing behind at Big Cartel.
        """
        self = self.with_context(bigcartel_no_final=True)
        res = super()._action_done()
        # Warehouse staff need no right on shipments.
        self.sudo()._bigcartel_file_shipments()
        return res

    def _add_delivery_cost_to_so(self):
        """Override of `stock_delivery`: the customer paid Big Cartel's amount."""
        if self.sale_id.bigcartel_order_id:
            return None
        return super()._add_delivery_cost_to_so()

    def _bigcartel_file_shipments(self):
        """File one shipment for each Big Cartel order that left with a transfer.

        Of an order in it that did not leave, the rest may have been cancelled.
        """
        Shipment = self.env["bigcartel.shipment"]
        left = self.env["bigcartel.order"]
        for picking in self:
            moves = picking.move_ids.filtered(
                lambda move: move.state == "done" and move._bigcartel_is_delivery()
            )
            for order in moves.sale_line_id.order_id.bigcartel_order_id:
                Shipment._file(order, picking)
                left |= order
        orders = self.move_ids.sale_line_id.order_id.bigcartel_order_id
        (orders - left)._file_final_shipment()
