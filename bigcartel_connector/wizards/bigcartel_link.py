from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class BigcartelLinkWizard(models.TransientModel):
    """The small dialog that says what a sold item is in Odoo."""

    _name = "bigcartel.link.wizard"
    _description = "Link a Big Cartel Item"
    _check_company_auto = True

    line_id = fields.Many2one("sale.order.line", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="line_id.company_id")
    link_id = fields.Many2one(related="line_id.bigcartel_link_id")
    image_url = fields.Char(related="link_id.image_url")
    product_name = fields.Char(related="link_id.product_name", string="Sold As")
    option_name = fields.Char(related="link_id.option_name", string="Option")
    sku = fields.Char(related="link_id.sku")
    scope = fields.Selection(
        [("option", "This option only"), ("product", "All options of this product")],
        "Remember For",
        required=True,
        default="option",
        help="For what the answer is remembered, on this order and on later ones.",
    )
    product_id = fields.Many2one(
        "product.product",
        "Odoo Product",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        check_company=True,
        help="The product that is delivered when this is sold.",
    )
    suggestion_ids = fields.One2many(
        "bigcartel.link.suggestion",
        "wizard_id",
        "Suggestions",
        compute="_compute_suggestion_ids",
        store=True,
    )

    # === COMPUTE METHODS === #

    @api.depends("line_id")
    def _compute_product_id(self):
        for wizard in self:
            linked = wizard.line_id.bigcartel_link_state == "linked"
            wizard.product_id = linked and wizard.line_id.product_id

    @api.depends("line_id")
    def _compute_suggestion_ids(self):
        for wizard in self:
            wizard.suggestion_ids = [fields.Command.clear()] + [
                fields.Command.create({"product_id": product.id, "reason": reason})
                for product, reason in wizard._get_suggestions()
            ]

    # === ACTION METHODS === #

    def action_link(self):
        """Link the product and close; open drafts follow."""
        self.ensure_one()
        if not self.product_id:
            raise UserError(
                self.env._("Choose a product first, or press “Never ours”.")
            )
        return self._answer({"product_id": self.product_id.id})

    def action_never(self):
        """Remember that somebody else delivers this."""
        return self._answer({"state": "never"})

    def action_unlink(self):
        """Take the answer back; open drafts follow."""
        return self._answer({"state": "to_link", "match_by_sku": False})

    # === BUSINESS METHODS === #

    def _answer(self, vals):
        """Write the answer where it is to be remembered."""
        self.ensure_one()
        link = self.link_id
        if self.scope == "product":
            wide = link._get_or_create_wide()
            # The whole product answers now, for this option as well.
            options = link._get_options()
            options.write({"state": "to_link"})
            link = wide
        link.write(vals)
        return {"type": "ir.actions.act_window_close"}

    def _get_suggestions(self):
        """Return products that may be what was sold, best first, with the reason.

        :rtype: list[tuple[product.product, str]]
        """
        self.ensure_one()
        link = self.link_id
        Product = self.env["product.product"]
        company = Domain(Product._check_company_domain(self.company_id))
        found = {}
        if link.sku:
            by_sku = link._find_by_reference([link.sku], self.company_id)
            for product in Product.union(*by_sku.values()):
                found.setdefault(product, self.env._("Internal reference"))
            for product in Product.search(
                company & Domain("barcode", "=", link.sku), limit=3
            ):
                found.setdefault(product, self.env._("Barcode"))
        for name in filter(None, (link.display_name, link.product_name)):
            by_name = Product.search(
                company & Domain("sale_ok", "=", True) & Domain("name", "ilike", name),
                limit=5,
            )
            for product in by_name:
                found.setdefault(product, self.env._("Name"))
        return list(found.items())[:6]


class BigcartelLinkSuggestion(models.TransientModel):
    _name = "bigcartel.link.suggestion"
    _description = "Suggested Product for a Big Cartel Item"

    wizard_id = fields.Many2one(
        "bigcartel.link.wizard", required=True, ondelete="cascade"
    )
    product_id = fields.Many2one("product.product", required=True, ondelete="cascade")
    reason = fields.Char("Found By")

    def action_choose(self):
        """Link this product and close."""
        self.ensure_one()
        self.wizard_id.product_id = self.product_id
        return self.wizard_id.action_link()
