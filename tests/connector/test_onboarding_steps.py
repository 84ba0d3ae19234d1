"""The steps of setting up a shop: leaving them, going back, and what they set."""

from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user

from tests.sandbox import PASSWORD, SUBDOMAIN

from .onboarding import MANAGER, OnboardingCase


class TestLeaving(OnboardingCase):
    def test_every_step_is_taken_up_where_it_was_left(self):
        wizard = self.connect_by_password()
        for step in ("found", "since", "shipping", "people", "import"):
            self.assertEqual(wizard.step, step)
            wizard.action_later()
            wizard = self.press(self.shop, "action_open_onboarding")
            self.assertEqual((wizard.shop_id, wizard.step), (self.shop, step))
            if step != "import":
                wizard = self.press(wizard, "action_next")
        self.press(wizard, "action_import")
        self.assertEqual(self.shop.onboarding_step, "done")

    def test_what_was_entered_is_on_the_shop_at_once(self):
        wizard = self.go_to("since")
        self.fill(wizard, import_from="2026-02-01 00:00:00")
        wizard.action_later()
        self.assertEqual(str(self.shop.import_from), "2026-02-01 00:00:00")

    def test_a_shop_that_was_not_connected_is_taken_up_again(self):
        first = self.connect_by_password(password="wrong-secret")
        again = self.start()
        self.assertEqual(again.shop_id, first.shop_id)
        self.assertEqual(again.auth_method, "password")
        self.assertEqual(again.subdomain, SUBDOMAIN)
        self.fill(again, password=PASSWORD)
        self.press(again, "action_connect")
        self.assertEqual(self.shops.search_count([]), 1)
        self.assertFalse(self.start().shop_id, "the next one is another shop")

    def test_somebody_elses_unfinished_shop_is_left_to_them(self):
        self.connect_by_password(password="wrong-secret")
        other = new_test_user(self.env, "other", groups=MANAGER)
        self.assertFalse(self.start(other).shop_id)

    def test_a_shop_that_came_back_from_signing_in_goes_on(self):
        shop = self.connect(onboarding_step="connect")
        self.assertEqual(self.press(shop, "action_open_onboarding").step, "found")

    def test_a_shop_that_lost_its_connection_begins_with_it(self):
        self.go_to("people")
        self.shop.write({"state": "draft", "password": False})
        wizard = self.press(self.shop, "action_open_onboarding")
        self.assertEqual((wizard.step, wizard.has_credentials), ("connect", False))

    def test_a_shop_that_was_set_up_imports_as_soon_as_it_is_connected_again(self):
        self.press(self.go_to("import"), "action_import")
        self.shop.action_disconnect()
        action = self.shop.action_open_onboarding()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (self.shop._name, self.shop.id)
        )
        self.shop.new_password = PASSWORD
        self.shop.action_test_connection()
        number = self.place()
        self.run_import_job()
        self.assertTrue(self.get_orders(name=number))

    def test_going_back_is_possible_and_going_ahead_is_not(self):
        wizard = self.go_to("shipping")
        wizard.step = "import"
        self.assertEqual((wizard.step, self.shop.onboarding_step), ("shipping",) * 2)
        wizard.step = "found"
        self.assertEqual((wizard.step, self.shop.onboarding_step), ("found",) * 2)
        wizard = self.press(wizard, "action_next")
        self.assertEqual(self.press(wizard, "action_back").step, "found")

    def test_nothing_is_imported_by_itself_before_it_is_done(self):
        self.place()
        wizard = self.go_to("people")
        self.run_import_job()
        self.assertFalse(self.get_orders())
        self.press(self.press(wizard, "action_next"), "action_import")
        self.assertEqual(len(self.get_orders()), 1)
        number = self.place()
        self.run_import_job()
        self.assertTrue(self.get_orders(name=number))

    def test_the_button_of_the_import_leads_back_to_the_set_up(self):
        self.place()
        self.go_to("since")
        self.assertEqual(self.press(self.shop, "action_import_orders").step, "since")
        reviewer = new_test_user(
            self.env, "reviewer", groups="bigcartel_connector.group_user"
        )
        with self.assertRaisesRegex(UserError, "Paperheron is not finished"):
            self.shop.with_user(reviewer).action_import_orders()
        self.assertFalse(self.get_orders())

    def test_what_another_window_finished_stays_finished(self):
        wizard = self.press(self.go_to("import"), "action_import")
        for button in ("action_back", "action_next"):
            self.assertEqual(self.press(wizard, button).step, "done")
        self.assertEqual(self.shop.onboarding_step, "done")

    def test_a_shop_that_never_used_it_is_imported_as_ever(self):
        self.shop = self.connect()
        self.assertFalse(self.shop.onboarding_step)
        number = self.place()
        self.run_import_job()
        self.assertTrue(self.get_orders(name=number))

    def test_a_copy_has_its_set_up_before_it(self):
        self.go_to("people")
        self.assertFalse(self.shop.copy().onboarding_step)


class TestSettings(OnboardingCase):
    def test_the_shipping_map_is_the_shops_own(self):
        wizard = self.go_to("shipping")
        carrier = self.env["delivery.carrier"].search([], limit=1)
        rows = self.shop.shipping_map_ids
        self.assertEqual(len(rows), 2)
        with Form(wizard) as form:
            with form.shipping_map_ids.edit(0) as row:
                row.code = "LETTER"
                row.carrier_id = carrier
            with form.shipping_map_ids.new() as row:
                row.zone = "country"
                row.country_id = self.env.ref("base.fr")
                row.code = "TO_FRANCE"
        self.assertEqual(rows[0].code, "LETTER")
        self.assertEqual(rows[0].carrier_id, carrier)
        added = self.shop.shipping_map_ids - rows
        self.assertEqual((added.country_id.code, added.code), ("FR", "TO_FRANCE"))
        self.env.invalidate_all()
        with Form(wizard) as form:
            form.shipping_map_ids.remove(wizard.shipping_map_ids.ids.index(added.id))
        self.assertEqual(self.shop.shipping_map_ids, rows)
        self.assertFalse(added.exists())

    def test_who_is_responsible_and_who_gets_mail_is_the_shops_own(self):
        wizard = self.go_to("people")
        self.assertEqual(wizard.user_id, self.env.user)
        person = new_test_user(self.env, "person", groups=MANAGER)
        with Form(wizard) as form:
            form.user_id = person
            form.auto_confirm = False
            form.review_activity = "day"
            form.review_mail = "daily"
            form.review_mail_user_ids = person
        self.assertEqual(self.shop.user_id, person)
        self.assertFalse(self.shop.auto_confirm)
        self.assertEqual(self.shop.review_activity, "day")
        self.assertEqual(self.shop.review_mail, "daily")
        self.assertEqual(self.shop.review_mail_user_ids, person)
