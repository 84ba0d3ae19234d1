"""OAuth as far as the API host has it (facts 2.2): tokens and their revocation.

The page where a person agrees (``my.bigcartel.com/oauth/authorize``) is beside this,
in ``page_authorize``: it calls ``OAuth.grant`` and redirects with the code.
"""

import hmac
import json
import re
import secrets
from email import message_from_bytes
from urllib.parse import parse_qsl

from .credentials import CLIENT_ID, CLIENT_SECRET
from .exchange import Problem, Response


class OAuth:
    """One application that Big Cartel approved: ``sandbox.oauth``."""

    def __init__(self):
        self.client_id = CLIENT_ID
        self.client_secret = CLIENT_SECRET
        self.name = "Odoo"
        self.codes = {}

    def grant(self, shop, redirect_uri=None):
        """A person of ``shop`` agreed: a code for one exchange."""
        code = secrets.token_urlsafe(12)
        self.codes[code] = (shop, redirect_uri)
        return code

    def answer(self, request, shops):
        if request.method == "POST" and request.path == "/oauth/token":
            return self._token(_fields(request))
        found = re.fullmatch(r"/oauth/deauthorize/([^/]+)", request.path)
        if request.method == "POST" and found:
            return self._deauthorize(request, shops, found.group(1))
        return Problem(404, "There is nothing at this address").response()

    def _token(self, fields):
        """[CODE KIKTA, CHILLER] with or without ``grant_type``; no expiry seen."""
        known = _same(fields.get("client_id"), self.client_id) and _same(
            fields.get("client_secret"), self.client_secret
        )
        if not known:
            return _refused("invalid_client", 401)
        shop, redirect_uri = self.codes.pop(fields.get("code"), (None, None))
        fits = redirect_uri in (None, fields.get("redirect_uri"))
        if shop is None or not fits:
            return _refused("invalid_grant", 400)
        shop.access_token = f"sandbox-{secrets.token_urlsafe(18)}"
        shop.restore()
        # [LIVE] account_id is a number here, though ids are text elsewhere
        identity = shop.account.id
        number = int(identity) if identity.isdigit() else identity
        return _json({"access_token": shop.access_token, "account_id": number})

    def _deauthorize(self, request, shops, account):
        """[CODE CHILLER-2025] HTTP Basic of the application; 204."""
        wanted = f"{self.client_id}:{self.client_secret}"
        if request.scheme != "basic" or not _same(request.credential, wanted):
            return _refused("invalid_client", 401)
        for shop in shops:
            if shop.account.id == account:
                shop.access_token = None
                return Response(204)
        return Problem(404, f"There is no account {account}").response()


def _same(given, wanted):
    return given is not None and hmac.compare_digest(given.encode(), wanted.encode())


def _refused(error, status):
    """[CODE KIKTA] keys ``error`` and sometimes ``message``."""
    return _json({"error": error, "message": "The request was refused"}, status)


def _json(values, status=200):
    return Response(status, json.dumps(values).encode(), "application/json")


def _fields(request):
    """A form, url-encoded or multipart; both are in use."""
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/"):
        text = request.body.decode("utf-8", "replace")
        return dict(parse_qsl(text, keep_blank_values=True))
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    parts = message_from_bytes(head + request.body).get_payload()
    return {
        part.get_param("name", header="content-disposition"): part.get_payload().strip()
        for part in parts
    }
