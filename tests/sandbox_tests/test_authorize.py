"""The page where a person lets an app into a shop, and the way back."""

import re
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.sandbox import ACCOUNT_ID, Shop
from tests.sandbox.switches import CHOICES

from .support import Caller

BACK = "http://odoo.example.com:8069/back?db=x"
ASKED = {"response_type": "code", "state": "a b&c", "redirect_uri": BACK}


@pytest.fixture
def person(sandbox):
    """Look at the page, or press one of its buttons; returns the answer."""
    call = Caller(sandbox)

    def act(decision=None, account=ACCOUNT_ID, **changes):
        asked = {"client_id": sandbox.oauth.client_id, **ASKED, **changes}
        asked = {name: value for name, value in asked.items() if value is not None}
        page = call("GET", "/oauth/authorize", query=asked, Accept="text/html")
        if decision is None:
            return page
        action = re.search(rb'<form method="post" action="([^"]+)"', page.body)[1]
        form = urlencode({"decision": decision, "account": account})
        kind = "application/x-www-form-urlencoded"
        return call("POST", unescape(action.decode()), form, Content_Type=kind)

    return act


def way_back(answer):
    """(address without query, parameters) of where a person is sent."""
    assert answer.status == 303
    url = urlsplit(answer.headers["Location"])
    values = {name: value for name, (value,) in parse_qs(url.query).items()}
    return f"{url.scheme}://{url.netloc}{url.path}", values


def test_the_page_names_app_shop_and_where_one_returns_to(sandbox, person):
    sandbox.add_shop(Shop.empty("555", "otherheron"))
    page = person().body.decode()
    for words in ("Odoo", ACCOUNT_ID, "Otherheron (555)", "odoo.example.com:8069"):
        assert words in page
    assert page.count("<button name=") == 2


def test_whoever_authorizes_returns_with_a_code_for_the_chosen_shop(sandbox, person):
    other = sandbox.add_shop(Shop.empty("555", "otherheron"))
    place, values = way_back(person("authorize", account="555"))
    assert place == "http://odoo.example.com:8069/back"
    code = values.pop("code")
    assert values == {"db": "x", "state": "a b&c"}
    assert sandbox.oauth.codes == {code: (other, BACK)}


def test_whoever_denies_returns_without_a_code_as_the_switch_says(sandbox, person):
    came = {}
    for choice in CHOICES["oauth_denial"]:
        sandbox.switches.oauth_denial = choice
        came[choice] = way_back(person("deny"))[1]
    denied = came["access_denied"]
    assert (denied["error"], denied["state"]) == ("access_denied", "a b&c")
    assert came["state_only"] == {"db": "x", "state": "a b&c"}
    assert came["nothing"] == {"db": "x"}
    assert sandbox.oauth.codes == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "unknown"},
        {"client_id": None},
        {"response_type": "token"},
        {"redirect_uri": None},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": "https://x.example/#y"},
    ],
)
def test_what_is_asked_for_wrongly_leads_nowhere(person, wrong):
    answer = person(**wrong)
    assert answer.status == 400 and "Location" not in answer.headers


def test_nothing_asked_for_is_markup(person):
    evil = '"><script>alert(1)</script>'
    answer = person(state=evil, redirect_uri=f"http://x{evil}/back")
    assert b"<script" not in answer.body


def test_the_browser_may_follow_the_form_to_the_app_only(person):
    policy = person().headers["Content-Security-Policy"]
    assert "form-action 'self' http://odoo.example.com:8069;" in policy


def test_pages_for_people_are_no_api_requests(sandbox, person):
    person("authorize")
    assert sandbox.requests == []
