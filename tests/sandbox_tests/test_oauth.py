import base64
import hashlib
import hmac
import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import urlencode

import pytest

from tests.sandbox import ACCOUNT_ID
from tests.sandbox.webhooks import SHAPES, send, signed

from .support import HERE

FORM = "application/x-www-form-urlencoded"
PLACE = "https://odoo.example.com/callback"
MULTIPART = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'


def fields(sandbox, code):
    return {
        "client_id": sandbox.oauth.client_id,
        "client_secret": sandbox.oauth.client_secret,
        "code": code,
        "redirect_uri": PLACE,
    }


@pytest.fixture
def exchange(sandbox, call):
    def exchange(**changes):
        values = fields(sandbox, sandbox.oauth.grant(sandbox.shop, PLACE)) | changes
        return call("POST", "/oauth/token", urlencode(values), Content_Type=FORM)

    return exchange


def test_a_code_becomes_a_token_that_opens_the_shop(call, exchange):
    answer = exchange(grant_type="authorization_code").json
    assert answer["account_id"] == int(ACCOUNT_ID)
    token = f"Bearer {answer['access_token']}"
    assert call("GET", HERE, Authorization=token).status == 200


def test_the_form_may_be_multipart_without_grant_type(sandbox, call):
    values = fields(sandbox, sandbox.oauth.grant(sandbox.shop))
    body = "".join(MULTIPART.format(*pair) for pair in values.items()) + "--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    assert call("POST", "/oauth/token", body, Content_Type=kind).status == 200


def test_a_code_serves_once_and_wrong_secrets_are_refused(sandbox, exchange):
    code = sandbox.oauth.grant(sandbox.shop, PLACE)
    assert exchange(code=code).status == 200
    assert exchange(code=code).json["error"] == "invalid_grant"
    assert exchange(client_secret="wrong").json["error"] == "invalid_client"
    assert exchange(redirect_uri="https://evil.example").status == 400


def test_deauthorizing_ends_the_token(sandbox, call, exchange):
    token = f"Bearer {exchange().json['access_token']}"
    place = f"/oauth/deauthorize/{ACCOUNT_ID}"
    assert call("POST", place).status == 401
    pair = f"{sandbox.oauth.client_id}:{sandbox.oauth.client_secret}".encode()
    application = f"Basic {base64.b64encode(pair).decode()}"
    assert call("POST", place, Authorization=application).status == 204
    assert call("GET", HERE, Authorization=token).status == 401


@pytest.mark.parametrize("shape", SHAPES)
def test_a_webhook_is_signed_over_its_raw_body(sandbox, shape):
    number = next(iter(sandbox.shop.orders))
    headers, body = signed(sandbox.shop, "order.updated", "secret", number, shape)
    wanted = hmac.new(b"secret", body, hashlib.sha256).hexdigest()
    assert headers["X-Webhook-Signature"] == wanted
    envelope = json.loads(body)
    assert envelope["account_id"] == ACCOUNT_ID
    assert number in json.dumps(envelope["payload"])


def test_a_webhook_is_posted_and_its_answer_told(sandbox):
    got = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200 if len(got) == 1 else 403)
            self.end_headers()

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/bigcartel/webhook"
        statuses = [send(url, sandbox.shop, "account.updated", "s") for _ in range(2)]
        server.shutdown()
    assert statuses == [200, 403]
    assert json.loads(got[0])["type"] == "account.updated"
