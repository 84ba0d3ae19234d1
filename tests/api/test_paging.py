"""Lists: every row once, no request too many, and never for ever."""

import json
import logging
from urllib.parse import parse_qs, urlsplit

import pytest

from odoo.addons.bigcartel_connector.api import ApiError, Rejected

from .lists import List, refuse_large_pages, walk
from .support import ACCOUNT, CLIENT_LOG, ScriptedServer, answer, order_row, page

PATH = f"/v1/accounts/{ACCOUNT}/orders"
LINK = PATH + "?page%5Blimit%5D={limit}&page%5Boffset%5D={offset}"


@pytest.mark.parametrize("links", [None, "HERE" + LINK, LINK])
@pytest.mark.parametrize(
    ("size", "requests"),
    [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (45, 3), (100, 5)],
)
def test_each_order_comes_once_and_each_page_is_asked_for_once(size, requests, links):
    numbers, made = walk(List(size, most=20, links=links))
    assert numbers == [f"AAAA-{n:06}" for n in range(size)]
    assert made == requests


def test_orders_are_asked_for_by_status_oldest_first():
    with ScriptedServer(List(0)) as server, server.client() as client:
        list(client.iter_order_pages())
        list(client.iter_order_pages(None, limit=5))
    queries = [parse_qs(urlsplit(path).query) for path in server.paths]
    assert queries == [
        {
            "filter[shipping_status]": ["unshipped"],
            "sort": ["created_at"],
            "sort_direction": ["asc"],
            "page[limit]": ["100"],
        },
        {"sort": ["created_at"], "sort_direction": ["asc"], "page[limit]": ["5"]},
    ]


def test_an_empty_shop_gives_one_empty_page():
    with ScriptedServer(List(0)) as server, server.client() as client:
        (only,) = client.iter_order_pages()
    assert (only.orders, only.unreadable, only.count) == ((), (), 0)


def test_pages_say_how_many_orders_there_are():
    with ScriptedServer(List(45, most=20)) as server, server.client() as client:
        pages = list(client.iter_order_pages())
    assert [(len(page_.orders), page_.count) for page_ in pages] == [
        (20, 45),
        (20, 45),
        (5, 45),
    ]


@pytest.mark.parametrize(("size", "requests"), [(0, 1), (19, 2), (20, 2), (45, 4)])
def test_without_a_count_or_links_a_list_ends_at_its_empty_page(size, requests):
    numbers, made = walk(List(size, most=20, count=False))
    assert (len(numbers), made) == (size, requests)


def test_a_link_with_the_other_scheme_is_followed_on_our_own_address():
    with ScriptedServer(List(45, most=20)) as server:
        host = server.url.replace("http://", "")
        server._steps[0].links = f"https://{host}{LINK}&mark=1"
        with server.client() as client:
            numbers = [o.number for p in client.iter_order_pages() for o in p.orders]
    assert len(numbers) == 45
    assert [path.endswith("&mark=1") for path in server.paths] == [False, True, True]


@pytest.mark.parametrize(
    "link",
    [
        "http://127.0.0.1:9" + LINK,
        "https://evil.example" + LINK,
        "http://[bad" + LINK,
        "HERE/v1/accounts/1/orders?page%5Boffset%5D={offset}",
        "HERE/oauth/deauthorize/1",
        "javascript:alert(1)",
        "//evil.example" + LINK,
    ],
)
def test_a_link_that_leads_elsewhere_is_not_followed_and_hides_nothing(link):
    numbers, made = walk(List(45, most=20, links=link))
    assert (len(numbers), made) == (45, 3)


def test_a_link_to_another_server_makes_no_connection_to_it():
    with ScriptedServer(List(45)) as elsewhere:
        for host in ("127.0.0.1", "localhost"):
            link = elsewhere.url.replace("127.0.0.1", host) + LINK
            numbers, made = walk(List(45, most=20, links=link))
            assert (len(numbers), made) == (45, 3)
    assert elsewhere.connections == 0


def test_a_link_may_be_an_object():
    orders = List(2, most=1)

    def answer_with_object(request):
        reply = json.loads(orders(request).partition(b"\r\n\r\n")[2])
        if len(orders.before) == 0:
            orders.before[99] = None
            link = LINK.format(limit=1, offset=1)
            reply["links"] = {"next": {"href": link}}
        return answer(200, reply)

    with ScriptedServer(answer_with_object) as server, server.client() as client:
        assert len(list(client.iter_order_pages())) == 2
    assert server.paths[1] == LINK.format(limit=1, offset=1)


# --- nothing runs for ever -----------------------------------------------------------


def test_a_link_that_leads_in_a_circle_ends():
    circle = "HERE" + PATH + "?page%5Blimit%5D={limit}"
    numbers, made = walk(List(45, most=20, links=circle))
    assert len(numbers) == 45
    assert made < 8


