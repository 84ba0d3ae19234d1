from markupsafe import Markup

from odoo import fields, models


class BigcartelOrder(models.Model):
    """Following what changes at Big Cartel after an order was taken in."""

    _inherit = "bigcartel.order"

    sold_otherwise = fields.Boolean(
        readonly=True,
        copy=False,
        help="Its lines or its total were changed at Big Cartel after the quotation "
        "was made: a person has to compare them.",
    )

    # === BUSINESS METHODS === #

    def _follow(self, document, references):
        """Store a changed document, and bring a draft up to date with it.

        Where that fails, the order keeps the document that it was made from, and the
        reason; the next run tries again.

        :param document: the `api.Order` of now
        :param dict references: what `_get_references` returned
        :return: whether it went well
        :rtype: bool
        """
        self.ensure_one()
        message = self._attempt(
            lambda order: order._update_sale_order(document, references)
        )
        if message:
            self._hold_back(message)
        return not message

    def _update_sale_order(self, document, references):
        """Bring a draft up to date with its document, and say what changed.

        Once it is confirmed, people have started working with it: they are told, and
        nothing changes behind their back.
        """
        before = self._get_document()
        if not self.digest:
            # It could not be read or followed in between; now it can.
            self.error = False
        self.write(self._prepare_document_vals(document, references))
        sale = self.sale_order_id.sudo()
        changes, followed = self._get_changes(before, document), []
        if sale.state in ("draft", "sent"):
            self.sold_otherwise |= bool({"lines", "total"} & changes.keys())
            self._renew_hold(document)
            followed = [
                changes.pop(name)
                for name in ("customer", "address", "note")
                if name in changes
            ]
            followed += self._update_draft(before, document)
        elif changes:
            self._schedule_check()
        texts = []
        if followed:
            texts += [self.env._("Changed at Big Cartel and here:"), *followed]
        if changes:
            title = self.env._("Changed at Big Cartel, not here. Please check:")
            texts += [title, *changes.values()]
        if texts:
            sale.message_post(body=Markup("<br/>").join(texts))

    def _renew_hold(self, document):
        """Hold a draft as long as its document gives a reason for it."""
        hold = self._get_hold(document)
        if hold["hold"] or self.hold:
            self.write(hold)

    def _update_draft(self, before, document):
        """Write another customer or address on a draft, and return notes about it.

        What did not change there may have been corrected here.
        """
        if self._format_buyer(before) == self._format_buyer(document):
            return []
        customer = self.env["bigcartel.customer.mapper"]._get_customers(
            self.backend_id, [document]
        )[document.number]
        self.sale_order_id.sudo().write(
            self._prepare_update_vals(before, document, customer)
        )
        return customer.notes

    def _prepare_update_vals(self, before, document, customer):
        """Return what a changed document changes on its draft.

        Another customer would bring a pricelist of their own, and with it another
        currency: what was sold stays as it is.
        """
        sale = self.sale_order_id
        vals = {
            "partner_id": customer.partner.id,
            "partner_invoice_id": customer.partner.id,
            "partner_shipping_id": customer.shipping.id,
            "pricelist_id": sale.pricelist_id.id,
            "user_id": sale.user_id.id,
            "team_id": sale.team_id.id,
            "warehouse_id": sale.warehouse_id.id,
        }
        if before.address.country_code != document.address.country_code:
            rule = self.backend_id.shipping_map_ids._get_rule(
                self.backend_id, self.country_id
            )
            vals.update(
                bigcartel_shipping_code=rule.code, carrier_id=rule.carrier_id.id
            )
        return vals

    def _schedule_check(self):
        """Ask the salesperson, once, to look at a confirmed order."""
        sale = self.sale_order_id.sudo()
        kind = "bigcartel_connector.mail_activity_type_order"
        if not sale.activity_search([kind]):
            sale.activity_schedule(
                kind,
                date_deadline=fields.Date.context_today(sale),
                summary=self.env._("Order %s was changed at Big Cartel", self.name),
                user_id=(sale.user_id or self.backend_id._get_responsible()).id,
            )

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
