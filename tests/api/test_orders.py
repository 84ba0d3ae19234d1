"""Order documents become orders: the captured ones, and every odd one."""

import json
from datetime import datetime, timezone
from decimal import Decimal

import pytest

from odoo.addons.bigcartel_connector.api import parse_order
from odoo.addons.bigcartel_connector.api.jsonapi import Included
from odoo.addons.bigcartel_connector.api.orders import parse_order_page

from .support import attributes, document, included, sample

# --- the documents of facts.md, unchanged --------------------------------------------


def test_the_sample_order_is_read_whole():
    order = parse_order(document("sample_order"))
    assert order.number == "LMFN-543196"
    assert (order.payment_status, order.shipping_status) == ("completed", "unshipped")
    assert order.completed_at == datetime(2014, 12, 25, tzinfo=timezone.utc)
    assert order.customer.first_name == "Joe"
    assert order.customer.phone == "+1 (123) 456-7890"
    assert (order.address.line2, order.address.state) == ("#123", "UT")
    assert (order.address.country_code, order.address.country_name) == (
        "US",
        "United States",
    )
    assert order.currency == "USD"
    assert (order.total, order.item_total) == (Decimal("100.1"), Decimal("100.1"))
    assert order.discount_total == Decimal("10.0")
    assert order.tax_remitted is None
    assert order.discount_code == "FREESHIPPING"
    assert order.discount_label == "Free shipping discount"
    assert order.shipping_label == "Shipping charges"
    assert [event.message for event in order.events] == ["Payment completed"]


def test_singular_type_names_still_lead_to_product_and_option():
    (line,) = parse_order(document("sample_order")).lines
    assert (line.product_id, line.option_id) == ("7", "8")
    assert (line.product_name, line.option_name) == ("This product", "This option")
    assert (line.quantity, line.price, line.total) == (1, 100, 100)
    assert (line.quantity_shipped, line.quantity_unshipped) == (None, None)


def test_the_captured_page_of_a_real_shop_is_read_whole():
    answer = document("captured_2015_orders_list")
    page = parse_order_page(answer["data"], Included(answer), 2)
    assert (len(page.orders), page.unreadable, page.count) == (2, (), 2)
    first = page.orders[0]
    assert first.number == "NGRP-090092"
    assert (first.total, first.shipping_total) == (Decimal("0.5"), Decimal("0.25"))
    assert first.lines[0].option_name == ""
    assert first.lines[0].option_id == "98995816"
    assert first.shipping_label == "Shipping to United States"
    assert first.events[1].identifier == "shipping_status"
    for order in page.orders:
        parts = order.item_total + order.shipping_total + order.tax_total
        assert order.total == parts - order.discount_total


# --- the document of one order -------------------------------------------------------


def test_a_stored_document_gives_the_same_order_again():
    answer = document("captured_2015_orders_list")
    for order in parse_order_page(answer["data"], Included(answer)).orders:
        stored = json.loads(json.dumps(order.document))
        assert parse_order(stored) == order
        assert parse_order(stored).digest == order.digest


def test_a_document_holds_only_what_its_own_order_refers_to():
    answer = document("captured_2015_orders_list")
    first, second = parse_order_page(answer["data"], Included(answer)).orders
    assert {item["id"] for item in first.document["included"]} == {
        "USD",
        "US",
        "324673351",
        "324673621",
        "539590702",
        "65671420",
        "183796930",
    }
    assert not _ids(second) & _ids(first) - {"USD", "US"}


def _ids(order):
    return {item["id"] for item in order.document["included"]}


def test_the_digest_changes_with_the_order_and_with_nothing_else():
    digest = parse_order(sample()).digest
    shuffled = sample()
    shuffled["included"].reverse()
    shuffled["included"].append({"id": "9", "type": "order_events"})
    assert parse_order(shuffled).digest == digest
    edited = sample()
    attributes(edited)["shipping_zip"] = "64802"
    assert parse_order(edited).digest != digest


