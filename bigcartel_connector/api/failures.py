"""From what `requests` raises or the API answers to this package's own errors."""

import functools
import json
import re
import socket
import ssl
from html import unescape
from urllib.parse import urlsplit

import requests

from .const import DEFAULT_THROTTLE, MAX_WORDS
from .errors import (
    ApiError,
    NotFound,
    Rejected,
    Throttled,
    Unauthorized,
    Unreachable,
)
from .retry import UNSENT_ERRORS, retry_after_seconds
from .values import to_text

_HIDDEN = re.compile(r"<(script|style)\b.*?(</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[a-z/!?][^>]*(>|\Z)", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.DOTALL | re.IGNORECASE)
_WORDS = ("detail", "title", "message", "code", "status")


# --- counting ------------------------------------------------------------------------


def counting_failures(method):
    """Decorator: count in `self.counts` what ends without a usable answer.

    That something is not there is an answer.
    """

    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        try:
            return method(self, *args, **kwargs)
        except NotFound:
            raise
        except ApiError:
            self.counts["failures"] += 1
            raise

    return wrapper


# --- no answer -----------------------------------------------------------------------


def from_exception(error, host, write):
    """The :class:`Unreachable` for what `requests` raised.

    :param error: a `requests.RequestException` or what lies below one
    :param str host: whom we tried to reach, for the message
    :param bool write: whether the request was to change something
    """
    reason, remedy = _reason(error, host)
    unsent = any(isinstance(cause, UNSENT_ERRORS) for cause in _causes(error))
    return Unreachable(
        f"Big Cartel could not be reached: {reason}. {remedy}",
        reason=reason,
        maybe_written=write and not unsent,
    )


def _reason(error, host):
    again = "It is tried again by itself."
    kinds = tuple(_causes(error))

    def is_a(*types):
        return any(isinstance(cause, types) for cause in kinds)

    if is_a(requests.exceptions.ProxyError):
        return "the proxy of this server refused", "Check the proxy settings."
    if is_a(socket.gaierror):
        return (
            f"the name {host} was not found",
            "Check the server's internet connection and the API address.",
        )
    if is_a(requests.exceptions.SSLError, ssl.SSLError):
        return (
            f"no secure connection to {host} could be made",
            "Check the server's clock, certificates and the API address.",
        )
    if is_a(requests.exceptions.ConnectTimeout):
        return f"{host} did not accept a connection in time", again
    if is_a(requests.exceptions.Timeout, socket.timeout):
        return f"{host} did not answer in time", again
    if is_a(ConnectionRefusedError):
        return f"{host} refused the connection", again
    if is_a(requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema):
        return "its address is not a web address", "Check the API address."
    return f"the connection to {host} broke off", again


def _causes(error):
    """`error` and all that it was made from (urllib3 nests, chains and wraps)."""
    queue, seen = [error], []
    while queue:
        error = queue.pop()
        if any(error is known for known in seen):
            continue
        seen.append(error)
        nested = (error.__cause__, error.__context__, getattr(error, "reason", None))
        queue += [e for e in (*error.args, *nested) if isinstance(e, BaseException)]
    return seen


# --- an answer that says no ----------------------------------------------------------


def from_answer(status, headers, body, redact, write):
    """The error for an answer that is not a success, or None when it is one.

    :param int status: HTTP status
    :param headers: mapping of the answer's headers
    :param bytes body: the answer, unpacked
    :param redact: function that takes our secrets out of a text
    :param bool write: whether the request was to change something
    """
    if 200 <= status < 300:
        return None
    if status == 401:
        return Unauthorized()
    if status == 404:
        return NotFound()
    if status == 429:
        seconds = retry_after_seconds(headers.get("Retry-After"))
        return Throttled(DEFAULT_THROTTLE if seconds is None else -int(-seconds // 1))
    if status >= 500:
        return Unreachable(
            f"Big Cartel has a problem of its own (HTTP {status}). It is tried again "
            "by itself; nothing needs to be done unless it lasts.",
            status=status,
            reason=f"it has a problem of its own (HTTP {status})",
            maybe_written=write,
        )
    if 300 <= status < 400:
        return _redirected(status, headers, redact)
    return Rejected(status, own_words(_loads(body), body, redact))


def _redirected(status, headers, redact):
    try:
        host = urlsplit(headers.get("Location") or "").hostname
    except ValueError:
        host = None
    where = f" to {redact(plain(host))}" if host else ""
    return Rejected(
        status,
        message=(
            f"Big Cartel's address answered with a redirect{where} (HTTP {status}), "
            "which is not followed so that the login goes nowhere else. Check the API "
            "address in the settings."
        ),
    )


def own_words(payload, body=b"", redact=str):
    """The API's explanation as a tuple of plain texts, short and without markup.

    JSON:API `errors[]` with any of `detail`, `title`, `code`, `status`; a string
    `error`; a `message`; else the title of a page or a short text. Which of these
    the API really uses is not documented.
    """
    said = list(_said(payload)) if isinstance(payload, dict) else []
    if not said and payload is None:
        said = [_text_of(body)]
    texts, room = [], MAX_WORDS
    for text in dict.fromkeys(redact(plain(redact(text))) for text in said):
        if text and room > 0:
            texts.append(text if len(text) <= room else f"{text[: room - 1]}…")
            room -= len(text)
    return tuple(texts)


def _said(payload):
    errors = payload.get("errors")
    for item in errors if isinstance(errors, list) else [errors]:
        if isinstance(item, dict):
            yield next(filter(None, (to_text(item.get(key)) for key in _WORDS)), "")
        else:
            yield to_text(item)
    error = payload.get("error")
    if isinstance(error, dict):
        yield next(filter(None, (to_text(error.get(key)) for key in _WORDS)), "")
    yield to_text(error)
    for key in ("message", "error_description"):
        yield to_text(payload.get(key))


def _text_of(body):
    text = body[:20000].decode("utf-8", "replace")
    if "<" not in text:
        return text
    title = _TITLE.search(text)
    return title[1] if title else ""


def plain(text):
    """One line of text without tags and entities."""
    for _round in range(2):  # an entity may hide a tag
        text = _TAG.sub(" ", _HIDDEN.sub(" ", unescape(text)))
    return " ".join(to_text(text).split())


def _loads(body):
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
