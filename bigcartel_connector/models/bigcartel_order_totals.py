import json
from decimal import Decimal

from odoo import api, fields, models

from ..api import ApiError


class BigcartelOrder(models.Model):
    """What was charged at Big Cartel beside what Odoo adds up, to be compared."""

    _inherit = "bigcartel.order"

    # Made by a template of ours, which escapes what comes from outside.
    totals = fields.Html(compute="_compute_totals", sanitize=False)
    document_text = fields.Text(
        "Stored Document",
        compute="_compute_document_text",
        help="What Big Cartel answered about this order.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "payload",
        "currency_id",
        "sale_order_id.amount_total",
        "sale_order_id.order_line.price_total",
    )
    @api.depends_context("lang")
    def _compute_totals(self):
        for order in self:
            try:
                document = order._get_document()
            except ApiError as error:
                values = {"unreadable": str(error)}
            else:
                values = order._prepare_totals(document)
            order.totals = self.env["ir.qweb"]._render(
                "bigcartel_connector.bigcartel_order_totals", values
            )

    @api.depends("payload")
    def _compute_document_text(self):
        for order in self:
            order.document_text = order.payload and json.dumps(
                order.payload, indent=2, ensure_ascii=False, sort_keys=True
            )

    # === BUSINESS METHODS === #

    def _prepare_totals(self, document):
        """Return what the table of totals shows.

        :param document: `api.Order`
        :return: dict of `rows` (name, as sold, here, difference), whether there is a
            sale order, and the difference in words
        """
        self.ensure_one()
        sold, included = self._get_sold_amounts(document)
        here = self._get_sale_amounts()
        names = {
            "item": self.env._("Items"),
            "shipping": self.env._("Shipping"),
            "discount": self.env._("Discount"),
            "tax": self.env._("Tax"),
            "other": self.env._("Other"),
            "total": self.env._("Total"),
        }
        rows = []
        for kind, name in names.items():
            there, ours = sold[kind], here.get(kind, Decimal(0))
            if kind == "other" and not there and not ours:
                continue
            rows.append(
                {
                    "name": name,
                    "is_total": kind == "total",
                    "sold": self._format_amount(there),
                    "here": self._format_amount(ours),
                    "difference": self._format_amount(
                        self._to_decimal(ours - there), signed=True
                    ),
                }
            )
        return {
            "rows": rows,
            "has_sale": bool(here),
            "included": included and self._format_amount(included),
            "words": here and self._get_difference_words(here["total"] - sold["total"]),
        }

    @api.model
    def _get_sold_amounts(self, document):
        """Return what was charged, by kind, so that it adds up to the total.

        :param document: `api.Order`
        :return: ({kind: Decimal}, tax that is included in the prices, or 0)
        """
        amounts = {
            "item": document.item_total,
            "shipping": document.shipping_total,
            "discount": -abs(document.discount_total),
            "tax": document.tax_total,
        }
        included = Decimal(0)
        if sum(amounts.values()) - document.tax_total == document.total:
            # The total adds up without the tax: it is included in the prices.
            included, amounts["tax"] = document.tax_total, Decimal(0)
        amounts["other"] = document.total - sum(amounts.values())
        return {**amounts, "total": document.total}, included

    def _get_sale_amounts(self):
        """Return what Odoo adds up, by kind, so that it adds up to the total.

        :return: {kind: Decimal}, empty without a sale order
        """
        self.ensure_one()
        # The whole order counts, whoever it belongs to.
        sale_sudo = self.sale_order_id.sudo()
        if not sale_sudo:
            return {}
        amounts = dict.fromkeys(
            ("item", "shipping", "discount", "tax", "other"), Decimal(0)
        )
        for line in sale_sudo.order_line.filtered(lambda line: not line.display_type):
            price = line.price_unit * line.product_uom_qty * (1 - line.discount / 100)
            kind = line.bigcartel_line_type or "other"
            amounts[kind] += self._to_decimal(price)
        total = self._to_decimal(sale_sudo.amount_total)
        # What taxes put on top of the prices.
        amounts["tax"] += total - sum(amounts.values())
        return {**amounts, "total": total}

    def _get_difference_words(self, difference):
        """Say in words how Odoo's total differs from what was charged."""
        difference = self._to_decimal(difference)
        amount = self._format_amount(abs(difference))
        if difference > 0:
            return self.env._(
                "Odoo's total is %(amount)s higher than Big Cartel's.", amount=amount
            )
        if difference < 0:
            return self.env._(
                "Odoo's total is %(amount)s lower than Big Cartel's.", amount=amount
            )
        return self.env._("The totals are equal.")

    def _to_decimal(self, amount):
        """Return an amount exactly as the currency of the sale order rounds it."""
        # The whole order counts, whoever it belongs to.
        currency = self.sale_order_id.sudo().currency_id or self.currency_id
        if not currency:
            return Decimal(amount)
        amount = currency.round(float(amount))
        return Decimal(f"{amount:.{currency.decimal_places}f}")

    def _format_amount(self, amount, signed=False):
        """Return a Decimal as people read it.

        :param bool signed: whether a plus is written as well
        """
        # A zero has no sign.
        text = str(amount + 0)
        if self.currency_id:
            text = self.currency_id.format(float(amount) + 0.0)
        return f"+{text}" if signed and amount > 0 else text