# --- what may be missing or new ------------------------------------------------------


def test_without_relationships_every_line_that_came_along_belongs_to_the_order():
    answer = sample()
    del answer["data"]["relationships"]
    order = parse_order(answer)
    assert [line.id for line in order.lines] == ["2"]
    assert (order.currency, order.address.country_code) == ("", "")
    assert (order.events, order.discount_code, order.shipping_label) == ((), "", "")
    assert parse_order(order.document) == order


def test_relationships_that_are_null_are_as_good_as_missing():
    answer = sample()
    for relationship in answer["data"]["relationships"].values():
        relationship["data"] = None
    included(answer, "2")["relationships"] = None
    order = parse_order(answer)
    assert (order.lines[0].product_id, order.lines[0].option_id) == (None, None)


def test_a_line_of_a_deleted_product_keeps_its_name_and_price():
    answer = sample()
    line = included(answer, "2")
    line["relationships"] = {"product": {"data": None}, "product_option": {}}
    (read,) = parse_order(answer).lines
    assert (read.product_id, read.option_id) == (None, None)
    assert (read.product_name, read.price) == ("This product", Decimal("100.0"))


def test_the_product_is_told_by_the_relationship_first_then_by_the_attribute():
    answer = sample()
    included(answer, "2")["attributes"]["product_id"] = 77
    assert parse_order(answer).lines[0].product_id == "7"
    del included(answer, "2")["relationships"]["product"]
    assert parse_order(answer).lines[0].product_id == "77"


def test_the_country_is_told_by_the_relationship_first_then_by_the_attribute():
    answer = sample()
    attributes(answer).update(
        shipping_country_id="de", shipping_country_name=" Germany "
    )
    assert parse_order(answer).address.country_code == "US"
    del answer["data"]["relationships"]["shipping_country"]
    address = parse_order(answer).address
    assert (address.country_code, address.country_name) == ("DE", "Germany")


def test_two_lines_of_one_option_stay_two_lines():
    answer = sample()
    twin = json.loads(json.dumps(included(answer, "2")))
    twin["id"] = "22"
    answer["included"].append(twin)
    answer["data"]["relationships"]["items"]["data"].append(
        {"type": "order_line_items", "id": "22"}
    )
    lines = parse_order(answer).lines
    assert [line.id for line in lines] == ["2", "22"]
    assert lines[0].option_id == lines[1].option_id


def test_ids_that_collide_across_types_are_told_apart():
    answer = sample()
    for item in answer["included"]:
        if item["type"] == "order_events":
            item["id"] = "2"
    answer["data"]["relationships"]["events"]["data"][0]["id"] = "2"
    order = parse_order(answer)
    assert order.lines[0].product_name == "This product"
    assert order.events[0].message == "Payment completed"


def test_several_shipping_adjustments_of_both_kinds_are_named_once_each():
    answer = sample()
    for id_, kind, label in (
        ("41", "order_adjustments/base", "Stamps only"),
        ("42", "order_adjustment/shipping", "Tracked"),
        ("43", "order_adjustments/shipping", "Tracked"),
        ("44", "order_adjustments/gift", "A kind nobody knows"),
    ):
        reference = {"type": kind, "id": id_}
        answer["included"].append({**reference, "attributes": {"label": label}})
        answer["data"]["relationships"]["adjustments"]["data"].append(reference)
    assert (
        parse_order(answer).shipping_label == "Shipping charges, Stamps only, Tracked"
    )


@pytest.mark.parametrize(
    ("label", "code", "text"),
    [
        ("[TEN] 10 % off", "TEN", "10 % off"),
        ("[ VIP ]", "VIP", ""),
        ("Summer sale", "", "Summer sale"),
        (None, "", ""),
        ("[] nothing", "", "[] nothing"),
    ],
)
def test_the_discount_code_is_taken_from_the_label(label, code, text):
    answer = sample()
    included(answer, "6")["attributes"]["label"] = label
    order = parse_order(answer)
    assert (order.discount_code, order.discount_label) == (code, text)


