"""Asking Big Cartel for orders by their numbers, from the background."""

from collections import Counter
from contextlib import suppress

from odoo.addons.bigcartel_connector.api import Unreachable

from .importing import ImportCase


class TestLookAt(ImportCase):
    def look(self, *numbers):
        counts = Counter()
        with self.shop._get_client() as client:
            orders = self.shop._look_at(client, numbers, counts)
        self.assertEqual(sorted(orders.mapped("name")), sorted({*numbers} & self.here))
        return counts

    @property
    def here(self):
        return set(self.get_orders().mapped("name"))

    def test_an_order_unknown_here_is_taken_up(self):
        number = self.place()
        counts = self.look(number)
        self.assertEqual((counts["fetched"], counts["created"]), (1, 1))
        self.assertEqual(self.get_order(number).state, "to_link")
        self.assertTrue(self.get_order(number).looked_at)

    def test_it_completes_as_in_any_import(self):
        self.place()
        self.import_orders()
        links = self.get_orders().sale_order_id.order_line.bigcartel_link_id
        links.product_id = self.make_product("MUG")
        number = self.place()
        self.look(number)
        self.assertEqual(self.get_order(number).state, "done")

    def test_a_known_order_follows_what_changed(self):
        number = self.place()
        self.import_orders()
        self.remote.edit_address(number, address_1="5 New Road")
        counts = self.look(number, number)
        self.assertEqual((counts["fetched"], counts["updated"]), (1, 1))
        street = self.get_order(number).sale_order_id.partner_shipping_id.street
        self.assertEqual(street, "5 New Road")

    def test_one_that_was_paid_meanwhile_is_taken_up(self):
        number = self.place(payment_status="pending")
        self.import_orders()
        self.remote.pay(number)
        self.look(number)
        self.assertTrue(self.get_order(number).sale_order_id)

    def test_one_that_is_not_there_seems_to_be_cancelled(self):
        number = self.place()
        self.import_orders()
        self.remote.vanish(number)
        self.assertEqual(self.look(number, "NOBODY-000001")["missing"], 2)
        self.assertEqual(self.get_order(number).state, "cancelled")
        self.assertEqual(len(self.get_orders()), 1)

    def test_what_was_said_before_an_outage_is_applied(self):
        numbers = self.place_many(2)
        self.sandbox.faults.add("status", status=503, times=99, path=numbers[1])
        # Not with assertRaises, which rolls back.
        with self.shop._get_client() as client, suppress(Unreachable):
            self.shop._look_at(client, numbers, Counter())
            self.fail("the outage is told")
        self.assertEqual(self.get_orders().mapped("name"), numbers[:1])
