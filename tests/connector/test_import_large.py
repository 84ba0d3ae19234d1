"""Large shops: an import works in batches, and keeps little in memory."""

from unittest.mock import patch

from odoo.addons.bigcartel_connector.models import bigcartel_backend_notice

from .importing import ImportCase


class TestLargeShop(ImportCase):
    def get_cached(self, name):
        """Return the ids of the orders of which a field is in Odoo's memory."""
        field = self.env["bigcartel.order"]._fields[name]
        return [order_id for order_id in field._get_cache(self.env) if order_id]

    def test_of_orders_that_did_not_change_only_names_and_digests_are_read(self):
        self.place_many(3)
        self.import_orders()
        self.env.flush_all()
        self.env.invalidate_all()
        self.shop._import_orders(lambda: 60)
        self.assert_counts(fetched=3, unchanged=3)
        self.assertEqual(len(self.get_cached("digest")), 3)
        for name in ("payload", "state", "sale_order_id"):
            self.assertFalse(self.get_cached(name), name)

    def test_a_document_is_not_read_along_with_its_order(self):
        self.place_many(2)
        self.import_orders()
        self.env.flush_all()
        self.env.invalidate_all()
        orders = self.get_orders()
        self.assertEqual(orders.mapped("state"), ["to_link", "to_link"])
        self.assertFalse(self.get_cached("payload"))
        self.assertTrue(all(orders.mapped("payload")))

    def test_what_is_missing_is_found_in_a_fixed_number_of_queries(self):
        def count_queries(orders):
            self.place_many(orders)
            self.import_orders()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.shop._import_orders(lambda: 60)
            return self.env.cr.sql_log_count - before

        count_queries(1)
        few = count_queries(1)
        self.assertEqual(count_queries(10), few)

    def test_review_activities_are_made_a_batch_at_a_time_and_once_each(self):
        steps = []
        self.place_many(5)
        with patch.object(bigcartel_backend_notice, "NOTICE_BATCH", 2):
            self.shop._import_orders(
                lambda: steps.append(len(self.get_orders(review_noticed=True))) or 60
            )
        self.assertEqual(steps[-2:], [2, 4])
        self.import_orders()
        orders = self.get_orders()
        self.assertEqual([len(order.activity_ids) for order in orders], [1] * 5)
