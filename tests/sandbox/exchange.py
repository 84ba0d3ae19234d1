"""Requests, responses and problems, between the server and what it serves."""

import json
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from .wire import CONTENT_TYPE

# Headers that carry a credential: never recorded.
SECRET_HEADERS = ("authorization", "cookie")
# [DOC] the docs' words for each code; 403, 409, 422 and 429 are OPEN there.
TITLES = {
    400: "Missing or invalid parameters",
    401: "Invalid API credentials",
    402: "Request Failed",
    403: "Forbidden",
    404: "Requested item doesn't exist",
    405: "Method not allowed",
    406: "Something is wrong with your request",
    409: "The supplied body doesn't match the expected format",
    413: "Too large",
    422: "Unprocessable",
    429: "Too many requests",
}


@dataclass
class Request:
    """One received API request, as ``sandbox.requests`` keeps it.

    ``headers`` have lower-case names and no credential; ``scheme`` says which
    kind of credential came (basic, bearer or None). ``status`` is what was
    answered (None: nothing was, see ``fault``).
    """

    method: str
    target: str
    headers: dict = field(default_factory=dict)
    body: bytes = b""
    scheme: str | None = None
    credential: str | None = field(default=None, repr=False, compare=False)
    status: int | None = None
    fault: str | None = None
    host: str = ""

    def __post_init__(self):
        parts = urlsplit(self.target)
        self.path = parts.path
        self.query = dict(parse_qsl(parts.query, keep_blank_values=True))
        try:
            self.json = json.loads(self.body) if self.body else None
        except ValueError:
            self.json = None

    @property
    def account(self):
        """The account id in the path, or None."""
        parts = self.path.split("/")
        return parts[3] if len(parts) > 3 and parts[2] == "accounts" else None


@dataclass
class Response:
    status: int = 200
    body: bytes = b""
    content_type: str = CONTENT_TYPE
    headers: dict = field(default_factory=dict)

    @classmethod
    def of(cls, document, status=200):
        try:
            text = json.dumps(document, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            # Half a character can be sent as an escape only.
            text = json.dumps(document).encode()
        return cls(status, text)

    @property
    def document(self):
        return json.loads(self.body)


class Problem(Exception):
    """An answer that is an error (facts 3.1, 3.2)."""

    def __init__(self, status, detail, code=None, **headers):
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.code = code
        self.headers = {k.replace("_", "-"): v for k, v in headers.items()}

    def response(self, style="full"):
        """As JSON:API's errors; which members exist is OPEN, so it is a switch."""
        title = TITLES.get(self.status, "Something is wrong on our end")
        error = {"status": str(self.status), "title": title, "detail": self.detail}
        if self.code:
            error["code"] = self.code
        bodies = {
            "full": {"errors": [error]},
            "title": {"errors": [{"title": title}]},
            "detail": {"errors": [{"detail": self.detail}]},
            "code": {"errors": [{"code": self.code or f"error-{self.status}"}]},
            "string": {"error": self.detail},
        }
        if style in bodies:
            made = Response.of(bodies[style], self.status)
        elif style == "html":
            page = f"<html><body><h1>{self.status} {title}</h1></body></html>"
            made = Response(self.status, page.encode(), "text/html")
        else:
            made = Response(self.status)
        made.headers = dict(self.headers)
        return made
