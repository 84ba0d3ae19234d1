from odoo import models

from ..api import find_personal_texts


class BigcartelOrder(models.Model):
    """What the log may say of an order."""

    _inherit = "bigcartel.order"

    # === BUSINESS METHODS === #

    def _hide_customer(self, text):
        """Return a message without the customer's data.

        Odoo and other addons quote what they refuse: an e-mail address, a ZIP code.
        The log outlives the contact, so it must not have it.
        """
        self.ensure_one()
        personal = find_personal_texts(self.payload)
        personal |= {self.customer_name or "", self.customer_email or ""}
        for value in sorted(personal, key=len, reverse=True):
            # Shorter ones are in any text.
            if len(value) > 2:
                text = text.replace(value, "…")
        return text
