"""One bad order stops nothing, says what to do, and leaves nothing behind."""

from unittest.mock import patch

from psycopg2 import DataError

from odoo.exceptions import ValidationError

from tests.chaos.faults import is_later_page

from .importing import ImportCase


def without(name):
    """Take an attribute out of a document on its way."""
    return lambda row, _rows: row["attributes"].pop(name)


def with_value(name, value):
    return lambda row, _rows: row["attributes"].update({name: value})


class TestUnreadableOrders(ImportCase):
    def test_it_is_kept_with_the_reason_and_the_others_arrive(self):
        """F14: bad, good, bad, good."""
        bad = [self.place(rewrite=without("total"))]
        good = [self.place()]
        bad.append(self.place(rewrite=with_value("total", "a lot")))
        good.append(self.place())
        self.import_orders()
        self.assert_counts(fetched=4, created=2, failed=2)
        for number in bad:
            order = self.get_order(number)
            self.assertEqual(order.state, "error")
            self.assertIn("could not be read", order.error)
            self.assertIn("total", order.error)
            self.assertEqual(order.payload["data"]["id"], number)
        for number in good:
            self.assertEqual(self.get_order(number).state, "to_link")

    def test_it_heals_by_itself(self):
        number = self.place(rewrite=without("total"))
        self.import_orders()
        self.import_orders()
        self.assert_counts(fetched=1, failed=1)
        self.remote.orders[number].rewrite = None
        self.import_orders()
        order = self.get_order(number)
        self.assertEqual(order.state, "to_link")
        self.assertFalse(order.error)
        self.assertEqual(order.customer_email, "maya.okafor@example.com")

    def test_retrying_by_hand_says_what_is_wrong_with_it(self):
        number = self.place(rewrite=without("total"))
        self.import_orders()
        order = self.get_order(number)
        order.action_retry()
        self.assertEqual(order.state, "error")
        self.assertIn("could not be read", order.error)

    def test_one_without_a_number_is_kept_once(self):
        self.place(rewrite=lambda row, _rows: row.update(id=None))
        self.import_orders()
        self.import_orders()
        order = self.get_orders()
        self.assertEqual(len(order), 1)
        self.assertTrue(order.name.startswith("?-"))
        self.assertEqual(order.state, "error")
        self.assert_counts(fetched=1, failed=1)

    def test_one_without_a_number_is_forgotten_once_it_has_one(self):
        """Nobody has to tidy up after it; a list that is cut short proves nothing."""
        self.sandbox.switches.max_page_limit = 1
        first = self.place()
        number = self.place(rewrite=lambda row, _rows: row.update(id=None))
        self.import_orders()
        unnumbered = self.get_orders(state="error")
        self.sandbox.faults.add(
            "empty_page", path="/orders$", times=None, where=is_later_page
        )
        self.import_orders()
        self.assertTrue(unnumbered.exists())
        self.sandbox.faults.clear()
        self.remote.orders[number].rewrite = None
        self.import_orders()
        self.assertEqual(set(self.get_orders().mapped("name")), {first, number})
        self.assertEqual(self.get_order(number).state, "to_link")

    def test_a_draft_survives_a_document_that_cannot_be_read(self):
        number = self.place()
        self.import_orders()
        order = self.get_order(number)
        sale, state = order.sale_order_id, order.state
        self.remote.orders[number].rewrite = without("total")
        self.import_orders()
        self.assertEqual((order.sale_order_id, order.state), (sale, state))
        self.assertIn("could not be read", order.error)
        self.remote.orders[number].rewrite = None
        self.remote.edit_address(number, address_1="9 Other Road")
        self.import_orders()
        self.assertFalse(order.error)
        self.assertEqual(sale.partner_shipping_id.street, "9 Other Road")

    def test_a_ready_draft_waits_until_its_document_can_be_read(self):
        number = self.place()
        self.shop.auto_confirm = False
        self.import_orders()
        order = self.get_order(number)
        link = order.sale_order_id.order_line.bigcartel_link_id
        link.product_id = self.make_product("MUG")
        self.assertEqual(order.state, "ready")
        self.shop.auto_confirm = True
        self.remote.orders[number].rewrite = without("total")
        self.import_orders()
        self.assertEqual(order.state, "ready")
        self.assertIn("could not be read", order.error)
        self.remote.orders[number].rewrite = None
        self.import_orders()
        self.assertEqual(order.state, "done")
        self.assertFalse(order.error)


