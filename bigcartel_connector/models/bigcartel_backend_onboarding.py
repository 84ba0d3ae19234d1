from odoo import api, fields, models

ONBOARDING_STEPS = [
    ("connect", "Connect"),
    ("found", "What we found"),
    ("since", "Start date"),
    ("shipping", "Shipping"),
    ("people", "People"),
    ("import", "First import"),
    ("done", "Done"),
]


class BigcartelBackend(models.Model):
    """Setting up a shop: how far it is, so that it can be left and taken up again."""

    _inherit = "bigcartel.backend"

    onboarding_step = fields.Selection(
        ONBOARDING_STEPS,
        "Set-up",
        readonly=True,
        copy=False,
        help="How far the guided set-up is. Nothing is imported by itself before it "
        "is done. Empty: the shop was set up without it.",
    )

    # === ACTION METHODS === #

    def action_open_onboarding(self):
        """Take up the guided set-up where it was left.

        :return: the action that opens the dialog
        """
        self.ensure_one()
        self.check_access("write")
        self.onboarding_step = self._get_next_onboarding_step()
        wizard = self.env["bigcartel.onboarding"].create({"shop_id": self.id})
        return wizard._enter()

    # === BUSINESS METHODS === #

    def _get_next_onboarding_step(self):
        """Return the step to take up: a shop that is not connected has one only."""
        if self.state == "draft":
            return "connect"
        if self.onboarding_step in (False, "connect"):
            return "found"
        return self.onboarding_step

    @api.model
    def _get_shops_to_import(self):
        """Override: first somebody says from which date orders are wanted."""
        shops = super()._get_shops_to_import()
        return shops.filtered(lambda shop: shop.onboarding_step in (False, "done"))
