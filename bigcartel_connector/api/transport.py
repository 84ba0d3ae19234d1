"""One HTTP session: headers, time-outs, repeats, size limit, JSON, errors."""

import json
import logging
import re
import threading
import time
from collections import Counter
from decimal import Decimal
from urllib.parse import urlencode, urljoin, urlsplit

import requests

from .addresses import check_address
from .const import (
    ANSWER_TIMEOUT,
    API_PREFIX,
    BACKOFF,
    FORM_MEDIA_TYPE,
    MAX_ANSWER_BYTES,
    MAX_WAIT,
    MEDIA_TYPE,
    RETRIES,
)
from .errors import Rejected, Unreachable, UnreadableAnswer
from .failures import counting_failures, from_answer, from_exception, own_words
from .retry import PoliteRetry, backoff_seconds
from .session import new_session

_logger = logging.getLogger(__name__)
_DEFAULT_PORTS = {"http": 80, "https": 443}


class _Broken(Exception):
    """The body of an answer ended before its time."""


def normalize_base_url(base_url):
    """`base_url` without a trailing slash or `/v1`.

    :raises Unreachable: it is none that credentials may be sent to
    """
    url = (base_url or "").strip().rstrip("/")
    url = url[: -len(API_PREFIX)] if url.endswith(API_PREFIX) else url
    try:
        return check_address(url)
    except ValueError as error:
        raise Unreachable(
            "The API address of Big Cartel in the settings is not a plain https "
            "address. It should look like https://api.bigcartel.com."
        ) from error


