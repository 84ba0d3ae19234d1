import http.client
import json
import time

import pytest

from tests.sandbox import Sandbox, Shop

from .support import HERE, Caller

HUNG_UP = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)


@pytest.fixture
def number(sandbox):
    return sandbox.shop.place_order().number


def test_a_status_with_seconds_to_wait_comes_as_often_as_told(sandbox, call):
    fault = sandbox.faults.add(
        "status", status=429, retry_after=7, times=2, method="GET", path="/orders$"
    )
    answers = [call.get("/orders") for _ in range(3)]
    assert [answer.status for answer in answers] == [429, 429, 200]
    assert answers[0].headers["Retry-After"] == "7"
    assert fault.hits == 2


def test_a_retry_date_or_none_is_sent_as_given(sandbox, call):
    date = "Wed, 21 Oct 2026 07:28:00 GMT"
    sandbox.faults.add("status", status=429, retry_after=date)
    sandbox.faults.add("status", status=429)
    assert call.get("/orders").headers["Retry-After"] == date
    assert call.get("/orders").headers["Retry-After"] is None


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_error_does_nothing(sandbox, call, number, status):
    sandbox.faults.add("status", status=status, method="PATCH")
    assert call.patch(number, shipping_status="shipped").status == status
    assert sandbox.shop.orders[number].shipping_status == "unshipped"


def test_a_server_error_may_come_after_the_write_was_done(sandbox, call, number):
    sandbox.faults.add("status", status=502, method="PATCH", after_write=True)
    assert call.patch(number, shipping_status="shipped").status == 502
    assert sandbox.shop.orders[number].shipping_status == "shipped"


def test_html_with_200(sandbox, call):
    sandbox.faults.add("html")
    answer = call.get("/orders")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert b"<html>" in answer.body


def test_cut_off_json_as_a_whole_answer_or_a_broken_connection(sandbox, call):
    sandbox.faults.add("cut")
    with pytest.raises(json.JSONDecodeError):
        _ = call.get("/orders").json
    sandbox.faults.add("cut", broken=True)
    with pytest.raises(http.client.IncompleteRead):
        call.get("/orders")


def test_a_reset_comes_before_anything_is_done(sandbox, number):
    sandbox.faults.add("reset", method="PATCH")
    with pytest.raises(HUNG_UP):
        Caller(sandbox).patch(number, shipping_status="shipped")
    assert sandbox.shop.orders[number].shipping_status == "unshipped"
    assert sandbox.requests[-1].status is None


def test_a_lost_answer_comes_after_the_write_was_done(sandbox, number):
    sandbox.faults.add("lost_answer", method="POST", path="/shipments$")
    with pytest.raises(HUNG_UP):
        Caller(sandbox).ship(number)
    assert sandbox.shop.orders[number].shipping_status == "shipped"
    assert sandbox.requests[-1].fault == "lost_answer"


def test_a_time_out_before_the_write_does_nothing(sandbox, number):
    sandbox.faults.add("timeout", seconds=30, method="POST")
    with pytest.raises(TimeoutError):
        Caller(sandbox, timeout=0.2).ship(number)
    assert sandbox.shop.orders[number].shipping_status == "unshipped"


def test_stopping_does_not_wait_for_faults():
    with Sandbox(Shop.empty()) as sandbox:
        sandbox.faults.add("timeout", seconds=60)
        with pytest.raises(TimeoutError):
            Caller(sandbox, timeout=0.1).get("/orders")
        begun = time.monotonic()
    assert time.monotonic() - begun < 2


def test_a_delay_only_takes_time(sandbox, call):
    sandbox.faults.add("delay", seconds=0.15)
    begun = time.monotonic()
    assert call.get("/orders").status == 200
    assert time.monotonic() - begun > 0.14


def test_an_empty_page_in_the_middle_keeps_its_links(sandbox, call):
    sandbox.faults.add("empty_page", skip=1)
    assert len(call.numbers()) == 20
    document = call.get("/orders").json
    assert document["data"] == []
    assert document["meta"]["count"] == "40"
    assert "next" in document["links"]
    assert len(call.numbers()) == 20


def test_a_document_can_be_bent_on_its_way(sandbox, call):
    def bend(document):
        document["data"][0]["attributes"]["total"] = ["not", "money"]
        return document

    sandbox.faults.add("rewrite", change=bend)
    attributes = call.get("/orders").json["data"][0]["attributes"]
    assert attributes["total"] == ["not", "money"]


def test_credentials_revoked_in_the_middle_of_a_run(sandbox, call):
    sandbox.faults.add("revoke", skip=1)
    assert [call.get("/orders").status for _ in range(3)] == [200, 401, 401]
    sandbox.shop.restore()
    assert call.get("/orders").status == 200


def test_rows_move_between_two_pages(sandbox, call):
    first = call.numbers(page_offset=0)
    sandbox.faults.after(1, lambda: sandbox.shop.mark_shipped(first[0]))
    asked = {"filter_shipping_status": "unshipped"}
    before = call.numbers(**asked)
    after = call.numbers(**asked)
    assert before[1:] == after[:-1]


def test_an_order_vanishes_between_the_list_and_its_page(sandbox, call, number):
    sandbox.faults.after(1, lambda: sandbox.shop.vanish(number), path="/orders$")
    assert number in call.numbers()
    assert call.get(f"/orders/{number}").status == 404


def test_faults_can_be_limited_by_a_function_and_cleared(sandbox, call):
    sandbox.faults.add(
        "status", times=None, where=lambda r: r.query.get("page[offset]") == "20"
    )
    assert call.get("/orders").status == 200
    assert call.get("/orders", page_offset=20).status == 500
    sandbox.faults.clear()
    assert call.get("/orders", page_offset=20).status == 200


def test_unknown_faults_and_options_are_named(sandbox):
    with pytest.raises(ValueError, match="no fault 'explode'"):
        sandbox.faults.add("explode")
    with pytest.raises(TypeError, match="reset takes no seconds"):
        sandbox.faults.add("reset", seconds=1)


def test_a_stopped_sandbox_refuses_and_starts_again_on_its_port(sandbox, call):
    assert call.get("/orders").status == 200
    place = sandbox.url
    sandbox.stop()
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        call("GET", HERE)
    with pytest.raises(ConnectionRefusedError):
        Caller(sandbox).get("/orders")
    sandbox.start()
    assert sandbox.url == place
    assert Caller(sandbox).get("/orders").status == 200


def test_a_server_that_goes_down_refuses_connections_until_it_is_started(sandbox, call):
    sandbox.faults.add("down", path="/products$")
    assert call.get("/orders").status == 200
    with pytest.raises((OSError, http.client.HTTPException)):
        call.get("/products")
    with pytest.raises(ConnectionRefusedError):
        Caller(sandbox).get("/orders")
    sandbox.start()
    assert Caller(sandbox).get("/orders").status == 200
