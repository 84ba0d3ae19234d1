"""Linking costs as many queries for many drafts as for few."""

from unittest.mock import patch

from .selling import SellingCase


class TestManyDrafts(SellingCase):
    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False

    def count_linking(self, orders):
        """Return how many queries one answer takes that many drafts follow."""
        tee = self.offer("Heron Tee")
        for _order in range(orders):
            self.place((tee, 1), shipping="4.5")
        self.import_orders()
        lines = self.env["sale.order.line"].search([("name", "=", "Heron Tee")])
        open_lines = lines.filtered(lambda line: not line.bigcartel_linked)
        self.assertEqual(len(open_lines), orders)
        product = self.make_product(f"OURS-{orders}")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        open_lines.bigcartel_link_id.product_id = product
        self.env.flush_all()
        count = self.env.cr.sql_log_count - before
        self.assertEqual(open_lines.product_id, product)
        return count

    def test_an_answer_takes_no_query_of_ours_per_draft(self):
        self.count_linking(1)
        few, many = self.count_linking(5), self.count_linking(50)
        # Odoo itself looks up the analytic distribution of each line.
        self.assertLess(many - few, 45 + 5)

    def test_many_references_found_at_once_update_the_drafts_once(self):
        options = [self.offer(f"Print {n}", sku=f"P-{n}") for n in range(8)]
        order = self.sell(*[(option, 1) for option in options])
        for number in range(8):
            self.make_product(f"p-{number}")
        Link = type(self.env["bigcartel.product.link"])
        with patch.object(
            Link, "_get_draft_lines", autospec=True, side_effect=Link._get_draft_lines
        ) as followed:
            self.import_orders()
        self.assertEqual(order.state, "ready")
        self.assertEqual(followed.call_count, 1)
