from odoo import models


class BigcartelOrder(models.Model):
    """What changed between two documents of an order, for people."""

    _inherit = "bigcartel.order"

    # === BUSINESS METHODS === #

    def _get_changes(self, before, document):
        """Return a line of text for each thing that changed and concerns us.

        :rtype: dict
        """
        changes = {}
        for name, label, get_text in (
            ("customer", self.env._("Customer"), self._format_customer),
            ("address", self.env._("Address"), self._format_address),
            ("note", self.env._("Note"), lambda doc: doc.customer.note),
            ("payment", self.env._("Payment"), lambda doc: doc.payment_status),
            ("refunds", self.env._("Paid back"), self._format_refunds),
            ("lines", self.env._("Lines"), self._format_lines),
            ("total", self.env._("Total"), self._format_total),
        ):
            old, new = get_text(before), get_text(document)
            if old != new:
                changes[name] = self.env._(
                    "%(label)s: %(old)s → %(new)s",
                    label=label,
                    old=old or "–",
                    new=new or "–",
                )
        return changes

    def _format_buyer(self, document):
        return self._format_customer(document), self._format_address(document)

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

    def _format_refunds(self, document):
        return ", ".join(
            "?" if amount is None else f"{amount.normalize():f} {document.currency}"
            for amount in document.refunds
        )

    def _format_lines(self, document):
        return ", ".join(
            " ".join(
                filter(
                    None, (f"{line.quantity} ×", line.product_name, line.option_name)
                )
            )
            for line in document.lines
        )

    def _format_total(self, document):
        return f"{document.total.normalize():f} {document.currency}"
