"""Cassettes: nothing private in them, and a real shop can be recorded."""

import json

import pytest

from tests.api.support import document
from tests.sandbox import PASSWORD, SUBDOMAIN, Sandbox

from . import record
from .checks import READS, WRITES
from .library import api, load_standalone
from .redaction import redact_document, redact_response
from .targets import CASSETTES, CassetteTarget, shop_target


def test_there_is_a_cassette_for_every_check_and_no_other():
    names = {path.stem for path in CASSETTES.glob("*.yaml")}
    assert names == {check.__name__ for check in (*READS, *WRITES)}


def test_no_cassette_holds_a_login_or_a_local_address():
    for path in CASSETTES.glob("*.yaml"):
        text = path.read_text()
        for secret in ("Authorization", "Basic ", "Bearer ", PASSWORD, "127.0.0.1"):
            assert secret not in text, (path.name, secret)


def test_recording_without_a_login_says_in_one_line_what_it_needs(capsys):
    assert record.main([], environ={}) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == (
        "To record a real shop, set BIGCARTEL_SUBDOMAIN and BIGCARTEL_PASSWORD, "
        "or BIGCARTEL_ACCOUNT_ID and BIGCARTEL_TOKEN.\n"
    )


def test_a_shop_is_recorded_by_reads_alone_and_without_its_customers(tmp_path):
    with Sandbox() as sandbox:
        environ = {
            "BIGCARTEL_SUBDOMAIN": SUBDOMAIN,
            "BIGCARTEL_PASSWORD": PASSWORD,
            "BIGCARTEL_API_URL": sandbox.url,
        }
        assert record.main(["--folder", str(tmp_path)], environ) == 0
        assert {request.method for request in sandbox.requests} == {"GET"}
        orders = list(sandbox.shop.orders.values())
    text = "".join(path.read_text() for path in tmp_path.glob("*.yaml"))
    assert len(list(tmp_path.glob("*.yaml"))) == len(READS)
    private = {PASSWORD, "Authorization", sandbox.url, SUBDOMAIN}
    for order in orders:
        private |= {order.customer_email, order.customer_last_name}
        private |= {order.shipping_address_1, order.customer_phone_number}
    private = {item for item in private if item and len(item) > 3}
    assert len(private) > 20
    assert {item for item in private if item in text} == set()
    replayed = CassetteTarget(tmp_path)
    for check in READS:
        replayed.run(check)


def test_a_shop_that_cannot_be_recorded_is_told_without_its_secret(tmp_path, capsys):
    with Sandbox() as sandbox:
        environ = {
            "BIGCARTEL_ACCOUNT_ID": "1",
            "BIGCARTEL_TOKEN": "secret-and-wrong",
            "BIGCARTEL_API_URL": sandbox.url,
        }
        assert record.main(["--folder", str(tmp_path)], environ) == 1
    errors = capsys.readouterr().err
    assert "FAILED    account has id currency and country: Big Cartel did" in errors
    assert "secret-and-wrong" not in errors


def test_only_orders_named_in_the_environment_may_be_shipped():
    login = {"BIGCARTEL_ACCOUNT_ID": "1", "BIGCARTEL_TOKEN": "x"}
    assert shop_target(login).orders == {}
    named = {**login, "BIGCARTEL_CONTRACT_MARK": "AAAA-000001"}
    assert shop_target(named).orders == {WRITES[0]: "AAAA-000001"}


@pytest.mark.parametrize(
    "name",
    ["captured_2015_account_list", "captured_2015_orders_list", "sample_order"],
)
def test_persons_are_replaced_and_the_shape_stays(name):
    original = document(name)
    redacted = redact_document(original)
    text = json.dumps(redacted)
    for private in (
        "Joe",
        "somebody.com",
        "123 some",
        "456-7890 ",
        "REDACTED",
        "glamour",
    ):
        assert private not in text.replace("accounts/", "")
    assert _shape(redacted) == _shape(original)


def test_a_redacted_order_is_still_read_as_an_order():
    order = api.parse_order(redact_document(document("sample_order")))
    assert (order.number, str(order.total)) == ("LMFN-543196", "100.1")
    assert order.customer.email == "customer@example.com"


def test_attributes_that_nobody_knows_are_replaced_as_well():
    row = {
        "type": "orders",
        "attributes": {"secret_diary": "x", "age": 7, "list": ["x"], "yes": True},
    }
    values = redact_document({"data": [row]})["data"][0]["attributes"]
    assert values == {"secret_diary": "Redacted", "age": 0, "list": [], "yes": True}


def test_an_answer_that_is_no_json_is_not_recorded():
    for body, written in ((b"<p>Joe</p>", b"Redacted"), (b"", b"")):
        response = {"headers": {"Set-Cookie": ["a"]}, "body": {"string": body}}
        response = redact_response(response)
        assert (response["body"]["string"], response["headers"]) == (written, {})


def test_the_recorder_works_where_there_is_no_odoo():
    assert load_standalone().BASE_URL == api.BASE_URL


def _shape(value):
    if isinstance(value, dict):
        return {key: _shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shape(item) for item in value]
    return type(value)
