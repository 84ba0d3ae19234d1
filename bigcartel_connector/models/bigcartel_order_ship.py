from odoo import models


class BigcartelOrder(models.Model):
    """Shipping: what an order itself files in the outbox."""

    _inherit = "bigcartel.order"

    # === ACTION METHODS === #

    def action_mark_shipped(self):
        """File that Big Cartel shall mark these orders as shipped, whole.

        For what no delivery of ours tells: services, and orders whose other part
        somebody else has shipped.
        """
        self.check_access("write")
        for order in self.filtered(lambda order: order.state == "done"):
            # Users may ask for it; only the outbox itself writes on its rows.
            self.env["bigcartel.shipment"].sudo()._file(order, status_only=True)

    # === BUSINESS METHODS === #

    def _file_final_shipment(self):
        """Tell Big Cartel that no more is coming, if it waits for more.

        After partial deliveries, when what was left is cancelled.
        """
        for order in self:
            shipments = order.shipment_ids
            if (
                order.state == "done"
                and shipments.picking_id
                and not order.sale_order_id._bigcartel_has_open_moves()
                and not shipments.filtered(
                    lambda row: row.state == "pending" and not row.picking_id
                )
            ):
                self.env["bigcartel.shipment"]._file(order)
