from odoo import models

from ..const import OPEN_STATES


class ResPartner(models.Model):
    _inherit = "res.partner"

    # Each page of orders looks its customers up by e-mail; Odoo has no index on it.
    _bigcartel_email_idx = models.Index(
        "(email_normalized) WHERE email_normalized IS NOT NULL"
    )

    def write(self, vals):
        """Override of `base`: whoever is made anonymous is so on finished orders too.

        A contact with sale orders cannot be deleted; who is to be forgotten loses the
        e-mail address at least.
        """
        emptied = self.browse()
        if "email" in vals and not vals["email"]:
            emptied = self.filtered("email_normalized")
        # Whoever edits contacts need not be a user of the connector.
        orders_sudo = self.env["bigcartel.order"].sudo()._get_orders_of(emptied.sudo())
        res = super().write(vals)
        orders_sudo.filtered(
            lambda order: order.state not in OPEN_STATES
        )._clear_personal_data()
        return res

    def unlink(self):
        """Override of `base`: the orders of whoever is deleted forget them as well."""
        # Whoever deletes contacts need not be a user of the connector.
        orders_sudo = self.env["bigcartel.order"].sudo()._get_orders_of(self.sudo())
        res = super().unlink()
        orders_sudo._clear_personal_data()
        return res
