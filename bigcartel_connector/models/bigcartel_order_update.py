from markupsafe import Markup

from odoo import fields, models


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
        sale = self.sale_order_id.sudo()
        is_draft = sale.state in ("draft", "sent")
        if is_draft:
            hold = self._get_hold(document)
            if hold["hold"] != self.hold:
                self.write(hold)
        changes = self._get_changes(before, document)
        if not changes:
            return
        if is_draft:
            customer = self.env["bigcartel.customer.mapper"]._get_customers(
                self.backend_id, [document]
            )[document.number]
            sale.write(self._prepare_update_vals(before, document, customer))
            title = self.env._("Changed at Big Cartel and here:")
            changes += customer.notes
        else:
            title = self.env._("Changed at Big Cartel, not here. Please check:")
            self._schedule_check()
        sale.message_post(body=Markup("<br/>").join([title, *changes]))

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
                user_id=(sale.user_id or self.backend_id.user_id).id or self.env.uid,
            )

    def _get_changes(self, before, document):
        """Return a line of text for each thing that changed and concerns us."""
        texts = []
        for label, old, new in (
            (self.env._("Customer"), *map(self._format_customer, (before, document))),
            (self.env._("Address"), *map(self._format_address, (before, document))),
            (self.env._("Note"), before.customer.note, document.customer.note),
            (self.env._("Payment"), before.payment_status, document.payment_status),
            (self.env._("Lines"), *map(self._format_lines, (before, document))),
            (self.env._("Total"), *map(self._format_total, (before, document))),
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
