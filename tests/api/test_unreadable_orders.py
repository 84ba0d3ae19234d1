"""Orders whose money or quantities cannot be told, and what spoils no page."""

import pytest

from odoo.addons.bigcartel_connector.api import InvalidOrder, parse_order
from odoo.addons.bigcartel_connector.api.jsonapi import Included
from odoo.addons.bigcartel_connector.api.orders import parse_order_page

from .support import attributes, included, order_row, sample


@pytest.mark.parametrize(
    "value", [None, "", "NaN", "Infinity", "a lot", "1,000.00", True, [], {}, "1e999"]
)
def test_an_order_without_a_sensible_total_is_unreadable_and_says_so(value):
    answer = sample()
    attributes(answer)["total"] = value
    with pytest.raises(InvalidOrder, match="LMFN-543196.*total should be an amount"):
        parse_order(answer)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("price", None, "line 1 price should be an amount .* is missing"),
        ("price", "free", 'line 1 price .* is "free"'),
        ("quantity", None, "line 1 quantity should be a whole number"),
        ("quantity", 1.5, 'line 1 quantity .* is "1.5"'),
        ("quantity", -1, "line 1 quantity"),
        ("quantity", {"of": 2}, "line 1 quantity .* is an object"),
        ("total", "x" * 500, 'line 1 total .* is "x{40}…"'),
    ],
)
def test_a_line_that_makes_no_sense_is_named(name, value, message):
    answer = sample()
    included(answer, "2")["attributes"][name] = value
    with pytest.raises(InvalidOrder, match=message):
        parse_order(answer)


def test_an_optional_total_that_is_no_amount_is_not_taken_for_zero():
    answer = sample()
    attributes(answer)["discount_total"] = "ten"
    with pytest.raises(InvalidOrder, match="discount_total"):
        parse_order(answer)


def test_a_line_that_did_not_come_along_is_not_left_out_in_silence():
    answer = sample()
    answer["included"] = [i for i in answer["included"] if i["id"] != "2"]
    with pytest.raises(InvalidOrder, match="line 2 should be part of the answer"):
        parse_order(answer)
    answer["data"]["relationships"]["items"]["data"] = [None]
    with pytest.raises(InvalidOrder, match="a line should be part"):
        parse_order(answer)


def test_an_order_that_says_it_has_units_but_brings_no_line_is_unreadable():
    answer = sample()
    answer["data"]["relationships"]["items"]["data"] = []
    with pytest.raises(InvalidOrder, match="items should be lines for 1 units"):
        parse_order(answer)


@pytest.mark.parametrize("answer", [None, [], {}, {"data": None}, {"data": []}, "text"])
def test_what_is_no_order_at_all_is_unreadable(answer):
    with pytest.raises(InvalidOrder, match="without a number"):
        parse_order(answer)


def test_one_malformed_row_does_not_spoil_its_page():
    rows = [
        order_row("AAAA-000001"),
        order_row("AAAA-000002", total=None),
        None,
        "text",
        {"type": "orders"},
        {"id": 7, "type": "orders", "attributes": {"total": 3}},
        order_row("AAAA-000003", deep=_nested(3000)),
    ]
    page = parse_order_page(rows, Included({}))
    assert [order.number for order in page.orders] == ["AAAA-000001", "7"]
    numbers = [row.number for row in page.unreadable]
    assert numbers == ["AAAA-000002", None, None, None, "AAAA-000003"]
    assert "AAAA-000002 could not be read: total" in page.unreadable[0].reason
    assert page.unreadable[0].document["data"]["id"] == "AAAA-000002"
    assert "nested too deep" in page.unreadable[-1].reason


def test_a_document_nested_beyond_reason_is_unreadable():
    with pytest.raises(InvalidOrder, match="nested too deep"):
        parse_order({"data": order_row("AAAA-000003", deep=_nested(3000))})


def _nested(depth):
    value = []
    for _level in range(depth):
        value = [value]
    return value
