"""Importing again, at the same time, or after a crash: one row, one order, for ever."""

import threading
from collections import Counter
from contextlib import contextmanager

from odoo.exceptions import UserError

from .committed import CommittedCase
from .importing import ImportCase


class TestImportingAgain(ImportCase):
    def test_any_number_of_imports_is_one(self):
        """F2"""
        self.place_many(3)
        self.import_orders()
        sales = self.get_orders().sale_order_id
        partners = self.env["res.partner"].search_count([])
        for _run in range(3):
            self.import_orders()
            self.assert_counts(fetched=3, unchanged=3)
        self.assertEqual(self.get_orders().sale_order_id, sales)
        self.assertEqual(self.env["res.partner"].search_count([]), partners)

    def test_it_stays_one_after_the_sale_order_went_on(self):
        """F2: confirmed, cancelled or renamed, it is the same order."""
        self.place_many(3)
        self.import_orders()
        orders = self.get_orders()
        confirmed, cancelled, renamed = orders.sale_order_id
        confirmed.action_confirm()
        cancelled._action_cancel()
        renamed.write({"name": "Anything", "origin": False, "client_order_ref": "X"})
        self.import_orders()
        self.assert_counts(fetched=3, unchanged=3)
        self.assertEqual(orders.sale_order_id, confirmed + cancelled + renamed)
        self.assertEqual(len(self.get_orders()), 3)

    def test_two_shops_may_have_orders_of_the_same_number(self):
        other = self.connect(account_id="555")
        number = self.place()
        self.import_orders()
        self.env["bigcartel.order"].create({"backend_id": other.id, "name": number})
        self.assertEqual(
            self.env["bigcartel.order"].search_count([("name", "=", number)]), 2
        )

    def test_an_unchanged_page_costs_no_query_per_order(self):
        self.place()
        self.import_orders()
        few = self.count_import_queries()
        self.place_many(59)
        self.import_orders()
        self.assertEqual(self.get_counts()["created"], 59)
        many = self.count_import_queries()
        self.assert_counts(fetched=60, unchanged=60)
        self.assertLessEqual(many, few + 2)

    def test_a_page_is_built_in_one_batch(self):
        """The number of queries grows far slower than the number of orders."""
        few = self.count_building(5)
        many = self.count_building(50)
        self.assertLess(many, few * 4)

    def count_building(self, count):
        self.place_many(count)
        return self.count_import_queries()


class TestCrashes(CommittedCase):
    def test_a_crash_between_taking_in_and_building_loses_nothing(self):
        numbers = self.place_many(3)

        class Crash(BaseException):
            pass

        with self.assertRaises(Crash), self.registry.cursor() as cr:
            shop = self.get_shop(self.env(cr=cr))

            def progress():
                cr.commit()
                if shop.order_ids:
                    raise Crash

            shop._import_orders(progress)
        with self.transaction() as env:
            orders = self.get_shop(env).order_ids
            self.assertEqual(orders.mapped("state"), ["new"] * 3)
            self.assertTrue(all(orders.mapped("payload")))
        self.run_worker()
        self.assert_one_sale_order_each(numbers)

    def test_a_crash_in_the_middle_of_a_page_leaves_no_half_of_it(self):
        numbers = self.place_many(3)
        with self.assertRaises(ZeroDivisionError), self.registry.cursor() as cr:
            shop = self.get_shop(self.env(cr=cr))
            shop._import_orders(lambda: 1)
            self.assertEqual(len(shop.order_ids.sale_order_id), 3)
            raise ZeroDivisionError
        with self.transaction() as env:
            self.assertFalse(self.get_shop(env).order_ids)
        self.run_worker()
        self.assert_one_sale_order_each(numbers)

    def test_what_was_committed_before_a_crash_is_not_done_again(self):
        self.sandbox.switches.max_page_limit = 2
        numbers = self.place_many(5)
        with self.assertRaises(ZeroDivisionError), self.registry.cursor() as cr:
            calls = []

            def progress():
                cr.commit()
                calls.append(1)
                return 1 / (4 - len(calls))

            self.get_shop(self.env(cr=cr))._import_orders(progress)
        with self.transaction() as env:
            done = self.get_shop(env).order_ids.sale_order_id.ids
            self.assertEqual(len(done), 2)
        self.run_worker()
        self.assert_one_sale_order_each(numbers)
        with self.transaction() as env:
            self.assertEqual(len(env["sale.order"].browse(done).exists()), 2)


class TestTwoWorkers(CommittedCase):
    """F1, F5: real transactions that import the same shop at the same time."""

    @contextmanager
    def another_worker(self):
        """A worker that has built the orders and has not committed them yet."""
        with self.registry.cursor() as cr:
            shop = self.get_shop(self.env(cr=cr))
            shop._walk_orders(Counter(), lambda: 1, by_hand=False)
            cr.flush()
            yield

    def test_the_slower_one_makes_nothing_twice(self):
        numbers = self.place_many(3)
        with self.another_worker():
            thread, results = self.start(self.run_worker)
            self.wait_for_a_blocked_one()
        thread.join()
        self.assertEqual(results, [None], "the scheduled action does not fail")
        self.assert_one_sale_order_each(numbers)
        with self.transaction() as env:
            self.assertEqual(self.get_shop(env).state, "connected")
        self.run_worker()
        self.assert_one_sale_order_each(numbers)

    def test_a_person_who_presses_the_button_meanwhile_is_told(self):
        numbers = self.place_many(1)

        def press():
            with self.transaction() as env:
                return self.get_shop(env).action_import_orders()

        with self.another_worker():
            thread, results = self.start(press)
            self.wait_for_a_blocked_one()
        thread.join()
        self.assertIsInstance(results[0], UserError)
        self.assertIn("being imported at this moment", str(results[0]))
        self.assert_one_sale_order_each(numbers)

    def test_four_workers_at_once_end_with_one_order_each(self):
        self.sandbox.switches.max_page_limit = 4
        numbers = self.place_many(12)
        gate = threading.Barrier(4)

        def work():
            gate.wait()
            self.run_worker()

        running = [self.start(work) for _worker in range(4)]
        for thread, _results in running:
            thread.join()
        self.assertEqual([results for _thread, results in running], [[None]] * 4)
        self.run_worker()
        self.assert_one_sale_order_each(numbers)

    def test_an_order_that_somebody_builds_is_left_alone(self):
        (number,) = self.place_many(1)
        self.take_in_only()
        with self.registry.cursor() as cr:
            self.get_shop(self.env(cr=cr)).order_ids.lock_for_update()
            with self.transaction() as env:
                shop, counts = self.get_shop(env), Counter()
                shop._walk_orders(counts, lambda: 1, by_hand=False)
                del counts["requests"]
                self.assertEqual(+counts, Counter(fetched=1, waiting=1))
                self.assertFalse(shop.order_ids.sale_order_id)
        self.run_worker()
        self.assert_one_sale_order_each([number])

    def take_in_only(self):
        """Fill the inbox and build nothing of it."""
        with self.transaction() as env, self.get_shop(env)._get_client() as client:
            for page in client.iter_order_pages():
                shop = self.get_shop(env)
                env["bigcartel.order"]._take_in(shop, page, Counter())
