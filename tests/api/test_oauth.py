"""OAuth without Odoo: where people are sent, and what the app asks for."""

import base64
import logging
from urllib.parse import parse_qs, urlsplit

import pytest

from odoo.addons.bigcartel_connector.api import (
    ApiError,
    App,
    Rejected,
    Throttled,
    Unauthorized,
    Unreachable,
    UnreadableAnswer,
    check_address,
)

from .support import CLIENT_LOG, HTML, ScriptedServer, answer

ID, SECRET, CODE = "app-of-odoo", "s3cret-of-the-app", "c0de-of-a-person"
BACK = "https://odoo.example.com/bigcartel/oauth/callback"
GRANT = {"access_token": "t0ken-of-a-shop", "account_id": 2270023}
PAIR = base64.b64encode(f"{ID}:{SECRET}".encode()).decode()


def app_of(server, **options):
    return App(ID, SECRET, base_url=server.url, **options)


class TestSendingPeople:
    def test_the_page_is_told_who_asks_and_where_to_return_to(self):
        url = urlsplit(App(ID, SECRET).authorize_url("random", BACK))
        assert url[:3] == ("https", "my.bigcartel.com", "/oauth/authorize")
        assert parse_qs(url.query) == {
            "client_id": [ID],
            "response_type": ["code"],
            "state": ["random"],
            "redirect_uri": [BACK],
        }

    def test_nothing_in_it_is_secret(self):
        assert SECRET not in App(ID, SECRET).authorize_url("random", BACK)

    def test_values_cannot_become_other_parameters(self):
        url = App("a&client_id=b", SECRET).authorize_url("x&code=y#z", BACK)
        query = parse_qs(urlsplit(url).query)
        assert query["client_id"] == ["a&client_id=b"]
        assert query["state"] == ["x&code=y#z"] and "code" not in query

    def test_people_are_not_sent_to_what_is_no_page(self):
        with pytest.raises(ValueError, match="encrypted"):
            App(ID, SECRET, page="javascript://x.com/%0aalert(1)").authorize_url(
                "random", BACK
            )

    @pytest.mark.parametrize("pair", [("", SECRET), (ID, None), (ID, "two words")])
    def test_an_app_without_id_or_secret_is_none(self, pair):
        with pytest.raises(Unauthorized, match="client"):
            App(*pair)


class TestExchange:
    def test_a_code_becomes_a_token_and_an_account_id(self):
        with ScriptedServer(answer(200, GRANT)) as server:
            grant = app_of(server, user_agent="Odoo (x)").exchange(CODE, BACK)
        assert (grant.access_token, grant.account_id) == ("t0ken-of-a-shop", "2270023")
        (request,) = server.requests
        assert (request.method, request.path) == ("POST", "/oauth/token")
        assert request.headers["content-type"] == "application/x-www-form-urlencoded"
        assert request.headers["accept"].startswith("application/json")
        assert request.headers["user-agent"] == "Odoo (x)"
        assert "authorization" not in request.headers
        assert parse_qs(request.body.decode()) == {
            "grant_type": ["authorization_code"],
            "client_id": [ID],
            "client_secret": [SECRET],
            "code": [CODE],
            "redirect_uri": [BACK],
        }

    @pytest.mark.parametrize(
        "body",
        [
            {"account_id": 1},
            {"access_token": "t"},
            {"access_token": "two words", "account_id": 1},
            {"access_token": ["t"], "account_id": {"id": 1}},
            {"access_token": "t", "account_id": True},
            b"",
        ],
    )
    def test_an_answer_without_token_or_account_is_none(self, body):
        with ScriptedServer(answer(200, body)) as server:
            with pytest.raises(UnreadableAnswer, match="without them") as caught:
                app_of(server).exchange(CODE, BACK)
        assert caught.value.maybe_written

    def test_a_page_instead_of_an_answer_is_told(self):
        with ScriptedServer(answer(200, HTML)) as server:
            with pytest.raises(UnreadableAnswer, match="a web page"):
                app_of(server).exchange(CODE, BACK)

    def test_a_refusal_is_told_in_the_words_of_big_cartel(self):
        body = {"error": "invalid_grant", "message": "That code was used"}
        with ScriptedServer(answer(400, body)) as server:
            with pytest.raises(Rejected) as caught:
                app_of(server).exchange(CODE, BACK)
        assert caught.value.messages == ("invalid_grant", "That code was used")
        assert str(caught.value) == (
            "Big Cartel refused (HTTP 400): invalid_grant; That code was used. "
            "Try again."
        )

    def test_an_error_with_a_200_is_a_refusal_too(self):
        with ScriptedServer(answer(200, {"error": "invalid_grant"})) as server:
            with pytest.raises(Rejected, match="invalid_grant"):
                app_of(server).exchange(CODE, BACK)

    def test_a_wrong_secret_is_told_as_what_it_is(self):
        with ScriptedServer(answer(401, {"error": "invalid_client"})) as server:
            with pytest.raises(Unauthorized, match="client secret of the app"):
                app_of(server).exchange(CODE, BACK)

    def test_a_code_is_sent_once_whatever_comes_back(self):
        with ScriptedServer(answer(503, b"")) as server:
            with pytest.raises(Unreachable, match=r"503\). Try again") as caught:
                app_of(server).exchange(CODE, BACK)
        assert len(server.requests) == 1 and caught.value.maybe_written

    def test_a_pause_is_told(self):
        with ScriptedServer(answer(429, b"", Retry_After="7")) as server:
            with pytest.raises(Throttled, match="7 seconds.*Try again after"):
                app_of(server).exchange(CODE, BACK)

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_a_redirect_is_not_followed(self, status):
        with ScriptedServer(answer(200, GRANT)) as elsewhere:
            redirect = answer(status, b"", Location=f"{elsewhere.url}/oauth/token")
            with ScriptedServer(redirect) as server:
                with pytest.raises(Rejected, match="redirect"):
                    app_of(server).exchange(CODE, BACK)
                with pytest.raises(Rejected, match="redirect"):
                    app_of(server).revoke("2270023")
            assert elsewhere.connections == 0


