"""Accounts, products and shipments."""

from decimal import Decimal

import pytest

from odoo.addons.bigcartel_connector.api import (
    NotFound,
    Product,
    ProductOption,
    ShipmentItem,
    UnreadableAnswer,
    parse_account,
    parse_product,
    parse_shipment,
)
from odoo.addons.bigcartel_connector.api.jsonapi import Included
from odoo.addons.bigcartel_connector.api.resources import pick_account

from .support import document


def captured_products():
    answer = document("captured_2015_products_list")
    return [
        parse_product({"data": row, "included": answer["included"]})
        for row in answer["data"]
    ]


def test_the_captured_account_is_read_whole():
    answer = document("captured_2015_account_list")
    account = pick_account(answer)
    assert (account.id, account.store_name) == ("2270023", "glamourpups")
    assert (account.currency, account.country) == ("USD", "US")
    assert account.url == "http://glamourpups.bigcartel.com"
    assert account.time_zone is None


def test_the_right_one_of_several_accounts_is_picked():
    answer = {"data": [{"id": "1"}, {"id": "2", "attributes": {"store_name": "Two"}}]}
    assert pick_account(answer).id == "1"
    assert pick_account(answer, "2").store_name == "Two"
    with pytest.raises(NotFound, match="not for account 3: it is for 1, 2"):
        pick_account(answer, "3")


def test_an_account_may_come_alone_but_not_be_missing():
    assert pick_account({"data": {"id": 5}}).id == "5"
    with pytest.raises(NotFound, match="names no shop"):
        pick_account({"data": []})
    for nothing in ({}, {"data": None}, {"data": "text"}):
        with pytest.raises(UnreadableAnswer, match="list of accounts"):
            pick_account(nothing)
    with pytest.raises(UnreadableAnswer, match="account with an id"):
        pick_account({"data": [None]})


def test_currency_and_country_fall_back_to_attributes_and_to_what_came_along():
    row = {"id": "1", "attributes": {"currency": "gbp", "country_id": "gb"}}
    account = parse_account(row)
    assert (account.currency, account.country) == ("GBP", "GB")
    included = Included({"included": [{"type": "currencies", "id": "EUR"}]})
    account = parse_account({"id": "1"}, included)
    assert (account.currency, account.country) == ("EUR", None)


def test_the_captured_products_are_read_whole():
    products = captured_products()
    lola = products[0]
    assert (lola.id, lola.name, lola.status) == ("28777534", "Lola", "coming_soon")
    assert lola.description.startswith("The only thing")
    assert lola.image_url.startswith("https://bigcartel.imgix.net/product_images/")
    assert lola.options == (ProductOption("99229195", "Default", Decimal("5.0")),)
    assert not any(product.has_options for product in products)


@pytest.mark.parametrize(
    ("names", "has_options"),
    [
        ((), False),
        (("Default",), False),
        ((" default ",), False),
        (("",), False),
        (("One size",), True),
        (("Default", "Large"), True),
    ],
)
def test_only_real_options_count(names, has_options):
    options = tuple(ProductOption(name, name.strip()) for name in names)
    assert Product("1", options=options).has_options is has_options


def test_an_option_that_did_not_come_along_keeps_its_id():
    relationship = {"data": [{"type": "product_options", "id": 8}, None]}
    product = parse_product(
        {"data": {"id": "7", "relationships": {"options": relationship}}}
    )
    assert product.options == (ProductOption("8", "", None),)


def test_the_main_picture_is_preferred():
    product = parse_product(
        {"data": {"id": "7", "attributes": {"primary_image_url": "https://x/1.jpg"}}}
    )
    assert product.image_url == "https://x/1.jpg"


def test_a_product_without_an_id_is_refused():
    with pytest.raises(UnreadableAnswer, match="a product with an id"):
        parse_product({"data": {"attributes": {"name": "Nobody"}}})


def test_a_shipment_needs_only_an_id():
    shipment = parse_shipment({"id": 3})
    assert (shipment.id, shipment.carrier, shipment.items) == ("3", "", ())
    with pytest.raises(UnreadableAnswer, match="a shipment with an id"):
        parse_shipment({"attributes": {}})


def test_the_items_of_a_shipment_are_read_in_any_known_form():
    as_posted = [{"order_line_item_id": "2", "quantity": 1}, None, {"quantity": 4}]
    shipment = parse_shipment(
        {"id": "3", "attributes": {"items": as_posted, "tracking_number": " T1 "}}
    )
    assert shipment.items == (ShipmentItem("2", 1),)
    assert shipment.tracking_number == "T1"
    nested = [{"id": "9", "attributes": {"line_item_id": "2", "quantity": "2"}}]
    shipment = parse_shipment({"id": "3", "relationships": {"items": {"data": nested}}})
    assert shipment.items == (ShipmentItem("2", 2),)
