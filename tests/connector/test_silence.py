"""No import comes to its end any more: the responsible person learns of it, once."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from .delivering import DeliveryCase
from .importing import ImportCase

TYPE = "bigcartel_connector.mail_activity_type_shop"


class SilenceCase(ImportCase):
    def setUp(self):
        super().setUp()
        self.check_job = self.env.ref("bigcartel_connector.ir_cron_check_imports")
        self.import_orders()

    def pass_hours(self, hours):
        """Let everything that happened to the shop be that many hours ago."""
        for name in ("last_import_at", "connected_at", "last_attempt_at"):
            if self.shop[name]:
                self.shop[name] -= timedelta(hours=hours)
        self.shop.silence_told_at = self.shop.silence_told_at and (
            self.shop.silence_told_at - timedelta(hours=hours)
        )

    def check(self):
        """Run the scheduled action, and return the shop's activities."""
        with self.enter_registry_test_mode():
            self.assertIs(self.check_job.method_direct_trigger(), True)
        self.env.invalidate_all()
        return self.shop.activity_ids


class TestStateReason(SilenceCase):
    def test_state_and_reason_are_there_in_words_for_each_case(self):
        later = fields.Datetime.now() + timedelta(hours=1)
        words = "Big Cartel says no."
        cases = (
            ({}, "on_time", False),
            ({"last_import_at": False}, "never", "Nothing was imported yet"),
            ({"onboarding_step": "since"}, "setup", "set-up is not finished"),
            ({"paused_until": later, "last_error": words}, "paused", words),
            ({"state": "error", "last_error": words}, "on_time", words),
            ({"state": "draft"}, "draft", "not connected"),
            ({"state": "draft", "last_error": words}, "draft", words),
        )
        for vals, status, reason in cases:
            with self.subTest(vals):
                before = {name: self.shop[name] for name in vals}
                self.shop.write(vals)
                self.assertEqual(self.shop.import_status, status)
                if reason:
                    self.assertIn(reason, self.shop.state_reason)
                else:
                    self.assertFalse(self.shop.state_reason)
                self.shop.write(before)


class TestSilence(SilenceCase):
    def test_a_switched_off_import_is_told_once_and_closes_by_itself(self):
        self.job.active = False
        self.pass_hours(5)
        self.assertFalse(self.check(), "not yet")
        self.pass_hours(2)
        activity = self.check()
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.activity_type_id, self.env.ref(TYPE))
        self.assertEqual(activity.user_id, self.shop._get_responsible())
        self.assertIn("switched off", activity.note)
        since = fields.Datetime.context_timestamp(self.shop, self.shop.last_import_at)
        self.assertIn(f"{since:%Y}", activity.note)
        self.assertEqual(self.check(), activity)
        self.assertEqual(self.shop.import_status, "off")
        self.assertIn("switched off", self.shop.state_reason)
        self.import_orders()
        self.assertFalse(self.shop.activity_ids)
        self.assertIn("imported again", "".join(self.shop.message_ids.mapped("body")))

    def test_whoever_closed_it_is_told_again_only_of_the_next_time(self):
        self.pass_hours(7)
        self.check().action_feedback()
        self.pass_hours(24)
        self.assertFalse(self.check())
        self.import_orders()
        self.assertFalse(self.check())
        self.pass_hours(7)
        self.assertEqual(len(self.check()), 1)

    def test_a_stuck_import_is_told_apart_from_one_that_is_never_called(self):
        self.pass_hours(7)
        self.assertEqual(self.shop.import_status, "late")
        self.assertIn("not even tried", self.shop.state_reason)
        self.shop.last_attempt_at = fields.Datetime.now()
        self.assertIn("never finishes", self.check().note)

    def test_an_outage_that_was_told_is_not_told_again(self):
        self.sandbox.stop()
        self.run_import_job()
        outage = self.shop.activity_ids
        self.assertEqual(len(outage), 1)
        self.pass_hours(7)
        self.assertEqual(self.check(), outage)
        self.assertEqual(self.shop.state_reason, self.shop.last_error)

    def test_an_outage_takes_the_place_of_the_silence_before(self):
        self.pass_hours(7)
        silence = self.check()
        self.sandbox.stop()
        self.run_import_job()
        self.env.invalidate_all()
        self.assertEqual(len(self.shop.activity_ids), 1)
        self.assertNotEqual(self.shop.activity_ids, silence)

    def test_refused_credentials_are_told_where_nobody_kept_the_outage(self):
        self.remote.revoke()
        self.run_import_job()
        self.shop.activity_ids.action_feedback()
        self.pass_hours(7)
        self.assertIn(self.shop.last_error, self.check().note)

    def test_a_shop_that_never_imported_counts_from_its_connection(self):
        self.shop.write({"last_import_at": False})
        self.assertFalse(self.check())
        self.pass_hours(7)
        self.assertEqual(len(self.check()), 1)

    def test_a_shop_connected_again_after_weeks_has_its_time(self):
        self.pass_hours(500)
        self.shop.action_disconnect()
        self.shop.access_token = "sandbox-token"
        self.shop.action_test_connection()
        self.assertFalse(self.check())

    def test_nobody_is_told_of_what_is_meant_to_be_silent(self):
        meant = (
            {"silence_hours": 0},
            {"active": False},
            {"onboarding_step": "since"},
            {"state": "draft"},
        )
        self.pass_hours(7)
        for vals in meant:
            with self.subTest(vals):
                before = {name: self.shop[name] for name in vals}
                self.shop.write(vals)
                self.assertFalse(self.check())
                self.shop.write(before)
        self.assertEqual(len(self.check()), 1)

    def test_each_company_is_told_in_the_language_of_its_person(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        company = self.env["res.company"].create({"name": "Ailleurs"})
        person = DeliveryCase.make_user(
            self,
            "marie",
            "base.group_user",
            "bigcartel_connector.group_manager",
            lang="fr_FR",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        other = self.shop.copy(
            {"company_id": company.id, "user_id": person.id, "name": "Boutique"}
        )
        moment = fields.Datetime.now() - timedelta(days=200)
        other.write({"state": "connected", "connected_at": moment})
        self.pass_hours(7)
        self.assertEqual(len(self.check()), 1)
        activity = other.activity_ids
        self.assertEqual(activity.user_id, person)
        self.assertIn(moment.strftime("%d/%m/%Y"), activity.note)
        self.assertTrue(
            other.with_user(person).activity_ids, "and may be seen by that person"
        )
        # So is an outage.
        other.access_token = "wrong"
        other._record_failure(ValueError("oops"))
        self.assertIn("problème", other.activity_ids.summary)
        row = self.env["bigcartel.log"].search([("backend_id", "=", other.id)])
        self.assertEqual(row.company_id, company)
