"""Setting up a shop: connecting it, and who may."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, new_test_user

from tests.sandbox import ACCESS_TOKEN, ACCOUNT_ID, PASSWORD, SUBDOMAIN

from .onboarding import MANAGER, OnboardingCase


class TestConnecting(OnboardingCase):
    def test_subdomain_and_password_connect_a_shop(self):
        wizard = self.connect_by_password()
        self.assertEqual((wizard.step, wizard.message), ("found", False))
        shop = wizard.shop_id
        self.assertEqual((shop.state, shop.onboarding_step), ("connected", "found"))
        self.assertEqual(shop.account_id, ACCOUNT_ID)
        self.assertEqual(shop.company_id, self.env.company)
        self.assertEqual(wizard.name, self.remote.account.store_name)
        self.assertEqual(wizard.currency_id.name, "USD")
        self.assertEqual(wizard.country_id.code, "US")
        self.assertEqual(wizard.time_zone, "America/Los_Angeles")

    def test_a_token_connects_a_shop(self):
        wizard = self.connect_by_token()
        self.assertEqual((wizard.step, wizard.state), ("found", "connected"))

    def test_the_easiest_way_to_sign_in_is_proposed(self):
        Wizard = self.env["bigcartel.onboarding"]
        self.assertEqual(Form(Wizard).auth_method, "password")
        self.env["ir.config_parameter"].set_param(
            "bigcartel_connector.oauth_client_id", "client"
        )
        self.assertEqual(Form(Wizard).auth_method, "oauth")

    def test_nothing_entered_makes_no_shop(self):
        for method, word in (("token", "access token"), ("password", "password")):
            wizard = self.press(self.start(auth_method=method), "action_connect")
            self.assertIn(word, wizard.message)
            self.assertEqual((wizard.step, wizard.auth_method), ("connect", method))
            wizard.action_later()
        self.assertFalse(self.shops.search_count([]))

    def test_a_refused_login_is_told_in_the_dialog(self):
        wizard = self.connect_by_password(password="wrong-secret")
        self.assertEqual((wizard.step, wizard.state), ("connect", "draft"))
        self.assertIn("did not accept the login", wizard.message)
        self.fill(wizard, password=PASSWORD)
        wizard = self.press(wizard, "action_connect")
        self.assertEqual((wizard.step, wizard.message), ("found", False))

    def test_an_outage_is_told_and_nothing_has_to_be_entered_again(self):
        fault = self.sandbox.faults.add("status", status=503, times=None)
        wizard = self.connect_by_password()
        self.assertEqual(wizard.step, "connect")
        self.assertIn("Big Cartel", wizard.message)
        self.assertTrue(wizard.has_credentials)
        self.assertTrue(fault.hits)
        self.sandbox.faults.clear()
        self.assertEqual(self.press(wizard, "action_connect").step, "found")

    def test_being_asked_to_wait_is_told(self):
        self.sandbox.faults.add("status", status=429, retry_after=3600)
        wizard = self.connect_by_password()
        self.assertIn("3600 seconds", wizard.message)
        self.assertEqual(wizard.step, "connect")

    def test_an_account_that_is_connected_already_is_told_by_its_name(self):
        self.connect(name="First shop")
        wizard = self.connect_by_password()
        self.assertIn("“First shop”", wizard.message)
        self.assertEqual((wizard.step, wizard.state), ("connect", "draft"))
        self.assertFalse(wizard.shop_id.account_id)

    def test_a_dialog_left_open_in_a_second_window_makes_no_second_shop(self):
        windows = [Form(self.env["bigcartel.onboarding"]) for _window in range(2)]
        self.connect_by_password(password="wrong-secret")
        for form in windows:
            self.enter(form, {"auth_method": "token", "access_token": "unknown"})
            self.assertEqual(form.save().shop_id, self.shop)
        late = Form(self.env["bigcartel.onboarding"])
        self.assertEqual(self.connect_by_token().state, "connected")
        self.enter(late, {"auth_method": "token", "access_token": ACCESS_TOKEN})
        self.assertEqual(late.save().shop_id, self.shop)
        self.assertEqual(self.shops.search([]), self.shop)

    def test_another_shops_login_finds_that_shop(self):
        wizard = self.connect_by_password()
        wizard = self.press(wizard, "action_back")
        self.assertEqual(wizard.step, "connect")
        self.remote.account.id = "4711"
        self.remote.account.store_name = "Second Nest"
        self.remote.account.country = "CA"
        self.fill(wizard, auth_method="token", access_token=ACCESS_TOKEN)
        wizard = self.press(wizard, "action_connect")
        self.assertEqual(wizard.message, False)
        self.assertEqual(wizard.shop_id, self.shop)
        self.assertEqual(
            (self.shop.account_id, self.shop.name, self.shop.country_id.code),
            ("4711", "Second Nest", "CA"),
        )


class TestCredentials(OnboardingCase):
    def assert_not_in_the_table(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM bigcartel_onboarding")
        rows = str(self.env.cr.fetchall())
        self.assertIn("token", rows, "the way to sign in is no secret")
        for secret in (ACCESS_TOKEN, PASSWORD):
            self.assertNotIn(secret, rows)

    def test_no_credential_is_in_the_table_of_the_dialog(self):
        wizard = self.start(auth_method="token", access_token=ACCESS_TOKEN)
        self.assert_not_in_the_table()
        self.assertEqual(wizard.shop_id.access_token, ACCESS_TOKEN)
        self.fill(wizard, auth_method="password", subdomain=SUBDOMAIN)
        self.fill(wizard, password=PASSWORD)
        self.fill(wizard, auth_method="token")
        self.assertEqual(wizard.shop_id.password, PASSWORD)
        self.assert_not_in_the_table()

    def test_no_credential_comes_back_to_the_browser(self):
        Wizard = self.env["bigcartel.onboarding"]
        names = ["auth_method", "access_token", "subdomain", "password", "message"]
        specification = {name: {} for name in names}
        vals = {"auth_method": "token", "access_token": ACCESS_TOKEN}
        answer = Wizard.web_save(vals, specification)
        self.assertIs(answer[0]["access_token"], False)
        wizard = Wizard.browse(answer[0]["id"])
        self.assertEqual(wizard.shop_id.access_token, ACCESS_TOKEN)
        vals = {"auth_method": "password", "password": PASSWORD, "subdomain": "x"}
        answer = wizard.web_save(vals, specification)
        self.assertEqual(wizard.shop_id.password, PASSWORD)
        self.assertNotIn(PASSWORD, str(answer))
        self.assertNotIn(PASSWORD, str(wizard.read()))

    def test_what_is_stored_stays_when_nothing_is_entered(self):
        wizard = self.connect_by_password()
        self.fill(wizard, name="My own name")
        self.assertEqual(self.shop.password, PASSWORD)
        self.assertEqual(self.shop.account_id, ACCOUNT_ID)


class TestWhoMay(OnboardingCase):
    def test_only_shop_administrators_set_up_a_shop(self):
        reviewer = new_test_user(
            self.env, "reviewer", groups="bigcartel_connector.group_user"
        )
        Wizard = self.env["bigcartel.onboarding"].with_user(reviewer)
        with self.assertRaises(AccessError):
            Wizard.create({"auth_method": "token", "access_token": "x"})
        self.assertFalse(self.shops.search_count([]))
        wizard = self.connect_by_password()
        with self.assertRaises(AccessError):
            wizard.with_user(reviewer).action_next()
        with self.assertRaises(AccessError):
            self.shop.with_user(reviewer).action_open_onboarding()

    def test_a_manager_does_it_all_without_other_rights(self):
        self.place()
        manager = new_test_user(self.env, "manager", groups=MANAGER)
        wizard = self.start(
            manager, auth_method="password", subdomain=SUBDOMAIN, password=PASSWORD
        )
        wizard = self.press(wizard, "action_connect")
        for step in ("since", "shipping", "people", "import"):
            self.fill(wizard)
            wizard = self.press(wizard, "action_next")
            self.assertEqual(wizard.step, step)
        wizard = self.press(wizard, "action_import")
        self.assertEqual((wizard.step, wizard.review_count), ("done", 1))
        action = wizard.action_review()
        orders = self.env[action["res_model"]].with_user(manager)
        self.assertEqual(orders.search_count(action["domain"]), 1)
        self.assertEqual(wizard.action_open_shop()["res_id"], wizard.shop_id.id)

    def test_the_shop_belongs_to_the_company_at_work(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.env.user.company_ids = [Command.link(other.id)]
        here = self.connect_by_password(password="wrong-secret").shop_id
        Wizard = self.env["bigcartel.onboarding"].with_company(other)
        with Form(Wizard) as form:
            form.auth_method = "token"
            form.access_token = ACCESS_TOKEN
        there = form.record.shop_id
        self.assertNotEqual(there, here)
        self.assertEqual((here.company_id, there.company_id), (self.company, other))
        self.assertEqual(form.record.company_id, other)

    def test_nobody_reads_another_companys_shop_through_the_dialog(self):
        self.connect_by_password()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            "stranger",
            groups=MANAGER,
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        Wizard = self.env["bigcartel.onboarding"].with_user(stranger)
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            Wizard.create({"shop_id": self.shop.id}).read()
