"""Importing orders: which ones, how many, and what the run says about them."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import new_test_user

from odoo.addons.bigcartel_connector.models import bigcartel_backend_import

from tests.sandbox import ACCESS_TOKEN

from .importing import ImportCase


class TestFetching(ImportCase):
    def test_every_unshipped_order_becomes_a_draft(self):
        numbers = self.place_many(3)
        answer = self.import_orders()
        self.assertEqual(answer["params"]["type"], "success")
        self.assertIn("3 fetched = 3 created", answer["params"]["message"])
        self.assertEqual(sorted(self.get_orders().mapped("name")), sorted(numbers))
        self.assertEqual(self.get_orders().sale_order_id.mapped("state"), ["draft"] * 3)
        self.assert_counts(fetched=3, created=3)

    def test_a_sale_order_says_where_it_comes_from(self):
        """F37: the customer's own reference stays free."""
        number = self.place()
        self.import_orders()
        order = self.get_order(number)
        sale = order.sale_order_id
        self.assertEqual(sale.origin, f"Big Cartel {number}")
        self.assertFalse(sale.client_order_ref)
        self.assertEqual(sale.bigcartel_order_id, order)
        self.assertEqual(sale.bigcartel_backend_id, self.shop)

    def test_any_number_of_orders_comes_complete(self):
        """F8: pages end where they end."""
        self.sandbox.switches.max_page_limit = 20
        placed = 0
        for count in (0, 1, 20, 21, 45):
            with self.subTest(count):
                self.place_many(count - placed)
                created, placed = count - placed, count
                self.import_orders()
                self.assert_counts(
                    fetched=count, created=created, unchanged=count - created
                )
                self.assertEqual(len(self.get_orders().sale_order_id), count)

    def test_any_number_of_orders_comes_without_links_and_counts(self):
        """F8"""
        self.sandbox.switches.links_next = False
        self.sandbox.switches.meta_count = False
        self.sandbox.switches.max_page_limit = 20
        self.place_many(41)
        self.import_orders()
        self.assert_counts(fetched=41, created=41)

    def test_an_order_shipped_between_two_pages_hides_no_other(self):
        """F8"""
        self.sandbox.switches.max_page_limit = 5
        numbers = self.place_many(12)
        ship = self.remote.mark_shipped
        self.sandbox.faults.after(1, lambda: ship(numbers[0]), path="/orders$")
        self.import_orders()
        built = self.get_orders().filtered("sale_order_id").mapped("name")
        self.assertLessEqual(set(numbers[1:]), set(built))
        self.assertEqual(len(built), len(set(built)))
        self.assert_counts(fetched=12, created=12)

    def test_an_order_placed_between_two_pages_comes_once(self):
        """F8"""
        self.sandbox.switches.max_page_limit = 5
        self.place_many(12)
        self.sandbox.faults.after(1, self.place, path="/orders$")
        self.import_orders()
        self.import_orders()
        self.assertEqual(len(self.get_orders().sale_order_id), 13)
        self.assertEqual(self.get_counts()["fetched"], 13)

    def test_shipped_orders_are_not_asked_for(self):
        number = self.place()
        self.remote.mark_shipped(number)
        self.import_orders()
        self.assertFalse(self.get_orders())
        self.assert_counts()

    def test_a_shipped_order_that_comes_all_the_same_is_listed_as_ignored(self):
        number = self.place()
        self.remote.mark_shipped(number)
        self.sandbox.switches.ignore_status_filter = True
        self.import_orders()
        order = self.get_order(number)
        self.assertEqual(order.state, "ignored")
        self.assertIn("Shipped at Big Cartel already", order.error)
        self.assertFalse(order.sale_order_id)
        self.assert_counts(fetched=1, waiting=1)

    def test_the_responsible_person_gets_the_orders(self):
        person = new_test_user(
            self.env, "seller", groups="bigcartel_connector.group_user"
        )
        self.shop.user_id = person
        self.place()
        self.import_orders()
        sale = self.get_orders().sale_order_id
        self.assertEqual(sale.user_id, person)
        self.assertFalse(sale.message_ids.notification_ids)


