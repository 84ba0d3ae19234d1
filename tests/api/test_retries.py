"""Reads are repeated politely; writes only when nothing can have been sent."""

import socket
import time
from email.utils import formatdate

import pytest
from urllib3.exceptions import ProtocolError

from odoo.addons.bigcartel_connector.api import (
    Client,
    ShipmentItem,
    Throttled,
    Unauthorized,
    Unreachable,
    UnreadableAnswer,
)
from odoo.addons.bigcartel_connector.api import retry as retry_module
from odoo.addons.bigcartel_connector.api.retry import (
    PoliteRetry,
    backoff_seconds,
    retry_after_seconds,
)

from .support import (
    HANG_UP,
    HTML,
    RESET,
    TOKEN,
    ScriptedServer,
    answer,
    document,
    sample,
)

GOOD = answer(200, document("captured_2015_account_list"))
NUMBER = "LMFN-543196"


@pytest.fixture
def naps(monkeypatch):
    """Seconds that would have been slept."""
    taken = []
    monkeypatch.setattr(retry_module.time, "sleep", taken.append)
    return taken


# --- reads ---------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_read_is_repeated_when_the_server_is_busy_for_a_moment(status, naps):
    with ScriptedServer(answer(status, HTML), answer(status), GOOD) as server:
        assert server.client().get_account().id == "2270023"
    assert len(server.requests) == 3
    assert len(naps) == 2


@pytest.mark.parametrize("step", [HANG_UP, RESET, (b"HTTP/1.", HANG_UP)])
def test_a_read_is_repeated_when_the_connection_breaks(step, naps):
    with ScriptedServer(step, step, GOOD) as server:
        assert server.client().get_account().id == "2270023"
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    "step",
    [
        (GOOD[:-100], HANG_UP),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{'dat",
            HANG_UP,
        ),
    ],
)
def test_a_read_whose_answer_breaks_off_is_repeated(step, naps):
    with ScriptedServer(step, GOOD) as server:
        assert server.client().get_account().id == "2270023"
    with ScriptedServer(step) as server, pytest.raises(UnreadableAnswer) as caught:
        server.client().get_account()
    assert "broke off" in str(caught.value)
    assert len(server.requests) == 4
    assert not caught.value.maybe_written


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500, 501])
def test_other_refusals_are_not_repeated(status, naps):
    with ScriptedServer(answer(status)) as server, pytest.raises(Exception):  # noqa: B017
        server.client().get_account()
    assert (len(server.requests), naps) == (1, [])


def test_an_answer_that_is_whole_but_damaged_is_not_asked_for_again(naps):
    with ScriptedServer(answer(200, b'{"data": [')) as server:
        with pytest.raises(UnreadableAnswer):
            server.client().get_account()
    assert len(server.requests) == 1


def test_a_read_that_timed_out_is_not_repeated(naps):
    late = []
    with ScriptedServer(lambda request: late.append(1) or _wait()) as server:
        with pytest.raises(Unreachable, match="in time"):
            server.client(timeout=(1, 0.1)).get_account()
    assert len(late) == 1


def _wait(sleep=time.sleep):
    sleep(0.3)
    return b""


def test_repeats_come_to_an_end(naps):
    with ScriptedServer(answer(503)) as server:
        with pytest.raises(Unreachable, match="HTTP 503") as caught:
            server.client().get_account()
    assert caught.value.status == 503
    assert (len(server.requests), len(naps)) == (4, 3)
    with ScriptedServer(HANG_UP) as server, pytest.raises(Unreachable):
        server.client(retries=1).get_account()
    assert len(server.requests) == 2


# --- how long ------------------------------------------------------------------------


def test_retry_after_is_honoured_in_seconds_and_as_a_date(naps):
    date = formatdate(time.time() + 20, usegmt=True)
    with ScriptedServer(
        answer(429, Retry_After="7"), answer(503, Retry_After=date), GOOD
    ) as server:
        server.client().get_account()
    assert naps[0] == 7
    assert 17 < naps[1] <= 20


def test_a_pause_that_is_too_long_is_told_instead_of_slept(naps):
    with ScriptedServer(answer(429, Retry_After="61.2")) as server:
        with pytest.raises(Throttled, match="62 seconds") as caught:
            server.client().get_account()
    assert (caught.value.seconds, naps, len(server.requests)) == (62, [], 1)


