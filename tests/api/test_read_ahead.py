"""Lists: the next page comes while this one is worked on, and a walk may begin late."""

import threading
import time
from urllib.parse import parse_qs, urlsplit

import pytest

from odoo.addons.bigcartel_connector.api import Unreachable

from .lists import List, refuse_large_pages
from .support import ScriptedServer, answer


def wait_for(condition):
    """Wait until it is so; return whether it was in time."""
    for _try in range(200):
        if condition():
            return True
        time.sleep(0.01)
    return False


def get_readers():
    return [thread for thread in threading.enumerate() if "next-page" in thread.name]


def test_the_next_page_is_asked_for_while_this_one_is_worked_on():
    with ScriptedServer(List(45, most=20)) as server, server.client() as client:
        pages = client.iter_order_pages()
        for asked_for in (2, 3, 3):
            next(pages)
            assert wait_for(lambda asked=asked_for: len(server.requests) == asked)
        assert list(pages) == []
    assert len(server.requests) == 3
    assert server.connections == 1
    assert not get_readers()


def test_what_goes_wrong_with_the_next_page_is_raised_when_it_is_asked_for():
    orders = List(45, most=20)

    def breaking(request):
        return orders(request) if orders.answered < 2 else answer(500, {})

    with ScriptedServer(breaking) as server, server.client() as client:
        pages = client.iter_order_pages()
        assert len(next(pages).orders) == 20
        assert len(next(pages).orders) == 20
        assert wait_for(lambda: len(server.requests) == 3)
        with pytest.raises(Unreachable):
            next(pages)
    assert not get_readers()


def test_a_walk_that_is_left_asks_for_nothing_more_and_leaves_no_thread():
    with ScriptedServer(List(100, most=20)) as server, server.client() as client:
        pages = client.iter_order_pages()
        next(pages)
        pages.close()
        assert not get_readers()
        assert len(server.requests) <= 2


def test_a_list_of_one_page_needs_no_thread():
    with ScriptedServer(List(5)) as server, server.client() as client:
        pages = client.iter_order_pages()
        next(pages)
        assert not get_readers()
        assert list(pages) == []


def test_other_requests_wait_for_the_one_that_is_on_its_way():
    """Threads share one kept-alive connection, and one count of requests."""
    counts = []
    orders = List(200, most=20)
    with ScriptedServer(orders) as server, server.client() as client:
        for _page in client.iter_order_pages():
            counts.append(len(list(client.iter_order_pages(None))))
    assert counts == [10] * 10
    assert server.connections == 1


# --- beginning later -----------------------------------------------------------------


@pytest.mark.parametrize("count", [True, False])
def test_a_walk_may_begin_where_another_one_ended(count):
    with ScriptedServer(List(45, most=20, count=count)) as server:
        with server.client() as client:
            first = next(client.iter_order_pages())
            rest = list(client.iter_order_pages(start=first.end))
    numbers = [order.number for page in rest for order in page.orders]
    assert first.end == 20
    assert numbers == [f"AAAA-{n:06}" for n in range(20, 45)]
    assert [page.end for page in rest] == [40, 45]


def test_a_walk_that_begins_later_looks_for_nothing_that_shifted():
    orders = List(45, most=20)
    orders.before[1] = lambda: orders.rows.__delitem__(slice(5))
    with ScriptedServer(orders) as server, server.client() as client:
        list(client.iter_order_pages(start=10))
        offsets = [
            parse_qs(urlsplit(path).query)["page[offset]"] for path in server.paths
        ]
    assert offsets == [["10"], ["30"]]


def test_a_walk_that_begins_behind_the_end_gives_one_empty_page():
    with ScriptedServer(List(5)) as server, server.client() as client:
        (only,) = client.iter_order_pages(start=20)
    assert (only.orders, only.count) == ((), 5)


def test_a_page_size_that_is_refused_is_given_up_there_too():
    strict = refuse_large_pages(List(45, most=20))
    with ScriptedServer(strict) as server, server.client() as client:
        pages = list(client.iter_order_pages(start=20))
    assert [len(page.orders) for page in pages] == [20, 5]
