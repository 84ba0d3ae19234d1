"""How a request shows who we are."""

import base64
import re

from requests.auth import AuthBase

from .const import ADDON_NAME
from .errors import Unauthorized
from .values import to_text

_VISIBLE = re.compile(r"[\x21-\x7e]+")


def is_visible(secret):
    """Whether a token or an id is whole: no spaces, no signs that none has."""
    return bool(_VISIBLE.fullmatch(secret))


class Login(AuthBase):
    """Bearer token, or HTTP Basic with the shop's subdomain and password.

    Facts: help.bigcartel.com/developers/api/v1 ("HTTP Basic authentication with your
    store's subdomain and password"), its OAuth page for tokens. Given to `requests`
    as `auth`, which also keeps a `.netrc` of the machine out of it.

    :raises Unauthorized: nothing usable was given
    """

    def __init__(self, token=None, subdomain=None, password=None):
        token, subdomain = (token or "").strip(), (subdomain or "").strip()
        password = password or ""
        if token:
            if not is_visible(token):
                raise Unauthorized(
                    "The access token holds spaces or signs that no token has. Copy "
                    "it again and connect the shop again."
                )
            self._secrets, self._header = (token,), f"Bearer {token}"
        elif subdomain and password:
            pair = base64.b64encode(f"{subdomain}:{password}".encode()).decode()
            self._secrets, self._header = (pair, password), f"Basic {pair}"
        else:
            raise Unauthorized(
                "No login is set for this shop. Enter an access token, or the "
                "subdomain and the password of the shop."
            )

    def __call__(self, request):
        request.headers["Authorization"] = self._header
        return request

    def __repr__(self):
        return f"<{type(self).__name__}>"

    def redact(self, text):
        """`text` with every secret of this login blacked out."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def build_user_agent(version, contact):
    """`User-Agent` that names the addon, its version and whom to ask.

    The documentation asks every client for a name and a contact (see
    developers.bigcartel.com/api/v1, required headers).

    :param str version: of the addon, e.g. `19.0.1.0.0`
    :param str contact: an e-mail or web address
    """

    def ascii_(text):
        text = to_text(text).encode("ascii", "ignore").decode()
        return " ".join(text.split()).translate({ord("("): None, ord(")"): None})

    contact = ascii_(contact) or "contact not given"
    return f"{ADDON_NAME}/{ascii_(version) or '19.0'} ({contact})"
