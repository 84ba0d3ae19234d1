"""The client of the Big Cartel API v1: reads and writes of one shop."""

from dataclasses import replace
from urllib.parse import quote

from .auth import Login
from .const import (
    API_PREFIX,
    BACKOFF,
    BASE_URL,
    CONNECT_TIMEOUT,
    DEFAULT_USER_AGENT,
    MAX_ANSWER_BYTES,
    MAX_WAIT,
    PAGE_LIMIT,
    READ_TIMEOUT,
    RETRIES,
    UNSHIPPED,
)
from .errors import NotFound, UnreadableAnswer
from .orders import parse_order, parse_order_page
from .pagination import Walker
from .resources import parse_product_page, parse_shipment, pick_account
from .transport import Transport
from .values import to_id, to_text
from .writing import Writing


class Client(Writing):
    """A connection to one Big Cartel shop, to be closed or used in a `with` block.

    Give `token` (and its `account_id`), or `subdomain` and `password`; the account id
    is looked up when it is not given. Requests go out one at a time over one
    kept-alive connection. Every method raises, besides what it says itself:

    - :class:`Unreachable`: no answer in time (5 s to connect, 30 s for data), or a 5xx
    - :class:`Unauthorized`: the login is not accepted
    - :class:`Throttled`: 429, with the seconds to wait; short waits are sat out here
    - :class:`Rejected`: any other refusal, with the API's own words
    - :class:`UnreadableAnswer`: an answer in another shape than expected

    Reads are repeated on 429, 502, 503, 504 and broken connections. Writes are not:
    on an error with `maybe_written`, read before writing again.

    :param str base_url: address of the API, without `/v1`
    :param str account_id: e.g. "2270023"
    :param str token: OAuth access token
    :param str subdomain: of the shop, the user name of HTTP Basic
    :param str password: of the shop
    :param str user_agent: see :func:`build_user_agent`
    :param session: a `requests.Session` to use as it is, instead of one made here
    :param tuple timeout: seconds to connect, seconds to wait for data
    :param int retries: how often a read is repeated
    :param float backoff: seconds before the first repeat, then doubling
    :param float max_wait: most seconds that one call spends between repeats
    :param int max_bytes: the largest answer that is read
    :param Counter counts: where `requests`, `failures` (404 is an answer) and
        `retries` are counted; a `collections.Counter`
    :raises Unauthorized: no usable login was given
    :raises Unreachable: `base_url` is not a web address
    """

    def __init__(
        self,
        base_url=BASE_URL,
        *,
        account_id=None,
        token=None,
        subdomain=None,
        password=None,
        user_agent=None,
        session=None,
        timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
        retries=RETRIES,
        backoff=BACKOFF,
        max_wait=MAX_WAIT,
        max_bytes=MAX_ANSWER_BYTES,
        counts=None,
    ):
        self.account_id = to_id(account_id)
        self._transport = Transport(
            base_url,
            Login(token, subdomain, password),
            user_agent=user_agent or DEFAULT_USER_AGENT,
            session=session,
            timeout=timeout,
            retries=retries,
            backoff=backoff,
            max_wait=max_wait,
            max_bytes=max_bytes,
            counts=counts,
        )

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __repr__(self):
        account = self.account_id or "not looked up"
        return f"<Client {self._transport.base_url} account {account}>"

    def close(self):
        """Close the connection. The client can still be used; it then reconnects."""
        self._transport.close()

    # --- reading ---------------------------------------------------------------------

    def get_account(self):
        """The shop behind the login: `GET /v1/accounts`.

        The first account, or the one with our `account_id`; fills `account_id` when
        it was None. Fact: help.bigcartel.com/developers/api/v1 ("make a request to
        the Account endpoint and retrieve the id attribute").

        :rtype: Account
        :raises NotFound: the login has no account, or not the one with our id
        """
        payload = self._get(f"{API_PREFIX}/accounts", "a list of accounts")
        account = pick_account(payload, self.account_id)
        self.account_id = account.id
        return account

    def iter_order_pages(
        self, shipping_status=UNSHIPPED, limit=PAGE_LIMIT, find_unchanged=None, start=0
    ):
        """Every order with a status, oldest first, a page at a time.

        `GET /v1/accounts/{a}/orders` with `filter[shipping_status]`. An order that is
        shipped meanwhile hides no other: when the list shrank, it is walked again for
        what is new. Each order comes once; one that cannot be read stands in
        `unreadable` of its page. An empty list gives one empty page. Facts:
        developers.bigcartel.com/api/v1, Sorting and Pagination.

        :param shipping_status: `unshipped`, `shipped`, or None for every order
        :param int limit: rows to ask for per page; the API may send fewer
        :param find_unchanged: function of a page's :class:`OrderHead` objects that
            returns the numbers of those that need not be read: they come in
            `unchanged` of their page
        :param int start: how many orders to leave out, as `end` of a page says. Then
            an order that is shipped meanwhile may hide another one
        :rtype: Iterator[OrderPage]
        :raises ApiError: also half way; the pages so far are then a part of the list
        """
        params = {"sort": "created_at", "sort_direction": "asc"}
        if shipping_status:
            params["filter[shipping_status]"] = shipping_status
        walker = Walker(
            self._transport,
            self._path("orders"),
            params=params,
            limit=limit,
            start=start,
            expected="a list of orders",
        )
        for page in walker.pages():
            orders = parse_order_page(
                page.rows, page.included, page.count, find_unchanged
            )
            yield replace(orders, end=page.end)

    def get_order(self, number):
        """One order: `GET /v1/accounts/{a}/orders/{number}`.

        :param str number: e.g. `NGRP-090092`
        :rtype: Order
        :raises NotFound: there is none with this number
        :raises InvalidOrder: it came, but cannot be read
        """
        payload = self._get(self._path("orders", number), "an order")
        return self._same_order(number, payload)

    def iter_product_pages(self):
        """Every product of the shop with its options: `GET .../products`, by page.

        One without an id is left out, with a line in the log. Facts: captured list
        of 2015; help.bigcartel.com/developers/api/v1/products for the attributes.

        :rtype: Iterator[ProductPage]
        """
        walker = Walker(
            self._transport,
            self._path("products"),
            limit=PAGE_LIMIT,
            expected="a list of products",
        )
        for page in walker.pages():
            yield parse_product_page(page.rows, page.included, page.count)

    def iter_products(self):
        """Every product of the shop, as :meth:`iter_product_pages`.

        :rtype: Iterator[Product]
        """
        for page in self.iter_product_pages():
            yield from page.products

    def list_shipments(self, number):
        """What Big Cartel knows to be shipped of an order: `GET .../shipments`.

        The shape of the answer is not documented; only ids are sure.

        :param str number: of the order
        :rtype: tuple[Shipment, ...]
        :raises NotFound: there is no such order
        """
        walker = Walker(
            self._transport,
            self._path("orders", number, "shipments"),
            expected="a list of shipments",
        )
        rows = [row for page in walker.pages() for row in page.rows]
        return tuple(parse_shipment(row) for row in rows)

    # --- helpers ---------------------------------------------------------------------

    def _path(self, *parts):
        """Path below our account, which is looked up when it is not known yet."""
        if self.account_id is None:
            self.get_account()
        parts = [to_text(part) for part in (self.account_id, *parts)]
        if any(part.strip(".") == "" for part in parts):
            raise NotFound("An order without a number was asked for. Import it again.")
        quoted = "/".join(quote(part, safe="") for part in parts)
        return f"{API_PREFIX}/accounts/{quoted}"

    def _get(self, path, expected):
        payload = self._transport.request("GET", path, expected=expected)
        if payload is None:
            raise UnreadableAnswer(expected, "an empty answer")
        return payload

    def _same_order(self, number, payload):
        if not isinstance(payload.get("data"), dict):
            raise UnreadableAnswer("an order", "JSON without an object in `data`")
        order = parse_order(payload)
        if order.number != number:
            raise UnreadableAnswer(f"order {number}", f"order {order.number}")
        return order
