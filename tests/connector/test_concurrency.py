"""Several workers and people at one shop, all on real transactions of their own."""

import threading
from collections import Counter
from functools import partial

from odoo.service.model import retrying

from .committed import CommittedCase


class ConcurrencyCase(CommittedCase):
    def setUp(self):
        # What is registered first is cleaned last: nothing refers to it any more.
        self.addCleanup(self.delete_product)
        super().setUp()
        self.addCleanup(self.delete_deliveries)
        with self.transaction() as env:
            product = env["product.product"].create(
                {"name": "Odoo mug", "type": "consu"}
            )
            self.product_id = product.id

    def delete_deliveries(self):
        with self.transaction() as env:
            sales = self.get_shop(env).order_ids.sale_order_id
            sales._action_cancel()
            sales.picking_ids.unlink()

    def delete_product(self):
        with self.transaction() as env:
            env["product.product"].browse(self.product_id).product_tmpl_id.unlink()

    def act(self, work):
        """Do what a person's click does: Odoo repeats it when others were quicker."""
        with self.transaction() as env:
            return retrying(partial(work, env), env)

    def start_together(self, *works):
        """Run functions in threads that start at once; return what came of each."""
        gate = threading.Barrier(len(works))

        def begin(work):
            gate.wait()
            return work()

        running = [self.start(partial(begin, work)) for work in works]
        for thread, _results in running:
            thread.join()
        return [results[0] for _thread, results in running]

    def run_outbox(self):
        with self.transaction() as env:
            env["bigcartel.backend"]._cron_push_shipments()

    def run_both(self):
        self.run_worker()
        self.run_outbox()

    def link_all(self, env):
        self.get_links(env).product_id = self.product_id

    def get_links(self, env):
        return env["bigcartel.product.link"].search([("backend_id", "=", self.shop_id)])

    def get_orders(self, env, numbers):
        return self.get_shop(env).order_ids.filtered(lambda row: row.name in numbers)


class TestWorkers(ConcurrencyCase):
    def file_shipments(self, count):
        """Deliveries that Big Cartel is to be told of; return the orders' numbers."""
        numbers = self.place_many(count)
        with self.transaction() as env:
            for number in numbers:
                env["bigcartel.shipment"].create(
                    {
                        "order_id": self.make_done_order(env, number).id,
                        "items": [
                            {
                                "line": self.remote.orders[number].lines[0].id,
                                "quantity": 1,
                            }
                        ],
                        "tracking_number": f"TRACK-{number}",
                    }
                )
        return numbers

    def test_two_and_four_of_them_import_and_tell_everything_once(self):
        # What is told twice shows as a second shipment.
        self.sandbox.switches.duplicate_shipment = "accept"
        self.sandbox.switches.max_page_limit = 4
        imported, delivered = [], []
        for workers in (2, 4):
            delivered += self.file_shipments(6)
            imported += self.place_many(10)
            results = self.start_together(*[self.run_both] * workers)
            self.assertEqual(results, [None] * workers)
        self.run_both()
        with self.transaction() as env:
            self.get_orders(env, delivered).state = "ignored"
            orders = self.get_orders(env, imported)
            self.assertEqual(sorted(orders.mapped("name")), sorted(imported))
            self.assertEqual(len(orders.sale_order_id), len(imported))
            self.assertEqual(set(orders.mapped("state")), {"to_link"})
        for number in delivered:
            self.assertEqual(self.remote.orders[number].shipping_status, "shipped")
            self.assertEqual(len(self.remote.shipments[number]), 1, number)

    def test_two_who_meet_the_same_new_customer_make_one_contact(self):
        (number,) = self.place_many(1)
        with self.transaction() as env, self.get_shop(env)._get_client() as client:
            document = client.get_order(number)

        def make(env):
            mapper = env["bigcartel.customer.mapper"]
            return mapper._get_customers(self.get_shop(env), [document])[number]

        with self.transaction() as quick:
            customer = make(quick)
            slow = partial(self.act, lambda env: make(env).partner.id)
            thread, results = self.start(slow)
            self.wait_for_a_blocked_one()
        thread.join()
        self.assertEqual(results, [customer.partner.id])


class TestPeople(ConcurrencyCase):
    def test_a_link_made_while_drafts_are_built_reaches_them(self):
        """Neither of the two transactions sees what the other one did."""
        self.place_many(1)
        self.run_worker()
        numbers = self.place_many(2)
        with self.registry.cursor() as cr:
            shop = self.get_shop(self.env(cr=cr))
            shop._walk_orders(Counter(), lambda: 1, by_hand=False)
            cr.flush()
            self.act(self.link_all)
        self.run_worker()
        with self.transaction() as env:
            orders = self.get_orders(env, numbers)
            self.assertEqual(set(orders.mapped("state")), {"done"})

    def test_two_who_complete_the_same_order_make_one_delivery(self):
        (number,) = self.place_many(1)
        self.run_worker()

        def complete(env):
            self.get_orders(env, [number]).action_complete()

        results = self.start_together(*[partial(self.act, complete)] * 2)
        self.assertEqual(results, [None, None])
        with self.transaction() as env:
            order = self.get_orders(env, [number])
            self.assertEqual(order.state, "done")
            self.assertLessEqual(len(order.sale_order_id.picking_ids), 1)

    def test_people_link_and_complete_while_workers_import(self):
        self.place_many(4)
        self.run_worker()
        first = list(self.remote.orders)
        numbers = self.place_many(8)
        for number in first:
            self.remote.edit_address(number, city="Portland")

        def complete(env):
            for order in self.get_orders(env, first):
                order.action_complete()

        results = self.start_together(
            self.run_worker,
            self.run_worker,
            partial(self.act, self.link_all),
            partial(self.act, complete),
        )
        self.assertEqual(results, [None] * 4)
        self.run_worker()
        self.run_worker()
        with self.transaction() as env:
            orders = self.get_shop(env).order_ids
            self.assertEqual(len(orders), 12)
            self.assertEqual(len(orders.sale_order_id), 12)
            self.assertEqual(set(orders.mapped("state")), {"done"})
            self.assertEqual(
                set(self.get_orders(env, numbers).mapped("linked_count")), {1}
            )
