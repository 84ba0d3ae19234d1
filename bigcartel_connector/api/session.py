"""The HTTP session: time-outs, no redirects, no cookies."""

from http.cookiejar import DefaultCookiePolicy

import requests
from requests.adapters import HTTPAdapter


class _Session(requests.Session):
    """A session that does not even look where a redirect leads."""

    def get_redirect_target(self, resp):
        """Override: no answer is a redirect; `from_answer` makes it an error."""
        return None


class _TimedAdapter(HTTPAdapter):
    """An adapter that gives every request its time-outs.

    They are set here and not on each request, since test frameworks that watch the
    session (Odoo's does) expect a time-out to be one number.
    """

    def __init__(self, timeout, **kwargs):
        self._timeout = timeout
        super().__init__(**kwargs)

    def send(self, request, stream=False, timeout=None, **kwargs):
        """Override to time what comes without a time-out of its own."""
        return super().send(
            request, stream=stream, timeout=timeout or self._timeout, **kwargs
        )


def new_session(retry, timeout):
    """Return a session that keeps its connection alive.

    :param retry: `urllib3.Retry` that says what is sent again
    :param tuple timeout: seconds to connect, seconds to wait for data
    :rtype: requests.Session
    """
    session = _Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    adapter = _TimedAdapter(timeout, max_retries=retry)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session
