"""Notices: activities of orders to review, which close by themselves."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user

from .selling import SellingCase


class NoticeCase(SellingCase):
    def setUp(self):
        super().setUp()
        self.product = self.make_product("OURS")
        self.ours = self.offer("Ours", sku="OURS")
        self.unknown = self.offer("Unknown", price="7.5")
        self.reviewer = new_test_user(
            self.env,
            "rita",
            groups="bigcartel_connector.group_user",
            email="rita@example.com",
        )
        self.shop.user_id = self.reviewer

    def get_activities(self, records):
        return self.env["mail.activity"].search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        )

    def get_mails(self):
        return self.env["mail.mail"].search(
            [("model", "=", "bigcartel.backend"), ("res_id", "=", self.shop.id)]
        )


class TestOneForEachOrder(NoticeCase):
    def test_an_order_to_review_is_an_activity_of_the_responsible_person(self):
        order = self.sell((self.unknown, 1))
        activity = self.get_activities(order)
        self.assertEqual(activity.user_id, self.reviewer)
        self.assertEqual(activity.date_deadline, fields.Date.context_today(order))

    def test_an_order_that_completes_by_itself_is_none(self):
        order = self.sell((self.ours, 1))
        self.assertEqual(order.state, "done")
        self.assertFalse(self.get_activities(order))

    def test_an_order_that_failed_is_one_as_well(self):
        self.env.ref("base.SEK").active = False
        order = self.sell((self.ours, 1), currency="SEK")
        self.assertEqual((order.state, order.sale_order_id.id), ("error", False))
        self.assertTrue(self.get_activities(order))

    def test_the_next_import_makes_no_second_one(self):
        order = self.sell((self.unknown, 1))
        self.import_orders()
        self.assertEqual(len(self.get_activities(order)), 1)

    def test_it_closes_by_itself_when_the_order_is_linked_and_completes(self):
        order = self.sell((self.unknown, 1))
        self.get_link(order).action_never()
        self.assertEqual(order.state, "done")
        self.assertFalse(self.get_activities(order))

    def test_it_closes_by_itself_when_the_order_is_confirmed_by_odoos_button(self):
        order = self.sell((self.unknown, 1))
        order.sale_order_id.with_user(
            new_test_user(self.env, "sam", groups="sales_team.group_sale_manager")
        ).action_confirm()
        self.assertFalse(self.get_activities(order))

    def test_it_closes_by_itself_when_the_order_is_ignored(self):
        order = self.sell((self.unknown, 1))
        order.with_user(self.reviewer).action_ignore()
        self.assertFalse(self.get_activities(order))

    def test_it_closes_by_itself_when_the_sale_order_is_cancelled(self):
        order = self.sell((self.unknown, 1))
        order.sale_order_id._action_cancel()
        self.assertFalse(self.get_activities(order))

    def test_it_closes_by_itself_when_the_sale_order_is_deleted(self):
        order = self.sell((self.unknown, 1))
        order.sale_order_id.unlink()
        self.assertFalse(self.get_activities(order))

    def test_an_order_that_fails_and_then_arrives_complete_needs_no_activity(self):
        sek = self.env.ref("base.SEK")
        sek.active = False
        order = self.sell((self.ours, 1), currency="SEK")
        sek.active = True
        self.import_orders()
        self.assertEqual(order.state, "done")
        self.assertFalse(self.get_activities(order))

    def test_one_that_a_person_closed_does_not_come_back(self):
        order = self.sell((self.unknown, 1))
        self.get_activities(order).with_user(self.reviewer).action_feedback()
        self.import_orders()
        self.assertFalse(self.get_activities(order))

    def test_a_reviewed_order_that_is_taken_up_again_is_told_of_again(self):
        order = self.sell((self.unknown, 1))
        order.action_ignore()
        order.action_retry()
        self.import_orders()
        self.assertEqual(order.state, "to_link")
        self.assertEqual(len(self.get_activities(order)), 1)

    def test_nobody_gets_a_mail_for_each_activity(self):
        before = self.env["mail.mail"].search_count([])
        self.sell((self.unknown, 1))
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_a_page_of_orders_costs_as_many_queries_as_one_order(self):
        def import_counting(orders):
            for _number in range(orders):
                self.place((self.unknown, 1))
            self.shop.review_activity = "none"
            self.import_orders()
            self.env["bigcartel.order"].search([]).review_noticed = False
            self.shop.review_activity = "order"
            self.get_activities(self.env["bigcartel.order"].search([])).unlink()
            self.env.flush_all()
            start = self.cr.sql_log_count
            self.shop._notice_review()
            self.env.flush_all()
            return self.cr.sql_log_count - start

        import_counting(1)
        self.assertLessEqual(import_counting(12), import_counting(1) + 2)


class TestOneADay(NoticeCase):
    def setUp(self):
        super().setUp()
        self.shop.review_activity = "day"

    def test_all_orders_to_review_are_one_activity_of_the_shop(self):
        orders = self.sell((self.unknown, 1)) | self.sell((self.unknown, 2))
        self.assertFalse(self.get_activities(orders))
        activity = self.get_activities(self.shop)
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.user_id, self.reviewer)
        self.assertIn("1", activity.summary)

    def test_the_next_day_has_one_of_its_own_instead(self):
        self.sell((self.unknown, 1))
        self.sell((self.unknown, 1))
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            self.import_orders()
            activity = self.get_activities(self.shop)
            self.assertEqual(len(activity), 1)
            self.assertEqual(activity.date_deadline, fields.Date.today())
            self.assertIn("2", activity.summary)

    def test_one_that_a_person_closed_comes_back_the_next_day_only(self):
        self.sell((self.unknown, 1))
        self.get_activities(self.shop).action_feedback()
        self.import_orders()
        self.assertFalse(self.get_activities(self.shop))
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            self.import_orders()
            self.assertTrue(self.get_activities(self.shop))

    def test_it_closes_by_itself_with_the_last_order(self):
        first, second = self.sell((self.unknown, 1)), self.sell((self.unknown, 1))
        first.action_ignore()
        self.assertTrue(self.get_activities(self.shop))
        second.action_complete()
        self.assertFalse(self.get_activities(self.shop))

    def test_what_went_wrong_is_no_markup_in_its_activity(self):
        self.shop._record_failure(UserError("<b>Bold</b> & plain"))
        note = self.get_activities(self.shop).note
        self.assertIn("&lt;b&gt;Bold&lt;/b&gt; &amp; plain", note)

    def test_choosing_another_kind_removes_those_of_this_one(self):
        order = self.sell((self.unknown, 1))
        self.shop.review_activity = "none"
        self.assertFalse(self.get_activities(self.shop))
        self.import_orders()
        self.assertFalse(self.get_activities(order))

    def test_the_activity_of_a_problem_of_the_shop_stays(self):
        order = self.sell((self.unknown, 1))
        self.shop._record_failure(ValueError("x"))
        order.action_ignore()
        kind = self.env.ref("bigcartel_connector.mail_activity_type_shop")
        self.assertEqual(self.get_activities(self.shop).activity_type_id, kind)


class TestMail(NoticeCase):
    def test_nobody_is_written_to_by_default(self):
        self.sell((self.unknown, 1))
        self.assertFalse(self.get_mails())

    def test_after_an_import_the_responsible_person_gets_links_to_the_orders(self):
        self.shop.review_mail = "import"
        order = self.sell((self.unknown, 1))
        mail = self.get_mails()
        self.assertEqual(mail.recipient_ids, self.reviewer.partner_id)
        self.assertIn(self.shop.name, mail.subject)
        self.assertIn(f"/odoo/bigcartel-orders/{order.id}", mail.body_html)
        self.assertIn(order.name, mail.body_html)
        self.assertIn("rita", mail.body_html)

    def test_the_link_opens_the_orders(self):
        action = self.env.ref("bigcartel_connector.bigcartel_order_action")
        self.assertEqual(action.path, "bigcartel-orders")

    def test_an_import_without_new_orders_to_review_writes_to_nobody(self):
        self.shop.review_mail = "import"
        self.sell((self.unknown, 1))
        self.import_orders()
        self.sell((self.ours, 1))
        self.assertEqual(len(self.get_mails()), 1)

    def test_the_daily_mail_comes_from_its_scheduled_action_only(self):
        self.shop.review_mail = "daily"
        order = self.sell((self.unknown, 1))
        self.assertFalse(self.get_mails())
        self.run_daily_mail()
        self.assertIn(order.name, self.get_mails().body_html)

    def test_the_daily_mail_is_not_sent_when_nothing_is_to_be_reviewed(self):
        self.shop.review_mail = "daily"
        self.sell((self.ours, 1))
        self.run_daily_mail()
        self.assertFalse(self.get_mails())

    def test_those_who_are_named_get_it_if_they_may_open_the_orders(self):
        salesman = new_test_user(
            self.env,
            "sam",
            groups="sales_team.group_sale_salesman",
            email="sam@example.com",
        )
        boss = new_test_user(
            self.env,
            "bea",
            groups="bigcartel_connector.group_manager",
            email="bea@example.com",
        )
        self.shop.write(
            {
                "review_mail": "import",
                "review_mail_user_ids": (salesman | boss | self.reviewer).ids,
            }
        )
        self.sell((self.unknown, 1))
        self.assertEqual(
            self.get_mails().recipient_ids,
            (boss | self.reviewer).partner_id,
        )

    def test_choosing_somebody_without_an_address_says_so(self):
        self.reviewer.email = False
        warning = self.change_mail("import")
        self.assertIn("rita", warning["message"])
        self.assertFalse(self.change_mail("off"))
        self.reviewer.email = "rita@example.com"
        self.assertFalse(self.change_mail("import"))

    def change_mail(self, choice):
        """Return the warning of the shop's form when a person chooses."""
        result = self.shop.onchange(
            {"review_mail": choice}, ["review_mail"], {"review_mail": {}}
        )
        return result.get("warning")

    def test_what_a_customer_wrote_is_no_markup_in_it(self):
        self.shop.review_mail = "import"
        name = "<b>Eve</b>"
        self.sell((self.unknown, 1), customer={"first_name": name, "last_name": "X"})
        body = self.get_mails().body_html
        self.assertNotIn("<b>Eve", body)
        self.assertIn("&lt;b&gt;Eve", body)

    def test_a_template_that_fails_stops_no_import(self):
        self.shop.review_mail = "import"
        template = self.env.ref("bigcartel_connector.mail_template_review")
        # Odoo refuses to store what fails at once.
        template.subject = "{{ 1 // (object._get_review_count() - 1) }}"
        with self.assertLogs("odoo.addons.bigcartel_connector", "WARNING"):
            order = self.sell((self.unknown, 1))
        self.assertEqual(order.state, "to_link")
        self.assertEqual(self.shop.state, "connected")
        self.assertFalse(self.get_mails())

    def run_daily_mail(self):
        cron = self.env.ref("bigcartel_connector.ir_cron_send_review_mail")
        with self.enter_registry_test_mode():
            self.assertIs(cron.method_direct_trigger(), True)
        self.env.invalidate_all()
