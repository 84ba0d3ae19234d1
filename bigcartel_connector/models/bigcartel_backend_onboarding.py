from odoo import api, fields, models
from odoo.exceptions import UserError

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

    was_set_up = fields.Boolean(
        compute="_compute_was_set_up",
        help="Whether it imports by itself as soon as it is connected.",
    )

    # === COMPUTE METHODS === #

    @api.depends("onboarding_step", "last_import_at")
    def _compute_was_set_up(self):
        for shop in self:
            shop.was_set_up = shop._is_set_up() and (
                shop.onboarding_step == "done" or bool(shop.last_import_at)
            )

    # === ACTION METHODS === #

    def action_open_onboarding(self):
        """Take up the guided set-up where it was left.

        A shop that was set up and lost its connection has nothing to take up: all
        the steps again would only keep its orders away.

        :return: the action that opens the dialog; the shop, where all is set up
        """
        self.ensure_one()
        self.check_access("write")
        if self.was_set_up:
            return self.get_formview_action()
        self.onboarding_step = self._get_next_onboarding_step()
        wizard = self.env["bigcartel.onboarding"].create({"shop_id": self.id})
        return wizard._enter()

    def action_import_orders(self):
        """Override: the set-up comes first, above all the start date.

        :return: a notification, or the action that takes up the set-up
        :raise UserError: the set-up is not done, and is not this person's to do
        """
        self.ensure_one()
        if self._is_set_up():
            return super().action_import_orders()
        if self.has_access("write"):
            return self.action_open_onboarding()
        raise UserError(
            self.env._(
                "The set-up of %s is not finished. Ask an administrator of the shops "
                "to continue it.",
                self.name,
            )
        )

    # === BUSINESS METHODS === #

    def _is_set_up(self):
        """Return whether nothing of a guided set-up is left to do."""
        self.ensure_one()
        return self.onboarding_step in (False, "done")

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
        return shops.filtered(lambda shop: shop._is_set_up())
