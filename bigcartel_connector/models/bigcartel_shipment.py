from collections import Counter
from itertools import chain

from odoo import api, fields, models
from odoo.tools import float_round

SHIPMENT_STATES = [("pending", "Waiting"), ("done", "Told"), ("failed", "Failed")]


class BigcartelShipment(models.Model):
    """The outbox: one row for each delivery that Big Cartel has to be told of."""

    _name = "bigcartel.shipment"
    _inherit = ["bigcartel.list.mixin"]
    _description = "Big Cartel Shipment"
    _order = "id desc"
    _check_company_auto = True
    _rec_name = "order_id"

    # Not related fields: whoever files deliveries gives them, and reads no order.
    backend_id = fields.Many2one(
        "bigcartel.backend",
        "Shop",
        compute="_compute_backend_id",
        store=True,
        precompute=True,
        readonly=False,
        index=True,
        help="The shop that is told.",
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        readonly=False,
        help="The company of the shop.",
    )
    order_id = fields.Many2one(
        "bigcartel.order",
        required=True,
        readonly=True,
        # Its company is the shipment's own.
        ondelete="cascade",
        index=True,
        help="The Big Cartel order that was delivered, whole or in part.",
    )
    picking_id = fields.Many2one(
        "stock.picking",
        "Transfer",
        readonly=True,
        check_company=True,
        ondelete="set null",
        index="btree_not_null",
        help="The delivery. There is none where a person marked the order as shipped.",
    )
    state = fields.Selection(
        SHIPMENT_STATES,
        default="pending",
        required=True,
        readonly=True,
        index=True,
        help="Waiting: Big Cartel is told within moments, or at the next try. Told: it "
        "knows. Failed: a person has to look; the message says what to do.",
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
    attempts = fields.Integer(
        readonly=True, help="Tries with an unclear end, such as a time-out."
    )
    not_found = fields.Boolean(
        readonly=True,
        help="Big Cartel did not know the order. It is told again as soon as an import "
        "shows the order.",
    )
    next_attempt = fields.Datetime(
        "Not Before",
        readonly=True,
        help="Not before then; empty means as soon as possible.",
    )
    error = fields.Text(
        "Message", readonly=True, help="Why it is not told yet, and what to do."
    )
    result = fields.Char(readonly=True, help="What Big Cartel was told.")
    done_at = fields.Datetime(
        "Told On", readonly=True, help="When Big Cartel was told last."
    )

    _picking_uniq = models.UniqueIndex(
        "(picking_id, order_id) WHERE picking_id IS NOT NULL",
        "This transfer is filed already.",
    )
    # Lists count, and add up what they show in groups, in it alone.
    _list_idx = models.Index(
        "(create_date) INCLUDE (company_id, backend_id, state, attempts)"
    )
    _due_idx = models.Index("(backend_id, next_attempt) WHERE state = 'pending'")

    # === COMPUTE METHODS === #

    @api.depends("order_id.backend_id")
    def _compute_backend_id(self):
        for shipment in self:
            shipment.backend_id = shipment.order_id.backend_id

    @api.depends("order_id.company_id")
    def _compute_company_id(self):
        for shipment in self:
            shipment.company_id = shipment.order_id.company_id

    # === BUSINESS METHODS === #

    @api.model
    def _file(self, order, status_only=False):
        """File that Big Cartel has to be told of an order, without a delivery.

        :param order: `bigcartel.order`
        :param bool status_only: whether a person asked to mark the order as shipped
        """
        shipment = self.create(
            {"order_id": order.id, "items": [], "status_only": status_only}
        )
        self._trigger_push()
        return shipment

    @api.model
    def _file_deliveries(self, pairs):
        """File what Big Cartel has to be told of deliveries; nothing is sent here.

        :param list pairs: of a `sale.order` and a done `stock.picking` that some of it
            left with
        """
        sales = self.env["sale.order"].union(*(sale for sale, _picking in pairs))
        fresh = sales.filtered("bigcartel_unfiled")
        # Of the first delivery of an order, the outbox knows nothing.
        earlier = (sales - fresh).bigcartel_order_id.shipment_ids.grouped("order_id")
        filed, vals_list = {}, []
        for sale, picking in pairs:
            order = sale.bigcartel_order_id
            shipments = earlier.get(order, self.browse())
            if picking in shipments.picking_id:
                continue
            units = filed.setdefault(order, shipments._sum_items("items"))
            vals_list.append(self._prepare_delivery_vals(sale, picking, units))
        if vals_list:
            self.create(vals_list)
            # Odoo writes on these sale orders anyway: it takes no query more, and there
            # is nothing to track.
            fresh.with_context(tracking_disable=True).bigcartel_unfiled = False
            self._trigger_push(patient=True)

    @api.model
    def _prepare_delivery_vals(self, sale, picking, filed):
        """Return the values of a shipment.

        :param Counter filed: units of each line that were filed before; what is filed
            now is added
        """
        items = self._prepare_items(sale, picking, filed)
        filed.update({item["line"]: item["quantity"] for item in items})
        return {
            "order_id": sale.bigcartel_order_id.id,
            # Given, so that the order itself need not be read.
            "backend_id": sale.bigcartel_backend_id.id,
            "company_id": sale.company_id.id,
            "picking_id": picking.id,
            "items": items,
            **self._prepare_tracking_vals(picking),
        }

    @api.model
    def _prepare_items(self, sale, picking, filed):
        """Return what of the sold lines left with a transfer, in whole units.

        Each line counts by itself, also two lines of one product. What left of it so
        far, less what was filed before, is what to tell now.
        """
        moves = picking.move_ids.filtered(lambda move: move.state == "done")
        items = []
        for line in moves.sale_line_id.filtered(lambda line: line.order_id == sale):
            number = line.bigcartel_line_ref
            # More than was sold may leave; Big Cartel knows what was sold only.
            left = min(self._get_quantity_left(line), line.product_uom_qty)
            left = int(float_round(left, precision_digits=0, rounding_method="DOWN"))
            quantity = left - filed.get(number, 0)
            if number and quantity > 0:
                items.append({"line": number, "quantity": quantity})
        return items

    @api.model
    def _get_quantity_left(self, line):
        """Return how much of a sold line left so far, wherever it is now.

        A kit leaves as its components: of it, Odoo says how much is delivered.
        """
        moves = line.move_ids.filtered(
            lambda move: move.state == "done" and move._bigcartel_is_delivery()
        )
        if moves.product_id != line.product_id:
            return line.qty_delivered
        return sum(
            move.product_uom._compute_quantity(
                move.quantity, line.product_uom_id, round=False
            )
            for move in moves
        )

    def _sum_items(self, name):
        """Return the units of each line in a field of these shipments."""
        units = Counter()
        for item in chain.from_iterable(shipment[name] or [] for shipment in self):
            units[item["line"]] += item["quantity"]
        return units
