"""Whatever goes wrong is told as one of a few errors, in plain words."""

import gzip
import socket
import threading

import pytest

from odoo.addons.bigcartel_connector.api import (
    ApiError,
    Client,
    InvalidOrder,
    NotFound,
    Rejected,
    Throttled,
    Unauthorized,
    Unreachable,
    UnreadableAnswer,
)
from odoo.addons.bigcartel_connector.api.failures import own_words, plain

from .support import HTML, RESET, TOKEN, ScriptedServer, answer, page, sample


def error_of(*steps, call="get_account", **options):
    """The error that a call ends with when the server answers like this."""
    with ScriptedServer(*steps) as server:
        with server.client(**options) as client, pytest.raises(ApiError) as caught:
            getattr(client, call)()
    message = str(caught.value)
    assert message == caught.value.message
    assert (
        "<b" not in message
        and "<i" not in message
        and "\n" not in message
        and len(message) < 600
    )
    return caught.value


# --- refusals ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, Unauthorized),
        (404, NotFound),
        (429, Throttled),
        (500, Unreachable),
        (503, Unreachable),
        (400, Rejected),
        (402, Rejected),
        (403, Rejected),
        (406, Rejected),
        (409, Rejected),
        (418, Rejected),
        (422, Rejected),
    ],
)
@pytest.mark.parametrize("body", [b"", HTML, {"errors": []}, b"\xff\xfe{"])
def test_each_status_has_its_error_whatever_the_body(status, kind, body):
    error = error_of(answer(status, body), max_wait=0)
    assert type(error) is kind
    assert not error.maybe_written
    if kind is Rejected:
        assert error.status == status
        assert f"HTTP {status}" in error.message


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ({"errors": [{"detail": "Zip is missing", "title": "x"}]}, ["Zip is missing"]),
        ({"errors": [{"title": "Bad"}, {"code": "a.b"}]}, ["Bad", "a.b"]),
        ({"errors": [{"status": 422}]}, ["422"]),
        ({"errors": ["Plain text"]}, ["Plain text"]),
        ({"errors": {"title": "An object"}}, ["An object"]),
        ({"errors": "Text alone"}, ["Text alone"]),
        ({"error": "invalid_client", "message": "No"}, ["invalid_client", "No"]),
        ({"error": {"message": "Nested"}}, ["Nested"]),
        ({"error": "e", "error_description": "Longer"}, ["e", "Longer"]),
        ({"errors": [None, 5, []]}, ["5"]),
        ({"errors": [{"detail": "Twice"}, {"detail": "Twice"}]}, ["Twice"]),
        ({}, []),
    ],
)
def test_the_api_s_own_words_are_repeated(payload, words):
    assert list(own_words(payload)) == words
    error = error_of(answer(422, payload))
    assert list(error.messages) == words
    assert all(word in error.message for word in words)


def test_markup_in_the_api_s_words_is_taken_out():
    detail = (
        "<b>Sorry</b>&lt;script&gt;alert(1)&lt;/script&gt;<style>x{}</style>"
        "\n a &lt; b &amp; c <img src=x onerror=alert(1)"
    )
    error = error_of(answer(422, {"errors": [{"detail": detail}]}))
    assert error.messages == ("Sorry a < b & c",)


def test_plain_text_keeps_a_comparison():
    assert plain("must be &lt; 5 &amp; more") == "must be < 5 & more"


def test_words_of_a_page_are_its_title_and_short_texts_are_kept():
    assert own_words(None, HTML) == ("502 Bad Gateway",)
    assert own_words(None, b"<p>no title</p>") == ()
    assert own_words(None, b"Not your shop") == ("Not your shop",)


def test_endless_words_are_cut():
    words = own_words({"errors": [{"detail": "a" * 250}, {"detail": "b" * 250}, "c"]})
    assert sum(map(len, words)) == 300
    assert words[1].endswith("…")


def test_errors_in_an_answer_that_calls_itself_a_success_are_refusals():
    error = error_of(answer(200, {"errors": [{"detail": "Not today"}]}))
    assert isinstance(error, Rejected)
    assert error.messages == ("Not today",)


# --- answers that cannot be read -----------------------------------------------------


@pytest.mark.parametrize(
    ("body", "came"),
    [
        (HTML, "a web page"),
        (b"  <html>", "a web page"),
        (b'{"data": [{"id"', "JSON that is cut off or damaged (15 bytes)"),
        (b"[1, 2", "JSON that is cut off"),
        (b"Hello", "text that is no JSON"),
        (b"[]", "JSON that is no object"),
        (b'"text"', "JSON that is no object"),
        (b"null", "JSON that is no object"),
        (b"\xff\xfe", "text that is no JSON"),
        (b"[" * 100_000, "JSON that is cut off"),
        (b'{"data": ' + b"9" * 5000 + b"}", "JSON"),
        (b"", "an empty answer"),
        (b" \n", "an empty answer"),
        (b"{}", "JSON without a list"),
        (b'{"data": null}', "JSON without a list"),
        (b'{"data": "x"}', "JSON without a list"),
    ],
)
def test_an_answer_in_another_shape_says_what_was_expected_and_what_came(body, came):
    error = error_of(answer(200, body))
    assert isinstance(error, UnreadableAnswer)
    assert error.expected == "a list of accounts"
    assert came in error.came
    assert "a list of accounts" in error.message and came in error.message


