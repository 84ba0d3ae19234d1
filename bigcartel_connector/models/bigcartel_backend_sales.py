import json
from collections import defaultdict
from datetime import datetime, time, timedelta, timezone

from babel.dates import format_skeleton

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_amount, get_lang
from odoo.tools.misc import babel_locale_parse

from ..const import SALES_DAYS


class BigcartelBackend(models.Model):
    """What a shop sold lately: orders and revenue of each day, for the dashboard.

    Days are those of the person who looks. Money is never converted: each currency
    has its own total, and the graph shows the shop's.
    """

    _inherit = "bigcartel.backend"

    recent_order_count = fields.Integer("Orders of 30 Days", compute="_compute_sales")
    recent_revenue = fields.Char(
        "Revenue of 30 Days",
        compute="_compute_sales",
        help="What customers paid for these orders, shipping and tax included.",
    )
    sales_graph = fields.Text("Orders and Revenue per Day", compute="_compute_sales")

    # === COMPUTE METHODS === #

    @api.depends_context("lang", "tz")
    def _compute_sales(self):
        days = self._get_sales_days()
        labels = self._get_day_labels(days)
        sales = self._read_sales(days)
        for shop in self:
            currency = shop.currency_id or shop.company_id.currency_id
            counts, revenues, totals = sales[shop._origin.id]
            shop.recent_order_count = sum(counts.values())
            shop.recent_revenue = self._format_revenue(totals, currency)
            orders, revenue = [], []
            for day, label in zip(days, labels, strict=True):
                date = fields.Date.to_string(day)
                amount = currency.round(revenues[day, currency])
                orders.append({"label": label, "value": counts[day], "date": date})
                text = format_amount(self.env, amount, currency) if amount else "0"
                revenue.append({"label": label, "value": amount, "text": text})
            shop.sales_graph = json.dumps(
                [
                    {"key": self.env._("Orders"), "values": orders},
                    {
                        "key": self.env._("Revenue (%s)", currency.name),
                        "values": revenue,
                    },
                ]
            )

    # === ACTION METHODS === #

    def action_open_sales(self, day=None):
        """Open the orders that the dashboard's graph counts, or those of one day.

        :param str day: an ISO date, in the time zone of the person who looks
        """
        self.ensure_one()
        days = [fields.Date.to_date(day)] if day else self._get_sales_days()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bigcartel_connector.bigcartel_order_action"
        )
        action["domain"] = list(
            Domain("backend_id", "=", self.id) & self._get_sales_domain(days)
        )
        action["context"] = {} if day else {"search_default_group_day": 1}
        # It is a part of all orders, which has that address.
        action.pop("path", None)
        return action

    # === BUSINESS METHODS === #

    @api.model
    def _get_sales_days(self):
        """Return the days of the graph, the last being today."""
        today = fields.Date.context_today(self)
        return [today - timedelta(days=ago) for ago in reversed(range(SALES_DAYS))]

    @api.model
    def _get_day_labels(self, days):
        """Return what the graph calls each day: its number and short month."""
        locale = babel_locale_parse(get_lang(self.env).code)
        return [format_skeleton("MMMd", day, locale=locale) for day in days]

    @api.model
    def _get_sales_domain(self, days):
        """Return the domain of orders sold on consecutive days: paid, and wanted."""

        def to_utc(day):
            midnight = self.env.tz.localize(datetime.combine(day, time.min))
            return fields.Datetime.to_string(midnight.astimezone(timezone.utc))

        return (
            Domain("state", "not in", ("new", "ignored", "cancelled"))
            & Domain("ordered_at", ">=", to_utc(days[0]))
            & Domain("ordered_at", "<", to_utc(days[-1] + timedelta(days=1)))
        )

    def _read_sales(self, days):
        """Return what each shop sold on these days, with one query.

        :return: {id of a shop: ({day: orders}, {(day, currency): amount},
            {currency: amount})}, zero where nothing was sold
        """
        orders = self.env["bigcartel.order"].with_context(tz=str(self.env.tz))
        groups = orders._read_group(
            Domain("backend_id", "in", self.ids) & self._get_sales_domain(days),
            ["backend_id", "ordered_at:day", "currency_id"],
            ["__count", "amount_total:sum"],
        )
        sales = defaultdict(
            lambda: (defaultdict(int), defaultdict(float), defaultdict(float))
        )
        for shop, moment, currency, count, amount in groups:
            counts, revenues, totals = sales[shop.id]
            counts[moment.date()] += count
            revenues[moment.date(), currency] += amount
            totals[currency] += amount
        return sales

    @api.model
    def _format_revenue(self, totals, currency):
        """Return the amount of each currency as a text, the shop's own first."""
        others = [other for other in totals if other and other != currency]
        return " + ".join(
            format_amount(self.env, totals[one], one)
            for one in (currency, *sorted(others, key=lambda other: other.name))
            if totals[one] or not others
        )