class Transport:
    """Sends requests to one host and gives back decoded JSON.

    :param str base_url: e.g. `https://api.bigcartel.com`
    :param Login auth: who we are
    :param session: a `requests.Session` to use as it is; it is then not closed here
    :param tuple timeout: seconds to connect, seconds to wait for data
    :param Counter counts: where `requests`, `failures` and `retries` are counted
    :raises Unreachable: `base_url` is not a web address
    """

    def __init__(
        self,
        base_url,
        auth,
        *,
        user_agent,
        accept=MEDIA_TYPE,
        session=None,
        timeout,
        retries=RETRIES,
        backoff=BACKOFF,
        max_wait=MAX_WAIT,
        max_bytes=MAX_ANSWER_BYTES,
        counts=None,
    ):
        self.counts = Counter() if counts is None else counts
        self.base_url = normalize_base_url(base_url)
        self._auth = auth
        self._turn = threading.Lock()
        # A session from outside has no time-outs of its own.
        self._timeout = timeout if session else None
        self._retries, self._backoff = retries, backoff
        self._max_bytes = max_bytes
        self._headers = {"Accept": accept, "User-Agent": user_agent}
        self._owns_session = session is None
        self._session = session or new_session(
            PoliteRetry(
                total=retries, backoff=backoff, max_wait=max_wait, counts=self.counts
            ),
            timeout,
        )

    def close(self):
        """Close the kept-alive connection."""
        if self._owns_session:
            self._session.close()

    def resolve(self, link, path):
        """Path and query of `link` when it leads to the same `path` on our host.

        The scheme may differ (answers of 2015 link to http://), since only path and
        query are used, on our own address.

        :return: e.g. `/v1/accounts/1/orders?page%5Boffset%5D=20`, or None
        """
        base = urlsplit(self.base_url)
        try:
            target = urlsplit(urljoin(self.base_url + path, link))
            same_host = target.hostname == base.hostname
            same_port = _port(target) == _port(base)
        except ValueError:
            return None
        if target.scheme not in _DEFAULT_PORTS or not (same_host and same_port):
            return None
        if target.path.rstrip("/") != base.path + path:
            return None
        return f"{path}?{target.query}" if target.query else path

    def request(self, method, path, **options):
        """Send a request and read its answer, once no other one is on its way.

        :param str path: below the base address, with or without a query
        :param str expected: what should come, in words, for error messages
        :param dict body: sent as JSON
        :param dict form: sent as a form, instead of `body`
        :return: the decoded JSON object; None when the answer was empty
        :raises ApiError: any of them; `maybe_written` tells whether a write may have
            happened
        """
        with self._turn:
            return self._request(method, path, **options)

    @counting_failures
    def _request(self, method, path, *, expected, params=None, body=None, form=None):
        write = method != "GET"
        media_type, data = _encode(body, form)
        status, headers, content = self._send(method, path, params, data, media_type)
        error = from_answer(status, headers, content, self._auth.redact, write)
        if error is None and not content.strip():
            return None
        if error is None:
            payload, error = self._decode(status, content, expected, write)
        if error is not None:
            _logger.info("%s %s: %s", method, path.partition("?")[0], error)
            raise error
        return payload

    def _decode(self, status, content, expected, write):
        """(payload, None) or (None, error)."""
        try:
            payload = json.loads(
                content, parse_float=Decimal, parse_constant=lambda name: name
            )
        except (ValueError, RecursionError):
            came = _describe(content)
            return None, UnreadableAnswer(expected, came, maybe_written=write)
        if not isinstance(payload, dict):
            came = "JSON that is no object"
            return None, UnreadableAnswer(expected, came, maybe_written=write)
        if "data" not in payload and ("errors" in payload or "error" in payload):
            words = own_words(payload, redact=self._auth.redact)
            return None, Rejected(status, words, maybe_written=write)
        return payload, None

    # --- the wire --------------------------------------------------------------------

    def _send(self, method, path, params, data, media_type):
        """(status, headers, content); a read that breaks off is sent again."""
        headers = {**self._headers, "Content-Type": media_type}
        write = method != "GET"
        attempts = 1 if write else self._retries + 1
        for attempt in range(1, attempts + 1):
            try:
                return self._send_once(method, path, params, data, headers)
            except _Broken as error:
                came = f"an answer that broke off ({error})"
                failure = UnreadableAnswer("a whole answer", came, maybe_written=write)
            except (requests.RequestException, OSError, ValueError) as error:
                host = urlsplit(self.base_url).hostname
                raise from_exception(error, host, write) from error
            if attempt < attempts:
                self.counts.update(failures=1, retries=1)
                time.sleep(backoff_seconds(attempt, self._backoff))
        raise failure

    def _send_once(self, method, path, params, data, headers):
        started = time.monotonic()
        self.counts["requests"] += 1
        with self._session.request(
            method,
            self.base_url + path,
            params=params,
            data=data,
            headers=headers,
            auth=self._auth,
            timeout=self._timeout,
            allow_redirects=False,
            stream=True,
        ) as response:
            content = self._read(response)
        _logger.debug(
            "%s %s: HTTP %s, %s bytes, %.2f s",
            method,
            path.partition("?")[0],
            response.status_code,
            len(content),
            time.monotonic() - started,
        )
        return response.status_code, response.headers, content

    def _read(self, response):
        """The body, unpacked.

        :raises _Broken: less came than was announced
        :raises UnreadableAnswer: it is too long, or not packed as it says
        """
        chunks, size, started = [], 0, time.monotonic()
        write = response.request.method != "GET"
        try:
            for chunk in response.iter_content(65536):
                chunks.append(chunk)
                size += len(chunk)
                if size > self._max_bytes:
                    limit = f"at most {self._max_bytes} bytes"
                    raise UnreadableAnswer(limit, "more", maybe_written=write)
                if time.monotonic() - started > ANSWER_TIMEOUT:
                    raise requests.exceptions.ReadTimeout()
        except requests.exceptions.ContentDecodingError as error:
            raise UnreadableAnswer(
                "a packed answer", "one that cannot be unpacked", maybe_written=write
            ) from error
        except requests.exceptions.ChunkedEncodingError as error:
            raise _Broken(f"after {size} bytes") from error
        length = response.headers.get("Content-Length", "")
        packed = response.headers.get("Content-Encoding")
        if length.isdecimal() and not packed and size < int(length):
            raise _Broken(f"{size} of {length} bytes")
        return b"".join(chunks)


def _encode(body, form):
    """(media type, bytes or None) of what a request carries."""
    if form is not None:
        return FORM_MEDIA_TYPE, urlencode(form).encode()
    return MEDIA_TYPE, None if body is None else json.dumps(body).encode()


def _port(parts):
    """The port, None where it is the scheme's own."""
    return None if parts.port == _DEFAULT_PORTS.get(parts.scheme) else parts.port


def _describe(content):
    """What came instead of JSON, without repeating it: it may be anything."""
    start = content.lstrip()[:200].lower()
    if start.startswith((b"{", b"[")):
        return f"JSON that is cut off or damaged ({len(content)} bytes)"
    if re.match(rb"<(!doctype|html|head|body|\?xml|[a-z])", start):
        return "a web page"
    return f"text that is no JSON ({len(content)} bytes)"
