"""Importing again what did not change: it is neither read nor written."""

from functools import partial

from .importing import ImportCase

COUNTERS = """
    SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables
"""
# What a run says of itself.
OWN = {"bigcartel_backend", "bigcartel_log"}


class TestUnchanged(ImportCase):
    def setUp(self):
        super().setUp()
        self.sandbox.switches.max_page_limit = 5

    def import_as_scheduled(self):
        """Import as the scheduled action does, without its loop around it."""
        self.env.flush_all()
        self.env.invalidate_all()
        self.shop._import_orders(lambda: 60)
        self.env.flush_all()
        # As before a commit: what waits for it is written as well.
        self.env.cr.precommit.run()

    def get_written(self, work):
        """Return {table: rows inserted, updated, deleted} that a function wrote."""
        self.env.flush_all()
        self.env.cr.execute(COUNTERS)
        before = {table: counts for table, *counts in self.env.cr.fetchall()}
        work()
        self.env.cr.execute(COUNTERS)
        written = {}
        for table, *counts in self.env.cr.fetchall():
            parts = zip(counts, before.get(table, (0, 0, 0)), strict=True)
            written[table] = [now - then for now, then in parts]
        return {table: counts for table, counts in written.items() if any(counts)}

    def find_unchanged(self, shop):
        """Return the numbers that an import would not read, and those it would."""
        find = partial(self.env["bigcartel.order"]._find_unchanged, shop)
        unchanged, read = [], []
        with self.shop._get_client() as client:
            for page in client.iter_order_pages(find_unchanged=find):
                unchanged += page.unchanged
                read += [order.number for order in page.orders]
        return unchanged, read

    def count_queries(self):
        before = self.env.cr.sql_log_count
        self.import_as_scheduled()
        return self.env.cr.sql_log_count - before

    def test_no_row_is_written_but_what_the_run_says_of_itself(self):
        self.place_many(12)
        self.place(payment_status="pending")
        self.place(shipping_status="shipped")
        self.get_written(self.import_as_scheduled)
        written = self.get_written(self.import_as_scheduled)
        self.assert_counts(fetched=13, unchanged=12, waiting=1)
        self.assertEqual(set(written), OWN)
        self.assertEqual(written["bigcartel_log"], [1, 0, 0])

    def test_the_scheduled_action_writes_as_much_however_many_pages_there_are(self):
        self.place_many(5)
        self.run_import_job()
        one_page = self.get_written(self.run_import_job)
        self.assertIn("bigcartel_log", one_page)
        self.place_many(15)
        self.run_import_job()
        self.assertEqual(self.get_written(self.run_import_job), one_page)
        self.assert_counts(fetched=20, unchanged=20)

    def test_pages_and_products_are_asked_for_once_over_one_connection(self):
        for name in ("Tee", "Cap", "Pin"):
            sold = self.remote.add_product(name, price="5.0").options[0].id
            for _number in range(4):
                self.remote.place_order([(sold, 1)], customer="maya")
        for products in (1, 0):
            self.sandbox.requests.clear()
            before = self.sandbox.accepted
            self.run_import_job()
            self.assertEqual(len(self.sandbox.received(path="/orders$")), 3)
            self.assertEqual(len(self.sandbox.received(path="/products$")), products)
            self.assertEqual(len(self.sandbox.requests), 3 + products)
            self.assertEqual(self.sandbox.accepted - before, 1)

    def test_a_page_costs_the_same_few_queries_however_many_orders_it_has(self):
        self.place_many(10)
        self.import_as_scheduled()
        self.import_as_scheduled()
        few = self.count_queries()
        self.sandbox.switches.max_page_limit = 100
        self.place_many(40)
        self.import_as_scheduled()
        self.import_as_scheduled()
        self.assert_counts(fetched=50, unchanged=50)
        one_page = self.count_queries()
        self.sandbox.switches.max_page_limit = 5
        ten_pages = self.count_queries()
        self.assertLess(one_page, few)
        self.assertLessEqual(ten_pages - one_page, 9 * 4)

    def test_an_order_is_not_read_as_long_as_its_document_is_the_same(self):
        changed, same = self.place_many(2)
        self.import_orders()
        self.assertEqual(self.find_unchanged(self.shop), ([changed, same], []))
        self.remote.edit_address(changed, address_1="9 Other Road")
        self.assertEqual(self.find_unchanged(self.shop), ([same], [changed]))

    def test_what_another_shop_knows_is_read(self):
        number = self.place()
        self.import_orders()
        other = self.shop.copy({"account_id": "4711", "access_token": "other"})
        self.assertEqual(self.find_unchanged(other), ([], [number]))

    def test_what_asks_for_more_than_a_delivery_is_read_each_time(self):
        """It may not be done yet: somebody was at the order, or a person undid it."""
        self.sandbox.switches.refund_transaction = True
        self.sandbox.switches.refunded_orders = "listed"
        refunded, unpaid, shipped, same = self.place_many(4)
        self.import_orders()
        self.remote.refund(refunded)
        self.remote.orders[unpaid].payment_status = "unpaid"
        self.remote.mark_shipped(shipped)
        self.sandbox.switches.ignore_status_filter = True
        self.import_orders()
        self.get_order(refunded).withdrawn = False
        unchanged, read = self.find_unchanged(self.shop)
        self.assertEqual((unchanged, len(read)), ([same], 3))
