"""*Connect with Big Cartel*: the way to its page, and what becomes of the way back."""

from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from odoo import fields
from odoo.exceptions import AccessError, RedirectWarning, UserError

from tests.sandbox import ACCOUNT_ID, CLIENT_ID
from tests.sandbox.switches import CHOICES

from .signing_in import CALLBACK, MANAGER, SignInCase


class TestTheWayThere(SignInCase):
    def test_the_button_leads_to_big_cartels_own_page(self):
        self.set_parameters(oauth_authorize_url=False)
        url = self.press_connect()
        self.assertTrue(url.startswith("https://my.bigcartel.com/oauth/authorize?"))
        query = self.get_query(url)
        self.assertEqual(len(query.pop("state")), 43)
        self.assertEqual(
            query,
            {
                "client_id": CLIENT_ID,
                "response_type": "code",
                "redirect_uri": f"{self.base_url()}{CALLBACK}",
            },
        )

    def test_the_state_is_never_the_same_and_not_stored(self):
        states = {self.get_query(self.press_connect())["state"] for _each in "abc"}
        self.assertEqual(len(states), 3)
        rows = self.env["bigcartel.oauth.request"].search([]).read()
        self.assertEqual(len(rows), 3)
        for state in states:
            self.assertNotIn(state, str(rows))

    def test_a_missing_app_leads_system_administrators_to_the_settings(self):
        self.set_parameters(oauth_client_secret=False)
        admin = self.make_user("system", f"{MANAGER},base.group_system")
        with self.assertRaises(RedirectWarning) as caught:
            self.press_connect(user=admin)
        message, action, _button, _context = caught.exception.args
        self.assertIn("client ID and secret", message)
        self.assertEqual(
            self.env["ir.actions.act_window"].browse(action).res_model,
            "res.config.settings",
        )

    def test_a_missing_app_is_told_to_those_who_cannot_set_it(self):
        self.set_parameters(oauth_client_id=False)
        with self.assertRaisesRegex(UserError, "Ask a system administrator"):
            self.press_connect()

    def test_nobody_is_sent_to_what_is_no_page(self):
        self.set_parameters(oauth_authorize_url="javascript:alert(1)")
        with self.assertRaisesRegex(UserError, "login page.* is no address"):
            self.press_connect()

    def test_only_shop_administrators_of_the_company_connect_a_shop(self):
        reviewer = self.make_user("reviewer", "bigcartel_connector.group_user")
        company = self.env["res.company"].create({"name": "Elsewhere"})
        elsewhere = self.make_shop(company_id=company.id)
        for user, shop in ((reviewer, self.shop), (self.manager, elsewhere)):
            for action in ("action_connect_oauth", "action_disconnect"):
                with self.subTest(user=user.login, action=action):
                    with self.assertRaises(AccessError):
                        getattr(shop.with_user(user), action)()

    def test_nobody_reads_or_makes_up_who_is_expected_back(self):
        self.press_connect()
        requests = self.env["bigcartel.oauth.request"].with_user(self.manager)
        for action in (
            lambda: requests.search([]),
            lambda: requests.create({"backend_id": self.shop.id}),
            lambda: requests.sudo().search([]).with_user(self.manager).read(),
        ):
            with self.assertRaises(AccessError):
                action()


class TestTheWayBack(SignInCase):
    def test_whoever_authorizes_ends_on_the_connected_shop(self):
        answer = self.come_back(self.walk())
        self.assertEqual(answer.status_code, 303)
        place = urlsplit(answer.headers["Location"]).path
        self.assertEqual(place, f"/odoo/bigcartel-shops/{self.shop.id}")
        self.assert_connected()
        self.assertEqual(self.shop.auth_method, "oauth")
        self.assertEqual(self.shop.shop_name, self.remote.account.store_name)
        self.assertEqual(self.shop.currency_id.name, "USD")
        self.assertIn(
            f"{self.remote.account.store_name}, account {ACCOUNT_ID}",
            str(self.shop.message_ids.mapped("body")),
        )

    def test_the_token_that_came_opens_the_shop(self):
        self.come_back(self.walk())
        self.assertEqual(self.shop.access_token, self.remote.access_token)
        answer = self.shop.with_user(self.manager).action_import_orders()
        self.assertEqual(answer["params"]["type"], "success")
        self.assertEqual(self.sandbox.requests[-1].scheme, "bearer")

    def test_a_red_shop_becomes_green_again(self):
        self.come_back(self.walk())
        self.remote.revoke()
        self.shop.action_import_orders()
        self.assertTrue(self.shop.reconnect_required)
        self.come_back(self.walk())
        self.assert_connected()
        self.assertFalse(self.shop.reconnect_required)
        self.assertFalse(self.shop.activity_ids)

    def test_a_shop_of_another_company_is_shown_in_its_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.manager.company_ids += company
        shop = self.make_shop(company_id=company.id)
        allowed = {"allowed_company_ids": company.ids}
        url = shop.with_user(self.manager).with_context(**allowed)
        answer = self.come_back(self.decide(url.action_connect_oauth()["url"]))
        self.assert_connected(shop)
        cookie = f"cids={self.company.id}-{company.id}"
        self.assertIn(cookie, answer.headers["Set-Cookie"])
        self.assert_untouched()

    def test_whoever_is_logged_out_logs_in_first(self):
        url = self.walk()
        self.authenticate(None, None)
        answer = self.come_back(url)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login", answer.headers["Location"])
        self.assert_untouched()
        self.log_in(self.manager)
        self.come_back(url)
        self.assert_connected()


