"""Walking a list page by page until nothing new comes.

Facts: developers.bigcartel.com/api/v1, Pagination: 20 items by default, `limit` and
`offset` inside `page`. `meta.count` is the number of matching rows, as text; `links`
is empty when one page holds them all (captured); `links.next` is an absolute address
otherwise (public clients). How large a page may be is not documented.
"""

import hashlib
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from .const import DEFAULT_PAGE_LIMIT, MAX_PAGES, MAX_WALKS
from .errors import Rejected, UnreadableAnswer
from .jsonapi import Included, as_dict, key_of
from .values import storable, to_quantity

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RawPage:
    """Rows of one answer that were not handed out before, and what came along.

    `end` is how many rows of the list there are up to the end of this page.
    """

    rows: list
    included: Included
    count: int | None
    end: int = 0


class Walker:
    """Hands out every row of a list once, however the list shifts meanwhile.

    The list is walked by offset, and an order that is shipped between two pages moves
    another one out of sight. So a walk that saw fewer rows than were announced, or
    whose list shrank on the way, is followed by another that hands out only what is
    new, at most `MAX_WALKS` in all. While whoever asked works on a page, the next one
    is fetched; what goes wrong with that is raised when it is asked for.

    :param Transport transport: sends the requests
    :param str path: of the list, below the base address
    :param dict params: query without paging
    :param limit: rows to ask for per page; None asks for the one page there is
    :param int start: how many rows to leave out. What shifts is then not looked for
    :param str expected: what should come, in words, for error messages
    """

    def __init__(self, transport, path, *, params=None, limit=None, start=0, expected):
        self.transport = transport
        self.path = path
        self.params = params or {}
        self.limit = limit
        self.start = start
        self.expected = expected

    def pages(self):
        """Yield :class:`RawPage`; the first one even when it is empty.

        :raises ApiError: as soon as a page cannot be had; what was yielded so far is
            then only a part of the list
        """
        known = set()
        # Left early, it waits for the one request that may be on its way.
        with ThreadPoolExecutor(1, "bigcartel-next-page") as ahead:
            for round_ in range(1, MAX_WALKS + 1):
                walk, before = _Walk(self, ahead), len(known)
                for keys, page in walk:
                    fresh = {
                        key: row
                        for key, row in zip(keys, page.rows, strict=True)
                        if key not in known
                    }
                    known.update(fresh)
                    if fresh or not known:
                        yield replace(page, rows=list(fresh.values()))
                futile = round_ > 1 and len(known) == before and not walk.shrank
                if futile or self.start or not walk.may_have_missed:
                    return
                _logger.info("%s changed while it was read", self.path)

    def fetch(self, target, offset):
        """The answer for a link, or for an offset when `target` is None.

        A page size that is refused is given up for the documented default.
        """
        if target is not None:
            return self._checked(self._get(target, None))
        try:
            return self._checked(self._get(self.path, self._paging(offset)))
        except Rejected as error:
            first = offset == self.start
            if error.status != 400 or not first or self._has_default_limit():
                raise
        self.limit = DEFAULT_PAGE_LIMIT
        return self._checked(self._get(self.path, self._paging(offset)))

    def _has_default_limit(self):
        return (self.limit or 0) <= DEFAULT_PAGE_LIMIT

    def _paging(self, offset):
        paging = {}
        if self.limit is not None:
            paging["page[limit]"] = self.limit
        if offset:
            paging["page[offset]"] = offset
        return {**self.params, **paging}

    def _get(self, path, params):
        return self.transport.request(
            "GET", path, params=params, expected=self.expected
        )

    def _checked(self, payload):
        if payload is None:
            raise UnreadableAnswer(self.expected, "an empty answer")
        if not isinstance(payload.get("data"), list):
            raise UnreadableAnswer(self.expected, "JSON without a list in `data`")
        return payload


class _Walk:
    """One way through the list, from its beginning to its end."""

    def __init__(self, walker, ahead):
        self._walker = walker
        self._ahead = ahead
        self._seen = set()
        self._received = walker.start
        self._visited = set()
        self._highest = 0
        self._last_count = None
        self._stale = 0
        self.shrank = False

    @property
    def may_have_missed(self):
        return self.shrank or len(self._seen) < self._highest

    def __iter__(self):
        """Yield (keys of the rows, page)."""
        payload = self._walker.fetch(None, self._received)
        for left in reversed(range(MAX_PAGES)):
            keys, page = self._take(payload)
            target, ends = self._find_next(payload, page)
            if ends or not left:
                yield keys, page
                return
            following = self._ahead.submit(self._walker.fetch, target, self._received)
            yield keys, page
            payload = following.result()

    def _take(self, payload):
        """(keys, page) of an answer."""
        rows = payload["data"]
        count = to_quantity(as_dict(payload.get("meta")).get("count"))
        self._note_count(count, self._last_count)
        self._last_count = count
        keys, before = list(map(_row_key, rows)), len(self._seen)
        self._seen.update(keys)
        self._stale = 0 if len(self._seen) > before else self._stale + 1
        # A page of nothing new (a link in a circle) brings us no further.
        self._received += 0 if self._stale else len(rows)
        return keys, RawPage(rows, Included(payload), count, self._received)

    def _find_next(self, payload, page):
        """(link to follow, whether the list ends here)."""
        if not page.rows or self._stale == 2:
            return None, True
        target = self._next_link(payload)
        return target, target is None and self._is_end(page.count)

    def _note_count(self, count, last_count):
        if count is not None:
            self._highest = max(self._highest, count)
            self.shrank |= last_count is not None and count < last_count

    def _next_link(self, payload):
        """Where `links.next` leads, unless it leads astray or in a circle."""
        link = as_dict(payload.get("links")).get("next")
        link = link.get("href") if isinstance(link, dict) else link
        if not isinstance(link, str) or not link:
            return None
        target = self._walker.transport.resolve(link, self._walker.path)
        if target is None or target in self._visited:
            return None
        self._visited.add(target)
        return target

    def _is_end(self, count):
        """Without a link to follow: has everything that was announced come?"""
        if count is None:
            return self._walker.limit is None
        return self._walker.start + len(self._seen) >= count


def _row_key(row):
    """What tells rows apart, also those without a type or an id."""
    key = key_of(row)
    if key is None:
        text = json.dumps(storable(row), sort_keys=True)
        key = hashlib.sha256(text.encode()).hexdigest()
    return key
