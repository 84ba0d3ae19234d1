"""Webhooks without Odoo: who signed them, and what is taken of them."""

import hashlib
import hmac
import json

import pytest

from odoo.addons.bigcartel_connector.api import (
    UnreadableAnswer,
    WebhookEvent,
    is_signed,
    parse_webhook,
)

SECRET = "s3cret-of-the-app"
BODY = '{"account_id": "1", "type": "order.created", "note": "Grüße"}'.encode()


def sign(body, secret=SECRET):
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def read(payload=None, account_id="12345", type="order.updated"):
    envelope = {"account_id": account_id, "type": type, "payload": payload}
    return parse_webhook(json.dumps(envelope).encode())


class TestSignatures:
    def test_the_raw_body_and_the_secret_are_what_is_signed(self):
        assert is_signed(BODY, sign(BODY), SECRET)
        assert not is_signed(BODY, sign(BODY, "another"), SECRET)
        again = json.dumps(json.loads(BODY)).encode()
        assert not is_signed(again, sign(BODY), SECRET), "encoded anew"
        assert not is_signed(BODY + b"\n", sign(BODY), SECRET)

    @pytest.mark.parametrize("signature", [None, "", "x", "é" * 64, sign(BODY)[:-1]])
    def test_a_missing_or_odd_signature_is_none(self, signature):
        assert not is_signed(BODY, signature, SECRET)

    @pytest.mark.parametrize("secret", [None, False, ""])
    def test_nothing_is_signed_without_a_secret(self, secret):
        assert not is_signed(BODY, sign(BODY, ""), secret)


class TestReading:
    def test_both_forms_of_the_payload_name_the_order(self):
        wanted = WebhookEvent("12345", "order.updated", "NGRP-090092")
        flat = {"id": "NGRP-090092", "customer_email": "a@example.com"}
        assert read(flat) == wanted
        assert read({"data": {**flat, "type": "orders"}, "included": []}) == wanted

    @pytest.mark.parametrize(
        "number",
        [7, None, True, [], {}, "", "../accounts", "N\x00", "\ud800", "N" * 65],
    )
    def test_what_cannot_be_an_order_number_is_left_out(self, number):
        assert read({"id": number}).order_number == ""
        assert read({"data": {"id": number}}).order_number == ""

    @pytest.mark.parametrize("payload", [None, "NGRP-090092", [], {}, {"data": []}, 1])
    def test_a_payload_of_any_shape_is_no_problem(self, payload):
        assert read(payload).order_number == ""

    def test_an_account_may_be_a_number_and_a_type_is_one_word(self):
        assert read(account_id=12345).account_id == "12345"
        for odd in (True, -1, 10**40, 1.5, None, "1\x00", "a b", {}):
            assert read(account_id=odd).account_id == ""
        for odd in (None, 1, "", "Order Created", "x" * 65, "\ud800", ["order"]):
            assert read(type=odd).type == ""

    def test_only_an_order_event_names_an_order(self):
        assert read({"id": "7"}, type="product.deleted").order_number == ""

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"id=1",
            b"\xff\xfe",
            b"[]",
            b'"x"',
            b"null",
            b"[" * 200_000,
            b"9" * 9999,
        ],
    )
    def test_what_is_no_json_object_is_refused(self, body):
        with pytest.raises(UnreadableAnswer):
            parse_webhook(body)
