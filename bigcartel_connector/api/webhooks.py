"""Webhooks: whether Big Cartel sent one, and what it is about.

Facts: help.bigcartel.com/developers/api/v1/webhooks for the envelope, the types and
the signature. The shape of `payload` is not documented, so only an id is taken of it.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass

from .errors import UnreadableAnswer

_ACCOUNT = re.compile(r"[0-9A-Za-z]{1,32}")
_TYPE = re.compile(r"[a-z_.]{1,64}")
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}")


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """What a webhook says; empty where it says nothing usable.

    :ivar account_id: the shop's number at Big Cartel
    :ivar type: e.g. `order.updated`
    :ivar order_number: of an order event, e.g. `NGRP-090092`
    """

    account_id: str
    type: str
    order_number: str = ""


def is_signed(body, signature, secret):
    """Whether `signature` is the one that Big Cartel gives to a webhook.

    It takes the same time wherever the first wrong character is.

    :param bytes body: of the request, as it came
    :param str signature: of the header `X-Webhook-Signature`
    :param str secret: of our app; without one, nothing is signed
    :rtype: bool
    """
    if not (secret and signature):
        return False
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    # As bytes: texts with other than ASCII cannot be compared.
    return hmac.compare_digest(signature.encode(), expected.encode())


def parse_webhook(body):
    """Read a webhook, in either form that its payload is said to have.

    :param bytes body: of the request
    :rtype: WebhookEvent
    :raises UnreadableAnswer: it is no JSON object
    """
    try:
        envelope = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswer("a webhook", "something that is no JSON") from error
    if not isinstance(envelope, dict):
        raise UnreadableAnswer("a webhook", "JSON that is no object")
    account, kind = envelope.get("account_id"), envelope.get("type")
    # Elsewhere in the API, the same number is an integer (facts: OAuth).
    if isinstance(account, int) and not isinstance(account, bool):
        account = str(account) if 0 < account < 10**32 else ""
    kind = _only(_TYPE, kind)
    number = _find_number(envelope) if kind.startswith("order.") else ""
    return WebhookEvent(_only(_ACCOUNT, account), kind, number)


def _find_number(envelope):
    """The order's number: of a JSON:API document, or of a flat object."""
    payload = envelope.get("payload")
    if isinstance(payload, dict) and isinstance(payload.get("data"), dict):
        payload = payload["data"]
    return _only(_NUMBER, payload.get("id") if isinstance(payload, dict) else None)


def _only(pattern, value):
    """`value` where it is a text of this kind, else nothing."""
    return value if isinstance(value, str) and pattern.fullmatch(value) else ""
