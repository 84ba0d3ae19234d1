"""Connecting a shop, and what *Test connection* says."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user

from tests.sandbox import ACCESS_TOKEN, ACCOUNT_ID, PASSWORD, SUBDOMAIN, Shop

from .common import ConnectorCase


class ConnectCase(ConnectorCase):
    def setUp(self):
        super().setUp()
        self.shop.unlink()

    def make_shop(self, **vals):
        vals = {"account_id": ACCOUNT_ID, "access_token": ACCESS_TOKEN, **vals}
        return self.env["bigcartel.backend"].create(vals)

    def press_test(self, shop):
        """Press the button; return kind and text of the notification."""
        answer = shop.action_test_connection()
        self.assertEqual(answer["tag"], "display_notification")
        return answer["params"]["type"], answer["params"]["message"]


class TestSigningIn(ConnectCase):
    def test_a_token_and_an_account_id_connect_a_shop(self):
        shop = self.make_shop()
        kind, message = self.press_test(shop)
        self.assertEqual(kind, "success")
        for text in (
            self.remote.account.store_name,
            ACCOUNT_ID,
            "USD",
            "United States",
        ):
            self.assertIn(text, message)
        self.assertEqual(shop.state, "connected")
        self.assertEqual(shop.shop_name, self.remote.account.store_name)
        self.assertEqual(shop.name, self.remote.account.store_name)
        self.assertEqual(shop.currency_id.name, "USD")
        self.assertEqual(shop.country_id.code, "US")
        self.assertEqual(shop.time_zone, "America/Los_Angeles")

    def test_subdomain_and_password_look_the_account_up(self):
        shop = self.make_shop(
            auth_method="password",
            account_id=False,
            access_token=False,
            subdomain=SUBDOMAIN,
            password=PASSWORD,
        )
        kind, message = self.press_test(shop)
        self.assertEqual((kind, shop.state), ("success", "connected"))
        self.assertEqual(shop.account_id, ACCOUNT_ID)
        self.assertIn(ACCOUNT_ID, message)
        self.assertEqual(self.sandbox.requests[-1].scheme, "basic")

    def test_a_token_without_an_account_id_looks_the_account_up(self):
        shop = self.make_shop(account_id=False)
        self.press_test(shop)
        self.assertEqual(shop.account_id, ACCOUNT_ID)

    def test_spaces_around_pasted_credentials_do_not_matter(self):
        shop = self.make_shop(
            account_id=f" {ACCOUNT_ID}\n", access_token=f"\t{ACCESS_TOKEN} "
        )
        self.assertEqual(self.press_test(shop)[0], "success")
        shop.write({"access_token": f"{ACCESS_TOKEN}\n "})
        self.assertEqual(self.press_test(shop)[0], "success")

    def test_requests_say_who_asks(self):
        self.env.company.email = "owner@example.com"
        self.press_test(self.make_shop())
        agent = self.sandbox.requests[-1].headers["user-agent"]
        self.assertIn("bigcartel_connector/19.0", agent)
        self.assertIn("owner@example.com", agent)

    def test_a_name_that_a_person_chose_stays(self):
        shop = self.make_shop(name="My corner shop")
        self.press_test(shop)
        self.assertEqual(shop.name, "My corner shop")
        self.assertEqual(shop.shop_name, self.remote.account.store_name)

    def test_a_home_country_that_a_person_chose_stays(self):
        shop = self.make_shop()
        shop.country_id = self.env.ref("base.ca")
        self.press_test(shop)
        self.assertEqual(shop.country_id.code, "CA")

    def test_an_inactive_currency_is_told_at_once(self):
        self.remote.account.currency = "SEK"
        self.env.ref("base.SEK").active = False
        shop = self.make_shop()
        kind, message = self.press_test(shop)
        self.assertEqual(kind, "success")
        self.assertIn("Activate the currency SEK", message)
        self.assertEqual(shop.currency_id.name, "SEK")


class TestNotConnected(ConnectCase):
    def assert_not_connected(self, shop, *words):
        kind, message = self.press_test(shop)
        self.assertEqual(kind, "danger")
        self.assertEqual(shop.state, "draft", "it never was connected")
        self.assertEqual(shop.last_error, message)
        for word in words:
            self.assertIn(word, message)
        for secret in (ACCESS_TOKEN, PASSWORD, "wrong-secret"):
            self.assertNotIn(secret, message)
        self.assertNotIn("<", message)
        return message

    def test_a_wrong_token_is_refused_in_plain_words(self):
        """F41"""
        shop = self.make_shop(access_token="wrong-secret")
        self.assert_not_connected(shop, "did not accept the login", "Check the token")
        self.assertTrue(shop.reconnect_required)
        self.assertFalse(shop.activity_ids, "whoever tests sees it already")

    def test_a_wrong_password_is_refused_in_plain_words(self):
        shop = self.make_shop(
            auth_method="password", subdomain=SUBDOMAIN, password="wrong-secret"
        )
        self.assert_not_connected(shop, "did not accept the login")

    def test_somebody_elses_account_id_is_told(self):
        shop = self.make_shop(account_id="999")
        self.assert_not_connected(shop, "account")
        self.assertFalse(shop.shop_name)

    def test_an_html_page_is_told_without_its_markup(self):
        """F41"""
        self.sandbox.faults.add("html")
        self.assert_not_connected(self.make_shop(), "could not be read", "a web page")

    def test_a_server_error_is_told(self):
        self.sandbox.faults.add("status", status=500)
        self.assert_not_connected(self.make_shop(), "Big Cartel")

    def test_missing_credentials_are_asked_for(self):
        shop = self.make_shop(access_token=" ")
        with self.assertRaisesRegex(UserError, "access token"):
            shop.action_test_connection()
        shop.write({"auth_method": "password", "subdomain": SUBDOMAIN})
        with self.assertRaisesRegex(UserError, "subdomain and password"):
            shop.action_test_connection()
        self.assertEqual(shop.state, "draft")

    def test_correcting_the_token_connects_and_clears_the_error(self):
        shop = self.make_shop(access_token="wrong-secret")
        self.assert_not_connected(shop)
        shop.access_token = ACCESS_TOKEN
        self.assertEqual(self.press_test(shop)[0], "success")
        self.assertEqual(shop.state, "connected")
        self.assertFalse(shop.last_error)
        self.assertFalse(shop.reconnect_required)

    def test_a_connected_shop_turns_red(self):
        shop = self.make_shop()
        self.press_test(shop)
        self.remote.revoke()
        self.assertEqual(self.press_test(shop)[0], "danger")
        self.assertEqual(shop.state, "error")

    def test_importing_into_a_shop_that_never_was_connected_says_what_is_wrong(self):
        shop = self.make_shop(access_token="wrong-secret")
        answer = shop.action_import_orders()
        self.assertEqual(answer["params"]["type"], "danger")
        self.assertIn("did not accept the login", answer["params"]["message"])
        self.assertEqual(shop.state, "draft")

    def test_being_asked_to_wait_is_no_outage(self):
        shop = self.make_shop()
        self.press_test(shop)
        self.sandbox.faults.add("status", status=429, retry_after=3600)
        kind, message = self.press_test(shop)
        self.assertEqual(kind, "warning")
        self.assertIn("3600 seconds", message)
        self.assertEqual(shop.state, "connected")

    def test_only_shop_administrators_test_a_connection(self):
        shop = self.make_shop()
        user = new_test_user(
            self.env, "reviewer", groups="bigcartel_connector.group_user"
        )
        with self.assertRaises(AccessError):
            shop.with_user(user).action_test_connection()
        self.assertEqual(shop.state, "draft")


class TestWhoIsTold(ConnectCase):
    def setUp(self):
        super().setUp()
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.shop = self.make_shop(company_id=company.id, user_id=False)
        groups = "bigcartel_connector.group_manager"
        new_test_user(self.env, "here", groups=groups)
        self.manager = new_test_user(self.env, "manager", groups=groups)
        self.manager.write(
            {"company_ids": [Command.set(company.ids)], "company_id": company.id}
        )

    def test_the_responsible_person_is_told(self):
        person = self.shop.user_id = new_test_user(self.env, "person")
        self.assertEqual(self.shop._get_responsible(), person)

    def test_a_manager_of_the_company_is_told_where_nobody_is_responsible(self):
        self.assertEqual(self.shop._get_responsible(), self.manager)

    def test_a_manager_is_told_where_the_responsible_person_left(self):
        person = self.shop.user_id = new_test_user(self.env, "person")
        person.active = False
        self.assertEqual(self.shop._get_responsible(), self.manager)

    def test_without_a_manager_it_is_whoever_meets_the_problem(self):
        self.manager.active = False
        self.assertEqual(self.shop._get_responsible(), self.env.user)


class TestTheSameAccountTwice(ConnectCase):
    """F4: an account that is connected twice would import each order twice."""

    def assert_refused(self, action, name):
        with self.assertRaisesRegex(ValidationError, f"“{name}”"):
            action()

    def test_a_typed_account_id_is_refused_naming_the_other_shop(self):
        self.make_shop(name="First shop")
        self.assert_refused(self.make_shop, "First shop")

    def test_a_changed_account_id_is_refused(self):
        self.make_shop(name="First shop")
        second = self.make_shop(account_id="77")
        self.assert_refused(
            lambda: second.write({"account_id": f" {ACCOUNT_ID}"}), "First shop"
        )

    def test_an_account_that_was_looked_up_is_refused(self):
        self.make_shop(name="First shop")
        second = self.make_shop(account_id=False)
        self.assert_refused(second.action_test_connection, "First shop")

    def test_importing_without_a_test_does_not_get_around_it(self):
        self.make_shop(name="First shop")
        second = self.make_shop(account_id=False)
        self.assert_refused(second.action_import_orders, "First shop")

    def test_archived_shops_count(self):
        self.make_shop(name="First shop").active = False
        self.assert_refused(self.make_shop, "First shop")

    def test_shops_of_other_companies_count(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.make_shop(name="First shop", company_id=company.id)
        manager = new_test_user(
            self.env, "manager", groups="bigcartel_connector.group_manager"
        )
        shops = self.env["bigcartel.backend"].with_user(manager)
        self.assertFalse(shops.search([]), "the other shop is not for this person")
        self.assert_refused(
            lambda: shops.create({"account_id": ACCOUNT_ID}), "First shop"
        )

    def test_another_account_may_be_connected_beside_it(self):
        self.make_shop()
        other = self.sandbox.add_shop(Shop.empty("555", "otherheron"))
        second = self.make_shop(account_id="555", access_token=other.access_token)
        self.assertEqual(self.press_test(second)[0], "success")
        self.assertEqual(second.shop_name, "Otherheron")
