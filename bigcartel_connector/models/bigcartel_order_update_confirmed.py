from odoo import models
from odoo.exceptions import UserError

from ..api import SHIPPED


class BigcartelOrder(models.Model):
    """Following changes on confirmed orders of which nothing is delivered yet."""

    _inherit = "bigcartel.order"

    # === BUSINESS METHODS === #

    def _is_undelivered(self, document):
        """Whether it is confirmed and nothing of it left yet, as known here or there.

        What is picked or packed has not left.
        """
        self.ensure_one()
        # The import works for the shop, whoever the order belongs to.
        sale_sudo = self.sale_order_id.sudo()
        left = sale_sudo.order_line.move_ids.filtered(
            lambda move: (
                move.state == "done" and move.location_dest_id.usage == "customer"
            )
        )
        return sale_sudo.state == "sale" and not (
            left
            or self.shipment_ids
            or self.shipped_at
            or document.shipping_status == SHIPPED
            or any(line.quantity_shipped for line in document.lines)
            # Services are delivered without a transfer.
            or any(sale_sudo._bigcartel_get_items().mapped("qty_delivered"))
        )

    def _update_confirmed(self, before, document, vals):
        """Write another customer or address on a confirmed order and its transfers.

        An order that is locked keeps its lines and prices; where it goes to follows.

        :param dict vals: what `_prepare_update_vals` returned
        :return: what a person has to check
        :rtype: list[str]
        :raise UserError: when somebody works on it at this moment
        """
        self._lock_to_update()
        # The import works for the shop, whoever the order belongs to.
        sale_sudo = self.sale_order_id.sudo()
        old = sale_sudo.partner_shipping_id
        old_invoicing = sale_sudo.partner_invoice_id
        checks = self._follow_country(before, document, vals)
        # Odoo would ask the current user to look at each transfer.
        sale_sudo.with_context(mail_activity_automation_skip=True).write(
            {**self._prepare_kept_vals(), **vals}
        )
        if sale_sudo.partner_shipping_id != old:
            checks += self._readdress_transfers(old)
        if (old, old_invoicing) != (
            sale_sudo.partner_shipping_id,
            sale_sudo.partner_invoice_id,
        ):
            checks += self._check_invoices()
        return checks

    def _lock_to_update(self):
        """Lock the order and its transfers, without waiting for whoever has them.

        Another order's validation stops no import, and is not made to start anew.

        :raise UserError: when somebody works on them at this moment
        """
        for records in (self.sale_order_id.sudo(), self._get_open_transfers()):
            if records != records.try_lock_for_update(allow_referencing=True):
                raise UserError(
                    self.env._(
                        "It was changed at Big Cartel while somebody was working on it"
                        " here. The next import tries again."
                    )
                )

    def _prepare_kept_vals(self):
        """Return what another customer or address would change of what was agreed."""
        sale = self.sale_order_id
        return {
            "fiscal_position_id": sale.fiscal_position_id.id,
            "payment_term_id": sale.payment_term_id.id,
            "preferred_payment_method_line_id": (
                sale.preferred_payment_method_line_id.id
            ),
            "note": sale.note,
        }

    def _get_open_transfers(self):
        """Return what is still to be moved for this order, with the shop's rights."""
        # Who reads orders need not read transfers.
        return self.sale_order_id.sudo().picking_ids.filtered(
            lambda picking: (
                picking.state not in ("done", "cancel") and not picking.return_id
            )
        )

    # === TRANSFERS === #

    def _readdress_transfers(self, old):
        """Send the open transfers to the new address; return what is to be checked.

        What was sent elsewhere by hand, or goes out together with another order,
        stays.

        :param old: the delivery address of before
        """
        sale = self.sale_order_id
        transfers_sudo = self._get_open_transfers()
        ours_sudo = transfers_sudo.filtered(
            lambda picking: (
                picking.partner_id == old
                and picking.move_ids.sale_line_id.order_id == sale
            )
        )
        ours_sudo.partner_id = sale.partner_shipping_id
        checks = []
        if rest := transfers_sudo - ours_sudo:
            checks.append(
                self.env._(
                    "Transfer %(names)s has another address, or is shared with other "
                    "orders.",
                    names=", ".join(rest.mapped("name")),
                )
            )
        if labelled := ours_sudo.filtered("carrier_tracking_ref"):
            checks.append(
                self.env._(
                    "Transfer %(names)s has a tracking number: a printed label shows "
                    "the old address.",
                    names=", ".join(labelled.mapped("name")),
                )
            )
        return checks

    def _follow_country(self, before, document, vals):
        """Give another country its shipping code and delivery method.

        What a person chose, or what a label may be printed for, stays: then they are
        asked.

        :param dict vals: what is written on the sale order, updated in place
        :return: what a person has to check
        :rtype: list[str]
        """
        if before.address.country_code == document.address.country_code:
            return []
        sale, checks = self.sale_order_id, self._check_taxes(vals)
        old, new = self._get_shipping_rule(before), self._get_shipping_rule(document)
        if (old.code, old.carrier_id) == (new.code, new.carrier_id):
            return checks
        transfers_sudo = self._get_open_transfers()
        as_mapped = (
            (sale.bigcartel_shipping_code or False) == old.code
            and sale.carrier_id == old.carrier_id
            and transfers_sudo.carrier_id <= old.carrier_id
            and not any(transfers_sudo.mapped("carrier_tracking_ref"))
        )
        if as_mapped:
            vals.update(bigcartel_shipping_code=new.code, carrier_id=new.carrier_id.id)
            return checks
        service = ", ".join(filter(None, (new.code, new.carrier_id.name)))
        checks.append(
            self.env._(
                "Shipping code and delivery method. The shipping map says for the new "
                "country: %(service)s.",
                service=service or "–",
            )
        )
        return checks

    # === MONEY === #

    def _check_taxes(self, vals):
        """Return what is to be checked where the new country is taxed otherwise."""
        sale = self.sale_order_id
        Position = self.env["account.fiscal.position"].with_company(sale.company_id)
        Partner = self.env["res.partner"]
        position = Position._get_fiscal_position(
            Partner.browse(vals.get("partner_id", sale.partner_id.id)),
            Partner.browse(vals["partner_shipping_id"]),
        )
        # Taxes as charged are a line of their own, which no country changes.
        taxed_there = sale.bigcartel_tax_source == "bigcartel"
        if taxed_there or position == sale.fiscal_position_id:
            return []
        return [
            self.env._(
                "Fiscal position and taxes. For the new country: %(position)s.",
                position=position.name or "–",
            )
        ]

    def _check_invoices(self):
        """Return which invoices have the customer and address of before."""
        # Who imports need not read invoices.
        invoices_sudo = self.sale_order_id.sudo().invoice_ids.filtered(
            lambda move: move.state != "cancel" and move.move_type == "out_invoice"
        )
        if not invoices_sudo:
            return []
        return [
            self.env._(
                "Invoice %(names)s keeps its customer and address.",
                names=", ".join(invoices_sudo.mapped("display_name")),
            )
        ]
