"""*Disconnect*: the credentials are gone, and Big Cartel knows."""

from odoo.exceptions import UserError

from tests.sandbox import ACCOUNT_ID, CLIENT_SECRET

from .committed import CommittedCase
from .signing_in import SignInCase


class TestDisconnecting(SignInCase):
    def setUp(self):
        super().setUp()
        self.come_back(self.walk())
        self.sandbox.requests.clear()

    def disconnect(self, words, kind="success"):
        answer = self.shop.with_user(self.manager).action_disconnect()["params"]
        self.assertEqual(answer["type"], kind)
        self.assertRegex(answer["message"], words)
        self.assert_untouched()
        self.assertFalse(self.shop.last_error)
        note = str(self.shop.message_ids[0].body)
        self.assertIn("Disconnected", note)
        for text in (note, answer["message"]):
            self.assertNotIn(CLIENT_SECRET, text)
        return answer

    def test_disconnecting_ends_the_connection_at_big_cartel_too(self):
        self.disconnect("credentials are deleted. Nothing is imported")
        self.assertIsNone(self.remote.access_token)
        (request,) = self.sandbox.requests
        self.assertEqual(request.path, f"/oauth/deauthorize/{ACCOUNT_ID}")
        self.assertEqual((request.scheme, request.status), ("basic", 204))
        self.assertEqual(self.shop.account_id, ACCOUNT_ID, "its orders stay its own")

    def test_the_credentials_are_gone_also_when_big_cartel_cannot_be_told(self):
        self.sandbox.stop()
        answer = self.disconnect("could not be told: .*could not be reached", "warning")
        self.assertTrue(answer["sticky"])
        self.sandbox.start()

    def test_a_refusal_of_big_cartel_is_told(self):
        self.set_parameters(oauth_client_secret="wrong")
        self.disconnect("could not be told: .*client secret of the app", "warning")

    def test_a_missing_app_is_told(self):
        self.set_parameters(oauth_client_secret=False)
        self.disconnect("could not be told: The client ID and secret", "warning")

    def test_a_disconnected_shop_is_left_alone_and_can_be_connected_again(self):
        self.shop.action_disconnect()
        self.sandbox.requests.clear()
        with self.enter_registry_test_mode():
            job = self.env.ref("bigcartel_connector.ir_cron_import_orders")
            job.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.sandbox.requests, [])
        with self.assertRaisesRegex(UserError, "Connect the shop with Big Cartel"):
            self.shop.action_test_connection()
        self.come_back(self.walk())
        self.assert_connected()

    def test_a_password_is_deleted_without_telling_anybody(self):
        self.shop.write({"auth_method": "password", "password": "secret"})
        self.disconnect("credentials are deleted. Nothing")
        self.assertFalse(self.shop.password)
        self.assertEqual(self.sandbox.requests, [])


class TestBusyShop(CommittedCase):
    def test_a_shop_that_is_changed_just_now_is_left_as_it_is(self):
        """Nothing is asked of Big Cartel that could not be kept here."""
        with self.transaction() as env, self.transaction() as other:
            self.get_shop(other).name = "Renamed"
            other.flush_all()
            requests = len(self.sandbox.requests)
            for action in (
                lambda: self.get_shop(env).action_disconnect(),
                lambda: self.get_shop(env)._connect_oauth("code", "https://x.example"),
            ):
                with self.assertRaisesRegex(UserError, "is busy"):
                    action()
            self.assertEqual(len(self.sandbox.requests), requests)
            self.assertTrue(self.get_shop(env).access_token)