def test_unknown_statuses_and_attributes_are_kept_and_no_error():
    answer = sample()
    attributes(answer).update(
        payment_status="half_paid",
        shipping_status="partially_shipped",
        mood={"of": ["the", "day"]},
        completed_at=None,
    )
    order = parse_order(answer)
    assert order.payment_status == "half_paid"
    assert order.shipping_status == "partially_shipped"
    assert order.completed_at is None
    assert order.document["data"]["attributes"]["mood"] == {"of": ["the", "day"]}


def test_texts_are_stripped_and_null_is_empty():
    answer = sample()
    attributes(answer).update(
        customer_first_name="  Zoë ",
        customer_note="🎁\x00" + "x" * 5000,
        customer_phone_number=None,
        shipping_address_2=None,
        shipping_city="\ud83d Paris",
        shipping_zip=64801,
    )
    order = parse_order(answer)
    assert order.customer.first_name == "Zoë"
    assert order.customer.note == "🎁" + "x" * 5000
    assert (order.customer.phone, order.address.line2) == ("", "")
    assert (order.address.city, order.address.zip) == ("\ufffd Paris", "64801")
    json.dumps(order.document, ensure_ascii=False).encode()
    assert "\x00" not in json.dumps(order.document, ensure_ascii=False)


def test_totals_that_are_missing_are_zero():
    answer = sample()
    for name in ("item_total", "shipping_total", "tax_total", "discount_total"):
        del attributes(answer)[name]
    order = parse_order(answer)
    assert order.item_total == order.shipping_total == Decimal(0)
    assert order.tax_total == order.discount_total == Decimal(0)


def test_tax_that_big_cartel_remits_is_told_apart():
    answer = sample()
    attributes(answer)["tax_remitted_by_big_cartel"] = "1.25"
    assert parse_order(answer).tax_remitted == Decimal("1.25")


def test_money_with_many_decimals_or_as_a_number_stays_exact():
    answer = sample()
    attributes(answer).update(total="100.123", shipping_total=0.1)
    order = parse_order(answer)
    assert (order.total, order.shipping_total) == (Decimal("100.123"), Decimal("0.1"))


def test_the_total_of_a_line_is_computed_where_it_is_missing():
    answer = sample()
    included(answer, "2")["attributes"].update(quantity=3, price="0.333", total=None)
    assert parse_order(answer).lines[0].total == Decimal("0.999")


def test_partly_shipped_quantities_are_told():
    answer = sample()
    included(answer, "2")["attributes"].update(quantity_shipped=1, quantity_unshipped=2)
    (line,) = parse_order(answer).lines
    assert (line.quantity_shipped, line.quantity_unshipped) == (1, 2)


def test_the_currency_falls_back_to_attribute_and_payment():
    answer = sample()
    del answer["data"]["relationships"]["currency"]
    assert parse_order(answer).currency == "USD"  # of the payment
    attributes(answer)["currency_id"] = "eur"
    assert parse_order(answer).currency == "EUR"


def test_what_may_mean_a_cancellation_or_a_refund_is_told():
    payload = sample()
    assert (parse_order(payload).status, parse_order(payload).refunds) == ("", ())
    attributes(payload)["status"] = " Cancelled "
    references = payload["data"]["relationships"]["transactions"]["data"]
    for number, amount in enumerate(("-5.00", "2.5", None, "much")):
        row = {"type": "order_transactions/refunds", "id": f"r{number}"}
        references.append(row)
        payload["included"].append({**row, "attributes": {"amount": amount}})
    order = parse_order(payload)
    assert order.status == "Cancelled"
    assert order.refunds == (Decimal("5.00"), Decimal("2.5"), None, None)
