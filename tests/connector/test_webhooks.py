"""`/bigcartel/webhook`: who is listened to, and what is filed."""

import hashlib
import hmac
import json
from http.client import HTTPConnection
from urllib.parse import urlsplit

from odoo.tests import new_test_user
from odoo.tests.common import TEST_CURSOR_COOKIE_NAME

from tests.sandbox import ACCOUNT_ID, CLIENT_SECRET, Shop
from tests.sandbox.webhooks import SHAPES, send, signed

from .listening import listening
from .notifying import PARAMETER, PATH, WebhookCase

MANAGER = "base.group_user,bigcartel_connector.group_manager"


class TestWhoIsListenedTo(WebhookCase):
    def setUp(self):
        super().setUp()
        self.number = self.remote.place_order([(self.remote_shirt, 1)]).number
        self.headers, self.body = signed(
            self.remote, "order.created", CLIENT_SECRET, self.number
        )

    def sign(self, body, secret=CLIENT_SECRET, **headers):
        digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        return {**self.headers, "X-Webhook-Signature": digest, **headers}

    def assert_refused(self, answer, status=403):
        self.assertEqual((answer.status_code, answer.text), (status, ""))
        self.assertFalse(self.Event.search_count([]))
        self.assertNotIn("Set-Cookie", answer.headers)

    def test_a_signed_webhook_is_filed_and_leaves_no_session(self):
        answer = self.post(self.body, self.headers)
        self.assertEqual((answer.status_code, answer.text), (200, ""))
        self.assertNotIn("Set-Cookie", answer.headers)
        event = self.Event.search([])
        self.assertEqual(event.order_number, self.number)
        self.assertEqual(event.backend_id, self.shop)
        self.assertEqual(event.state, "pending")

    def test_whoever_does_not_know_the_secret_is_refused(self):
        again = json.dumps(json.loads(self.body), indent=1).encode()
        for name, body, headers in (
            ("none", self.body, {"Content-Type": "application/json"}),
            ("empty", self.body, {**self.headers, "X-Webhook-Signature": ""}),
            ("not hexadecimal", self.body, {"X-Webhook-Signature": "é".encode()}),
            ("of another secret", self.body, self.sign(self.body, "another")),
            ("of another body", again, self.headers),
        ):
            with self.subTest(name):
                self.assert_refused(self.post(body, headers))

    def test_without_a_secret_everybody_is_refused(self):
        for secret in (False, ""):
            self.env["ir.config_parameter"].set_param(PARAMETER, secret)
            for signing in (CLIENT_SECRET, ""):
                headers = self.sign(self.body, signing)
                self.assert_refused(self.post(self.body, headers))

    def test_nothing_but_a_post_is_answered(self):
        for method in ("GET", "PUT", "DELETE"):
            answer = self.url_open(PATH, self.body, headers=self.headers, method=method)
            self.assertEqual(answer.status_code, 405)
            self.assertNotIn("Set-Cookie", answer.headers)

    def test_the_body_is_read_as_it_came_whatever_it_is_called(self):
        """A form would be taken apart before its signature could be checked."""
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data", ""):
            headers = self.sign(self.body, **{"Content-Type": kind})
            with self.subTest(kind), listening() as lines:
                self.assertEqual(self.post(self.body, headers).status_code, 200)
                self.assert_silent(lines)

    def test_what_is_signed_but_no_json_object_is_refused(self):
        for body in (b"", b"id=1", b"[" * 100_000, b"[]", b'"x"', b"\xff"):
            with self.subTest(body[:9]):
                self.assert_refused(self.post(body, self.sign(body)), 400)

    def test_a_long_body_is_not_read(self):
        head = {"Content-Length": str(1024 * 1024 + 2), **self.headers}
        self.assertEqual(self.talk(head), 413)
        chunk = b"%x\r\n" % 65536 + b"x" * 65536 + b"\r\n"
        head = {"Transfer-Encoding": "chunked", **self.headers}
        self.assertEqual(self.talk(head, chunk * 16 + b"1\r\nx\r\n0\r\n\r\n"), 413)
        self.assertFalse(self.Event.search_count([]))

    def test_a_chunked_body_is_read(self):
        chunk = b"%x\r\n" % len(self.body) + self.body + b"\r\n0\r\n\r\n"
        head = {"Transfer-Encoding": "chunked", **self.headers}
        self.assertEqual(self.talk(head, chunk), 200)
        self.env.invalidate_all()
        self.assertEqual(self.get_states(), [("pending", 1)])

    def talk(self, headers, body=b""):
        """Send exactly these bytes; return the status."""
        self.env.flush_all()
        with self.allow_requests():
            key = self.opener.cookies[TEST_CURSOR_COOKIE_NAME]
            line = HTTPConnection(urlsplit(self.base_url()).netloc, timeout=10)
            line.putrequest("POST", PATH)
            line.putheader("Cookie", f"{TEST_CURSOR_COOKIE_NAME}={key}")
            for name, value in headers.items():
                line.putheader(name, value)
            line.endheaders(body or None)
            status = line.getresponse().status
            line.close()
        return status

    def test_neither_secret_nor_signature_nor_customer_is_logged(self):
        with listening() as lines:
            self.post(self.body, self.headers)
            self.post(self.body, {"X-Webhook-Signature": "0" * 64})
            self.post(b"no JSON", self.sign(b"no JSON"))
        self.assert_silent(lines)
        self.assertTrue(any("wrong signature" in line for line in lines))

    def assert_silent(self, lines):
        text = "\n".join(lines)
        self.assertIn(PATH, text)
        email = self.remote.orders[self.number].customer_email
        for secret in (CLIENT_SECRET, self.headers["X-Webhook-Signature"], email):
            self.assertNotIn(secret, text)


