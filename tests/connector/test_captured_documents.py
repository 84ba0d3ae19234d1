"""The documents of a real shop go through client, mapping and import unchanged."""

import json
from pathlib import Path

from tests.sandbox import Shop

from .importing import ImportCase

DOCUMENTS = Path(__file__).parents[1] / "documents"
ACCOUNT = DOCUMENTS / "captured_2015_account_list.json"
PRODUCTS = DOCUMENTS / "captured_2015_products_list.json"
ORDERS = DOCUMENTS / "captured_2015_orders_list.json"
SAMPLE = DOCUMENTS / "sample_order.json"


class DocumentCase(ImportCase):
    def serve(self, *args, **kwargs):
        """Serve captured documents, and connect to their shop."""
        self.shop.unlink()
        self.sandbox.stop()
        self.sandbox = self.start_sandbox(
            Shop.from_documents(*args, access_token="captured", **kwargs)
        )
        self.remote = self.sandbox.shop
        self.shop = self.connect(
            account_id=self.remote.account.id, access_token="captured"
        )
        self.assertEqual(self.shop.state, "connected")


class TestTheCapturedShop(DocumentCase):
    def setUp(self):
        super().setUp()
        self.serve(ACCOUNT, PRODUCTS, ORDERS)

    def import_everything(self):
        # The captured orders are shipped: they come only where no filter works.
        self.sandbox.switches.ignore_status_filter = True
        self.import_orders()
        return self.get_orders()

    def test_the_account_connects(self):
        self.assertEqual(self.shop.shop_name, "glamourpups")
        self.assertEqual(self.shop.subdomain, "glamourpups")
        self.assertEqual(self.shop.currency_id.name, "USD")
        self.assertEqual(self.shop.country_id.code, "US")

    def test_the_orders_are_stored_as_they_came(self):
        orders = self.import_everything()
        captured = {row["id"]: row for row in json.loads(ORDERS.read_text())["data"]}
        self.assertEqual(set(orders.mapped("name")), set(captured))
        for order in orders:
            self.assertEqual(order.payload["data"], captured[order.name])
        self.assert_counts(fetched=2, waiting=2)

    def test_shipped_ones_are_ignored_until_a_person_wants_them(self):
        orders = self.import_everything()
        self.assertEqual(set(orders.mapped("state")), {"ignored"})
        orders.action_retry()
        self.assertEqual(set(orders.mapped("state")), {"to_link"})
        self.check_orders(orders)

    def test_unshipped_ones_become_drafts(self):
        self.serve(ACCOUNT, PRODUCTS, ORDERS, unshipped=True)
        self.import_orders()
        self.assert_counts(fetched=2, created=2)
        self.check_orders(self.get_orders())
        self.import_orders()
        self.assert_counts(fetched=2, unchanged=2)

    def check_orders(self, orders):
        order = orders.filtered(lambda order: order.name == "NGRP-090092")
        sale = order.sale_order_id
        self.assertEqual(sale.partner_id.name, "REDACTED-FIRST-1 REDACTED-LAST-1")
        self.assertEqual(sale.partner_id.email, "redacted1@example.com")
        self.assertEqual(sale.partner_shipping_id.state_id.code, "DC")
        self.assertEqual(sale.partner_shipping_id.zip, "20009")
        self.assertEqual(sale.bigcartel_note, "Love me some Glamour Pups!")
        self.assertEqual(str(sale.date_order), "2015-08-29 13:03:50")
        self.assertEqual(sale.amount_total, 0.5)
        item = sale.order_line.filtered("bigcartel_line_ref")
        self.assertEqual(item.bigcartel_line_ref, "539590702")
        self.assertEqual((item.product_uom_qty, item.price_unit), (1, 0.25))
        self.assertEqual(item.bigcartel_link_id.bigcartel_product_id, "28713757")
        self.assertEqual(item.bigcartel_link_id.bigcartel_option_id, "98995816")
        totals = {order.name: order.sale_order_id.amount_total for order in orders}
        self.assertEqual(totals, {"NGRP-090092": 0.5, "ALXC-593391": 2.0})
        self.assertEqual(orders.mapped("amount_difference"), [0.0, 0.0])


class TestTheSampleOrder(DocumentCase):
    """The documentation's own example, whose amounts do not even agree."""

    def setUp(self):
        super().setUp()
        self.serve(orders=SAMPLE)

    def test_it_becomes_a_draft_that_shows_what_was_sold(self):
        self.import_orders()
        self.assert_counts(fetched=1, created=1)
        order = self.get_order("LMFN-543196")
        self.assertEqual(order.payload["data"], json.loads(SAMPLE.read_text())["data"])
        sale = order.sale_order_id
        self.assertEqual(sale.partner_id.name, "Joe Somebody")
        self.assertEqual(sale.partner_id.phone, "+1 (123) 456-7890")
        self.assertEqual(sale.partner_shipping_id.street2, "#123")
        self.assertEqual(sale.partner_shipping_id.state_id.code, "UT")
        self.assertEqual(sale.bigcartel_note, "Created by Joe")
        item = sale.order_line.filtered("bigcartel_line_ref")
        self.assertIn("This product (This option)", item.name)
        self.assertEqual(item.price_unit, 100.0)
        self.assertEqual(item.bigcartel_link_id.bigcartel_product_id, "7")
        discount = sale.order_line.filtered(lambda line: line.price_unit < 0)
        self.assertIn("FREESHIPPING", discount.name)
        self.assertEqual(discount.price_unit, -10.0)

    def test_its_difference_is_shown_and_stops_completing_by_itself(self):
        self.import_orders()
        order = self.get_order("LMFN-543196")
        sale = order.sale_order_id
        self.assertEqual(order.amount_total, 100.1)
        self.assertAlmostEqual(sale.amount_total, 100.0)
        self.assertAlmostEqual(order.amount_difference, -0.1)
        sale.order_line.bigcartel_link_id.state = "never"
        self.assertEqual((order.state, sale.state), ("ready", "draft"))
        self.assertIn("a difference of", order.error)


class TestTheBelievableShop(ImportCase):
    def test_all_its_orders_arrive_with_the_totals_that_were_paid(self):
        self.sandbox.stop()
        self.sandbox = self.start_sandbox(Shop.believable())
        self.remote = self.sandbox.shop
        for name in ("USD", "EUR", "GBP"):
            self.env.ref(f"base.{name}").active = True
        self.import_orders()
        counts = self.get_counts()
        unshipped = [
            order
            for order in self.remote.orders.values()
            if order.shipping_status != "shipped"
        ]
        unpaid = [o for o in unshipped if o.payment_status != "completed"]
        self.assertEqual(counts["fetched"], len(unshipped))
        self.assertEqual(counts["waiting"], len(unpaid))
        self.assertEqual(counts["created"], len(unshipped) - len(unpaid))
        for order in self.get_orders().filtered("sale_order_id"):
            with self.subTest(order.name):
                paid = float(self.remote.orders[order.name].total)
                self.assertAlmostEqual(order.sale_order_id.amount_total, paid, 2)
                self.assertFalse(order.amount_difference)
