"""The banner above lists: how many orders need a review, and for whom it counts."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .selling import SellingCase


class TestReviewBanner(SellingCase):
    def setUp(self):
        super().setUp()
        self.reviewer = new_test_user(
            self.env, "reviewer", groups="bigcartel_connector.group_user"
        )

    def count(self, user=None):
        Order = self.env["bigcartel.order"].with_user(user or self.reviewer)
        return Order.get_review_count()

    def test_it_counts_what_waits_for_a_person(self):
        self.assertEqual(self.count(), 0)
        boat = self.offer("Paper Boat")
        order = self.sell((boat, 1))
        self.sell((boat, 1), currency="ZZZ")
        self.sell((boat, 1), payment_status="unpaid")
        self.assertEqual(self.count(), 2, "to link and failed, not what is unpaid")
        order.action_complete()
        self.assertEqual(self.count(), 1)

    def test_it_counts_the_orders_of_one_s_own_companies(self):
        self.sell((self.offer("Paper Boat"), 1))
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            "stranger",
            groups="bigcartel_connector.group_user",
            company_id=elsewhere.id,
            company_ids=elsewhere.ids,
        )
        self.assertEqual((self.count(), self.count(stranger)), (1, 0))

    def test_one_query_counts_it(self):
        self.sell((self.offer("Paper Boat"), 1))
        self.count()
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.count()

    def test_nobody_else_is_told(self):
        seller = new_test_user(
            self.env, "seller", groups="sales_team.group_sale_salesman_all_leads"
        )
        with self.assertRaises(AccessError):
            self.count(seller)
