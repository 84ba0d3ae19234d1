"""The catalogue of what goes wrong between us and Big Cartel.

Each :class:`Fault` has a name for people and is armed on a sandbox, for good or for
a number of requests; :func:`lift` ends all of them. What a fault comes to on our side
is its ``effect``:

- ``outage``: the shop turns red, with one activity, until it is over
- ``pause``: Big Cartel is left alone for a while; nothing is red
- ``refused``: the shop turns red until somebody connects it again
- ``none``: nothing shows on the shop
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime


@dataclass(frozen=True)
class Fault:
    """``written``: whether a write took effect all the same."""

    name: str
    kind: str
    effect: str = "outage"
    options: dict = field(default_factory=dict)
    written: bool = False

    def arm(self, sandbox, times=None, **where):
        """Let it happen to ``times`` requests, None for all; ``where`` as in
        ``sandbox.faults.add``. Returns what counts its hits."""
        return sandbox.faults.add(self.kind, times=times, **where, **self.options)


def lift(sandbox):
    """End every fault: the server answers as it should again, and to everybody."""
    sandbox.faults.clear()
    sandbox.start()
    for shop in sandbox.shops:
        shop.restore()


# Longer than a hasty client of a test waits.
SECONDS = 0.6


def _at(**delta):
    return format_datetime(datetime.now(timezone.utc) + timedelta(**delta), True)


def _pause(words, value):
    return Fault(
        f"429, {words}", "status", "pause", {"status": 429, "retry_after": value}
    )


def _status(status, words="", **options):
    return Fault(f"{status}{words}", "status", "outage", {"status": status, **options})


def _shape(name, change):
    return Fault(name, "rewrite", "outage", {"change": change}, written=True)


PAUSES = [
    _pause("no Retry-After", None),
    _pause("Retry-After: 0", "0"),
    _pause("Retry-After in seconds", "90"),
    _pause("Retry-After with a date", _at(minutes=2)),
    _pause("Retry-After in the past", _at(days=-400)),
    _pause("Retry-After for years", "999999999"),
    _pause("Retry-After until the year 9999", "Fri, 31 Dec 9999 23:59:59 GMT"),
    _pause("Retry-After below zero", "-5"),
    _pause("Retry-After beyond all numbers", "9" * 400),
    _pause("Retry-After in words", "soon, \u00fc\u00f6"),
]
STATUSES = [
    _status(500),
    _status(501),
    _status(502),
    _status(503),
    _status(503, " with Retry-After", retry_after="90"),
    _status(504),
    Fault(
        "500 after the write",
        "status",
        options={"status": 500, "after_write": True},
        written=True,
    ),
]
CONNECTIONS = [
    Fault("connection refused", "down"),
    Fault("connection reset", "reset"),
    Fault("closed without an answer", "timeout", options={"seconds": 0}),
    Fault("answer lost after the write", "lost_answer", written=True),
]
TIMEOUTS = [
    Fault("time-out before the write", "timeout", options={"seconds": SECONDS}),
    Fault(
        "time-out after the write",
        "lost_answer",
        options={"seconds": SECONDS},
        written=True,
    ),
]
ANSWERS = [
    Fault("HTML with 200", "html"),
    Fault(
        "HTML with 200 after the write",
        "html",
        options={"after_write": True},
        written=True,
    ),
    Fault("cut-off JSON", "cut", written=True),
    Fault("cut-off answer", "cut", options={"broken": True}, written=True),
    _shape("a text for data", lambda document: {**document, "data": "none"}),
    _shape("a number for data", lambda document: {**document, "data": 7}),
    _shape("null for data", lambda document: {**document, "data": None}),
    _shape("no data", lambda document: {"meta": {}, "links": {}}),
    _shape("a list for a document", lambda document: [document]),
    _shape("null for a document", lambda document: None),
]
LOGINS = [Fault("credentials revoked", "revoke", "refused")]
GAPS = [Fault("an empty page in the middle", "empty_page", "none", written=True)]

FAULTS = [
    *PAUSES,
    *STATUSES,
    *CONNECTIONS,
    *TIMEOUTS,
    *ANSWERS,
    *LOGINS,
]
# Only lists have pages.
LIST_FAULTS = [*FAULTS, *GAPS]

# --- where a fault hits ---------------------------------------------------------------


def is_later_page(request):
    return "page[offset]" in request.query


def is_write(request):
    return request.method != "GET"


IMPORT_PLACES = {
    "everything": {},
    "the account": {"path": "/accounts$"},
    "the first page": {"path": "/orders$"},
    "a later page": {"path": "/orders$", "where": is_later_page},
    "the catalogue": {"path": "/products$"},
}
PUSH_PLACES = {
    "everything": {},
    "the order": {"method": "GET", "path": "/orders/[^/]+$"},
    "the write": {"where": is_write},
}

# --- what happens in the shop between two requests ------------------------------------


def arrive(shop):
    """A new order comes in; the list grows at its end."""
    product = next(iter(shop.products.values()))
    return shop.place_order([(product.id, 1)], customer="ben").number


def ship_first(shop):
    """The oldest unshipped order is shipped: all others move up one place."""
    number = _first(shop)
    shop.mark_shipped(number)
    return number


def edit_first(shop):
    """The oldest unshipped order gets another address."""
    number = _first(shop)
    shop.edit_address(number, address_1="9 Other Road")
    return number


def vanish_first(shop):
    """The oldest unshipped order is gone as if it had never been."""
    number = _first(shop)
    shop.vanish(number)
    return number


def _first(shop):
    with shop.lock:
        waiting = [
            order
            for order in shop.orders.values()
            if order.shipping_status != "shipped"
        ]
    return min(waiting, key=lambda order: order.created_at).number


MOVES = {
    "an order arrives between two pages": arrive,
    "an order is shipped between two pages": ship_first,
    "an order is edited between two pages": edit_first,
    "an order vanishes between two pages": vanish_first,
}


def arm_move(sandbox, move, requests=1, **where):
    """Let a move happen after some more ``requests``, ``where`` they are."""
    return sandbox.faults.after(requests, lambda: move(sandbox.shop), **where)
