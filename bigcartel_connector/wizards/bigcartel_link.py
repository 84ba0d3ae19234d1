from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import escape_psql

from ..utils.address import fold


class BigcartelLinkWizard(models.TransientModel):
    """The small dialog that says what a sold item is in Odoo."""

    _name = "bigcartel.link.wizard"
    _description = "Link a Big Cartel Item"
    _check_company_auto = True

    line_id = fields.Many2one("sale.order.line", required=True, ondelete="cascade")
    # Nothing here is read with more rights than those of whoever opens the dialog:
    # they may name any line.
    company_id = fields.Many2one(related="line_id.company_id", related_sudo=False)
    link_id = fields.Many2one(related="line_id.bigcartel_link_id", related_sudo=False)
    image_url = fields.Char(related="link_id.image_url", related_sudo=False)
    product_name = fields.Char(
        related="link_id.product_name", related_sudo=False, string="Sold As"
    )
    option_name = fields.Char(
        related="link_id.option_name", related_sudo=False, string="Option"
    )
    sku = fields.Char(related="link_id.sku", related_sudo=False)
    answered = fields.Boolean(related="line_id.bigcartel_linked", related_sudo=False)
    scope = fields.Selection(
        [("option", "This option only"), ("product", "All options of this product")],
        "Remember For",
        compute="_compute_scope",
        compute_sudo=False,
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        help="For what the answer is remembered, on this order and on later ones.",
    )
    product_id = fields.Many2one(
        "product.product",
        "Odoo Product",
        compute="_compute_product_id",
        compute_sudo=False,
        store=True,
        readonly=False,
        domain=lambda self: self.env["bigcartel.product.link"]._get_linkable_domain(),
        check_company=True,
        help="The product that is delivered when this is sold.",
    )
    suggestion_ids = fields.One2many(
        "bigcartel.link.suggestion",
        "wizard_id",
        "Suggestions",
        compute="_compute_suggestion_ids",
        compute_sudo=False,
        store=True,
    )

    # === COMPUTE METHODS === #

    @api.depends("line_id")
    def _compute_product_id(self):
        for wizard in self:
            linked = wizard.line_id.bigcartel_link_state == "linked"
            wizard.product_id = linked and wizard.line_id.product_id

    @api.depends("line_id")
    def _compute_scope(self):
        """Start where the answer of now was given, so that it can be taken back."""
        for wizard in self:
            link = wizard.link_id
            answer = link._get_answers().get(link.id, link)
            wizard.scope = "option" if answer == link else "product"

    @api.depends("line_id")
    def _compute_suggestion_ids(self):
        for wizard in self:
            wizard.suggestion_ids = [Command.clear()] + [
                Command.create({"product_id": product.id, "reason": reason})
                for product, reason in wizard._get_suggestions()
            ]

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base`: a dialog is about a line that its user may see."""
        wizards = super().create(vals_list)
        wizards.line_id.check_access("read")
        return wizards

    def write(self, vals):
        """Override of `base`: a dialog is about a line that its user may see."""
        res = super().write(vals)
        self.line_id.check_access("read")
        return res

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
        # Answered here, the line follows its link again.
        self.line_id.bigcartel_by_hand = False
        link = self.link_id
        if self.scope == "product":
            link = link._get_or_create_wide()
            # The whole product answers now, for each of its options.
            options = (link._get_options() - link).with_context(
                bigcartel_keep_drafts=True
            )
            options.write({"state": "to_link"})
        link.write(vals)
        return {"type": "ir.actions.act_window_close"}

    def _get_suggestions(self):
        """Return products that may be what was sold, best first, with the reason.

        :rtype: list[tuple[product.product, str]]
        """
        self.ensure_one()
        link = self.link_id
        Product = self.env["product.product"]
        domain = self._get_product_domain()
        found = {}
        if link.sku:
            by_sku = link._find_by_reference([link.sku], self.company_id)
            for product in Product.union(*by_sku.values()):
                found.setdefault(product, self.env._("Internal reference"))
            for product in Product.search(
                domain & Domain("barcode", "=", link.sku), limit=3
            ):
                found.setdefault(product, self.env._("Barcode"))
        for product in self._find_by_name():
            found.setdefault(product, self.env._("Name"))
        return list(found.items())[:6]

    def _get_product_domain(self):
        """Return which products can be suggested at all."""
        Product = self.env["product.product"]
        company = Domain(Product._check_company_domain(self.company_id))
        return company & self.link_id._get_linkable_domain()

    def _find_by_name(self):
        """Return products named like what was sold, those of its option first."""
        link = self.link_id
        if not link.product_name:
            return self.env["product.product"]
        domain = self._get_product_domain() & Domain("sale_ok", "=", True)
        domain &= Domain("name", "ilike", escape_psql(link.product_name))
        Product = self.env["product.product"]
        option = fold(link.option_name)
        return Product.search(domain, limit=80).sorted(
            lambda product: option not in fold(product.display_name)
        )


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