class TestRevocation:
    def test_an_account_is_given_back(self):
        with ScriptedServer(answer(204)) as server:
            app_of(server).revoke("2270023")
        (request,) = server.requests
        assert (request.method, request.path) == ("POST", "/oauth/deauthorize/2270023")
        assert request.headers["authorization"] == f"Basic {PAIR}"
        assert request.body == b""

    def test_an_account_id_cannot_lead_elsewhere(self):
        with ScriptedServer(answer(204)) as server:
            app_of(server).revoke("../token?x=1")
        assert server.paths == ["/oauth/deauthorize/..%2Ftoken%3Fx%3D1"]

    @pytest.mark.parametrize(
        ("status", "words"), [(401, "client secret"), (404, "still connected there")]
    )
    def test_a_refusal_is_told(self, status, words):
        with ScriptedServer(answer(status, {"error": "no"})) as server:
            with pytest.raises(ApiError, match=words):
                app_of(server).revoke("2270023")


def test_secret_code_and_token_are_in_no_error_and_no_log(caplog):
    words = f"no: {SECRET} {CODE} {PAIR}"
    steps = (
        answer(400, {"error": words}),
        answer(400, f"<title>{words}</title>".encode()),
        answer(401, words.encode()),
        answer(500, words.encode()),
        answer(302, b"", Location=f"https://{SECRET}.example.com/{CODE}"),
        answer(200, words.encode()),
    )
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, CLIENT_LOG)
    said = []
    with ScriptedServer(*steps) as server:
        app = app_of(server)
        for _step in steps:
            with pytest.raises(ApiError) as caught:
                app.exchange(CODE, BACK)
            said.append(f"{caught.value} {caught.value!r}")
    with ScriptedServer(answer(200, GRANT)) as server:
        said.append(repr(app_of(server).exchange(CODE, BACK)))
    said.append(repr(app))
    assert "/oauth/token" in caplog.text
    for secret in (SECRET, CODE, PAIR, GRANT["access_token"]):
        assert secret not in caplog.text + " ".join(said)


@pytest.mark.parametrize(
    "url",
    [
        "https://api.bigcartel.com",
        " https://api.bigcartel.com/ ",
        "https://proxy.example.com:8443/big-cartel/v1",
        "http://127.0.0.1:8070",
        "http://localhost:8070",
        "http://[::1]:8070/oauth/authorize",
    ],
)
def test_plain_addresses_are_taken(url):
    assert check_address(url) == url.strip().rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "",
        None,
        "api.bigcartel.com",
        "http://api.bigcartel.com",
        "http://127.0.0.1.evil.example",
        "http://localhost@evil.example",
        "https://api.bigcartel.com@evil.example",
        "https://user:pass@api.bigcartel.com",
        "https://api.bigcartel.com\\@evil.example",
        "https://api.bigcartel.com/../admin",
        "https://api.bigcartel.com/a/./b",
        "https://api.bigcartel.com/%2e%2e/admin",
        "https://api.bigcartel.com//evil.example",
        "https://api.bigcartel.com?x=1",
        "https://api.bigcartel.com#x",
        "https://api.bigcartel.com:0",
        "https://api.bigcartel.com:port",
        "https://api.bigcartel.com:",
        "https://api .bigcartel.com",
        "https://api.bigcartel.com;evil",
        "https://",
        "https://[::1",
        "ftp://api.bigcartel.com",
        "javascript:alert(1)",
        "file:///etc/passwd",
    ],
)
def test_addresses_that_could_lead_elsewhere_are_refused(url):
    with pytest.raises(ValueError):
        check_address(url)
