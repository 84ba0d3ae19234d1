from odoo import api, fields, models
from odoo.fields import Domain

from .bigcartel_shipment import SHIPMENT_STATES

# What needs a person comes first.
STATES_BY_NEED = ("failed", "pending", "done")


class StockPicking(models.Model):
    _inherit = "stock.picking"

    bigcartel_shipment_ids = fields.One2many(
        "bigcartel.shipment",
        "picking_id",
        "Big Cartel Shipments",
        readonly=True,
        # Others could not even read the transfer: they have no right on shipments.
        groups="bigcartel_connector.group_user",
    )
    # Warehouse staff see the state of a shipment without a right on shipments.
    bigcartel_shipment_state = fields.Selection(
        SHIPMENT_STATES,
        "Big Cartel",
        compute="_compute_bigcartel_shipment",
        search="_search_bigcartel_shipment_state",
        compute_sudo=True,
        help="Whether Big Cartel knows of this delivery.",
    )
    bigcartel_shipment_summary = fields.Text(
        "Told Big Cartel",
        compute="_compute_bigcartel_shipment",
        compute_sudo=True,
        help="What Big Cartel was told of this delivery, or is to be told.",
    )
    bigcartel_shipment_error = fields.Text(
        "Big Cartel Message",
        compute="_compute_bigcartel_shipment",
        compute_sudo=True,
        help="Why Big Cartel does not know all of this delivery, and what to do.",
    )
    bigcartel_backend_id = fields.Many2one(
        related="sale_id.bigcartel_backend_id",
        string="Big Cartel Shop",
        groups="bigcartel_connector.group_user",
        help="The shop that the delivered order comes from.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "bigcartel_shipment_ids.state",
        "bigcartel_shipment_ids.summary",
        "bigcartel_shipment_ids.error",
    )
    def _compute_bigcartel_shipment(self):
        for picking in self:
            # A transfer may hold several orders: what needs a person comes first.
            shipments = picking.bigcartel_shipment_ids.sorted(
                lambda row: STATES_BY_NEED.index(row.state)
            )
            picking.bigcartel_shipment_state = shipments[:1].state
            picking.bigcartel_shipment_summary = shipments._join("summary")
            picking.bigcartel_shipment_error = shipments._join("error")

    def _search_bigcartel_shipment_state(self, operator, value):
        """Find transfers by the state of the shipment that needs a person most."""
        if operator != "in":
            return NotImplemented
        found = [
            self._get_bigcartel_domain(STATES_BY_NEED.index(state))
            for state in value
            if state in STATES_BY_NEED
        ]
        if False in value:
            found.append(~self._get_filed_domain(STATES_BY_NEED))
        return Domain.OR(found)

    @api.model
    def _get_bigcartel_domain(self, need):
        """Return the transfers with a shipment of a state, and none of a worse one.

        :param int need: index in `STATES_BY_NEED`
        """
        return self._get_filed_domain(STATES_BY_NEED[need : need + 1]) & (
            ~self._get_filed_domain(STATES_BY_NEED[:need]) if need else Domain.TRUE
        )

    @api.model
    def _get_filed_domain(self, states):
        """Return the transfers with a shipment in one of the states."""
        # Warehouse staff may filter by it without a right on shipments.
        shipments_sudo = self.env["bigcartel.shipment"].sudo()
        query = shipments_sudo._search(
            [("state", "in", states), ("picking_id", "!=", False)]
        )
        return Domain("id", "in", query.subselect("picking_id"))

    # === CRUD METHODS === #

    def write(self, vals):
        """Override of `stock`: a tracking number that is typed in later is told too.

        Nothing is sent here, and nobody waits for Big Cartel.
        """
        res = super().write(vals)
        if "carrier_tracking_ref" in vals:
            done = self.filtered(lambda picking: picking.state == "done")
            # Warehouse staff need no right on shipments.
            done.sudo().bigcartel_shipment_ids._file_tracking()
        return res

    # === ACTION METHODS === #

    def action_bigcartel_tell_now(self):
        """Tell Big Cartel of these transfers now, and report.

        :return: a notification
        """
        return self.bigcartel_shipment_ids.action_tell_now()

    # === BUSINESS METHODS === #

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
        lines = self.move_ids.sale_line_id
        sales = lines.order_id.filtered("bigcartel_order_id")
        if not sales:
            return
        # Where what left of each line is read, here once for all of them.
        lines.filtered(lambda line: line.order_id in sales).fetch(["move_ids"])
        pairs = []
        for picking in self:
            moves = picking.move_ids.filtered(
                lambda move: move.state == "done" and move._bigcartel_is_delivery()
            )
            pairs += [(sale, picking) for sale in moves.sale_line_id.order_id & sales]
        self.env["bigcartel.shipment"]._file_deliveries(pairs)
        left = sales.browse().union(*(sale for sale, _picking in pairs))
        (sales - left).bigcartel_order_id._file_final_shipment()
