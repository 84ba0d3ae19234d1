from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    # Each page of orders looks its customers up by e-mail; Odoo has no index on it.
    _bigcartel_email_idx = models.Index(
        "(email_normalized) WHERE email_normalized IS NOT NULL"
    )