class TestReporting(ImportCase):
    def test_the_counts_add_up_in_a_mix_of_everything(self):
        """F11"""
        self.env.ref("base.SEK").active = False
        changed, _same = self.place_many(2)
        self.import_orders()
        self.remote.edit_address(changed, address_1="5 New Road")
        self.place()
        self.place(payment_status="pending")
        self.place(currency="SEK")
        self.place(rewrite=lambda resource, _rows: resource["attributes"].pop("total"))
        self.import_orders()
        self.assert_counts(
            fetched=6, created=1, updated=1, unchanged=1, waiting=1, failed=2
        )
        self.import_orders()
        self.assert_counts(fetched=6, unchanged=3, waiting=1, failed=2)

    def test_an_import_by_hand_is_told_in_the_chatter(self):
        self.place()
        self.import_orders()
        self.assertIn("1 fetched = 1 created", self.shop.message_ids[0].body)

    def test_only_a_finished_walk_counts_as_the_last_import(self):
        """F12: no runner of its own is needed; what is shown is the last success."""
        self.sandbox.switches.max_page_limit = 2
        self.place_many(3)
        self.sandbox.faults.add("status", status=500, path="/orders$", skip=1)
        self.import_orders()
        self.assertFalse(self.shop.last_import_at)
        self.assert_counts(fetched=2, created=2)
        self.import_orders()
        self.assertTrue(self.shop.last_import_at)
        self.assert_counts(fetched=3, created=1, unchanged=2)

    def test_every_order_that_is_not_built_says_why(self):
        """F11"""
        self.shop.import_from = "2020-01-01 00:00:00"
        self.place(payment_status="unpaid")
        self.place(completed_at="2019-01-01T00:00:00Z")
        self.place(currency="XBT")
        self.import_orders()
        orders = self.get_orders()
        self.assertEqual(len(orders), 3)
        self.assertEqual(len(set(orders.mapped("error"))), 3)
        self.assertTrue(all(orders.mapped("error")))


class TestByHand(ImportCase):
    def setUp(self):
        super().setUp()
        self.reviewer = new_test_user(
            self.env, "reviewer", groups="bigcartel_connector.group_user"
        )

    def test_a_reviewer_imports_without_being_an_administrator(self):
        self.place()
        answer = self.shop.with_user(self.reviewer).action_import_orders()
        self.assertEqual(answer["params"]["type"], "success")
        self.assertEqual(len(self.get_orders().sale_order_id), 1)
        self.assertEqual(self.sandbox.requests[-1].scheme, "bearer")

    def test_the_reviewer_never_sees_the_credentials(self):
        shop = self.shop.with_user(self.reviewer)
        shop.action_import_orders()
        self.assertNotIn("access_token", shop.read()[0])
        self.assertNotIn(ACCESS_TOKEN, str(shop.read()))

    def test_the_button_never_commits(self):
        self.place()
        committed = []
        self.env.cr.postcommit.add(lambda: committed.append(True))
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.import_orders()
            self.assertTrue(self.get_orders().sale_order_id)
            raise ZeroDivisionError
        self.assertFalse(self.get_orders(), "all of it is undone with its caller")
        self.assertFalse(committed)

    def test_refused_credentials_are_told_instead_of_tried_again(self):
        self.remote.revoke()
        answer = self.import_orders()
        self.assertEqual(answer["params"]["type"], "danger")
        self.assertIn("did not accept the login", answer["params"]["message"])
        requests = len(self.sandbox.requests)
        with self.assertRaisesRegex(UserError, "did not accept the login"):
            self.import_orders()
        self.assertEqual(len(self.sandbox.requests), requests)

    def test_what_takes_too_long_goes_on_in_the_background(self):
        self.sandbox.switches.max_page_limit = 2
        self.place_many(5)
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", self.job.id)])
        with patch.object(bigcartel_backend_import, "BUTTON_SECONDS", 0):
            answer = self.import_orders()
        self.assertEqual(len(self.get_orders().sale_order_id), 2)
        self.assertIn("The rest follows", answer["params"]["message"])
        now_due = self.env["ir.cron.trigger"].search([("cron_id", "=", self.job.id)])
        self.assertEqual(len(now_due - triggers), 1)
        self.run_import_job()
        self.assertEqual(len(self.get_orders().sale_order_id), 5)


class TestCompleting(ImportCase):
    def setUp(self):
        super().setUp()
        self.place()
        self.import_orders()
        link = self.get_orders().sale_order_id.order_line.bigcartel_link_id
        link.product_id = self.make_product("MUG")

    def test_a_run_completes_more_than_one_batch(self):
        self.place_many(51)
        self.run_import_job()
        self.assertEqual(len(self.get_orders(state="done")), 52)

    def test_what_a_run_has_no_time_for_is_completed_right_after_it(self):
        self.place_many(51)
        with patch.object(bigcartel_backend_import, "BUTTON_SECONDS", 0):
            self.import_orders()
        self.assertEqual(len(self.get_orders(state="ready")), 1)
        self.assertTrue(
            self.env["ir.cron.trigger"].search([("cron_id", "=", self.job.id)])
        )
        self.run_import_job()
        self.assertFalse(self.get_orders(state="ready"))
