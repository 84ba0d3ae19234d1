"""Which requests are sent again, and after how long.

Works with urllib3 1.26 and 2.x: only what both have is overridden.
"""

import random
import re
import time
from collections import Counter
from datetime import timezone
from email.utils import parsedate_to_datetime

from urllib3.exceptions import (
    ConnectTimeoutError,
    MaxRetryError,
    NewConnectionError,
    ReadTimeoutError,
    ResponseError,
)
from urllib3.util.retry import Retry

from .const import BACKOFF, MAX_BACKOFF, MAX_WAIT, RETRIES, RETRY_STATUSES

# Raised before anything was sent, whatever the method.
UNSENT_ERRORS = (ConnectTimeoutError, NewConnectionError)


def retry_after_seconds(value, now=None):
    """Seconds that a `Retry-After` header asks for, or None when it says nothing.

    :param value: text of the header, a number of seconds or an HTTP date
    :param float now: the present as a Unix time, for tests
    """
    value = (value or "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d+)?", value, re.ASCII):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return max(0.0, moment.timestamp() - (time.time() if now is None else now))


class PoliteRetry(Retry):
    """GET is sent again on 429, 502-504 and broken connections; nothing else is.

    A write is sent again only when no connection could be made, so that nothing can
    have reached the server. A read that timed out is not repeated: it has already
    taken 30 seconds of somebody's time. `Retry-After` is honoured as long as one
    request does not wait more than `max_wait` seconds in all; beyond that the answer
    is handed back as it is, and the caller says how long to wait.
    """

    def __init__(
        self,
        *args,
        backoff=BACKOFF,
        max_wait=MAX_WAIT,
        waited=0.0,
        counts=None,
        **kwargs,
    ):
        kwargs.setdefault("total", RETRIES)
        kwargs.setdefault("allowed_methods", frozenset({"GET"}))
        kwargs.setdefault("status_forcelist", RETRY_STATUSES)
        kwargs.setdefault("raise_on_status", False)
        super().__init__(*args, **kwargs)
        self.backoff = backoff
        self.max_wait = max_wait
        self.waited = waited
        self.pause = 0.0
        self.counts = Counter() if counts is None else counts

    def new(self, **kwargs):
        """Override: urllib3 makes a copy for each attempt, ours keep the tally."""
        kwargs.setdefault("backoff", self.backoff)
        kwargs.setdefault("max_wait", self.max_wait)
        kwargs.setdefault("waited", self.waited)
        kwargs.setdefault("counts", self.counts)
        return super().new(**kwargs)

    def increment(self, method=None, url=None, response=None, error=None, **kwargs):
        """Override: decide here, once, how long to wait, and whether it is too long.

        :raises MaxRetryError: no attempt is left, or the wait would be too long
        """
        if error is not None and not self._may_repeat(method, error):
            raise error
        following = super().increment(
            method, url, response=response, error=error, **kwargs
        )
        pause = None
        if response is not None:
            pause = retry_after_seconds(response.headers.get("Retry-After"))
        if pause is None:
            pause = backoff_seconds(len(following.history), self.backoff)
        if self.waited + pause > self.max_wait:
            reason = error or ResponseError("the wait would be too long")
            raise MaxRetryError(kwargs.get("_pool"), url, reason)
        following.pause = pause
        following.waited = self.waited + pause
        self.counts.update(requests=1, failures=1, retries=1)
        return following

    def _may_repeat(self, method, error):
        if isinstance(error, UNSENT_ERRORS):
            return True
        return method == "GET" and not isinstance(error, ReadTimeoutError)

    def sleep(self, response=None):
        """Override: wait as long as :meth:`increment` decided."""
        if self.pause:
            time.sleep(self.pause)


def backoff_seconds(attempt, backoff=BACKOFF):
    """Pause before repeat number `attempt` (from 1): doubling, half of it random."""
    longest = min(backoff * 2 ** (attempt - 1), MAX_BACKOFF)
    return longest * random.uniform(0.5, 1.0)
