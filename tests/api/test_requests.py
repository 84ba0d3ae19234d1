"""What goes over the wire: address, headers, login, and no secret anywhere else."""

import base64
import logging

import pytest
import requests
from requests.adapters import HTTPAdapter

from odoo.addons.bigcartel_connector.api import (
    ApiError,
    Client,
    Rejected,
    ShipmentItem,
    Unauthorized,
    Unreachable,
    build_user_agent,
)

from .support import (
    ACCOUNT,
    CLIENT_LOG,
    HANG_UP,
    TOKEN,
    ScriptedServer,
    answer,
    document,
    page,
    sample,
)

ACCOUNT_LIST = answer(200, document("captured_2015_account_list"))
JSON_API = "application/vnd.api+json"


def test_every_request_carries_the_three_required_headers():
    agent = build_user_agent("19.0.1.0.0", "shop@example.com")
    with ScriptedServer(ACCOUNT_LIST) as server:
        with server.client(user_agent=agent) as client:
            client.get_account()
    (request,) = server.requests
    assert (request.method, request.path) == ("GET", "/v1/accounts")
    assert request.headers["accept"] == JSON_API
    assert request.headers["content-type"] == JSON_API
    assert request.headers["user-agent"] == (
        "bigcartel_connector/19.0.1.0.0 (shop@example.com)"
    )


def test_a_token_is_sent_as_bearer_and_a_password_as_basic():
    with ScriptedServer(ACCOUNT_LIST) as server:
        server.client(token=f" {TOKEN}\n").get_account()
        server.client(subdomain="paws", password="pä ss:word").get_account()
    bearer, basic = (request.headers["authorization"] for request in server.requests)
    assert bearer == f"Bearer {TOKEN}"
    scheme, _space, pair = basic.partition(" ")
    assert (scheme, base64.b64decode(pair).decode()) == ("Basic", "paws:pä ss:word")


def test_the_account_id_is_looked_up_once_when_it_is_not_given():
    orders = answer(200, page([], count=0))
    with ScriptedServer(ACCOUNT_LIST, orders) as server:
        with server.client(account_id=None) as client:
            list(client.iter_order_pages())
            list(client.iter_order_pages())
            assert client.account_id == ACCOUNT
    assert [path.partition("?")[0] for path in server.paths] == [
        "/v1/accounts",
        f"/v1/accounts/{ACCOUNT}/orders",
        f"/v1/accounts/{ACCOUNT}/orders",
    ]


def test_one_connection_serves_many_requests():
    with ScriptedServer(ACCOUNT_LIST) as server:
        with server.client() as client:
            for _time in range(5):
                client.get_account()
    assert (len(server.requests), server.connections) == (5, 1)


def test_every_call_waits_five_seconds_to_connect_and_thirty_for_data(monkeypatch):
    waits = []
    send = HTTPAdapter.send

    def watch(adapter, request, **kwargs):
        waits.append((request.method, kwargs["timeout"]))
        return send(adapter, request, **kwargs)

    monkeypatch.setattr(HTTPAdapter, "send", watch)
    order = answer(200, sample())
    with ScriptedServer(order, order, answer(204)) as server:
        with server.client(account_id=ACCOUNT) as client:
            client.get_order("LMFN-543196")
            client.mark_shipped("LMFN-543196")
            client.create_shipment("LMFN-543196", [ShipmentItem("2", 1)])
    assert waits == [(method, (5, 30)) for method in ("GET", "PATCH", "POST")]


def test_numbers_are_quoted_in_addresses():
    with ScriptedServer(answer(404)) as server:
        with pytest.raises(ApiError):
            server.client().get_order("../A B/?x")
        for number in ("", "..", None):
            with pytest.raises(ApiError, match="without a number"):
                server.client().get_order(number)
    assert server.paths == [f"/v1/accounts/{ACCOUNT}/orders/..%2FA%20B%2F%3Fx"]


