from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """Linking what was sold, line by line."""

    _inherit = "sale.order"

    # === ACTION METHODS === #

    def action_bigcartel_link_products(self):
        """Open the dialog on the first line without an answer.

        :raise UserError: when there is none
        """
        self.ensure_one()
        line = self._bigcartel_get_open_lines()[:1]
        if not line:
            raise UserError(
                self.env._(
                    "Nothing is left to link on %(name)s. To change an answer, press "
                    "Change on its line, or open Product Links.",
                    name=self.name,
                )
            )
        return line.action_bigcartel_link()

    # === BUSINESS METHODS === #

    def _bigcartel_get_items(self):
        """Return the lines of what was sold at Big Cartel, as the order lists them."""
        return self.order_line.filtered(lambda line: line.bigcartel_line_type == "item")

    def _bigcartel_get_open_lines(self):
        """Return the lines that wait for an answer, as the order lists them."""
        drafts = self.filtered(lambda sale: sale.state in ("draft", "sent"))
        return drafts._bigcartel_get_items().filtered(
            lambda line: not line.bigcartel_linked
        )