class TestRefusals(SignInCase):
    def test_whoever_denies_reads_that_nothing_changed(self):
        for choice in CHOICES["oauth_denial"]:
            self.sandbox.switches.oauth_denial = choice
            url = self.walk("deny")
            with self.subTest(choice, url=url):
                answer = self.come_back(url)
                if choice == "nothing":
                    self.assert_refused(answer, "If you refused at Big Cartel, all")
                    continue
                self.assert_refused(answer, "did not allow access", 403, self.shop)
                self.assert_untouched()
                # The state is used up: a code cannot come after the refusal.
                late = self.come_back(f"{CALLBACK}?{self.get_late(url)}")
                self.assert_refused(late, "used already", shop=self.shop)
        self.assertEqual(self.sandbox.received(path="/oauth/token"), [])

    def get_late(self, url):
        code = self.sandbox.oauth.grant(self.remote)
        return urlencode({"state": self.get_query(url)["state"], "code": code})

    def test_another_error_is_told_by_its_code_only(self):
        state = self.get_query(self.press_connect())["state"]
        query = {
            "error": "server_error",
            "error_description": "Call 555-1",
            "state": state,
        }
        answer = self.come_back(f"{CALLBACK}?{urlencode(query)}")
        self.assert_refused(answer, r"with an error \(server_error\)", shop=self.shop)
        self.assertNotIn("555-1", answer.text)
        self.assert_untouched()

    def test_nothing_in_the_address_is_markup(self):
        evil = "<script>alert(1)</script>"
        for query in ({"error": evil}, {"state": evil, "code": evil}, {"x": evil}):
            answer = self.come_back(f"{CALLBACK}?{urlencode(query)}")
            self.assertEqual(answer.status_code, 400)
            self.assertNotIn("alert(1)", answer.text)

    def test_a_missing_or_made_up_state_connects_nothing(self):
        self.press_connect()
        for state in ("", "made-up", "%00", "0" * 5000):
            code = self.sandbox.oauth.grant(self.remote)
            answer = self.come_back(f"{CALLBACK}?state={state}&code={code}")
            self.assert_refused(answer, "belongs to no sign-in")
        self.assertEqual(self.sandbox.requests, [])
        self.assert_untouched()

    def test_coming_back_twice_does_nothing_again(self):
        url = self.walk()
        self.come_back(url)
        token = self.shop.access_token
        answer = self.come_back(url)
        self.assert_refused(answer, "used already", shop=self.shop)
        self.assert_connected()
        self.assertEqual(self.shop.access_token, token)
        self.assertEqual(len(self.sandbox.received(path="/oauth/token")), 1)

    def test_coming_back_late_connects_nothing(self):
        url = self.walk()
        request = self.env["bigcartel.oauth.request"].search([])
        left = request.expires_at - fields.Datetime.now()
        self.assertLess(abs(left - timedelta(minutes=10)), timedelta(minutes=1))
        request.expires_at = fields.Datetime.now() - timedelta(seconds=1)
        answer = self.come_back(url)
        self.assert_refused(answer, "longer than 10 minutes", shop=self.shop)
        self.assertEqual(self.sandbox.requests, [])
        self.assert_untouched()

    def test_nobody_finishes_what_somebody_else_started(self):
        url = self.walk()
        self.log_in(self.make_user("other", MANAGER))
        self.assert_refused(self.come_back(url), "Somebody else started", 403)
        self.assertEqual(self.sandbox.requests, [])
        self.assert_untouched()
        self.log_in(self.manager)
        self.come_back(url)
        self.assert_connected()

    def test_a_shop_that_one_may_not_change_any_more_is_refused(self):
        url = self.walk()
        self.manager.group_ids -= self.env.ref("bigcartel_connector.group_manager")
        self.assert_refused(self.come_back(url), "may not connect this shop", 403)
        self.assertEqual(self.sandbox.requests, [])
        self.assert_untouched()

    def test_a_shop_of_a_company_that_one_left_is_refused(self):
        url = self.walk()
        self.shop.company_id = self.env["res.company"].create({"name": "Elsewhere"})
        self.assert_refused(self.come_back(url), "may not connect this shop", 403)
        self.assert_untouched()

    def test_a_shop_that_was_deleted_is_refused(self):
        url = self.walk()
        self.shop.unlink()
        self.assert_refused(self.come_back(url), "belongs to no sign-in")

    def test_old_sign_ins_are_forgotten_after_a_day(self):
        Request = self.env["bigcartel.oauth.request"]
        self.press_connect()
        Request._gc_old_requests()
        self.assertEqual(len(Request.search([])), 1)
        Request.search([]).expires_at -= timedelta(days=2)
        Request._gc_old_requests()
        self.assertFalse(Request.search([]))