@pytest.mark.parametrize("count", [True, False, 45, 10**6])
def test_a_server_that_repeats_its_first_page_for_ever_ends(count):
    orders = List(20, count=count)

    def deaf(request):
        request.path = PATH
        return orders(request)

    with ScriptedServer(deaf) as server, server.client() as client:
        pages = list(client.iter_order_pages())
    assert sum(len(page_.orders) for page_ in pages) == 20
    assert len(server.requests) <= 6


def test_a_count_that_is_always_too_high_costs_one_more_walk():
    numbers, made = walk(List(45, most=20, count=50))
    assert len(numbers) == 45
    assert made == 8  # twice three pages and an empty one


def test_a_list_without_end_is_given_up(monkeypatch):
    monkeypatch.setattr("odoo.addons.bigcartel_connector.api.pagination.MAX_PAGES", 7)
    numbers, made = walk(List(100, most=1, count=False))
    assert (len(numbers), made) == (7, 7)


@pytest.mark.parametrize("count", ["many", None, "-1", [], "1.5"])
def test_a_count_that_is_none_is_ignored(count):
    orders = List(3)
    reply = {"data": orders.rows, "meta": {"count": count}}
    empty = {"data": [], "meta": None, "links": None}
    with ScriptedServer(answer(200, reply), answer(200, empty)) as server:
        (only,) = server.client().iter_order_pages()
    assert (len(only.orders), only.count) == (3, None)


# --- a list that moves ---------------------------------------------------------------


@pytest.mark.parametrize("links", [None, "HERE" + LINK])
@pytest.mark.parametrize("gone", [1, 5, 20])
def test_orders_shipped_between_two_pages_hide_no_other(links, gone):
    orders = List(45, most=20, links=links)
    wanted = {row["id"] for row in orders.rows[gone:]}
    orders.before[1] = lambda: orders.rows.__delitem__(slice(gone))
    numbers, made = walk(orders)
    assert wanted <= set(numbers)
    assert made <= 6


def test_orders_shipped_in_every_walk_hide_no_other_than_in_the_last():
    orders = List(60, most=20)
    orders.before = {n: lambda: orders.rows.pop(0) for n in (1, 4, 7)}
    numbers, made = walk(orders)
    assert made <= 9
    assert {row["id"] for row in orders.rows} <= set(numbers)


@pytest.mark.parametrize("newest_first", [False, True])
def test_an_order_placed_between_two_pages_is_seen(newest_first):
    orders = List(45, most=20, newest_first=newest_first)
    orders.before[1] = lambda: orders.rows.append(order_row("ZZZZ-999999"))
    numbers, made = walk(orders)
    assert len(numbers) == 46
    assert made <= 7


def test_a_list_that_empties_meanwhile_ends():
    orders = List(45, most=20)
    orders.before[1] = orders.rows.clear
    numbers, made = walk(orders)
    assert (len(numbers), made) == (20, 3)


# --- page sizes ----------------------------------------------------------------------


def test_a_page_size_that_is_refused_is_given_up_for_the_documented_one():
    strict = refuse_large_pages(List(45, most=20))
    with ScriptedServer(strict) as server, server.client() as client:
        pages = list(client.iter_order_pages())
    assert [len(page_.orders) for page_ in pages] == [20, 20, 5]
    assert len(server.requests) == 4


def test_a_list_that_is_refused_altogether_says_why():
    refused = answer(400, {"errors": [{"detail": "sort is unknown"}]})
    with ScriptedServer(refused) as server, server.client() as client:
        with pytest.raises(Rejected, match="sort is unknown"):
            list(client.iter_order_pages())
        with pytest.raises(ApiError):
            client.list_shipments("AAAA-000001")
    assert len(server.requests) == 3


# --- rows ----------------------------------------------------------------------------


def test_rows_that_cannot_be_read_come_once_and_stop_nothing():
    rows = [None, order_row("AAAA-000001", total="?"), order_row("AAAA-000002"), None]
    with ScriptedServer(answer(200, page(rows, count=4))) as server:
        pages = list(server.client().iter_order_pages())
    assert [order.number for page_ in pages for order in page_.orders] == [
        "AAAA-000002"
    ]
    reasons = [row.number for page_ in pages for row in page_.unreadable]
    assert reasons == [None, "AAAA-000001"]


def test_products_come_from_all_pages_and_one_bad_one_stops_nothing(caplog):
    caplog.set_level(logging.WARNING, CLIENT_LOG)

    def products(request):
        offset = int(parse_qs(urlsplit(request.path).query).get("page[offset]", [0])[0])
        rows = [{"id": str(n), "type": "products"} for n in range(45)]
        rows[7] = {"type": "products"}
        return answer(200, page(rows[offset : offset + 20], count=45))

    with ScriptedServer(products) as server, server.client() as client:
        found = [product.id for product in client.iter_products()]
    assert found == [str(n) for n in range(45) if n != 7]
    assert len(server.requests) == 3
    assert "A product is left out" in caplog.text
