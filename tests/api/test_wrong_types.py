"""Every attribute and relationship of a list of orders, replaced by what it is not."""

import json
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from decimal import Decimal
from types import UnionType
from typing import get_args, get_origin, get_type_hints

import pytest

from odoo.addons.bigcartel_connector.api import ApiError, parse_order
from odoo.addons.bigcartel_connector.api.jsonapi import Included
from odoo.addons.bigcartel_connector.api.orders import parse_order_page

from tests.chaos.mutations import WRONG, name_of, places, with_wrong
from tests.sandbox import Shop
from tests.sandbox.serialize import Serializer, unique
from tests.sandbox.switches import Switches

from .support import ScriptedServer, answer

BAD = 1


def make_list():
    """A page of two orders with all there is; the second one is to break."""
    shop = Shop.empty()
    mug, tee = shop.add_product("Mug").id, shop.add_product("Tee", options=["S"]).id
    shop.random.seed(1)
    writer = Serializer(shop, Switches(warnings=True), "http://here", "http://here")
    rows, included = [], []
    for customer in ("maya", "ben"):
        order = shop.place_order(
            [(mug, 2), (tee, 1)],
            customer=customer,
            discount=("5.0", "[SPRING] Spring"),
            tax="1.25",
            shipping="4.0",
            note="Ring twice",
        )
        row, around = writer.order(order)
        rows.append(row)
        included += around
    links = {"next": "http://127.0.0.1/v1"}
    return {
        "data": rows,
        "included": unique(included),
        "meta": {"count": "2"},
        "links": links,
    }


LIST = make_list()


def read(document):
    return parse_order_page(document["data"], Included(document))


def bare(order):
    """An order without its document, and what is said of a country for all."""
    address = replace(order.address, country_name="")
    return replace(order, address=address, document={}, digest="")


GOOD = [bare(order) for order in read(LIST).orders]


def fits(value, kind):
    """Whether a value is what a dataclass says it is."""
    if isinstance(kind, UnionType):
        return any(fits(value, each) for each in get_args(kind))
    if get_origin(kind) is tuple:
        return isinstance(value, tuple) and all(
            fits(item, get_args(kind)[0]) for item in value
        )
    if is_dataclass(kind):
        return isinstance(value, kind) and is_sound(value)
    if kind is Decimal:
        return isinstance(value, Decimal) and value.is_finite()
    if kind is datetime:
        return isinstance(value, datetime) and value.utcoffset() is not None
    return type(value) is kind


def is_sound(record):
    kinds = get_type_hints(type(record))
    return all(
        fits(getattr(record, each.name), kinds[each.name]) for each in fields(record)
    )


def belongs(path):
    """Whether a place is the broken order's alone."""
    if path[0] == "data":
        return len(path) > 1 and path[1] == BAD
    return path[0] == "included" and len(path) > 2


PLACES = [path for path in places(LIST) if belongs(path)]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_value_anywhere_breaks_its_own_order_at_most(wrong):
    for path in PLACES:
        where = name_of(path)
        with with_wrong(LIST, path, WRONG[wrong]):
            page, rows = read(LIST), len(LIST["data"])
            last = page.orders[-1]
            assert parse_order(last.document) == last, where
        assert len(page.orders) + len(page.unreadable) == rows, where
        assert all(map(is_sound, page.orders)), where
        assert all(row.reason for row in page.unreadable), where
        assert any(bare(order) in GOOD for order in page.orders), where


TOPS = [path for path in places(LIST) if path[0] in ("meta", "links") or len(path) == 1]


@pytest.mark.parametrize("path", TOPS, ids=name_of)
def test_a_wrong_frame_is_read_or_refused(path):
    """`data`, `included`, `meta` and `links` as a whole, through the client."""
    for wrong, value in WRONG.items():
        with with_wrong(LIST, path, value):
            body = json.dumps(LIST).encode()
        with ScriptedServer(answer(200, body)) as server:
            with server.client(retries=0) as client:
                numbers = []
                try:
                    for page in client.iter_order_pages():
                        numbers += [order.number for order in page.orders]
                        numbers += [row.number for row in page.unreadable]
                except ApiError as error:
                    assert str(error), wrong
                    assert path == ("data",), wrong
        numbers = list(filter(None, numbers))
        if path[0] in ("meta", "links"):
            assert numbers == [order.number for order in GOOD], wrong
        assert len(set(numbers)) == len(numbers), wrong
        assert len(server.requests) < 12, "it comes to an end"
