from odoo import api, fields, models


class BigcartelProductLink(models.Model):
    """Saying that somebody else delivers something, and taking it back."""

    _inherit = "bigcartel.product.link"

    never_ours = fields.Boolean(
        compute="_compute_never_ours",
        inverse="_inverse_never_ours",
        exportable=False,
        help="Switch it on if somebody else delivers it, off to be asked again.",
    )

    # === COMPUTE METHODS === #

    @api.depends("state")
    def _compute_never_ours(self):
        for link in self:
            link.never_ours = link.state == "never"

    def _inverse_never_ours(self):
        switched_on = self.filtered("never_ours")
        switched_on.action_never()
        # A product chosen at the same time is an answer already.
        (self - switched_on).filtered(
            lambda link: link.state == "never"
        ).action_reopen()

    @api.onchange("never_ours")
    def _onchange_never_ours(self):
        """What is never ours has no product, also before it is saved."""
        if self.never_ours:
            self.product_id = False
            self.state = "never"
        elif self.state == "never":
            self.state = "to_link"

    # === ACTION METHODS === #

    def action_never(self):
        """Remember that somebody else delivers these."""
        self.write({"state": "never"})

    def action_reopen(self):
        """Take the answers back."""
        self.write({"state": "to_link", "match_by_sku": False})
