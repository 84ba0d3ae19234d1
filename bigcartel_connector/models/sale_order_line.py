from odoo import api, fields, models

from ..api import ApiError
from .bigcartel_product_link import LINK_STATES


class SaleOrderLine(models.Model):
    """Lines that were sold at Big Cartel keep what was sold and charged there.

    Odoo computes name, price, discount and taxes of a line from its product. A sold
    line gets its product later, so these computations leave it alone.
    """

    _inherit = "sale.order.line"

    bigcartel_line_type = fields.Selection(
        [
            ("item", "Item"),
            ("shipping", "Shipping"),
            ("discount", "Discount"),
            ("tax", "Tax"),
        ],
        "Kind at Big Cartel",
        copy=False,
        readonly=True,
    )
    bigcartel_line_ref = fields.Char(
        "Big Cartel Line", copy=False, readonly=True, help="The line's number there."
    )
    bigcartel_link_id = fields.Many2one(
        "bigcartel.product.link",
        "Product Link",
        copy=False,
        readonly=True,
        check_company=True,
        ondelete="set null",
    )
    bigcartel_link_state = fields.Selection(
        LINK_STATES, "Big Cartel Link State", copy=False, readonly=True
    )
    bigcartel_by_hand = fields.Boolean(
        "Linked by Hand",
        copy=False,
        readonly=True,
        help="A person put a product on this very line: it follows no link.",
    )
    bigcartel_linked = fields.Boolean(
        "Linked",
        compute="_compute_bigcartel_linked",
        store=True,
        help="Whether it is known what this line is in Odoo: a product, or never ours.",
    )
    bigcartel_image_url = fields.Char(
        related="bigcartel_link_id.image_url",
        string="Picture",
        help="The picture of what was sold, on the server of Big Cartel.",
    )

    # On how many orders something was sold is counted in it alone.
    _bigcartel_link_idx = models.Index(
        "(bigcartel_link_id, order_id) WHERE bigcartel_link_id IS NOT NULL"
    )

    # === COMPUTE METHODS === #

    @api.depends("bigcartel_link_state")
    def _compute_bigcartel_linked(self):
        for line in self:
            line.bigcartel_linked = line.bigcartel_link_state in ("linked", "never")

    def _bigcartel_sold(self):
        return self.filtered("bigcartel_line_type")

    def _compute_name(self):
        """Override of `sale` to keep the name under which it was sold."""
        return super(SaleOrderLine, self - self._bigcartel_sold())._compute_name()

    def _compute_price_unit(self):
        """Override of `sale` to keep the price that was charged."""
        lines = self - self._bigcartel_sold()
        return super(SaleOrderLine, lines)._compute_price_unit()

    def _reset_price_unit(self):
        """Override of `sale`: choosing another product in a form keeps the price."""
        if not self.bigcartel_line_type:
            return super()._reset_price_unit()
        return None

    def _compute_discount(self):
        """Override of `sale`: what Big Cartel discounted is a line of its own."""
        return super(SaleOrderLine, self - self._bigcartel_sold())._compute_discount()

    def _compute_tax_ids(self):
        """Override of `sale` to tax sold lines as their order was taxed."""
        sold = self._bigcartel_sold()
        as_charged = sold.filtered(
            lambda line: line.order_id.bigcartel_tax_source == "bigcartel"
        )
        res = super(SaleOrderLine, self - as_charged)._compute_tax_ids()
        helpers = self.env["product.product"]._get_bigcartel_helpers()
        for line in sold - as_charged:
            if line.product_id in helpers:
                # The helper products have no taxes: the company's default applies.
                tax = line.company_id.account_sale_tax_id
                line.tax_ids = line.order_id.fiscal_position_id.map_tax(tax)
        return res

    # === CRUD METHODS === #

    def write(self, vals):
        """Override of `sale`: a product put on a sold line answers it, here only."""
        res = super().write(vals)
        if "product_id" in vals and "bigcartel_link_state" not in vals:
            items = self.filtered(lambda line: line.bigcartel_line_type == "item")
            if items:
                items._bigcartel_answer_by_hand()
        return res

    # === ACTION METHODS === #

    def action_bigcartel_link(self):
        """Open the dialog that says what this line is in Odoo.

        It is stored before it opens, so that each suggestion has its button.
        """
        self.ensure_one()
        if not self.bigcartel_link_id:
            self._bigcartel_restore_link()
        wizard = self.env["bigcartel.link.wizard"].create({"line_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Link product"),
            "res_model": "bigcartel.link.wizard",
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    # === BUSINESS METHODS === #

    def _bigcartel_answer_by_hand(self):
        """Take the products that a person put on these lines for their answers."""
        linkable = self.product_id.filtered_domain(
            self.env["bigcartel.product.link"]._get_linkable_domain()
        )
        ours = self.filtered(lambda line: line.product_id in linkable)
        # Whoever edits a line need not be a user of the connector.
        ours.sudo().write({"bigcartel_link_state": "linked", "bigcartel_by_hand": True})
        (self - ours).sudo().write(
            {"bigcartel_link_state": "to_link", "bigcartel_by_hand": False}
        )

    def _bigcartel_restore_link(self):
        """Give a line its link back; it was removed while the order was confirmed."""
        self.ensure_one()
        # Reviewers link every line of the shop, whoever its order belongs to.
        line_sudo = self.sudo()
        sold = self._bigcartel_get_sold()
        links = self.env["bigcartel.product.link"]._get_or_create(
            line_sudo.order_id.bigcartel_backend_id, [sold] if sold else []
        )
        line_sudo.bigcartel_link_id = next(iter(links.values()), False)

    def _bigcartel_get_sold(self):
        """Return what Big Cartel's document says of this line, if it can be read.

        :rtype: api.OrderLine | None
        """
        self.ensure_one()
        # Reviewers link every line of the shop, whoever its order belongs to.
        order_sudo = self.sudo().order_id.bigcartel_order_id
        try:
            lines = order_sudo._get_document().lines
        except ApiError:
            return None
        number = self.bigcartel_line_ref
        return next((line for line in lines if line.id == number), None)

    def _bigcartel_apply_links(self):
        """Give each line the product that its link says, and nothing else new.

        What a person put on a line itself stays.
        """
        # Odoo adds up order by order, and would read the taxes so as well.
        self.order_id.order_line.fetch(["tax_ids"])
        following = self.filtered(lambda line: not line.bigcartel_by_hand)
        answers = following.bigcartel_link_id._get_answers()
        lines_by_answer = {}
        for line in following:
            link = answers.get(line.bigcartel_link_id.id)
            answer = (link.state, link.product_id) if link else ("to_link", False)
            lines_by_answer.setdefault(answer, self.browse())
            lines_by_answer[answer] |= line
        item = self.env.ref("bigcartel_connector.product_item")
        for (state, product), lines in lines_by_answer.items():
            product = product if state == "linked" else item
            changed = lines.filtered(
                lambda line, product=product, state=state: (
                    line.product_id != product or line.bigcartel_link_state != state
                )
            )
            if changed:
                changed.write({"product_id": product.id, "bigcartel_link_state": state})
