from odoo import api, models


class BigcartelOrder(models.Model):
    """Least rights: reviewers decide by the buttons, and write nothing themselves.

    They keep the right to write on orders, which chatter, activities and the buttons
    ask for.
    """

    _inherit = "bigcartel.order"

    @api.model
    def _has_field_access(self, field, operation):
        """Override of `base`: what an order says is written by the connector alone."""
        return super()._has_field_access(field, operation) and (
            operation != "write"
            or self.env.su
            or not (field.readonly or field.name == "state")
        )
