from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class BigcartelLinkWizard(models.TransientModel):
    """The small dialog that says what a sold item is in Odoo."""

    _name = "bigcartel.link.wizard"
    _description = "Link a Big Cartel Item"
    _check_company_auto = True

    line_id = fields.Many2one(
        "sale.order.line",
        required=True,
        ondelete="cascade",
        help="The sold line that the dialog asks about.",
    )
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
    currency_id = fields.Many2one(related="line_id.currency_id", related_sudo=False)
    price_unit = fields.Float("Price", compute="_compute_sold", compute_sudo=False)
    quantity = fields.Integer(compute="_compute_sold", compute_sudo=False)
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
    def _compute_sold(self):
        """Show what was sold, whatever a person changed on the line since."""
        for wizard in self:
            line = wizard.line_id
            sold = line and line._bigcartel_get_sold()
            wizard.price_unit = float(sold.price) if sold else line.price_unit
            wizard.quantity = sold.quantity if sold else line.product_uom_qty

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
        self._link()
        return self._close()

    def action_never(self):
        """Remember that somebody else delivers this, and go on."""
        self._answer({"state": "never"})
        return self._open_next_line()

    def action_unlink(self):
        """Take the answer back; open drafts follow."""
        self._answer({"state": "to_link", "match_by_sku": False})
        return self._close()

    # === BUSINESS METHODS === #

    def _link(self):
        """Link the chosen product.

        :raise UserError: when none is chosen
        """
        self.ensure_one()
        if not self.product_id:
            raise UserError(
                self.env._("Choose a product first, or press “Never ours”.")
            )
        self._answer({"product_id": self.product_id.id})

    def _answer(self, vals):
        """Write the answer where it is to be remembered."""
        self.ensure_one()
        # Answered here, the line follows its link again. People do so by the buttons;
        # only the connector itself writes what it noted on a line.
        self.line_id.check_access("write")
        self.line_id.sudo().bigcartel_by_hand = False
        link = self.link_id
        if self.scope == "product":
            link = link._get_or_create_wide()
            # The whole product answers now, for each of its options.
            options = (link._get_options() - link).with_context(
                bigcartel_keep_drafts=True
            )
            options.write({"state": "to_link"})
        link.write(vals)
