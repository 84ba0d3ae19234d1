from odoo import api, fields, models
from odoo.exceptions import UserError

from ..api import parse_order


class BigcartelOrder(models.Model):
    """The inbox: one row for each order of a shop, for ever."""

    _name = "bigcartel.order"
    _description = "Big Cartel Order"
    _inherit = ["mail.thread", "bigcartel.list.mixin"]
    _order = "ordered_at desc, id desc"
    _check_company_auto = True

    backend_id = fields.Many2one(
        "bigcartel.backend",
        "Shop",
        required=True,
        readonly=True,
        # A shop with orders is archived: connected anew, it would import them again.
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="backend_id.company_id", store=True)
    name = fields.Char("Number", required=True, readonly=True, index="trigram")
    state = fields.Selection(
        [
            ("new", "Waiting"),
            ("to_link", "To link"),
            ("ready", "Ready"),
            ("done", "Completed"),
            ("shipped", "Shipped"),
            ("ignored", "Ignored"),
            ("cancelled", "Cancelled"),
            ("error", "Error"),
        ],
        compute="_compute_state",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        help="What the order waits for, or what became of it.",
    )
    error = fields.Text(
        "Message",
        readonly=True,
        help="Why the order waits, was ignored or failed, and what to do about it.",
    )
    hold = fields.Boolean(
        readonly=True, help="A person has to look at it: it does not complete itself."
    )
    import_forced = fields.Boolean(
        readonly=True, help="A person asked for it, however old it is."
    )
    sale_order_id = fields.Many2one(
        "sale.order",
        readonly=True,
        check_company=True,
        index="btree_not_null",
        ondelete="set null",
    )
    # Not read along with the rest of the row: most of what it weighs is this.
    payload = fields.Json("Document", readonly=True, copy=False, prefetch=False)
    digest = fields.Char(readonly=True, copy=False)
    customer_name = fields.Char("Customer", readonly=True, index="trigram")
    customer_email = fields.Char("Email", readonly=True, index="trigram")
    customer_note = fields.Text("Customer's Note", readonly=True)
    country_id = fields.Many2one("res.country", "Destination", readonly=True)
    ordered_at = fields.Datetime("Ordered On", readonly=True)
    payment_status = fields.Char(readonly=True)
    shipping_status = fields.Char("Status at Big Cartel", readonly=True)
    shipped_at = fields.Datetime(
        "Marked as Shipped On", readonly=True, help="When Big Cartel was told."
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount_total = fields.Monetary("Total", readonly=True)
    amount_difference = fields.Monetary(
        "Difference",
        compute="_compute_amount_difference",
        store=True,
        help="Odoo's total less Big Cartel's.",
    )
    line_count = fields.Integer(
        "Lines", compute="_compute_line_count", store=True, precompute=True
    )
    linked_count = fields.Integer(
        "Lines Linked", compute="_compute_line_count", store=True, precompute=True
    )
    progress = fields.Char("Linked", compute="_compute_progress")
    shipment_ids = fields.One2many(
        "bigcartel.shipment", "order_id", "Shipments", readonly=True
    )

    _name_uniq = models.Constraint(
        "UNIQUE(backend_id, name)", "This shop has an order of that number already."
    )
    # What a shop is asked for again, and what waits on the dashboard.
    _shop_state_idx = models.Index("(backend_id, state)")

    # === COMPUTE METHODS === #

    @api.depends("sale_order_id.state", "line_count", "linked_count", "shipped_at")
    def _compute_state(self):
        for order in self:
            sale_state = order.sale_order_id.state
            if not sale_state:
                order.state = order.state or "new"
            elif sale_state == "cancel":
                order.state = "cancelled"
            elif sale_state == "sale":
                order.state = "shipped" if order.shipped_at else "done"
            else:
                linked = order.linked_count == order.line_count
                order.state = "ready" if linked else "to_link"

    @api.depends(
        "sale_order_id.order_line.bigcartel_line_type",
        "sale_order_id.order_line.bigcartel_linked",
    )
    def _compute_line_count(self):
        for order in self:
            lines = order.sale_order_id.order_line.filtered(
                lambda line: line.bigcartel_line_type == "item"
            )
            order.line_count = len(lines)
            order.linked_count = len(lines.filtered("bigcartel_linked"))

    @api.depends("line_count", "linked_count")
    def _compute_progress(self):
        for order in self:
            order.progress = ""
            if order.line_count:
                order.progress = f"{order.linked_count} / {order.line_count}"

    @api.depends("sale_order_id.amount_total", "amount_total", "currency_id")
    def _compute_amount_difference(self):
        for order in self:
            order.amount_difference = 0.0
            if order.sale_order_id and order.currency_id:
                order.amount_difference = order.currency_id.round(
                    order.sale_order_id.amount_total - order.amount_total
                )

    # === CRUD METHODS === #

    @api.ondelete(at_uninstall=False)
    def _unlink_except_imported(self):
        """Keep what became a sale order: the next import would make a second one."""
        imported = self.filtered("sale_order_id")
        if imported:
            raise UserError(
                self.env._(
                    "The order %(number)s has a sale order and cannot be deleted: it "
                    "would be imported again. Ignore it, or cancel its sale order.",
                    number=imported[0].name,
                )
            )

    # === ACTION METHODS === #

    def action_ignore(self):
        """Leave these orders out of Odoo for ever, or until somebody retries them."""
        self.check_access("write")
        if self.filtered(lambda order: order.state in ("done", "shipped")):
            raise UserError(
                self.env._(
                    "A completed order cannot be ignored. Cancel its sale order "
                    "instead."
                )
            )
        drafts = self.sale_order_id.filtered(lambda sale: sale.state != "cancel")
        drafts._action_cancel()
        # People decide by the button; only the connector itself writes on its rows.
        self.sudo().write(
            {
                "state": "ignored",
                "error": self.env._("Ignored by %s.", self.env.user.name),
                # From now on it is a person's decision.
                "withdrawn_cancelled": False,
            }
        )

    def action_retry(self):
        """Try again what failed, was ignored, waits, or lost its sale order."""
        self.check_access("write")
        with_sale = self.filtered(
            lambda order: order.sale_order_id.state in ("draft", "sent")
        )
        without_sale = self.filtered(lambda order: not order.sale_order_id)
        cancelled = self.filtered(
            lambda order: (
                (order.state == "ignored" or order.withdrawn_cancelled)
                and order.sale_order_id.state == "cancel"
            )
        )
        cancelled.sale_order_id.action_draft()
        # People decide by the button; only the connector itself writes on its rows.
        again_sudo = (with_sale | cancelled).sudo()
        again_sudo.write({"error": False, "withdrawn_cancelled": False})
        again_sudo._compute_state()
        without_sale.sudo().write(
            {"import_forced": True, "error": False, "withdrawn_cancelled": False}
        )
        without_sale._build()
        self._complete_ready()

    def action_open_sale_order(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "view_mode": "form",
            "res_id": self.sale_order_id.id,
        }

    # === BUSINESS METHODS === #

    def _get_document(self):
        """Return the stored document as an `api.Order`.

        :raise api.UnreadableAnswer: when Big Cartel's document could not be read
        """
        self.ensure_one()
        return parse_order(self.payload)

    def _record_error(self, message):
        """Keep what went wrong on the order, where a person looks."""
        self.write({"state": "error", "error": message})
