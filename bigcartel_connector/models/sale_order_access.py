from odoo import api, models

# What sale orders and their lines have from us.
PREFIX = "bigcartel_"


def _is_denied(model, field, operation):
    """Whether a person is about to write what only the connector notes."""
    noted = field.readonly and field.name.startswith(PREFIX)
    return operation == "write" and noted and not model.env.su


class SaleOrder(models.Model):
    """Nobody says by hand which Big Cartel order is behind a sale order.

    What it shows of that order is read with more rights than its reader has.
    """

    _inherit = "sale.order"

    @api.model
    def _has_field_access(self, field, operation):
        """Override of `base`: what is noted of Big Cartel is the connector's alone."""
        allowed = super()._has_field_access(field, operation)
        return allowed and not _is_denied(self, field, operation)


class SaleOrderLine(models.Model):
    """Nobody says by hand what a line is at Big Cartel."""

    _inherit = "sale.order.line"

    @api.model
    def _has_field_access(self, field, operation):
        """Override of `base`: what was sold is written by the connector alone."""
        allowed = super()._has_field_access(field, operation)
        return allowed and not _is_denied(self, field, operation)
