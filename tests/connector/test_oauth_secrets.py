"""Client secret, code and token: in no log, text, answer to a browser, or copy."""

import base64

from odoo.exceptions import AccessError
from odoo.modules.neutralize import get_neutralization_queries
from odoo.tests import Form

from tests.sandbox import CLIENT_ID, CLIENT_SECRET

from .listening import listening
from .signing_in import SignInCase

TOKEN = "typed-t0ken"


class TestTyping(SignInCase):
    def setUp(self):
        super().setUp()
        self.shop.auth_method = "token"
        self.managed = self.shop.with_user(self.manager)

    def open_form(self):
        return Form(self.managed)

    def test_a_typed_token_is_stored_and_stays_on_the_server(self):
        with self.open_form() as form:
            self.assertFalse(form.has_access_token)
            form.new_access_token = f" {TOKEN}\n"
        self.assertEqual(self.managed.access_token, TOKEN)
        form = self.open_form()
        self.assertTrue(form.has_access_token)
        self.assertFalse(form.new_access_token)

    def test_a_typed_password_too(self):
        self.shop.auth_method = "password"
        with self.open_form() as form:
            form.new_password = "typed-passw0rd"
        self.assertEqual(self.managed.password, "typed-passw0rd")
        form = self.open_form()
        self.assertTrue(form.has_password)
        self.assertFalse(form.new_password)

    def test_saving_something_else_keeps_what_is_stored(self):
        self.shop.access_token = TOKEN
        with self.open_form() as form:
            form.name = "Renamed"
        self.assertEqual(self.shop.access_token, TOKEN)

    def test_the_answer_to_the_browser_holds_no_credential(self):
        views = self.managed.get_views([(False, "form")])
        names = views["models"]["bigcartel.backend"]["fields"]
        self.assertNotIn("access_token", names)
        self.assertNotIn("password", names)
        wanted = {name: {} for name in names if name in self.managed.fields_get()}
        typed = {"new_access_token": TOKEN, "new_password": "typed-passw0rd"}
        for shops in (self.managed, self.managed.browse()):
            answer = shops.web_save({"name": "New", **typed}, wanted)
            self.assertTrue(answer[0]["has_access_token"])
            self.assertNotIn(TOKEN, str(answer))
            self.assertNotIn("typed-passw0rd", str(answer))

    def test_reviewers_do_not_even_learn_whether_something_is_stored(self):
        reviewer = self.make_user("reviewer", "bigcartel_connector.group_user")
        shop = self.shop.with_user(reviewer)
        for name in ("has_access_token", "has_password", "new_access_token"):
            with self.assertRaises(AccessError):
                shop.read([name])


class TestWhereTheyAreNot(SignInCase):
    def test_not_in_the_log_of_signing_in_and_out(self):
        lines, codes = self.enterContext(listening()), []
        for fault in (None, {"status": 400}, {"status": 503}, {"status": 204}):
            codes.append(self.sandbox.oauth.grant(self.remote))
            if fault:
                body = f"{CLIENT_SECRET} {codes[-1]}"
                self.sandbox.faults.add("status", path="/oauth/", body=body, **fault)
            try:
                self.shop._connect_oauth(codes[-1], "https://odoo.example.com/back")
            except Exception as error:
                lines.append(str(error))
        token = self.shop.access_token
        self.shop.action_disconnect()
        self.assertTrue(any("/oauth/token" in line for line in lines))
        self.assertTrue(any("/oauth/deauthorize" in line for line in lines))
        texts = "\n".join([*lines, *self.shop.message_ids.mapped("body")])
        pair = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        for secret in (CLIENT_SECRET, token, pair, *codes):
            self.assertNotIn(secret, texts)

    def test_the_address_that_people_come_back_to_is_not_logged_whole(self):
        url = self.walk()
        query = self.get_query(url)
        with listening() as lines:
            self.come_back(url)
        self.assert_connected()
        # The test is the browser here, whose requests are logged as well.
        text = "\n".join(line for line in lines if not line.startswith("http://"))
        self.assertIn("/bigcartel/oauth/callback?***", text)
        for secret in (query["code"], query["state"]):
            self.assertNotIn(secret, text)

    def test_not_in_a_copy_of_the_database(self):
        self.come_back(self.walk())
        self.press_connect()
        self.env.flush_all()
        for query in get_neutralization_queries(["bigcartel_connector"]):
            self.env.cr.execute(query)
        self.env.invalidate_all()
        self.env.registry.clear_cache("stable")
        self.assert_untouched()
        self.assertFalse(self.env["bigcartel.oauth.request"].search([]))
        get_param = self.env["ir.config_parameter"].get_param
        for name in ("client_id", "client_secret"):
            self.assertFalse(get_param(f"bigcartel_connector.oauth_{name}"))
