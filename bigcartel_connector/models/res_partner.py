from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    # Each page of orders looks its customers up by e-mail; Odoo has no index on it.
    _bigcartel_email_idx = models.Index(
        "(email_normalized) WHERE email_normalized IS NOT NULL"
    )

    def unlink(self):
        """Override of `base`: the orders of whoever is deleted forget them as well."""
        # Whoever deletes contacts need not be a user of the connector.
        orders_sudo = self.env["bigcartel.order"].sudo()._get_orders_of(self.sudo())
        res = super().unlink()
        orders_sudo._clear_personal_data()
        return res
