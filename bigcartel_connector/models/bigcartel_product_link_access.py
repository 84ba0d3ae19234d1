from odoo import api, models


class BigcartelProductLink(models.Model):
    """Least rights: reviewers answer, and do not write what was read at Big Cartel."""

    _inherit = "bigcartel.product.link"

    @api.model
    def _has_field_access(self, field, operation):
        """Override of `base`: what is read or made of it is the connector's alone."""
        return super()._has_field_access(field, operation) and (
            operation != "write" or self.env.su or not field.readonly
        )
