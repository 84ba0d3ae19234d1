from odoo import models
from odoo.exceptions import UserError


class BigcartelOrder(models.Model):
    """Linking starts from the order as well as from its sale order."""

    _inherit = "bigcartel.order"

    # === ACTION METHODS === #

    def action_link_products(self):
        """Open the dialog on the first line without an answer.

        :raise UserError: when there is none
        """
        self.ensure_one()
        if not self.sale_order_id:
            raise UserError(
                self.env._(
                    "Order %(number)s has no quotation yet, so there is nothing to "
                    "link. Press Retry to import it.",
                    number=self.name,
                )
            )
        return self.sale_order_id.action_bigcartel_link_products()