class TestWhatIsFiled(WebhookCase):
    def test_each_form_of_the_payload_names_the_order(self):
        numbers = []
        for shape in SHAPES:
            numbers.append(self.remote.place_order([(self.remote_shirt, 1)]).number)
            self.send("order.created", numbers[-1], shape=shape)
        self.assertEqual(
            self.Event.search([], order="id").mapped("order_number"), numbers
        )

    def test_the_sandbox_sends_as_big_cartel_does(self):
        with self.allow_requests(all_requests=True):
            url = f"{self.base_url()}{PATH}"
            self.assertEqual(send(url, self.remote, "product.updated", "wrong"), 403)
            status = send(url, self.remote, "product.updated", CLIENT_SECRET)
            self.assertEqual(status, 200)
        self.assertEqual(self.get_states(), [("unused", 1)])

    def test_what_nothing_follows_from_is_acknowledged_and_counted(self):
        number = self.remote.place_order([(self.remote_shirt, 1)]).number
        stranger = Shop.empty("99")
        for kind, options, state in (
            ("order.created", {"shop": stranger}, "no_shop"),
            ("order.exploded", {"number": number}, "unknown"),
            ("Not a type", {}, "unknown"),
            ("product.deleted", {}, "unused"),
        ):
            self.Event.search([]).unlink()
            self.send(kind, times=3, **options)
            with self.subTest(kind):
                self.assertEqual(self.get_states(), [(state, 3)])
                self.assertFalse(self.Event.search([]).order_number)
        self.assertEqual(self.look(), [])

    def test_an_order_event_without_a_usable_number_is_counted(self):
        for number in (7, "x" * 65, ["N"], None):
            envelope = {"account_id": ACCOUNT_ID, "type": "order.updated"}
            body = json.dumps({**envelope, "payload": {"id": number}}).encode()
            digest = hmac.new(CLIENT_SECRET.encode(), body, hashlib.sha256).hexdigest()
            answer = self.post(body, {"X-Webhook-Signature": digest})
            self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.get_states(), [("unusable", 4)])

    def test_a_shop_that_is_not_connected_is_left_alone(self):
        number = self.remote.place_order([(self.remote_shirt, 1)]).number
        self.shop.active = False
        self.send("order.created", number)
        self.shop.active = True
        self.shop.action_disconnect()
        self.send("account.deauthorized")
        self.assertEqual(self.get_states(), [("not_connected", 1)] * 2)
        self.assertEqual(self.look(), [])

    def test_managers_see_what_concerns_their_shops(self):
        """What concerns none of the shops is for whoever set the app up."""
        self.send("product.deleted")
        self.send("product.deleted", shop=Shop.empty("99"))
        company = self.env["res.company"].create({"name": "Elsewhere"})
        vals = {"company_id": company.id, "company_ids": company.ids}
        for login, groups, options, states in (
            ("manager", MANAGER, {}, ["unused"]),
            ("system", f"{MANAGER},base.group_system", {}, ["no_shop", "unused"]),
            ("stranger", MANAGER, vals, []),
        ):
            user = new_test_user(self.env, login, groups, **options)
            seen = self.Event.with_user(user).search([])
            self.assertEqual(sorted(seen.mapped("state")), states, login)

    def test_old_ones_are_forgotten(self):
        self.send("product.deleted")
        self.Event._gc_old_events()
        self.assertEqual(len(self.get_states()), 1)
        self.env.cr.execute(
            "UPDATE bigcartel_webhook_event"
            " SET received_at = received_at - interval '8 days'"
        )
        self.env.invalidate_all()
        self.Event._gc_old_events()
        self.assertEqual(self.get_states(), [])

    def test_the_settings_show_the_address(self):
        settings = self.env["res.config.settings"].create({})
        self.assertEqual(settings.bigcartel_webhook_url, f"{self.base_url()}{PATH}")