class TestOrdersThatCannotBeTakenIn(ImportCase):
    """F14: the batch fails, so each order is taken in alone."""

    def take_in_badly(self, problem):
        """Import while the database refuses what was sold as *Pin*."""
        Link = type(self.env["bigcartel.product.link"])
        create = Link.create

        def refuse(links, vals_list):
            if any(vals.get("product_name") == "Pin" for vals in vals_list):
                raise problem
            return create(links, vals_list)

        with (
            patch.object(Link, "create", refuse),
            self.assertLogs("odoo.addons.bigcartel_connector", "WARNING"),
        ):
            self.run_import_job()

    def test_only_the_bad_one_fails_and_heals_by_itself(self):
        pin = self.remote.add_product("Pin").options[0].id
        first = self.place()
        bad = self.remote.place_order([(pin, 1)], customer="ben").number
        last = self.place(rewrite=without("total"))
        self.take_in_badly(DataError("INSERT INTO secret"))
        self.assertEqual(self.shop.state, "connected")
        self.assert_counts(fetched=3, created=1, failed=2)
        self.assertEqual(self.get_order(first).state, "to_link")
        self.assertEqual(self.get_order(last).state, "error")
        order = self.get_order(bad)
        self.assertEqual(order.state, "error")
        self.assertIn("Unexpected problem (DataError)", order.error)
        self.assertNotIn("INSERT", order.error)
        self.assertEqual(order.payload["data"]["id"], bad)
        self.run_import_job()
        self.assert_counts(fetched=3, created=1, unchanged=1, failed=1)
        self.assertEqual(order.state, "to_link")
        self.assertFalse(order.error)


class TestCurrencies(ImportCase):
    def test_an_inactive_currency_is_an_error_with_its_remedy(self):
        """F25: never the company's currency instead."""
        currency = self.env.ref("base.SEK")
        currency.active = False
        number = self.place(currency="SEK")
        self.import_orders()
        order = self.get_order(number)
        self.assertEqual(order.state, "error")
        self.assertIn("The currency SEK is inactive", order.error)
        self.assertIn("Activate it", order.error)
        self.assertFalse(order.sale_order_id)
        currency.active = True
        self.import_orders()
        self.assertEqual(order.state, "to_link", "it heals by itself")
        self.assertFalse(order.error)
        self.assertEqual(order.sale_order_id.currency_id, currency)

    def test_an_unknown_currency_is_an_error_until_it_exists(self):
        number = self.place(currency="XBT")
        self.import_orders()
        order = self.get_order(number)
        self.assertEqual(order.state, "error")
        self.assertIn("The currency XBT is unknown", order.error)
        self.env["res.currency"].create({"name": "XBT", "symbol": "₿"})
        order.action_retry()
        self.assertEqual(order.state, "to_link")
        self.assertEqual(order.sale_order_id.currency_id.name, "XBT")
        self.assertEqual(order.amount_total, order.sale_order_id.amount_total)


class TestOrdersThatCannotBeBuilt(ImportCase):
    """F14, F16: the batch fails, so each order is built alone."""

    def build_badly(self, number, problem):
        """Import while Odoo refuses the sale order of one number."""
        Sale = type(self.env["sale.order"])
        create = Sale.create

        def refuse(sales, vals_list):
            made = create(sales, vals_list)
            if any(sale.origin == f"Big Cartel {number}" for sale in made):
                raise problem
            return made

        with patch.object(Sale, "create", refuse):
            self.import_orders()

    def test_only_the_bad_one_fails_and_leaves_nothing_behind(self):
        first = self.place(customer="maya")
        bad = self.place(customer="ben")
        last = self.place(customer="jana")
        partners = self.env["res.partner"].search_count([])
        self.build_badly(bad, ValidationError("Not on Sundays. Wait for Monday."))
        self.assert_counts(fetched=3, created=2, failed=1)
        order = self.get_order(bad)
        self.assertEqual(order.state, "error")
        self.assertEqual(order.error, "Not on Sundays. Wait for Monday.")
        self.assertFalse(order.sale_order_id)
        self.assertFalse(
            self.env["sale.order"].search([("origin", "=", f"Big Cartel {bad}")])
        )
        self.assertEqual(self.env["res.partner"].search_count([]), partners + 2)
        for number in (first, last):
            self.assertEqual(self.get_order(number).state, "to_link")
            self.assertEqual(len(self.get_order(number).sale_order_id), 1)

    def test_it_heals_by_itself_once_its_cause_is_gone(self):
        number = self.place()
        self.build_badly(number, ValidationError("Not on Sundays."))
        self.import_orders()
        order = self.get_order(number)
        self.assertEqual(order.state, "to_link")
        self.assertFalse(order.error)
        self.assert_counts(fetched=1, created=1)

    def test_an_unexpected_problem_is_kept_on_the_order(self):
        """F15"""
        bad, good = self.place_many(2)
        with self.assertLogs("odoo.addons.bigcartel_connector", "WARNING"):
            self.build_badly(bad, ZeroDivisionError("division by zero"))
        self.assertEqual(self.get_order(bad).state, "error")
        self.assertIn("Press Retry", self.get_order(bad).error)
        self.assertNotIn("by zero", self.get_order(bad).error)
        self.assertEqual(self.get_order(good).state, "to_link")
        self.assertEqual(self.shop.state, "connected", "the shop is fine")

    def test_retry_builds_it(self):
        number = self.place()
        self.build_badly(number, ValidationError("Not on Sundays."))
        order = self.get_order(number)
        order.action_retry()
        self.assertEqual(order.state, "to_link")
