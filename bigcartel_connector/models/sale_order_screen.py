from odoo import api, fields, models

REVIEWERS = "bigcartel_connector.group_user"


class SaleOrder(models.Model):
    """What the order shows of Big Cartel, to those who review its orders."""

    _inherit = "sale.order"

    bigcartel_to_review = fields.Boolean(
        compute="_compute_bigcartel_to_review",
        help="Whether you link and complete this order with the buttons of Big Cartel.",
    )
    bigcartel_open_count = fields.Integer(
        "Lines to Link", compute="_compute_bigcartel_to_review", groups=REVIEWERS
    )
    bigcartel_progress = fields.Char(
        related="bigcartel_order_id.progress",
        string="Lines Linked",
        groups=REVIEWERS,
    )
    bigcartel_payment_status = fields.Char(
        related="bigcartel_order_id.payment_status",
        string="Payment at Big Cartel",
        groups=REVIEWERS,
    )
    bigcartel_shipping_status = fields.Char(
        related="bigcartel_order_id.shipping_status",
        string="Shipping at Big Cartel",
        groups=REVIEWERS,
    )
    bigcartel_ordered_at = fields.Datetime(
        related="bigcartel_order_id.ordered_at", groups=REVIEWERS
    )
    # As `bigcartel.order` makes it, without anything of a person's.
    bigcartel_totals = fields.Html(
        related="bigcartel_order_id.totals", sanitize=False, groups=REVIEWERS
    )
    bigcartel_document = fields.Text(
        related="bigcartel_order_id.document_text", groups=REVIEWERS
    )
    bigcartel_shipment_ids = fields.One2many(
        related="bigcartel_order_id.shipment_ids",
        string="Big Cartel Shipments",
        groups=REVIEWERS,
    )

    # === COMPUTE METHODS === #

    @api.depends("bigcartel_order_id", "state", "order_line.bigcartel_link_state")
    @api.depends_context("uid")
    def _compute_bigcartel_to_review(self):
        reviews = self.env.user.has_group(REVIEWERS)
        for sale in self:
            draft = sale.bigcartel_order_id and sale.state in ("draft", "sent")
            sale.bigcartel_to_review = reviews and bool(draft)
            sale.bigcartel_open_count = len(sale._bigcartel_get_open_lines())

    # === ACTION METHODS === #

    def action_bigcartel_retry(self):
        """Try again what failed with the Big Cartel order behind this sale order."""
        return self.bigcartel_order_id.action_retry()
