from odoo import models

# Attributes of Big Cartel's document that say who somebody is, or where they live.
PERSONAL = (
    "customer_",
    "shipping_address_",
    "shipping_city",
    "shipping_zip",
)


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
        document = self.payload if isinstance(self.payload, dict) else {}
        row = document.get("data")
        values = row.get("attributes") if isinstance(row, dict) else None
        values = values if isinstance(values, dict) else {}
        personal = {
            str(value).strip()
            for name, value in values.items()
            if name.startswith(PERSONAL) and value
        }
        personal |= {self.customer_name or "", self.customer_email or ""}
        for value in sorted(personal, key=len, reverse=True):
            # Shorter ones are in any text.
            if len(value) > 2:
                text = text.replace(value, "…")
        return text
