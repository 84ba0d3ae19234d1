"""OAuth: how an app that Big Cartel approved gets into a shop, and out again.

    app = App("client-id", "client-secret")
    # 1. send the person to Big Cartel
    app.authorize_url(state="random", redirect_uri="https://odoo.example.com/back")
    # 2. the person comes back to `redirect_uri` with `code` and `state`
    grant = app.exchange("code", redirect_uri="https://odoo.example.com/back")
    # 3. some day
    app.revoke(grant.account_id)

Facts: help.bigcartel.com/developers/api/v1/oauth for the first two steps; public
client code for what is in the answers and for the revocation.
"""

import base64
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from requests.auth import AuthBase

from .addresses import check_address
from .auth import is_visible
from .const import (
    AUTHORIZE_URL,
    BASE_URL,
    CONNECT_TIMEOUT,
    DEFAULT_USER_AGENT,
    OAUTH_ACCEPT,
    READ_TIMEOUT,
)
from .errors import (
    ApiError,
    NotFound,
    Rejected,
    Throttled,
    Unauthorized,
    Unreachable,
    UnreadableAnswer,
)
from .transport import Transport
from .values import to_id, to_text


@dataclass(frozen=True)
class Grant:
    """What a person gave the app: a token, and the account that it opens."""

    account_id: str
    access_token: str = field(repr=False)


class App:
    """An app that Big Cartel approved, known by its client id and secret.

    Methods that ask Big Cartel raise `ApiError`: `Unauthorized` when the app's id or
    secret are wrong, `Rejected` when Big Cartel says no, and what else
    :class:`Client` raises. No message holds a secret, a code or a token.

    :param str base_url: address of the API, without `/v1`
    :param str page: address of the page where a person lets the app in
    :raises Unauthorized: id or secret are missing or no such thing
    :raises Unreachable: `base_url` is not a web address
    """

    def __init__(
        self,
        client_id,
        client_secret,
        *,
        base_url=BASE_URL,
        page=AUTHORIZE_URL,
        user_agent=None,
        session=None,
        timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
    ):
        self._login = _AppLogin(client_id, client_secret)
        self._page = page
        self._options = {
            "user_agent": user_agent or DEFAULT_USER_AGENT,
            "accept": OAUTH_ACCEPT,
            "session": session,
            "timeout": timeout,
            # A person waits for the answer.
            "retries": 1,
        }
        self._base_url = base_url

    def __repr__(self):
        return f"<{type(self).__name__} {self._login.client_id}>"

    def authorize_url(self, state, redirect_uri):
        """Where to send the person who is to let the app in; asks nobody.

        :param str state: comes back unchanged; nobody else may be able to guess it
        :param str redirect_uri: where the person comes back to
        :raises ValueError: the address of the page is none to send people to
        """
        query = {
            "client_id": self._login.client_id,
            "response_type": "code",
            "redirect_uri": redirect_uri,
            "state": state,
        }
        return f"{check_address(self._page)}?{urlencode(query)}"

    def exchange(self, code, redirect_uri):
        """Turn the code that a person came back with into a token; works once.

        `POST /oauth/token`.

        :param str redirect_uri: the same as in :meth:`authorize_url`
        :rtype: Grant
        """
        login = self._login.for_code(code)
        form = {
            "grant_type": "authorization_code",
            "client_id": login.client_id,
            "client_secret": login.client_secret,
            "code": code,
            "redirect_uri": redirect_uri,
        }
        payload = self._post("/oauth/token", login, form=form)
        return _read_grant(payload)

    def revoke(self, account_id):
        """End what a person granted: no token for the account works any more.

        `POST /oauth/deauthorize/{account_id}`, HTTP Basic, answered with a 204.
        """
        path = f"/oauth/deauthorize/{quote(account_id, safe='')}"
        self._post(path, self._login)

    def _post(self, path, login, form=None):
        transport = Transport(self._base_url, login, **self._options)
        try:
            return transport.request("POST", path, expected="a token", form=form)
        except ApiError as error:
            error.reword(_remedy(error))
            raise
        finally:
            transport.close()


class _AppLogin(AuthBase):
    """Who the app is: HTTP Basic, or fields of a form beside the code.

    :raises Unauthorized: id or secret are missing or no such thing
    """

    def __init__(self, client_id, client_secret, code=None):
        self.client_id = (client_id or "").strip()
        self.client_secret = (client_secret or "").strip()
        if not (is_visible(self.client_id) and is_visible(self.client_secret)):
            raise Unauthorized(
                "The client ID or the client secret of the app is missing, or holds "
                "signs that neither has. Copy both again from Big Cartel."
            )
        pair = f"{self.client_id}:{self.client_secret}".encode()
        self._pair = base64.b64encode(pair).decode()
        self._code = code

    def for_code(self, code):
        """The same app, with a code to keep secret as well."""
        return type(self)(self.client_id, self.client_secret, code or "")

    def __call__(self, request):
        """Beside a code the form says who we are; else the header does."""
        if self._code is None:
            request.headers["Authorization"] = f"Basic {self._pair}"
        return request

    def __repr__(self):
        return f"<{type(self).__name__}>"

    def redact(self, text):
        """`text` with the secret and the code blacked out."""
        for secret in filter(None, (self._pair, self.client_secret, self._code)):
            text = text.replace(secret, "***")
        return text


def _read_grant(payload):
    """The `Grant` in an answer; `account_id` was seen as a whole number.

    :raises UnreadableAnswer: token or account is missing
    """
    payload = payload or {}
    token = to_text(payload.get("access_token"))
    account_id = to_id(payload.get("account_id"))
    if not is_visible(token) or not account_id:
        raise UnreadableAnswer(
            "an access token and an account id",
            "an answer without them",
            maybe_written=True,
        )
    return Grant(account_id, token)


def _remedy(error):
    """What to do about an error, in words that fit: nothing here is tried again.

    :return: the whole message, or None where the usual one fits
    """
    if isinstance(error, Unauthorized):
        return (
            "Big Cartel did not accept the client ID and the client secret of the app "
            "(HTTP 401). Check both in the settings."
        )
    if isinstance(error, NotFound):
        return (
            "Big Cartel does not know what was asked for (HTTP 404). Check the API "
            "address in the settings, and whether the app is still connected there."
        )
    if isinstance(error, Unreachable):
        return (
            f"Big Cartel could not be reached: {error.reason}. Try again in a few "
            "minutes."
        )
    if isinstance(error, Throttled):
        return (
            f"Big Cartel asks for a pause of {error.seconds} seconds (too many "
            "requests). Try again after that."
        )
    if isinstance(error, Rejected) and error.messages:
        said = "; ".join(error.messages).rstrip(".")
        return f"Big Cartel refused (HTTP {error.status}): {said}. Try again."
    return None