def test_an_order_list_that_is_none_is_told_the_same_way():
    for body in (b"", b"{}", b'{"data": {}}', HTML):
        with ScriptedServer(answer(200, body)) as server, server.client() as client:
            with pytest.raises(UnreadableAnswer, match="expected a list of orders"):
                list(client.iter_order_pages())


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        ({"data": []}, UnreadableAnswer, "expected an order"),
        (b"", UnreadableAnswer, "an empty answer"),
        ({"data": {"id": "LMFN-543196"}}, InvalidOrder, "total should be"),
        ({"data": {"attributes": {}}}, InvalidOrder, "without a number"),
    ],
)
def test_an_order_that_is_none_is_told_as_well(body, kind, message):
    with ScriptedServer(answer(200, body)) as server, server.client() as client:
        with pytest.raises(kind, match=message):
            client.get_order("LMFN-543196")


def test_another_order_than_the_one_asked_for_is_not_taken_for_it():
    with ScriptedServer(answer(200, sample())) as server, server.client() as client:
        with pytest.raises(UnreadableAnswer, match="AAAA-000001.*LMFN-543196"):
            client.get_order("AAAA-000001")


def test_json_that_postgresql_would_refuse_is_still_read():
    values = '{"total": "1", "x": NaN, "y": 0.1}'
    row = f'{{"id": "A", "type": "orders", "attributes": {values}}}'
    body = f'{{"data": [{row}, {row.replace("A", "B", 1)}], "meta": {{"count": "2"}}}}'
    with ScriptedServer(answer(200, body.encode())) as server:
        (first,) = server.client().iter_order_pages()
    assert first.orders[0].document["data"]["attributes"] == {
        "total": "1",
        "x": "NaN",
        "y": 0.1,
    }


def test_packed_answers_are_unpacked_and_damaged_ones_told():
    packed = gzip.compress(b'{"data": [{"id": "5"}]}')
    step = answer(200, packed, Content_Encoding="gzip")
    with ScriptedServer(step) as server:
        assert server.client(account_id=None).get_account().id == "5"
    error = error_of(answer(200, b"no gzip", Content_Encoding="gzip"))
    assert isinstance(error, UnreadableAnswer)
    assert "cannot be unpacked" in error.message


def test_an_answer_that_never_ends_is_not_swallowed():
    bomb = answer(200, gzip.compress(b" " * 5_000_000), Content_Encoding="gzip")
    error = error_of(bomb, max_bytes=1_000_000)
    assert isinstance(error, UnreadableAnswer)
    assert "at most 1000000 bytes" in error.message


# --- no answer -----------------------------------------------------------------------


def unreachable(url, **options):
    with Client(url, token=TOKEN, backoff=0.001, **options) as client:
        with pytest.raises(Unreachable) as caught:
            client.get_account()
    assert TOKEN not in str(caught.value)
    return caught.value.message


def test_a_refused_connection_is_told():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert "refused the connection" in unreachable(f"http://127.0.0.1:{port}")


def test_a_reset_connection_is_told():
    assert "broke off" in error_of(RESET).message


def test_a_server_that_keeps_silent_is_told():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        assert "did not answer in time" in unreachable(url, timeout=(1, 0.1))


def test_a_name_that_does_not_exist_is_told(monkeypatch):
    def nowhere(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    message = unreachable("https://nowhere.invalid")
    assert "the name nowhere.invalid was not found" in message


def test_a_server_without_a_secure_connection_is_told():
    def speak_plainly():
        while True:
            try:
                connection, _address = plain_server.accept()
            except OSError:
                return
            with connection:
                connection.sendall(b"I do not speak TLS")
                connection.recv(4096)

    with socket.create_server(("127.0.0.1", 0)) as plain_server:
        plain_server.settimeout(2)
        threading.Thread(target=speak_plainly, daemon=True).start()
        url = f"https://127.0.0.1:{plain_server.getsockname()[1]}"
        assert "no secure connection" in unreachable(url)


def test_a_proxy_that_refuses_is_told(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert "the proxy" in unreachable("https://shop.invalid")


def test_an_error_can_be_made_with_its_own_words_or_without():
    assert "30 seconds" in str(Throttled(30))
    assert str(Unauthorized("Sign in again.")) == "Sign in again."
    assert "another shape" not in str(UnreadableAnswer("an order"))
    assert str(Unreachable()).startswith("Big Cartel could not be reached")
    assert str(Rejected(402)).startswith("Big Cartel refused the request (HTTP 402)")
    assert "account id" in str(NotFound())


def test_a_list_stops_at_the_page_that_cannot_be_had():
    first = answer(200, page([{"id": "A", "attributes": {"total": "1"}}], count=2))
    with ScriptedServer(first, answer(401)) as server, server.client() as client:
        pages = client.iter_order_pages()
        assert next(pages).orders[0].number == "A"
        with pytest.raises(Unauthorized):
            next(pages)