def test_pauses_add_up_to_the_limit_of_one_call(naps):
    with ScriptedServer(answer(429, Retry_After="25")) as server:
        with pytest.raises(Throttled) as caught:
            server.client().get_account()
    assert naps == [25, 25]
    assert caught.value.seconds == 25
    with ScriptedServer(answer(429, Retry_After="2")) as server:
        with pytest.raises(Throttled):
            server.client(max_wait=1).get_account()
    assert len(server.requests) == 1


def test_too_many_requests_without_a_time_means_a_minute(naps):
    for value in ("soon", "", "-5"):
        with ScriptedServer(answer(429, Retry_After=value)) as server:
            with pytest.raises(Throttled) as caught:
                server.client(retries=0).get_account()
        assert caught.value.seconds == 60


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("1.5", 1.5),
        ("Thu, 01 Jan 1970 00:02:00 GMT", 20),
        ("Thu, 01 Jan 1970 00:02:00", 20),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("9" * 400, None),
        ("١٢", None),
        ("inf", None),
        ("tomorrow", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_from_now(value, seconds):
    assert retry_after_seconds(value, now=100) == seconds


def test_pauses_double_with_jitter_up_to_a_limit():
    for attempt, longest in ((1, 0.5), (2, 1), (3, 2), (4, 4), (9, 10)):
        pauses = {backoff_seconds(attempt) for _time in range(50)}
        assert longest / 2 <= min(pauses) and max(pauses) <= longest
        assert len(pauses) > 10


def test_a_copy_of_the_policy_keeps_its_limits_and_its_tally():
    policy = PoliteRetry(total=3, backoff=0.001, max_wait=9)
    following = policy.increment("GET", "/", error=ProtocolError("gone"))
    assert (following.total, following.max_wait, following.backoff) == (2, 9, 0.001)
    assert 0 < following.waited == following.pause
    assert following.new().waited == following.waited


# --- writes --------------------------------------------------------------------------

WRITES = [
    lambda client: client.mark_shipped(NUMBER),
    lambda client: client.create_shipment(NUMBER, [ShipmentItem("2", 1)]),
    lambda client: client.update_shipment(NUMBER, "9", tracking_number="AB1"),
]


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (answer(500), Unreachable),
        (answer(502), Unreachable),
        (answer(503, Retry_After="1"), Unreachable),
        (HANG_UP, Unreachable),
        (RESET, Unreachable),
        (answer(200, HTML), UnreadableAnswer),
        (answer(200, b'{"data": {"id'), UnreadableAnswer),
        ((GOOD[:-100], HANG_UP), UnreadableAnswer),
        (answer(200, b"no gzip", Content_Encoding="gzip"), UnreadableAnswer),
        (lambda request: _wait(), Unreachable),
    ],
)
def test_a_write_that_may_have_happened_is_not_repeated_and_says_so(
    write, step, kind, naps
):
    with ScriptedServer(step) as server:
        with pytest.raises(kind) as caught:
            write(server.client(timeout=(1, 0.1)))
    assert caught.value.maybe_written
    assert (len(server.requests), naps) == (1, [])


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 422, 429, 302])
def test_a_write_that_was_refused_did_not_happen(write, status, naps):
    with ScriptedServer(answer(status, Retry_After="1")) as server:
        with pytest.raises(Exception) as caught:  # noqa: B017
            write(server.client())
    assert not caught.value.maybe_written
    assert (len(server.requests), naps) == (1, [])


@pytest.mark.parametrize("write", WRITES)
def test_a_write_without_a_connection_is_repeated_and_did_not_happen(write, naps):
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(Unreachable, match="refused the connection") as caught:
        write(Client(url, token=TOKEN, account_id="1"))
    assert not caught.value.maybe_written
    assert len(naps) == 3


def test_a_write_whose_account_cannot_be_looked_up_did_not_happen(naps):
    with ScriptedServer(answer(401)) as server, pytest.raises(Unauthorized) as caught:
        server.client(account_id=None).mark_shipped(NUMBER)
    assert not caught.value.maybe_written


def test_a_write_that_worked_but_cannot_be_read_back_may_have_happened(naps):
    other = sample()
    other["data"]["id"] = "AAAA-000001"
    for steps in (
        [answer(200, {"data": {"id": NUMBER}})],
        [answer(200, {"data": []})],
        [answer(200, other)],
        [answer(204), answer(401)],
        [answer(204), HANG_UP],
    ):
        with ScriptedServer(*steps) as server:
            with pytest.raises(Exception) as caught:  # noqa: B017
                server.client().mark_shipped(NUMBER)
        assert caught.value.maybe_written
