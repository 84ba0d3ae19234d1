"""A bare HTTP client, so that these tests lean on nothing but the wire."""

import base64
import http.client
import json
from urllib.parse import quote, urlsplit

from tests.sandbox import ACCOUNT_ID, PASSWORD, SUBDOMAIN

JSON_API = "application/vnd.api+json"
BASIC = "Basic " + base64.b64encode(f"{SUBDOMAIN}:{PASSWORD}".encode()).decode()
HEADERS = {
    "Accept": JSON_API,
    "User-Agent": "Sandbox tests (https://example.com)",
    "Authorization": BASIC,
}
HERE = f"/v1/accounts/{ACCOUNT_ID}"


class Answer:
    """Status, headers and body of a response."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)


class Caller:
    """Speaks to one sandbox on one kept-alive connection."""

    def __init__(self, sandbox, timeout=5):
        self.connection = http.client.HTTPConnection(
            urlsplit(sandbox.url).netloc, timeout=timeout
        )

    def __call__(self, method, path, body=None, query=None, **headers):
        given = {**HEADERS, **{k.replace("_", "-"): v for k, v in headers.items()}}
        data = None
        if body is not None:
            data = body if isinstance(body, (bytes, str)) else json.dumps(body)
            given.setdefault("Content-Type", JSON_API)
        if query:
            pairs = (f"{quote(k)}={quote(str(v))}" for k, v in query.items())
            path += "?" + "&".join(pairs)
        given = {k: v for k, v in given.items() if v is not None}
        self.connection.request(method, path, data, given)
        return Answer(self.connection.getresponse())

    def get(self, path, **query):
        """``page_limit=5`` is ``page[limit]=5``; ``filter_x`` is ``filter[x]``."""
        named = {}
        for name, value in query.items():
            kind, _, rest = name.partition("_")
            bracket = kind in ("page", "filter")
            named[f"{kind}[{rest}]" if bracket else name] = value
        return self("GET", HERE + path, query=named)

    def numbers(self, **query):
        """Order numbers of one list request."""
        return [row["id"] for row in self.get("/orders", **query).json["data"]]

    def order(self, number):
        return self.get(f"/orders/{number}").json["data"]

    def patch(self, number, **attributes):
        data = {"id": number, "type": "orders", "attributes": attributes}
        return self("PATCH", f"{HERE}/orders/{number}", {"data": data})

    def ship(self, number, **attributes):
        data = {"type": "shipments", "attributes": attributes}
        return self("POST", f"{HERE}/orders/{number}/shipments", {"data": data})
