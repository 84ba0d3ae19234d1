"""What is asked, what went wrong and what was repeated is counted for whoever asks."""

from collections import Counter

import pytest

from odoo.addons.bigcartel_connector.api import ApiError, Client, NotFound

from .support import HANG_UP, HTML, ScriptedServer, answer, document

GOOD = answer(200, document("captured_2015_account_list"))


def count(*steps, **options):
    """What a client counts that asks for the account."""
    counts = Counter()
    with ScriptedServer(*steps) as server:
        try:
            server.client(counts=counts, **options).get_account()
        except ApiError:
            counts["errors"] += 1
    assert counts["requests"] == len(server.requests), "all that were sent, no others"
    return tuple(counts[name] for name in ("requests", "failures", "retries", "errors"))


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([GOOD], (1, 0, 0, 0)),
        ([answer(503), GOOD], (2, 1, 1, 0)),
        ([HANG_UP, GOOD], (2, 1, 1, 0)),
        ([(GOOD[:-100], HANG_UP), GOOD], (2, 1, 1, 0)),
        ([answer(503)], (4, 4, 3, 1)),
        ([HANG_UP], (4, 4, 3, 1)),
        ([(GOOD[:-100], HANG_UP)], (4, 4, 3, 1)),
        ([answer(429, Retry_After="3600")], (1, 1, 0, 1)),
        ([answer(401)], (1, 1, 0, 1)),
        ([answer(200, HTML)], (1, 1, 0, 1)),
    ],
)
def test_each_request_is_counted_once_and_so_is_each_that_failed(steps, expected):
    assert count(*steps) == expected


def test_that_something_is_not_there_is_an_answer():
    with ScriptedServer(answer(404)) as server:
        counts = Counter()
        with pytest.raises(NotFound):
            server.client(counts=counts).get_order("LMFN-543196")
    assert (counts["requests"], counts["failures"]) == (1, 0)


def test_clients_that_nobody_counts_for_count_apart():
    first, second = Client(token="x"), Client(token="x")
    assert first._transport.counts is not second._transport.counts
