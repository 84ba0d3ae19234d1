"""The daily e-mail of orders to review, however long it takes to send all of them."""

from unittest.mock import patch

from odoo.tests import new_test_user

from .importing import ImportCase


class TestDailyMail(ImportCase):
    def setUp(self):
        super().setUp()
        reviewer = new_test_user(
            self.env,
            "rita",
            groups="bigcartel_connector.group_user",
            email="rita@example.com",
        )
        second = self.env["bigcartel.backend"].create(
            {"name": "Second", "state": "connected"}
        )
        self.all_shops = self.shop | second
        self.all_shops.write({"review_mail": "daily", "user_id": reviewer.id})
        self.env["bigcartel.order"].create(
            [
                {"backend_id": shop.id, "name": "WAIT-1", "state": "error"}
                for shop in self.all_shops
            ]
        )

    def run_job(self):
        """Run the scheduled action, with time for one shop in each of its calls."""
        job = self.env.ref("bigcartel_connector.ir_cron_send_review_mail")
        constant = "odoo.addons.base.models.ir_cron.MIN_TIME_PER_JOB"
        with self.enter_registry_test_mode(), patch(constant, 0):
            self.assertIs(job.method_direct_trigger(), True)
        self.env.invalidate_all()

    def get_mailed(self):
        """Return the ids of the shops that a mail was about, one for each mail."""
        mails = self.env["mail.mail"].search([("model", "=", self.shop._name)])
        return sorted(mail.res_id for mail in mails)

    def test_each_shop_has_one_mail_a_day_though_the_action_is_called_again(self):
        self.run_job()
        self.assertEqual(self.get_mailed(), sorted(self.all_shops.ids))
        self.run_job()
        self.assertEqual(len(self.get_mailed()), 2)
        self.all_shops.last_review_mail_day = "2026-01-01"
        self.run_job()
        self.assertEqual(len(self.get_mailed()), 4)
