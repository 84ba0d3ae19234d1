"""Whatever a document holds, reading it ends in an order or in one kind of error."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.addons.bigcartel_connector.api import (
    ApiError,
    InvalidOrder,
    UnreadableAnswer,
    parse_order,
    parse_product,
    parse_shipment,
)
from odoo.addons.bigcartel_connector.api.jsonapi import Included
from odoo.addons.bigcartel_connector.api.orders import parse_order_page
from odoo.addons.bigcartel_connector.api.resources import pick_account

from tests.chaos.mutations import places
from tests.strategies import JSON

from .support import document

BOUNDED = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def damaged(draw, name):
    """A captured document with a few parts removed, nulled, retyped or doubled."""
    answer = document(name)
    for _time in range(draw(st.integers(1, 4))):
        spots = list(places(answer))
        if not spots:
            break
        *parents, last = draw(st.sampled_from(spots))
        holder = answer
        for key in parents:
            holder = holder[key]
        action = draw(st.sampled_from(["remove", "replace", "double"]))
        if action == "remove":
            del holder[last]
        elif action == "double" and isinstance(holder, list):
            holder.append(holder[last])
        else:
            holder[last] = draw(JSON)
    return answer


def assert_storable(value):
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    text.encode()
    assert "\\u0000" not in text and "\x00" not in text


@BOUNDED
@given(damaged("sample_order"))
def test_an_order_is_read_or_refused_and_always_storable(answer):
    try:
        order = parse_order(answer)
    except InvalidOrder as error:
        assert str(error)
        return
    assert order.number
    assert order.total.is_finite()
    assert all(line.id and line.price.is_finite() for line in order.lines)
    assert_storable(order.document)
    stored = json.loads(json.dumps(order.document))
    assert parse_order(stored) == order


@BOUNDED
@given(damaged("captured_2015_orders_list"))
def test_a_page_is_always_read_and_no_row_is_lost(answer):
    rows = answer.get("data")
    rows = rows if isinstance(rows, list) else []
    page = parse_order_page(rows, Included(answer))
    assert len(page.orders) + len(page.unreadable) == len(rows)
    for row in page.unreadable:
        assert row.reason
        assert_storable(row.document)


@BOUNDED
@given(damaged("captured_2015_products_list"))
def test_a_product_is_read_or_refused(answer):
    rows = answer.get("data")
    for row in rows if isinstance(rows, list) else [rows]:
        try:
            product = parse_product({"data": row, "included": answer.get("included")})
        except UnreadableAnswer:
            continue
        assert product.has_options in (True, False)


@BOUNDED
@given(damaged("captured_2015_account_list"))
def test_an_account_is_found_or_refused(answer):
    try:
        assert pick_account(answer).id
    except ApiError as error:
        assert str(error)


@BOUNDED
@given(JSON)
def test_anything_at_all_is_read_or_refused(value):
    for parse in (parse_order, parse_product, parse_shipment):
        for given_ in (value, {"data": value, "included": [value]}):
            try:
                parse(given_)
            except UnreadableAnswer as error:
                assert str(error)
