"""Looking before importing: what was found, and what the import made of it."""

from odoo.tests import Form, new_test_user

from odoo.addons.bigcartel_connector.models import (
    bigcartel_backend_import,
    bigcartel_backend_preview,
)

from .onboarding import MANAGER, OnboardingCase


def spoil(resource, included):
    """Make an order unreadable: without a total."""
    del resource["attributes"]["total"]


class PreviewCase(OnboardingCase):
    def look(self):
        """Return how many orders of each kind are found."""
        preview, message = self.shop._preview_orders()
        self.assertFalse(message)
        counts = self.shop._count_preview(preview, self.shop.import_from)
        return {kind: number for kind, number in counts.items() if number}

    def get_states(self):
        return sorted(self.get_orders().mapped("state"))

    def place_at(self, moment, **values):
        return self.place(created_at=moment, completed_at=moment, **values)


class TestKinds(PreviewCase):
    """Each kind is what the import makes of it: both are asked."""

    def setUp(self):
        super().setUp()
        self.shop = self.connect()

    def test_looking_writes_nothing(self):
        self.place_many(3)
        self.assertEqual(self.look(), {"import": 3})
        self.assertFalse(self.get_orders())
        self.assertFalse(self.env["bigcartel.product.link"].search_count([]))
        self.assertFalse(self.shop.last_import_at)

    def test_an_empty_shop_has_no_orders(self):
        self.assertEqual(self.look(), {})

    def test_all_pages_are_looked_at(self):
        self.sandbox.switches.max_page_limit = 2
        self.place_many(5)
        self.assertEqual(self.look(), {"import": 5})

    def test_unpaid_orders_wait(self):
        self.place(payment_status="pending")
        self.assertEqual(self.look(), {"unpaid": 1})
        self.import_orders()
        self.assertEqual(self.get_states(), ["new"])

    def test_orders_before_the_start_date_are_ignored(self):
        self.shop.import_from = "2026-01-01 08:00:00"
        self.place_at("2026-01-01T07:59:59Z")
        self.place_at("2026-01-01T08:00:00Z")
        self.place_at("2014-01-01T08:00:00Z", payment_status="unpaid")
        self.assertEqual(self.look(), {"import": 1, "too_old": 1, "unpaid": 1})
        self.import_orders()
        self.assertEqual(self.get_states(), ["ignored", "new", "to_link"])

    def test_orders_in_an_inactive_currency_are_errors(self):
        self.env.ref("base.SEK").active = False
        self.remote.account.currency = "SEK"
        self.place()
        self.assertEqual(self.look(), {"currency": 1})
        self.import_orders()
        self.assertEqual(self.get_states(), ["error"])

    def test_orders_that_are_partly_shipped_are_imported_and_checked(self):
        number = self.place()
        self.remote.orders[number].lines[0].quantity_shipped = 1
        self.assertEqual(self.look(), {"check": 1})
        self.import_orders()
        self.assertTrue(self.get_order(number).hold)

    def test_unreadable_orders_are_errors(self):
        number = self.place()
        self.remote.orders[number].rewrite = spoil
        self.place()
        self.assertEqual(self.look(), {"import": 1, "unreadable": 1})
        self.import_orders()
        self.assertEqual(self.get_states(), ["error", "to_link"])

    def test_orders_that_are_here_already_stay_as_they_are(self):
        self.place_many(2)
        self.import_orders()
        self.get_orders()[0].sale_order_id.unlink()
        self.place()
        self.assertEqual(self.look(), {"imported": 1, "left": 1, "import": 1})

    def test_an_order_that_somebody_asked_for_is_imported_however_old(self):
        self.shop.import_from = "2026-01-01 08:00:00"
        number = self.place_at("2025-01-01T08:00:00Z")
        self.import_orders()
        self.get_order(number).write({"state": "error", "import_forced": True})
        self.assertEqual(self.look(), {"import": 1})
        self.import_orders()
        self.assertEqual(self.get_states(), ["to_link"])

    def test_shipped_orders_in_the_list_are_ignored(self):
        self.sandbox.switches.ignore_status_filter = True
        self.remote.mark_shipped(self.place())
        self.assertEqual(self.look(), {"shipped": 1})
        self.import_orders()
        self.assertEqual(self.get_states(), ["ignored"])


