"""Who may come in: required headers and credentials (facts 2)."""

import re

from .exchange import Problem
from .wire import MEDIA_TYPE

# Names an HTTP library gives itself; the docs want the app's name and a contact.
LIBRARIES = re.compile(
    r"^(python-requests|python-urllib|urllib3|curl|wget|httpx|aiohttp|go-http-client|"
    r"ruby|java|okhttp|node|axios)\b",
    re.IGNORECASE,
)


def check_headers(request, switches):
    """400 or 406 "if you're missing the required headers" [DOC]; which: OPEN."""
    if MEDIA_TYPE not in request.headers.get("accept", ""):
        raise Problem(switches.missing_accept, f"Accept must be {MEDIA_TYPE}")
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if request.body and kind != MEDIA_TYPE:
        raise Problem(
            switches.missing_content_type, f"Content-Type must be {MEDIA_TYPE}"
        )
    agent = request.headers.get("user-agent", "").strip()
    if switches.missing_user_agent and (not agent or LIBRARIES.match(agent)):
        raise Problem(
            switches.missing_user_agent,
            "User-Agent must name your app and a way to contact you",
        )


def find_shop(request, shops):
    """The shop that the credential opens, else 401.

    Another shop's account in the path is 404: it does not exist for this caller.
    """
    for shop in shops:
        if shop.accepts(request.scheme, request.credential):
            break
    else:
        raise Problem(
            401,
            "The credentials are missing, wrong or revoked",
            WWW_Authenticate='Basic realm="Big Cartel"',
        )
    if request.account not in (None, shop.account.id):
        raise Problem(404, f"There is no account {request.account}")
    return shop
