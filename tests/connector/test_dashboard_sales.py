"""The dashboard's graph: orders and revenue per day, exact and of each currency."""

import json
from datetime import datetime, timedelta

from freezegun import freeze_time

from .common import ConnectorCase

# Just before midnight in London, which is the next morning in Tokyo.
NOW = datetime(2026, 3, 31, 22, 30)


class TestSales(ConnectorCase):
    def setUp(self):
        super().setUp()
        self.enterContext(freeze_time(NOW))
        self.usd = self.env.ref("base.USD")
        self.eur = self.env.ref("base.EUR")
        self.eur.active = True
        self.numbers = iter(range(1000))
        self.shop = self.shop.with_context(tz="Europe/London", lang="en_US")

    def sell(self, amount, moment=NOW, state="done", currency=None, shop=None):
        """Make an order as the import leaves it."""
        return self.env["bigcartel.order"].create(
            {
                "backend_id": (shop or self.shop).id,
                "name": f"SOLD-{next(self.numbers)}",
                "state": state,
                "ordered_at": moment,
                "currency_id": (currency or self.usd).id,
                "amount_total": amount,
            }
        )

    def get_graph(self, shop=None):
        """Return {ISO date: (orders, revenue, its text)} of what the graph draws."""
        orders, revenue = json.loads((shop or self.shop).sales_graph)
        self.assertEqual(len(orders["values"]), 30)
        return {
            order["date"]: (order["value"], paid["value"], paid["text"])
            for order, paid in zip(orders["values"], revenue["values"], strict=True)
        }

    def get_opened(self, shop=None, day=None):
        action = (shop or self.shop).action_open_sales(day)
        domain = action["domain"]
        return self.env["bigcartel.order"].search(domain)

    def test_thirty_days_are_drawn_and_those_without_orders_are_zero(self):
        self.sell(12.5, NOW - timedelta(days=2))
        graph = self.get_graph()
        self.assertEqual((min(graph), max(graph)), ("2026-03-02", "2026-03-31"))
        self.assertEqual(graph.pop("2026-03-29"), (1, 12.5, "$\xa012.50"))
        self.assertEqual(set(graph.values()), {(0, 0.0, "0")})

    def test_days_are_those_of_the_person_who_looks(self):
        order = self.sell(10, datetime(2026, 3, 30, 23, 30))
        tokyo = self.shop.with_context(tz="Asia/Tokyo")
        self.assertEqual(self.get_graph()["2026-03-31"][0], 1, "summer time")
        self.assertEqual(self.get_graph(tokyo)["2026-03-31"][0], 1)
        new_york = self.shop.with_context(tz="America/New_York")
        self.assertEqual(self.get_graph(new_york)["2026-03-30"][0], 1)
        for shop in (self.shop, tokyo, new_york):
            for day, (count, *_rest) in self.get_graph(shop).items():
                opened = self.get_opened(shop, day)
                self.assertEqual(len(opened), count, day)
                self.assertEqual(opened, order if count else order.browse())

    def test_the_totals_are_exact_and_open_the_orders_that_they_count(self):
        for amount in (0.1, 0.2, 1000.7, 0.1, 0.1, 0.1):
            self.sell(amount, NOW - timedelta(days=1))
        self.sell(10**9 + 0.01)
        self.assertEqual(self.shop.recent_order_count, 7)
        self.assertEqual(self.shop.recent_revenue, "$\xa01,000,001,001.31")
        self.assertEqual(self.get_graph()["2026-03-30"], (6, 1001.3, "$\xa01,001.30"))
        self.assertEqual(len(self.get_opened()), 7)
        total = sum(self.get_opened().mapped("amount_total"))
        self.assertEqual(self.usd.compare_amounts(total, 1000001001.31), 0)

    def test_other_currencies_are_said_separately(self):
        self.sell(10.25)
        self.sell(5.5, currency=self.eur)
        self.assertEqual(self.shop.recent_revenue, "$\xa010.25 + 5.50\xa0€")
        self.assertEqual(self.get_graph()["2026-03-31"], (2, 10.25, "$\xa010.25"))
        self.assertEqual(len(self.get_opened()), self.shop.recent_order_count)

    def test_only_other_currencies_leave_the_shops_own_out(self):
        self.sell(5.5, currency=self.eur)
        self.assertEqual(self.shop.recent_revenue, "5.50\xa0€")

    def test_what_is_not_paid_or_not_wanted_or_too_old_is_no_sale(self):
        for state in ("new", "ignored", "cancelled"):
            self.sell(10, state=state)
        self.sell(10, NOW - timedelta(days=30))
        self.sell(10, NOW + timedelta(days=1))
        self.assertEqual(self.shop.recent_order_count, 0)
        self.assertEqual(self.shop.recent_revenue, "$\xa00.00")
        self.assertFalse(self.get_opened())
        for state in ("to_link", "ready", "done", "shipped", "error"):
            self.sell(10, state=state)
        self.shop.invalidate_recordset()
        self.assertEqual(self.shop.recent_order_count, 5)

    def test_each_shop_has_its_own_sales(self):
        other = self.env["bigcartel.backend"].create({"name": "Other"})
        other = other.with_context(self.shop.env.context)
        self.sell(10)
        self.sell(7, shop=other)
        self.sell(8, shop=other)
        self.assertEqual(self.shop.recent_revenue, "$\xa010.00")
        self.assertEqual(other.recent_order_count, 2)
        self.assertEqual(other.recent_revenue, "$\xa015.00")

    def test_the_days_are_named_in_the_persons_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        french = self.shop.with_context(lang="fr_FR")
        label = json.loads(french.sales_graph)[0]["values"][-1]["label"]
        self.assertEqual(label, "31 mars")