class TestDialog(PreviewCase):
    def test_what_was_found_is_shown(self):
        self.place_at("2026-02-03T12:00:00Z")
        self.place(payment_status="pending")
        wizard = self.connect_by_password()
        self.assertIn("2, the oldest of 02/03/2026", wizard.preview_html)
        self.assertIn("To import", wizard.preview_html)
        self.assertIn("Not paid yet", wizard.preview_html)
        self.assertNotIn("Before the start date", wizard.preview_html)

    def test_nothing_personal_is_kept(self):
        number = self.place()
        wizard = self.connect_by_password()
        order = self.remote.orders[number]
        for text in (number, order.customer_email, order.customer_first_name):
            self.assertNotIn(text, str(wizard.preview))

    def test_the_start_date_counts_while_it_is_chosen(self):
        self.place_at("2026-01-01T08:00:00Z")
        self.place_at("2026-02-01T08:00:00Z")
        wizard = self.press(self.connect_by_password(), "action_next")
        self.sandbox.requests.clear()
        form = Form(wizard)
        self.assertNotIn("Before the start date", form.preview_html)
        form.import_from = "2026-01-15 00:00:00"
        self.assertIn("Before the start date", form.preview_html)
        self.assertFalse(self.sandbox.requests, "what was found is enough")
        self.assertFalse(self.shop.import_from)
        form.save()
        self.assertTrue(self.shop.import_from)

    def test_an_inactive_currency_is_activated_on_the_spot(self):
        sek = self.env.ref("base.SEK")
        sek.active = False
        self.remote.account.currency = "SEK"
        self.place()
        wizard = self.connect_by_password()
        self.assertEqual(wizard.inactive_currency, "SEK")
        self.assertIn("Activate SEK first", wizard.preview_html)
        self.assertTrue(wizard.can_activate)
        wizard = self.press(wizard, "action_activate_currency")
        self.assertTrue(sek.active)
        self.assertFalse(wizard.inactive_currency)
        self.assertNotIn("SEK", wizard.preview_html)

    def test_who_may_not_activate_a_currency_is_not_offered_to(self):
        self.env.ref("base.SEK").active = False
        self.remote.account.currency = "SEK"
        manager = new_test_user(self.env, "manager", groups=MANAGER)
        wizard = self.connect_by_password(user=manager)
        self.assertEqual(wizard.inactive_currency, "SEK")
        self.assertFalse(wizard.can_activate)

    def test_a_failed_look_is_told_and_can_be_repeated(self):
        self.place()
        for fault, words in (
            ({"status": 429, "retry_after": 3600}, "3600 seconds"),
            ({"status": 500}, "Big Cartel"),
            ({"status": 401}, "did not accept the login"),
        ):
            with self.subTest(fault):
                self.sandbox.faults.add("status", path="/orders$", times=9, **fault)
                wizard = self.connect_by_password()
                self.assertEqual(wizard.step, "found")
                self.assertIn(words, wizard.message)
                self.assertNotIn("orders", str(wizard.preview_html))
                self.sandbox.faults.clear()
                wizard = self.press(wizard, "action_preview")
                self.assertFalse(wizard.message)
                self.assertIn("To import", wizard.preview_html)
                self.shop.unlink()

    def test_what_came_before_a_failure_is_shown(self):
        self.sandbox.switches.max_page_limit = 2
        self.place_many(4)
        self.sandbox.faults.add("status", path="/orders$", skip=1, times=9, status=500)
        wizard = self.connect_by_password()
        self.assertTrue(wizard.message)
        self.assertIn("at least 2", wizard.preview_html)

    def test_a_shop_with_too_many_orders_is_looked_at_in_part(self):
        self.sandbox.switches.max_page_limit = 2
        self.place_many(4)
        self.patch(bigcartel_backend_preview, "PREVIEW_SECONDS", 0)
        wizard = self.connect_by_password()
        self.assertFalse(wizard.message)
        self.assertIn("at least 2", wizard.preview_html)


class TestFirstImport(PreviewCase):
    def test_the_import_says_what_came_of_it(self):
        self.place_many(2)
        self.place(payment_status="pending")
        wizard = self.press(self.go_to("import"), "action_import")
        self.assertEqual(wizard.step, "done")
        self.assertEqual(self.get_states(), ["new", "to_link", "to_link"])
        for text in ("To link", "Waiting"):
            self.assertIn(text, wizard.result_html)
        self.assertEqual(wizard.review_count, 2)
        self.assertFalse(wizard.message)
        wizard.step = "people"
        self.assertEqual(self.shop.onboarding_step, "done", "done is done")

    def test_an_empty_shop_is_set_up_as_well(self):
        wizard = self.press(self.go_to("import"), "action_import")
        self.assertEqual((wizard.step, wizard.review_count), ("done", 0))
        self.assertIn("nothing to import yet", wizard.result_html)

    def test_an_outage_leaves_the_step_open(self):
        self.place()
        wizard = self.go_to("import")
        fault = self.sandbox.faults.add("status", status=500, times=None)
        wizard = self.press(wizard, "action_import")
        self.assertTrue(fault.hits)
        self.assertEqual((wizard.step, wizard.state), ("import", "error"))
        self.assertEqual(wizard.message, self.shop.last_error)
        self.sandbox.faults.clear()
        wizard = self.press(wizard, "action_import")
        self.assertEqual((wizard.step, wizard.state), ("done", "connected"))
        self.assertFalse(wizard.message)

    def test_a_refused_login_leaves_the_step_open(self):
        wizard = self.go_to("import")
        self.remote.revoke()
        for _time in range(2):
            wizard = self.press(wizard, "action_import")
            self.assertEqual(wizard.step, "import")
            self.assertIn("did not accept the login", wizard.message)
        self.remote.restore()
        wizard.step = "connect"
        wizard = self.press(wizard, "action_connect")
        self.assertEqual((wizard.step, wizard.state), ("found", "connected"))

    def test_a_pause_is_kept_and_the_rest_follows_by_itself(self):
        self.place()
        wizard = self.go_to("import")
        self.sandbox.faults.add("status", status=429, retry_after=600)
        wizard = self.press(wizard, "action_import")
        self.assertEqual(wizard.step, "done")
        self.assertIn("The rest follows", wizard.message)
        self.assertFalse(self.get_orders())
        self.shop.paused_until = False
        self.run_import_job()
        self.assertTrue(self.get_orders())

    def test_what_takes_too_long_follows_in_the_background(self):
        self.sandbox.switches.max_page_limit = 2
        self.place_many(4)
        wizard = self.go_to("import")
        self.patch(bigcartel_backend_import, "BUTTON_SECONDS", 0)
        wizard = self.press(wizard, "action_import")
        self.assertEqual(wizard.step, "done")
        self.assertIn("The rest follows in the background", wizard.message)
        self.assertEqual(len(self.get_orders()), 2)
        self.run_import_job()
        self.assertEqual(len(self.get_orders()), 4)
