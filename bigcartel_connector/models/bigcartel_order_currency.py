from odoo import api, fields, models
from odoo.exceptions import UserError

from ..const import CONFIRM_LIMIT


class BigcartelOrder(models.Model):
    """Putting right what stops an order, where Odoo can do it at a click."""

    _inherit = "bigcartel.order"

    currency_to_activate = fields.Boolean(
        compute="_compute_currency_to_activate",
        help="Its currency is inactive, and this person may activate it.",
    )

    # === COMPUTE METHODS === #

    @api.depends("state", "currency_id.active")
    @api.depends_context("uid")
    def _compute_currency_to_activate(self):
        allowed = self.env["res.currency"].has_access("write")
        for order in self:
            order.currency_to_activate = (
                allowed
                and order.state == "error"
                and order.currency_id
                and not order.currency_id.active
            )

    # === ACTION METHODS === #

    def action_activate_currency(self):
        """Activate the currency of this order, and retry what waited for it.

        :raise UserError: when there is nothing to activate
        """
        self.ensure_one()
        if not self.currency_to_activate:
            raise UserError(
                self.env._("There is no currency here that you could activate.")
            )
        currency = self.currency_id
        currency.active = True
        waiting = self.search(
            [
                ("currency_id", "=", currency.id),
                ("state", "=", "error"),
                ("sale_order_id", "=", False),
            ],
            # What goes beyond is tried again by the scheduled action.
            limit=CONFIRM_LIMIT,
        )
        (self | waiting).action_retry()
