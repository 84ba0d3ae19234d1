"""Webhooks as the application would receive them (facts 7)."""

import hashlib
import hmac
import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from .serialize import Serializer, document
from .switches import Switches

SHAPES = ("document", "flat", "id")


def signed(shop, kind, secret, number=None, shape="document", switches=None):
    """(headers, body) of one webhook [DOC: envelope, signature].

    ``kind`` is ``order.updated`` and the like; ``number`` an order's. ``shape`` is
    what ``payload`` looks like, which is OPEN: a JSON:API document (KIKTA), a flat
    object (SHAFER-0), or the id alone (DOC for deletions).
    """
    payload = {"id": number or shop.account.id}
    if number and shape != "id":
        host = "https://api.bigcartel.com"
        writer = Serializer(shop, switches or Switches(), host, host)
        resource, included = writer.order(shop.orders[number])
        payload = document(resource, included)
        if shape == "flat":
            payload = {"id": number, **resource["attributes"]}
    envelope = {"account_id": shop.account.id, "type": kind, "payload": payload}
    body = json.dumps(envelope).encode()
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"Content-Type": "application/json", "X-Webhook-Signature": digest}, body


def send(url, shop, kind, secret, number=None, shape="document"):
    """Post one; returns the receiver's status."""
    headers, body = signed(shop, kind, secret, number, shape)
    try:
        with urlopen(Request(url, body, headers), timeout=10) as answer:
            return answer.status
    except HTTPError as error:
        return error.code