def test_a_netrc_file_never_replaces_our_login(tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login thief password thief")
    monkeypatch.setenv("NETRC", str(netrc))
    with ScriptedServer(ACCOUNT_LIST) as server:
        server.client().get_account()
    assert server.requests[0].headers["authorization"] == f"Bearer {TOKEN}"


def test_cookies_are_not_kept():
    cookie = answer(200, document("captured_2015_account_list"), Set_Cookie="a=b")
    with ScriptedServer(cookie) as server, server.client() as client:
        client.get_account()
        client.get_account()
    assert "cookie" not in server.requests[1].headers


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_error_and_never_followed(status, host):
    """Not to another port, not to another host, whatever was to be done."""
    with ScriptedServer(ACCOUNT_LIST) as elsewhere:
        url = elsewhere.url.replace("127.0.0.1", host)
        moved = answer(status, Location=f"{url}/v1/accounts?secret=1")
        with ScriptedServer(moved) as server, server.client() as client:
            for ask in (
                client.get_account,
                lambda: client.mark_shipped("LMFN-543196"),
                lambda: client.create_shipment("LMFN-543196", [ShipmentItem("2", 1)]),
            ):
                with pytest.raises(Rejected, match=f"redirect to {host}") as caught:
                    ask()
                assert caught.value.status == status
                assert "secret" not in str(caught.value)
    assert [each.method for each in server.requests] == ["GET", "PATCH", "POST"]
    assert elsewhere.connections == 0


def test_a_redirect_to_nowhere_is_an_error_as_well():
    for location in ({}, {"Location": "http://[::bad"}, {"Location": "/v2"}):
        with ScriptedServer(answer(302, **location)) as server:
            with pytest.raises(Rejected, match="redirect"):
                server.client().get_account()


@pytest.mark.parametrize(
    "login",
    [
        {},
        {"token": " "},
        {"subdomain": "paws"},
        {"password": "secret-password"},
        {"token": "two words"},
        {"token": "töken"},
        {"token": "a\r\nX-Injected: 1"},
    ],
)
def test_a_login_that_cannot_work_is_refused_before_anything_is_sent(login):
    with pytest.raises(Unauthorized) as caught:
        Client("http://127.0.0.1:9", **login)
    for secret in login.values():
        assert secret.strip() == "" or secret not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        None,
        "api.bigcartel.com",
        "ftp://x",
        "http://",
        "http://api.bigcartel.com",
        "http://me:pw@x",
        "https://me:pw@x",
        "https://x?a",
    ]
    + ["http://x:99999", "http://[bad"],
)
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(Unreachable, match="not a plain https address") as caught:
        Client(url, token=TOKEN)
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize("ending", ["", "/", "/v1", "/v1/"])
def test_the_address_may_end_as_people_write_it(ending):
    with ScriptedServer(ACCOUNT_LIST) as server:
        Client(server.url + ending, token=TOKEN).get_account()
    assert server.paths == ["/v1/accounts"]


def test_a_session_of_ones_own_is_used_and_left_open():
    class Session(requests.Session):
        closed = False

        def close(self):
            self.closed = True

    session = Session()
    with ScriptedServer(ACCOUNT_LIST) as server:
        with server.client(session=session) as client:
            client.get_account()
        assert not session.closed
        session.close()
    assert len(server.requests) == 1


def test_a_user_agent_cannot_break_out_of_its_header():
    agent = build_user_agent("19.0.1.0.0", "Zoë (sales)\r\nX-Injected: 1")
    assert agent == "bigcartel_connector/19.0.1.0.0 (Zo sales X-Injected: 1)"
    assert build_user_agent("", None) == "bigcartel_connector/19.0 (contact not given)"


@pytest.mark.parametrize(
    "login",
    [{"token": TOKEN}, {"subdomain": "paws", "password": "a-very-secret-password"}],
)
def test_no_secret_shows_in_texts_logs_or_errors(caplog, login):
    for logger in (CLIENT_LOG, "urllib3"):
        caplog.set_level(logging.DEBUG, logger)
    password = "a-very-secret-password"
    basic = base64.b64encode(f"paws:{password}".encode()).decode()
    echo = {"errors": [{"detail": f"bad: {TOKEN} {password} {basic}"}]}
    shown = []
    for step in (answer(403, echo), answer(401, echo), answer(500, echo), HANG_UP):
        with ScriptedServer(step) as server:
            client = server.client(**login)
            with pytest.raises(ApiError) as caught:
                client.mark_shipped("LMFN-543196")
        shown += [str(caught.value), repr(caught.value), repr(client)]
        shown += [repr(vars(client)), repr(vars(client._transport))]
    assert "PATCH /v1/accounts" in caplog.text
    text = "\n".join([*shown, caplog.text])
    for secret in (TOKEN,) if "token" in login else (password, basic):
        assert secret not in text


def test_a_client_names_its_shop_and_nothing_else():
    client = Client(token=TOKEN, account_id=2270023)
    assert repr(client) == "<Client https://api.bigcartel.com account 2270023>"
    assert "not looked up" in repr(Client(token=TOKEN))


def test_an_order_read_alone_is_the_same_as_in_a_document():
    with ScriptedServer(answer(200, sample())) as server:
        order = server.client().get_order("LMFN-543196")
    assert order.number == "LMFN-543196"
    assert server.paths == [f"/v1/accounts/{ACCOUNT}/orders/LMFN-543196"]
