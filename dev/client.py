"""The demo's view of Odoo and of the sandbox: plain HTTP, as their users have it."""

import http.cookiejar
import json
import urllib.error
import urllib.request

from .errors import SetupError

_MEDIA_TYPE = "application/vnd.api+json"
# Neither Odoo nor the sandbox is behind the machine's proxy.
_NO_PROXY = urllib.request.ProxyHandler({})


class OdooClient:
    """A session of the web client: a login, then calls of public methods."""

    def __init__(self, url, database, login, password):
        self._url = url
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(_NO_PROXY, cookies)
        self._post(
            "/web/session/authenticate",
            {"db": database, "login": login, "password": password},
        )

    def call(self, model, method, *arguments, **options):
        """Call a method; the first argument is a list of ids for record methods.

        :raise SetupError: with Odoo's own words, when it refuses
        """
        return self._post(
            "/web/dataset/call_kw",
            {"model": model, "method": method, "args": arguments, "kwargs": options},
            f"{model}.{method}",
        )

    def read(self, model, domain, *names, **options):
        """Return the records that fit `domain`, as dictionaries."""
        return self.call(model, "search_read", domain, list(names), **options)

    def _post(self, path, parameters, what="log in"):
        request = urllib.request.Request(
            self._url + path,
            json.dumps({"jsonrpc": "2.0", "params": parameters}).encode(),
            {"Content-Type": "application/json"},
        )
        try:
            with self._opener.open(request, timeout=300) as response:
                answer = json.load(response)
        except (OSError, ValueError) as error:
            raise SetupError(f"Odoo did not answer ({what}): {error}") from error
        if "error" in answer:
            data = answer["error"].get("data") or {}
            message = data.get("message") or answer["error"].get("message")
            raise SetupError(f"Odoo refused ({what}): {message}")
        return answer.get("result")


def sandbox_order(url, account_id, token, number):
    """Return the attributes of an order as the sandbox shop itself shows them."""
    request = urllib.request.Request(
        f"{url}/v1/accounts/{account_id}/orders/{number}",
        headers={
            "Accept": _MEDIA_TYPE,
            "Authorization": f"Bearer {token}",
            "User-Agent": "bigcartel_connector demo (demo@example.com)",
        },
    )
    try:
        opener = urllib.request.build_opener(_NO_PROXY)
        with opener.open(request, timeout=30) as response:
            return json.load(response)["data"]["attributes"]
    except (OSError, ValueError, KeyError) as error:
        raise SetupError(f"the sandbox did not show order {number}: {error}") from error


def answers(url):
    """Tell whether a page is there."""
    try:
        opener = urllib.request.build_opener(_NO_PROXY)
        with opener.open(url, timeout=5) as response:
            return response.status == 200
    except OSError:
        return False
