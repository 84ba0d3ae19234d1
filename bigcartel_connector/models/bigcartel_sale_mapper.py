from odoo import api, models
from odoo.fields import Command, Domain

from .product_product import HELPERS


class BigcartelSaleMapper(models.AbstractModel):
    """What the documents of a page are as sale orders.

    Every `_prepare_*` method is about one record and reads no database: what they
    need is looked up once for the page.
    """

    _name = "bigcartel.sale.mapper"
    _description = "Big Cartel Sale Mapper"

    # === LOOK-UPS === #

    @api.model
    def _get_lookup(self, backend, pairs):
        """Read once what a page of orders needs.

        :param backend: the shop
        :param pairs: list of (`bigcartel.order`, `api.Order`)
        """
        Link = self.env["bigcartel.product.link"]
        lines = [line for _order, document in pairs for line in document.lines]
        links = Link._get_or_create(backend, lines)
        answers = Link.union(*links.values())._get_answers()
        currencies = self.env["res.currency"].union(
            *(order.currency_id for order, _document in pairs)
        )
        products = {
            name: self.env.ref(f"bigcartel_connector.product_{name}")
            for name in HELPERS
        }
        return {
            "backend": backend,
            "links": links,
            "answers": {key: answers[link.id] for key, link in links.items()},
            "currencies": currencies.grouped("name"),
            "pricelists": self._get_pricelists(backend.company_id, currencies),
            "products": products,
            "rules": backend.shipping_map_ids,
        }

    @api.model
    def _get_pricelists(self, company, currencies):
        """Return the pricelist that puts an order into each currency.

        :return: {res.currency: product.pricelist}, made where there is none; empty
            for the company's own currency
        """
        Pricelist = self.env["product.pricelist"]
        foreign = currencies - company.currency_id
        found = Pricelist.search(
            Domain("currency_id", "in", foreign.ids)
            & Domain("company_id", "in", (False, company.id)),
            order="company_id, sequence, id",
        )
        pricelists = {company.currency_id: Pricelist}
        for pricelist in found:
            pricelists.setdefault(pricelist.currency_id, pricelist)
        for currency in foreign:
            if currency not in pricelists:
                pricelists[currency] = Pricelist.create(
                    {
                        "name": self.env._("Big Cartel %s", currency.name),
                        "currency_id": currency.id,
                        "company_id": company.id,
                    }
                )
        return pricelists

    # === SALE ORDER === #

    @api.model
    def _prepare_sale_order_vals(self, order, document, customer, lookup):
        """Return the values of the draft sale order of one Big Cartel order.

        :param order: the inbox row
        :param document: `api.Order`
        :param customer: `Customer`
        :param dict lookup: what `_get_lookup` returned
        """
        backend = lookup["backend"]
        rule = lookup["rules"]._get_rule(backend, order.country_id)
        ordered_at = document.completed_at or document.created_at
        vals = {
            "bigcartel_order_id": order.id,
            "bigcartel_unfiled": not order.shipment_ids,
            "bigcartel_tax_source": backend.tax_source,
            "company_id": backend.company_id.id,
            "partner_id": customer.partner.id,
            "partner_invoice_id": customer.partner.id,
            "partner_shipping_id": customer.shipping.id,
            "origin": f"Big Cartel {document.number}",
            "user_id": backend.user_id.id,
            "pricelist_id": lookup["pricelists"][order.currency_id].id,
            "bigcartel_shipping_code": rule.code,
            "carrier_id": rule.carrier_id.id,
            # Paid already: it does not expire, and nobody has to sign or pay online.
            "validity_date": False,
            "require_signature": False,
            "require_payment": False,
            "order_line": [
                Command.create({"sequence": 10 + number, **line})
                for number, line in enumerate(self._prepare_lines(document, lookup))
            ],
        }
        if ordered_at:
            vals["date_order"] = ordered_at.replace(tzinfo=None)
        if backend.team_id:
            vals["team_id"] = backend.team_id.id
        if backend.warehouse_id:
            vals["warehouse_id"] = backend.warehouse_id.id
        return vals

    @api.model
    def _prepare_lines(self, document, lookup):
        """Return the values of all lines of an order."""
        lines = [self._prepare_item_vals(line, lookup) for line in document.lines]
        if document.shipping_total:
            lines.append(self._prepare_shipping_vals(document, lookup))
        if document.discount_total:
            lines.append(self._prepare_discount_vals(document, lookup))
        if document.tax_total and lookup["backend"].tax_source == "bigcartel":
            lines.append(self._prepare_tax_vals(document, lookup))
        return lines

    @api.model
    def _prepare_sold_vals(self, line_type, product, name, price, lookup, quantity=1):
        """Return what every sold line has: its own name, price and taxes."""
        vals = {
            "bigcartel_line_type": line_type,
            "product_id": product.id,
            "product_uom_id": product.uom_id.id,
            "name": name,
            "product_uom_qty": quantity,
            "price_unit": float(price),
            "discount": 0.0,
        }
        if lookup["backend"].tax_source == "bigcartel":
            vals["tax_ids"] = [Command.clear()]
        return vals

    @api.model
    def _prepare_item_vals(self, line, lookup):
        """Return the values of one sold line.

        :param line: `api.OrderLine`
        """
        key = self.env["bigcartel.product.link"]._get_line_key(line)
        link, answer = lookup["links"][key], lookup["answers"][key]
        product = lookup["products"]["item"]
        if answer.state == "linked":
            product = answer.product_id
        name = line.product_name or self.env._("Item without a name")
        if line.option_name:
            name = f"{name} ({line.option_name})"
        return {
            **self._prepare_sold_vals(
                "item", product, name, line.price, lookup, line.quantity
            ),
            "bigcartel_line_ref": line.id,
            "bigcartel_link_id": link.id,
            "bigcartel_link_state": answer.state,
        }

    @api.model
    def _prepare_shipping_vals(self, document, lookup):
        name = document.shipping_label or self.env._("Shipping")
        product = lookup["products"]["shipping"]
        vals = self._prepare_sold_vals(
            "shipping", product, name, document.shipping_total, lookup
        )
        return {**vals, "is_delivery": True}

    @api.model
    def _prepare_discount_vals(self, document, lookup):
        name = self.env._("Discount")
        if document.discount_code:
            name = self.env._("Discount %(code)s", code=document.discount_code)
        if document.discount_label:
            name = f"{name}: {document.discount_label}"
        product = lookup["products"]["discount"]
        # Whether Big Cartel writes a minus is not documented; a discount takes off.
        return self._prepare_sold_vals(
            "discount", product, name, -abs(document.discount_total), lookup
        )

    @api.model
    def _prepare_tax_vals(self, document, lookup):
        """Return the line of the tax that Big Cartel charged.

        Whether a shop's totals include the tax is not documented, so each order's
        own sum tells: where it adds up without the tax, the tax is only named.
        """
        currency = lookup["currencies"][document.currency]
        net = document.item_total + document.shipping_total
        net -= abs(document.discount_total)
        name = self.env._("Tax as charged by Big Cartel")
        if document.tax_remitted:
            if document.tax_remitted >= document.tax_total:
                name = self.env._("Tax, collected and remitted by Big Cartel itself")
            else:
                name = self.env._(
                    "Tax, of which Big Cartel itself remits %(amount)s",
                    amount=currency.format(float(document.tax_remitted)),
                )
        if net == document.total:
            return {
                "display_type": "line_note",
                "name": self.env._(
                    "%(tax)s: %(amount)s, included in the prices",
                    tax=name,
                    amount=currency.format(float(document.tax_total)),
                ),
            }
        product = lookup["products"]["tax"]
        return self._prepare_sold_vals("tax", product, name, document.tax_total, lookup)
