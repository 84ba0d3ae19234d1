"""Signing in: what Big Cartel makes of the code, and which account it is."""

from tests.sandbox import ACCESS_TOKEN, ACCOUNT_ID, Shop

from .signing_in import CALLBACK, SignInCase


class TestWhatBigCartelAnswers(SignInCase):
    def test_a_code_that_is_none_is_told(self):
        state = self.get_query(self.press_connect())["state"]
        answer = self.come_back(f"{CALLBACK}?state={state}&code=made-up")
        self.assert_refused(answer, "invalid_grant.*Try again", shop=self.shop)
        self.assert_untouched()

    def test_a_wrong_secret_is_told(self):
        url = self.walk()
        self.set_parameters(oauth_client_secret="wrong-secret")
        answer = self.come_back(url)
        self.assert_refused(answer, "client secret of the app", shop=self.shop)
        self.assertNotIn("wrong-secret", answer.text)
        self.assert_untouched()

    def test_an_app_that_was_removed_meanwhile_is_told(self):
        url = self.walk()
        self.set_parameters(oauth_client_secret=False)
        answer = self.come_back(url)
        self.assert_refused(answer, "Ask a system administrator", shop=self.shop)

    def test_an_outage_is_told(self):
        url = self.walk()
        self.sandbox.faults.add("status", status=503, path="/oauth/token", times=None)
        answer = self.come_back(url)
        self.assert_refused(answer, "could not be reached.*few minutes", shop=self.shop)
        self.assert_untouched()

    def test_an_account_that_cannot_be_read_leaves_a_shop_to_be_tested(self):
        url = self.walk()
        self.sandbox.faults.add("html", path="/v1/accounts", times=None)
        answer = self.come_back(url)
        self.assert_refused(answer, "could not be read", shop=self.shop)
        self.assertEqual(self.shop.state, "draft")
        self.assertIn("could not be read", self.shop.last_error)
        self.sandbox.faults.clear()
        self.shop.action_test_connection()
        self.assert_connected()

    def test_an_account_that_another_shop_has_is_refused_by_that_shops_name(self):
        self.make_shop(
            name="First shop",
            auth_method="token",
            account_id=ACCOUNT_ID,
            access_token=ACCESS_TOKEN,
        )
        answer = self.come_back(self.walk())
        self.assert_refused(answer, "see the shop “First shop”", shop=self.shop)
        self.assert_untouched()
        self.assertFalse(self.shop.account_id)

    def test_another_account_than_before_is_refused(self):
        self.come_back(self.walk())
        token = self.shop.access_token
        self.sandbox.add_shop(Shop.empty("555", "otherheron"))
        answer = self.come_back(self.decide(self.press_connect(), account="555"))
        words = f"account 555, but this shop is account {ACCOUNT_ID}"
        self.assert_refused(answer, words, shop=self.shop)
        self.assert_connected()
        self.assertEqual(self.shop.access_token, token)
