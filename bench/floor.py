"""The floor: what Odoo's ORM costs for the rows that the addon writes.

Written as a good Odoo developer writes an import of values that are at hand: in
batches, one `create` for the contacts, one for the sale orders, a commit. `Tuned` is a
harder floor, for information: every precomputed field is given.
"""

from datetime import datetime

from odoo.fields import Command

from tests.sandbox.catalogue import stock_list

from .people import basket, customer
from .process import transaction

BATCH = 100


class Floor:
    """:param list products: ids, as in `stock_list`"""

    def __init__(self, products):
        self.products = products
        self.wares = [
            (f"{name} ({option})" if option else name, float(price))
            for _sku, name, option, price in stock_list()
        ]
        with transaction() as env:
            self.company_id = env.company.id
            self.places = _get_places(env)

    def prepare(self, first, count):
        """Return the values of orders in batches, ready before anything is measured."""
        numbers = range(first, first + count)
        return [
            [self._prepare_order(number) for number in numbers[start : start + BATCH]]
            for start in range(0, count, BATCH)
        ]

    def write(self, batches, returning=False):
        """Write the orders; return the ids of the sale orders.

        :param bool returning: whether the customers are there already
        """
        ids = []
        with transaction() as env:
            for batch in batches:
                partners = (self._find if returning else self._create)(env, batch)
                sales = env["sale.order"].create(
                    [
                        self._with_partner(order, partner)
                        for (_partner, order), partner in zip(
                            batch, partners, strict=True
                        )
                    ]
                )
                env.flush_all()
                ids += sales.ids
                env.cr.commit()
        return ids

    def _create(self, env, batch):
        return env["res.partner"].create([partner for partner, _order in batch])

    def _find(self, env, batch):
        emails = [partner["email"] for partner, _order in batch]
        found = env["res.partner"].search([("email_normalized", "in", emails)])
        by_email = {partner.email_normalized: partner for partner in found}
        return [by_email[email] for email in emails]

    def _with_partner(self, order, partner):
        return {**order, "partner_id": partner.id, "partner_shipping_id": partner.id}

    def _prepare_order(self, number):
        who = customer(number)
        country_id, state_id = self.places[who.country, who.state]
        partner = {
            "name": f"{who.first} {who.last}",
            "email": who.email,
            "phone": who.phone or False,
            "street": who.address_1,
            "street2": who.address_2 or False,
            "city": who.city,
            "zip": who.zip,
            "state_id": state_id,
            "country_id": country_id,
            "company_id": self.company_id,
        }
        order = {
            "company_id": self.company_id,
            "date_order": datetime(2026, 11, 1, 12, 0, 0),
            "client_order_ref": f"FLOOR-{number:06d}",
            "order_line": [
                Command.create(self._prepare_line(ware, units))
                for ware, units in basket(number)
            ],
        }
        return partner, order

    def _prepare_line(self, ware, units):
        name, price = self.wares[ware]
        return {
            "product_id": self.products[ware],
            "product_uom_qty": units,
            "price_unit": price,
            "name": name,
        }


class Tuned(Floor):
    """The same rows with every precomputed field given, as one sale order has it."""

    def __init__(self, products, sample):
        """:param int sample: id of a sale order that is like all others"""
        super().__init__(products)
        with transaction() as env:
            sale = env["sale.order"].browse(sample)
            self.order_vals = _get_precomputed(sale)
            self.line_vals = _get_precomputed(sale.order_line[0])
            self.uom_ids = {
                product.id: product.uom_id.id
                for product in env["product.product"].browse(products)
            }

    def _with_partner(self, order, partner):
        vals = {**self.order_vals, **super()._with_partner(order, partner)}
        return {**vals, "partner_invoice_id": partner.id}

    def _prepare_line(self, ware, units):
        vals = {**self.line_vals, **super()._prepare_line(ware, units)}
        return {
            **vals,
            "technical_price_unit": vals["price_unit"],
            "product_uom_id": self.uom_ids[vals["product_id"]],
        }


def _get_places(env):
    """Return the ids of country and state, by country code and name or code."""
    states = env["res.country.state"].search([])
    return {
        (state.country_id.code, name): (state.country_id.id, state.id)
        for state in states
        for name in (state.code, state.name)
    }


def _get_precomputed(record):
    """Return the values of a record that Odoo computes when it creates one."""
    names = [
        name
        for name, field in record._fields.items()
        if field.precompute and field.store and field.type not in ("one2many",)
    ]
    return {
        name: value
        for name, value in record._convert_to_write(
            {name: record[name] for name in names}
        ).items()
    }
