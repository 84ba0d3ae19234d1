"""Orders are in the currency they were paid in; nothing is ever converted."""

from odoo.fields import Command

from .selling import SellingCase


class CurrencyCase(SellingCase):
    def activate(self, code):
        currency = self.env["res.currency"].with_context(active_test=False)
        currency = currency.search([("name", "=", code)])
        currency.active = True
        return currency

    def sell_in(self, code, price="10.0", **kwargs):
        return self.sell((self.offer(price=price), 1), currency=code, **kwargs)


class TestCurrency(CurrencyCase):
    """F25"""

    def test_the_company_s_own_currency_needs_no_pricelist(self):
        order = self.sell_in("USD")
        self.assertEqual(order.sale_order_id.currency_id, self.env.ref("base.USD"))
        self.assertFalse(order.sale_order_id.pricelist_id)

    def test_an_order_stays_in_the_currency_it_was_paid_in(self):
        euro = self.activate("EUR")
        order = self.sell_in("EUR", "19.95")
        self.assertEqual(order.currency_id, euro)
        self.assertEqual(order.sale_order_id.currency_id, euro)
        self.assertEqual(self.get_items(order).price_unit, 19.95)
        self.assert_total(order, "19.95")

    def test_a_pricelist_of_that_currency_is_used_and_changes_no_price(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Euro, half price",
                "currency_id": self.activate("EUR").id,
                "item_ids": [
                    Command.create({"compute_price": "percentage", "percent_price": 50})
                ],
            }
        )
        self.make_product("TEE")
        order = self.sell((self.offer(sku="TEE", price="19.95"), 2), currency="EUR")
        self.assertEqual(order.sale_order_id.pricelist_id, pricelist)
        self.assertEqual(self.get_items(order).discount, 0)
        self.assert_total(order, "39.9")

    def test_a_missing_pricelist_is_made_once(self):
        euro = self.activate("EUR")
        domain = [("currency_id", "=", euro.id)]
        self.assertFalse(self.env["product.pricelist"].search(domain))
        tee = self.offer()
        for _order in range(2):
            self.place((tee, 1), currency="EUR")
        self.import_orders()
        self.sell((tee, 1), currency="EUR")
        pricelist = self.env["product.pricelist"].search(domain)
        self.assertEqual(len(pricelist), 1)
        self.assertEqual(pricelist.company_id, self.company)

    def test_a_pricelist_of_another_company_is_not_used(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        foreign = self.env["product.pricelist"].create(
            {
                "name": "Theirs",
                "currency_id": self.activate("EUR").id,
                "company_id": other.id,
            }
        )
        order = self.sell_in("EUR")
        self.assertNotEqual(order.sale_order_id.pricelist_id, foreign)
        self.assertEqual(order.sale_order_id.currency_id.name, "EUR")

    def test_orders_of_several_currencies_arrive_together(self):
        for code in ("EUR", "GBP", "USD"):
            self.activate(code)
            self.place((self.offer(price="12.34"), 1), currency=code)
        self.import_orders()
        sales = self.shop.order_ids.sale_order_id
        self.assertEqual(
            sorted(sales.mapped("currency_id.name")), ["EUR", "GBP", "USD"]
        )
        self.assertEqual(set(sales.mapped("amount_total")), {12.34})

    def test_another_customer_or_pricelist_does_not_change_the_currency(self):
        self.shop.auto_confirm = False
        euro = self.activate("EUR")
        dollars = self.env["product.pricelist"].create(
            {"name": "Dollars", "currency_id": self.env.ref("base.USD").id}
        )
        sale = self.sell_in("EUR").sale_order_id
        pricelist = sale.pricelist_id
        sale.partner_id = self.env["res.partner"].create({"name": "Somebody else"})
        self.assertEqual(sale.pricelist_id, pricelist)
        sale.pricelist_id = dollars
        self.assertEqual(sale.currency_id, euro)

    def test_yen_have_no_decimals(self):
        self.activate("JPY")
        order = self.sell_in("JPY", "2800", shipping="950", discount=("280", "[A] B"))
        self.assert_total(order, "3470")

    def test_a_dinar_has_three_decimals(self):
        self.activate("KWD").rounding = 0.001
        order = self.sell((self.offer(price="1.235"), 3), currency="KWD", tax="0.185")
        self.assertEqual(self.get_items(order).price_subtotal, 3.705)
        self.assert_total(order, "3.89")


class TestMissingCurrency(CurrencyCase):
    """F25"""

    def test_an_inactive_currency_is_an_error_that_says_what_to_do(self):
        self.env.ref("base.EUR").active = False
        order = self.sell_in("EUR")
        self.assertEqual(order.state, "error")
        self.assertFalse(order.sale_order_id)
        self.assertIn("EUR", order.error)
        self.assertIn("Activate it", order.error)

    def test_an_unknown_currency_is_an_error_that_says_what_to_do(self):
        order = self.sell_in("ZZZ")
        self.assertEqual(order.state, "error")
        self.assertFalse(order.sale_order_id)
        self.assertIn("ZZZ", order.error)
        self.assertIn("Create it", order.error)

    def test_other_orders_arrive_all_the_same(self):
        self.place((self.offer(), 1), currency="ZZZ")
        order = self.sell_in("USD")
        self.assertTrue(order.sale_order_id)

    def test_it_is_imported_once_the_currency_is_there(self):
        order = self.sell_in("ZZZ", "7.5")
        self.env["res.currency"].create({"name": "ZZZ", "symbol": "Z"})
        self.import_orders()
        self.assertEqual(order.sale_order_id.currency_id.name, "ZZZ")
        self.assertFalse(order.error)
        self.assert_total(order, "7.5")

    def test_retry_imports_it_once_the_currency_is_active(self):
        self.env.ref("base.EUR").active = False
        order = self.sell_in("EUR", "7.5")
        self.env.ref("base.EUR").active = True
        order.action_retry()
        self.assertEqual(order.sale_order_id.currency_id.name, "EUR")
        self.assert_total(order, "7.5")
