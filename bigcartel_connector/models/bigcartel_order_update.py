from markupsafe import Markup

from odoo import fields, models

from ..api import SHIPPED
from ..const import CHANGE_ACTIVITY, END_ACTIVITY, PAID
from ..utils.address import address_key

# What follows by itself; lines, totals and payment are looked at by a person.
FOLLOWED = ("customer", "address", "note")


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
        """Store a changed document, and bring its sale order up to date with it.

        Where that fails, the order keeps the document that it was made from, and the
        reason; the next run tries again.

        :param document: the `api.Order` of now
        :param dict references: what `_get_references` returned
        """
        self.ensure_one()
        message = self._attempt(
            lambda order: order._update_sale_order(document, references)
        )
        if message:
            self._hold_back(message)

    def _update_sale_order(self, document, references):
        """Bring a sale order up to date with its document, and say what changed.

        Drafts follow, and confirmed orders as long as nothing is delivered. What does
        not follow by itself, a person is asked to look at.
        """
        # A stored document may have been cleared: then there is nothing to compare.
        before = self._get_document() if self.payload else document
        if not self.digest and not self.stopped:
            # It could not be read or followed in between; now it can.
            self.error = False
        self.write(self._prepare_document_vals(document, references))
        sale = self.sale_order_id.sudo()
        draft = sale.state in ("draft", "sent")
        changes = self._get_changes(before, document)
        if draft:
            self.sold_otherwise |= bool({"lines", "total"} & changes.keys())
            self._renew_hold(document)
        followed, checks = [], []
        if draft or self._is_undelivered(document):
            followed = [changes.pop(name) for name in FOLLOWED if name in changes]
            notes, checks = self._update_buyer(before, document)
            followed += notes
        # Money that is there again is told, and nothing to check.
        paid = document.payment_status == PAID and not document.refunds
        told = {"payment", "refunds"} if paid else set()
        if sale.state == "sale" and (changes.keys() - told or checks):
            self._schedule_check()
        shipped = document.shipping_status == SHIPPED
        if shipped or document.payment_status != PAID or self._get_sign(document):
            self._close_cancel_notice()
        self._post_changes(followed, changes.values(), checks)

    def _post_changes(self, followed, untouched, checks):
        """Say on the sale order what changed, here too or not, and what to look at."""
        texts = []
        for title, lines in (
            (self.env._("Changed at Big Cartel and here:"), followed),
            (self.env._("Changed at Big Cartel, not here. Please check:"), untouched),
            (self.env._("Not updated. Please check:"), checks),
        ):
            if lines:
                texts += [title, *lines]
        if texts:
            # Whoever follows the order is of sales, not of the connector.
            self.sale_order_id.sudo().message_post(body=Markup("<br/>").join(texts))

    def _renew_hold(self, document):
        """Hold a draft as long as its document gives a reason for it."""
        hold = self._get_hold(document)
        if hold["hold"] or self.hold:
            self.write(hold)

    def _update_buyer(self, before, document):
        """Write another customer or address on the sale order.

        What did not change there may have been corrected here.

        :return: notes about the new address, and what a person has to check
        :rtype: tuple[list[str], list[str]]
        """
        if self._format_buyer(before) == self._format_buyer(document):
            return [], []
        customer = self.env["bigcartel.customer.mapper"]._get_customers(
            self.backend_id, [document]
        )[document.number]
        vals = self._prepare_update_vals(before, document, customer)
        # The import works for the shop, whoever the order belongs to.
        sale_sudo = self.sale_order_id.sudo()
        if sale_sudo.state == "sale":
            return customer.notes, self._update_confirmed(before, document, vals)
        if before.address.country_code != document.address.country_code:
            rule = self._get_shipping_rule(document)
            vals.update(
                bigcartel_shipping_code=rule.code, carrier_id=rule.carrier_id.id
            )
        # Another customer would bring a pricelist, and with it another currency.
        sale_sudo.write({**vals, "pricelist_id": sale_sudo.pricelist_id.id})
        return customer.notes, []

    def _prepare_update_vals(self, before, document, customer):
        """Return what a changed document changes on its sale order.

        Another customer would bring a salesperson and a warehouse of their own: whose
        order it is and where it ships from stays as it is.
        """
        sale = self.sale_order_id
        shipping = sale.partner_shipping_id
        readdressed = self._format_address(before) != self._format_address(document)
        if readdressed or self._ships_as_ordered(before):
            shipping = customer.shipping
        vals = {
            "partner_shipping_id": shipping.id,
            "user_id": sale.user_id.id,
            "team_id": sale.team_id.id,
            "warehouse_id": sale.warehouse_id.id,
        }
        if self._format_customer(before) != self._format_customer(document):
            billed = sale.partner_invoice_id
            if billed == sale.partner_id:
                billed = customer.partner
            vals.update(partner_id=customer.partner.id, partner_invoice_id=billed.id)
        return vals

    def _ships_as_ordered(self, document):
        """Whether nobody chose or corrected the delivery address of a document here."""
        Mapper = self.env["bigcartel.customer.mapper"]
        sale = self.sale_order_id
        vals = Mapper._get_addresses([document])[document.number]["vals"]
        if not any(vals.values()):
            return sale.partner_shipping_id == sale.partner_id
        vals["name"] = Mapper._get_name(document)
        return address_key(sale.partner_shipping_id) == address_key(vals)

    def _get_shipping_rule(self, document):
        """Return the row of the shipping map for a document's destination."""
        country = self.env["res.country"].search(
            [("code", "=", document.address.country_code)], limit=1
        )
        return self.backend_id.shipping_map_ids._get_rule(self.backend_id, country)

    def _schedule_check(self):
        """Ask the salesperson, once, to look at a confirmed order."""
        sale = self.sale_order_id.sudo()
        # Whoever is asked about its end looks at all of it.
        if not sale.activity_search([CHANGE_ACTIVITY, END_ACTIVITY]):
            user = self._get_asked_user()
            env = self.with_context(lang=user.lang).env
            sale.activity_schedule(
                CHANGE_ACTIVITY,
                date_deadline=fields.Date.context_today(sale),
                summary=env._("Order %s was changed at Big Cartel", self.name),
                user_id=user.id,
            )
