from odoo import api, fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    bigcartel_shipment_ids = fields.One2many(
        "bigcartel.shipment", "picking_id", "Big Cartel Shipment"
    )
    # Warehouse staff see the state of a shipment without a right on shipments.
    bigcartel_shipment_state = fields.Selection(
        [("pending", "To tell"), ("done", "Told"), ("failed", "Failed")],
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
            shipment = picking.bigcartel_shipment_ids[:1]
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
        """File one shipment for each delivery to a Big Cartel customer in ``self``."""
        Shipment = self.env["bigcartel.shipment"]
        for picking in self:
            order = picking.sale_id.bigcartel_order_id
            if order and picking._bigcartel_is_delivery():
                Shipment._file(order, picking)

    def _bigcartel_is_delivery(self):
        """Whether goods left for the customer: no return, no step, no dropship."""
        self.ensure_one()
        return (
            self.picking_type_code == "outgoing"
            and self.state == "done"
            and not self.return_id
            and any(
                move.state == "done"
                and move.location_dest_id.usage == "customer"
                and not move.origin_returned_move_id
                for move in self.move_ids
            )
        )
