from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    bigcartel_order_id = fields.Many2one(
        "bigcartel.order",
        "Big Cartel Order",
        copy=False,
        readonly=True,
        check_company=True,
        ondelete="set null",
        help="The Big Cartel order that this sale order was made from.",
    )
    bigcartel_backend_id = fields.Many2one(
        related="bigcartel_order_id.backend_id",
        string="Big Cartel Shop",
        store=True,
        index="btree_not_null",
    )
    bigcartel_tax_source = fields.Selection(
        lambda self: (
            self.env["bigcartel.backend"]
            ._fields["tax_source"]
            ._description_selection(self.env)
        ),
        "Taxes of Sold Lines",
        copy=False,
        readonly=True,
        help="The shop's setting when the order was imported.",
    )
    bigcartel_shipping_code = fields.Char(
        "Shipping Code",
        copy=False,
        help="The code that the shop's shipping map gives this destination.",
    )
    # Not so where an earlier sale order of the same Big Cartel order was delivered.
    bigcartel_unfiled = fields.Boolean(
        "No Delivery Filed",
        copy=False,
        readonly=True,
        help="Nothing was delivered yet that Big Cartel has to be told of.",
    )
    bigcartel_state = fields.Selection(
        related="bigcartel_order_id.state", string="Big Cartel State"
    )
    bigcartel_note = fields.Text(
        related="bigcartel_order_id.customer_note", string="Customer's Note"
    )
    bigcartel_error = fields.Text(
        related="bigcartel_order_id.error", string="Big Cartel Message"
    )

    # The last guard against two sale orders for one Big Cartel order.
    _bigcartel_order_uniq = models.UniqueIndex(
        "(bigcartel_order_id) WHERE bigcartel_order_id IS NOT NULL",
        "This Big Cartel order has a sale order already.",
    )

    # === COMPUTE METHODS === #

    def _compute_pricelist_id(self):
        """Override of `sale`: another customer's pricelist changes nothing sold."""
        sold = self.filtered("bigcartel_order_id")
        return super(SaleOrder, self - sold)._compute_pricelist_id()

    def _compute_currency_id(self):
        """Override of `sale`: an order stays in the currency it was paid in."""
        res = super()._compute_currency_id()
        # Whoever edits the order need not be a user of the connector.
        for order_sudo in self.sudo():
            paid_in = order_sudo.bigcartel_order_id.currency_id
            if paid_in:
                order_sudo.currency_id = paid_in
        return res

    # === CRUD METHODS === #

    def write(self, vals):
        """Override of `sale`: open transfers get a new delivery method as well.

        Odoo does it where the method is chosen together with its price, which is
        fixed on these orders.
        """
        res = super().write(vals)
        if "carrier_id" in vals:
            transfers = self.filtered("bigcartel_order_id").picking_ids.filtered(
                lambda picking: (
                    picking.state not in ("done", "cancel") and not picking.return_id
                )
            )
            transfers.carrier_id = vals["carrier_id"]
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_bigcartel_order(self):
        """Remember that a person deleted it: it comes back only when asked for."""
        # Whoever may delete a quotation need not be a user of the connector.
        orders_sudo = self.sudo().bigcartel_order_id
        orders_sudo.write(
            {
                "state": "ignored",
                "error": self.env._(
                    "Its sale order was deleted in Odoo. Press Retry to import it "
                    "again."
                ),
                "withdrawn_cancelled": False,
            }
        )
        orders_sudo._close_review_notices()

    # === ACTION METHODS === #

    def action_bigcartel_complete(self):
        """Complete the Big Cartel order behind this sale order."""
        return self.bigcartel_order_id.action_complete()

    def action_open_bigcartel_order(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "bigcartel.order",
            "view_mode": "form",
            "res_id": self.bigcartel_order_id.id,
        }

    # === BUSINESS METHODS === #

    def set_delivery_line(self, carrier, amount):
        """Override of `delivery` to keep what Big Cartel charged for shipping.

        On these orders the method may change, the shipping line and its price not.
        """
        sold = self.filtered("bigcartel_order_id")
        sold.carrier_id = carrier
        return super(SaleOrder, self - sold).set_delivery_line(carrier, amount)

    def _action_confirm(self):
        """Override of `sale`: whoever confirms it has decided what was open."""
        res = super()._action_confirm()
        # Whoever confirms it need not be a user of the connector.
        orders_sudo = self.sudo().bigcartel_order_id
        orders_sudo.write({"error": False, "hold": False})
        orders_sudo._close_review_notices()
        return res

    def _action_cancel(self):
        """Override of `sale`: what is cancelled here is not shipped there."""
        self = self.with_context(bigcartel_no_final=True)
        res = super()._action_cancel()
        # Whoever cancels it need not be a user of the connector.
        self.sudo().bigcartel_order_id._close_review_notices()
        return res

    def _get_update_prices_lines(self):
        """Override of `sale` to leave out what was sold and charged at Big Cartel."""
        lines = super()._get_update_prices_lines()
        return lines - lines._bigcartel_sold()

    def _bigcartel_has_open_moves(self):
        """Whether something of ours on these orders is still to be delivered.

        Steps before the delivery itself count too: later steps of a delivery in
        several steps exist only once the earlier ones are done.
        """
        moves = self.order_line.move_ids.filtered(
            lambda move: not move.origin_returned_move_id
        )
        return any(move.state not in ("done", "cancel") for move in moves)
