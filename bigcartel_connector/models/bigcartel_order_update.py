from odoo import models


class BigcartelOrder(models.Model):
    """Following what changes at Big Cartel after an order was taken in."""

    _inherit = "bigcartel.order"

    # === BUSINESS METHODS === #

    def _update_sale_order(self, before, document):
        """Bring a draft up to date with its document, and say what changed.

        Once it is confirmed, people have started working with it: they are told, and
        nothing changes behind their back.

        :param before: the `api.Order` that the sale order was made from
        :param document: the `api.Order` of now
        """
        self.ensure_one()
        changes = self._get_changes(before, document)
        if not changes:
            return
        sale = self.sale_order_id.sudo()
        if sale.state in ("draft", "sent"):
            customer = self.env["bigcartel.customer.mapper"]._get_customers(
                self.backend_id, [document]
            )[document.number]
            sale.write(
                {
                    "partner_id": customer.partner.id,
                    "partner_invoice_id": customer.partner.id,
                    "partner_shipping_id": customer.shipping.id,
                }
            )
            notes = [self.env._("Changed at Big Cartel and here:"), *changes]
        else:
            notes = [
                self.env._("Changed at Big Cartel, not here. Please check:"),
                *changes,
            ]
        sale.message_post(body="\n".join(notes))

    def _get_changes(self, before, document):
        """Return a line of text for each thing that changed about the customer."""
        texts = []
        for label, old, new in (
            (self.env._("Customer"), *map(self._format_customer, (before, document))),
            (self.env._("Address"), *map(self._format_address, (before, document))),
            (self.env._("Note"), before.customer.note, document.customer.note),
        ):
            if old != new:
                texts.append(
                    self.env._(
                        "%(label)s: %(old)s → %(new)s",
                        label=label,
                        old=old or "–",
                        new=new or "–",
                    )
                )
        return texts

    def _format_customer(self, document):
        customer = document.customer
        parts = (
            customer.first_name,
            customer.last_name,
            customer.email,
            customer.phone,
        )
        return " ".join(filter(None, parts))

    def _format_address(self, document):
        address = document.address
        parts = (
            address.line1,
            address.line2,
            address.zip,
            address.city,
            address.state,
            address.country_name or address.country_code,
        )
        return ", ".join(filter(None, parts))
