from odoo import api, fields, models


class BigcartelShipment(models.Model):
    """The outbox: one row for each delivery that Big Cartel has to be told of."""

    _name = "bigcartel.shipment"
    _description = "Big Cartel Shipment"
    _order = "id desc"
    _check_company_auto = True
    _rec_name = "order_id"

    backend_id = fields.Many2one(
        related="order_id.backend_id", store=True, index=True, string="Shop"
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    order_id = fields.Many2one(
        "bigcartel.order",
        "Order",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    picking_id = fields.Many2one(
        "stock.picking",
        "Transfer",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    state = fields.Selection(
        [("pending", "To tell"), ("done", "Told"), ("failed", "Failed")],
        default="pending",
        required=True,
        readonly=True,
        index=True,
    )
    items = fields.Json(
        readonly=True,
        help="What left: a list of {line: number of the line there, quantity: int}.",
    )
    told_items = fields.Json(
        readonly=True, help="What Big Cartel was told of these items."
    )
    status_only = fields.Boolean(
        readonly=True, help="A person asked to mark the order as shipped."
    )
    tracking_number = fields.Char(
        compute="_compute_tracking", store=True, readonly=False
    )
    carrier_name = fields.Char("Carrier", compute="_compute_tracking", store=True)
    attempts = fields.Integer(readonly=True)
    next_attempt = fields.Datetime(
        readonly=True, help="Not before then; empty means as soon as possible."
    )
    error = fields.Text(
        "Message", readonly=True, help="Why it is not told yet, and what to do."
    )
    result = fields.Char(readonly=True, help="What Big Cartel was told.")
    done_at = fields.Datetime("Told On", readonly=True)

    _picking_uniq = models.UniqueIndex(
        "(picking_id) WHERE picking_id IS NOT NULL",
        "This transfer is filed already.",
    )
    _due_idx = models.Index("(backend_id, next_attempt) WHERE state = 'pending'")

    # === COMPUTE METHODS === #

    @api.depends("picking_id.carrier_tracking_ref", "picking_id.carrier_id")
    def _compute_tracking(self):
        """Follow the transfer until Big Cartel was told."""
        for shipment in self:
            if shipment.state != "done":
                shipment.tracking_number = shipment.picking_id.carrier_tracking_ref
                shipment.carrier_name = shipment.picking_id.carrier_id.name

    # === ACTION METHODS === #

    def action_retry(self):
        """Tell Big Cartel again as soon as possible."""
        self.check_access("read")
        # Users may retry; only the outbox itself writes on its rows.
        self.sudo().filtered(lambda shipment: shipment.state != "done").write(
            {"state": "pending", "attempts": 0, "next_attempt": False, "error": False}
        )
        self._trigger_push()

    # === BUSINESS METHODS === #

    @api.model
    def _file(self, order, picking=None, status_only=False):
        """File what Big Cartel has to be told; nothing is sent here.

        :param order: `bigcartel.order`
        :param picking: the done `stock.picking`, if there is one
        :param bool status_only: whether a person asked to mark the order as shipped
        """
        picking = picking or self.env["stock.picking"]
        if picking and self.search_count([("picking_id", "=", picking.id)], limit=1):
            return self.browse()
        shipment = self.create(
            {
                "order_id": order.id,
                "picking_id": picking.id,
                "items": self._prepare_items(order, picking),
                "status_only": status_only,
            }
        )
        self._trigger_push()
        return shipment

    @api.model
    def _trigger_push(self):
        # The scheduled action belongs to the system; it runs after this commit.
        self.env.ref("bigcartel_connector.ir_cron_push_shipments").sudo()._trigger()

    @api.model
    def _prepare_items(self, order, picking):
        """Return what of the sold lines left with a transfer, in whole units.

        Each line counts by itself, also two lines of one product. A kit leaves as
        its components: of it, as many as are complete and not filed before.
        """
        filed = {}
        for item in order.shipment_ids.mapped(lambda s: s.items or []):
            for entry in item:
                filed[entry["line"]] = filed.get(entry["line"], 0) + entry["quantity"]
        items = []
        done = picking.move_ids.filtered(lambda move: move.state == "done")
        for line, moves in done.grouped("sale_line_id").items():
            if not line.bigcartel_line_ref:
                continue
            if all(move.product_id == line.product_id for move in moves):
                quantity = sum(
                    move.product_uom._compute_quantity(
                        move.quantity, line.product_uom_id
                    )
                    for move in moves
                )
            else:
                quantity = line.qty_delivered - filed.get(line.bigcartel_line_ref, 0)
            # More than was sold may leave; Big Cartel knows what was sold only.
            left = line.product_uom_qty - filed.get(line.bigcartel_line_ref, 0)
            quantity = int(min(quantity, left))
            if quantity > 0:
                items.append({"line": line.bigcartel_line_ref, "quantity": quantity})
        return items
