import base64

import pytest

from tests.sandbox import ACCESS_TOKEN, ACCOUNT_ID, Shop

from .support import HERE, Caller


def test_the_account_is_found_with_subdomain_and_password(call):
    answer = call("GET", "/v1/accounts")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("application/vnd.api+json")
    document = answer.json
    assert document["data"][0]["id"] == ACCOUNT_ID
    assert document["meta"] == {"count": "1"}
    kinds = [row["type"] for row in document["included"]]
    assert kinds == ["currencies", "countries", "plans"]


def test_one_account_is_an_object_and_a_token_opens_it(call):
    answer = call("GET", HERE, Authorization=f"Bearer {ACCESS_TOKEN}")
    assert answer.json["data"]["attributes"]["time_zone"] == "America/Los_Angeles"


@pytest.mark.parametrize(
    "credential",
    [
        None,
        "Bearer wrong",
        "Basic !!!",
        "Basic " + base64.b64encode(b"paperheron:wrong").decode(),
        "Digest x",
    ],
)
def test_a_wrong_or_missing_credential_is_401(call, credential):
    answer = call("GET", f"{HERE}/orders", Authorization=credential)
    assert answer.status == 401
    assert answer.json["errors"][0]["title"] == "Invalid API credentials"


def test_missing_headers_are_400_or_406(sandbox, call):
    assert call("GET", HERE, Accept="application/json").status == 406
    assert call("GET", HERE, User_Agent="python-requests/2.32").status == 400
    sandbox.switches.missing_accept = 400
    sandbox.switches.missing_user_agent = None
    assert call("GET", HERE, Accept="application/json").status == 400
    assert call("GET", HERE, User_Agent="Ruby").status == 200


def test_a_body_needs_its_content_type(sandbox, call):
    number = next(iter(sandbox.shop.orders))
    place = f"{HERE}/orders/{number}"
    answer = call("PATCH", place, {"data": {}}, Content_Type="application/json")
    assert answer.status == 400


def test_another_account_and_an_unknown_path_are_404(call):
    assert call("GET", "/v1/accounts/999/orders").status == 404
    assert call.get("/orders/NOPE-000000").status == 404
    assert call.get("/nothing").status == 404
    assert call("DELETE", f"{HERE}/orders").status == 405


def test_several_shops_are_told_apart_by_their_credentials(sandbox):
    other = sandbox.add_shop(Shop.empty("77", "otherplace", currency="EUR"))
    call = Caller(sandbox)
    token = f"Bearer {other.access_token}"
    answer = call("GET", "/v1/accounts", Authorization=token)
    assert answer.json["data"][0]["id"] == "77"
    assert call("GET", f"{HERE}/orders", Authorization=token).status == 404


@pytest.mark.parametrize(
    ("style", "body"),
    [
        ("title", '{"errors": [{"title": "Invalid API credentials"}]}'),
        ("string", '{"error": "The credentials are missing, wrong or revoked"}'),
        ("empty", ""),
    ],
)
def test_error_bodies_have_several_shapes(sandbox, call, style, body):
    sandbox.switches.error_style = style
    assert call("GET", HERE, Authorization=None).body.decode() == body


def test_requests_are_kept_without_their_credential(sandbox, call):
    call.patch("NOPE-000000", customer_note="x")
    (request,) = sandbox.received("PATCH", path="/orders/")
    assert sandbox.requests == [request]
    assert (request.method, request.path) == ("PATCH", f"{HERE}/orders/NOPE-000000")
    assert request.json["data"]["attributes"] == {"customer_note": "x"}
    assert request.scheme == "basic"
    assert request.status == 404
    assert "authorization" not in request.headers
    assert "paperheron" not in str(vars(request))


def test_countries_are_more_than_200_and_sorted_by_name(call):
    rows = call("GET", "/v1/countries").json["data"]
    names = [row["attributes"]["name"] for row in rows]
    assert len(rows) > 200
    assert names == sorted(names)
    names = {row["id"]: row["attributes"]["name"] for row in rows}
    assert names["US"] == "United States"
