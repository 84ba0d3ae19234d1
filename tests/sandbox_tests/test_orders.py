from decimal import Decimal

import pytest

from tests.sandbox import ABSENT, Sandbox, Shop, Switches

from .support import Caller


def rows(document, kind):
    return [row for row in document["included"] if row["type"].startswith(kind)]


@pytest.fixture
def small():
    """An empty shop with one product and a fixed clock, served."""
    shop = Shop.empty(store_name="Small", currency="USD")
    shop.add_product("Mug", "Nice. SKU:MUG-", options=["Red", ("Blue", "12.5")])
    with Sandbox(shop) as sandbox:
        yield sandbox


def test_an_order_has_what_was_asked_for(small):
    mug = next(iter(small.shop.products.values()))
    order = small.shop.place_order(
        [(mug.options[1].id, 2), (mug.id, 1)],
        customer={"first_name": "Ada", "last_name": "L", "email": "ada@example.com"},
        address={"address_1": "1 Row", "city": "Leeds", "country_id": "GB"},
        note="hello",
        discount=(Decimal("5"), "[FIVE] five off"),
        tax="1.05",
        shipping="3",
    )
    document = Caller(small).get(f"/orders/{order.number}").json
    attributes = document["data"]["attributes"]
    money = ("item_total", "discount_total", "shipping_total", "tax_total", "total")
    assert [attributes[name] for name in money] == [
        "35.0",
        "5.0",
        "3.0",
        "1.05",
        "34.05",
    ]
    assert attributes["item_count"] == 3
    assert attributes["customer_first_name"] == "Ada"
    assert attributes["shipping_country_name"] == "United Kingdom"
    labels = [row["attributes"].get("label") for row in rows(document, "order_adj")]
    assert labels == ["Shipping to United Kingdom", "[FIVE] five off", None]
    names = [r["attributes"]["product_option_name"] for r in rows(document, "order_li")]
    assert names == ["Blue", "Red"]


def test_included_is_ordered_as_it_was_captured(small):
    order = small.shop.place_order(customer="jana", discount="1")
    kinds = [
        r["type"] for r in Caller(small).get(f"/orders/{order.number}").json["included"]
    ]
    order_of_use = list(dict.fromkeys(kind.partition("/")[0] for kind in kinds))
    assert order_of_use == [
        "currencies",
        "countries",
        "order_events",
        "order_line_items",
        "order_transactions",
        "order_adjustments",
    ]


def test_an_unpaid_order_is_paid_later(small):
    call = Caller(small)
    order = small.shop.place_order(payment_status="unpaid")
    attributes = call.order(order.number)["attributes"]
    assert attributes["payment_status"] == "unpaid"
    assert attributes["completed_at"] is None
    small.switches.unpaid_completed_at_null = False
    assert call.order(order.number)["attributes"]["completed_at"] == order.created_at
    small.shop.pay(order.number)
    assert call.order(order.number)["attributes"]["payment_status"] == "completed"
    assert small.shop.events == [(order.number, "Payment completed", "payment_status")]


@pytest.mark.parametrize(
    ("choice", "in_queue", "in_list", "status"),
    [
        ("out_of_queue", False, True, 200),
        ("not_listed", False, False, 200),
        ("gone", False, False, 404),
        ("listed", True, True, 200),
        ("status_attribute", True, True, 200),
    ],
)
@pytest.mark.parametrize("ending", ["cancelled", "refunded"])
def test_how_an_ended_order_shows_is_a_switch(
    small, choice, in_queue, in_list, status, ending
):
    call = Caller(small)
    setattr(small.switches, f"{ending}_orders", choice)
    number = small.shop.place_order().number
    (small.shop.cancel if ending == "cancelled" else small.shop.refund)(number)
    assert (number in call.numbers(filter_shipping_status="unshipped")) == in_queue
    assert (number in call.numbers()) == in_list
    answer = call.get(f"/orders/{number}")
    assert answer.status == status
    if status == 200:
        shown = answer.json["data"]["attributes"].get("status")
        assert shown == (ending if choice == "status_attribute" else None)


def test_a_refund_may_show_in_status_and_transactions(small):
    small.switches.refund_payment_status = "refunded"
    small.switches.refund_transaction = True
    order = small.shop.place_order()
    small.shop.refund(order.number)
    document = Caller(small).get(f"/orders/{order.number}").json
    assert document["data"]["attributes"]["payment_status"] == "refunded"
    kinds = [row["type"] for row in rows(document, "order_transactions")]
    assert kinds == ["order_transactions/payments", "order_transactions/refunds"]


@pytest.mark.parametrize(
    ("choice", "relationships"),
    [
        ("null", {"product": {"data": None}, "product_option": {"data": None}}),
        ("missing", {}),
    ],
)
def test_a_deleted_product_leaves_its_line(small, choice, relationships):
    order = small.shop.place_order()
    small.switches.deleted_product = choice
    small.shop.delete_product(order.lines[0].product_id)
    (line,) = rows(Caller(small).get(f"/orders/{order.number}").json, "order_line")[:1]
    assert line["attributes"]["product_name"] == "Mug"
    assert line["relationships"] == relationships


def test_type_names_and_the_country_are_switches(small):
    small.switches.singular_types = True
    small.switches.shipping_adjustment = "order_adjustments/base"
    small.switches.country_as = "relationship"
    small.switches.tax_remitted = False
    call = Caller(small)
    number = small.shop.place_order(customer="maya").number
    document = call.get(f"/orders/{number}").json
    (line, *_rest) = rows(document, "order_line_items")
    assert line["relationships"]["product"]["data"]["type"] == "product"
    assert rows(document, "order_adjustments/base")
    attributes = document["data"]["attributes"]
    assert "shipping_country_id" not in attributes
    assert "tax_remitted_by_big_cartel" not in attributes
    small.switches.country_as = "attribute"
    data = call.order(number)
    assert data["attributes"]["shipping_country_id"] == "US"
    assert "shipping_country" not in data["relationships"]


def test_a_test_may_bend_anything(small):
    order = small.shop.place_order(customer_email="broken", total=Decimal("1"))
    order.raw["attributes"]["item_count"] = "many"
    order.raw["attributes"]["customer_note"] = ABSENT
    order.raw["relationships"]["shipping_country"] = ABSENT
    order.raw["links"] = None
    order.lines[0].raw["attributes"]["price"] = None
    order.rewrite = lambda resource, included: included.pop(0)
    document = Caller(small).get(f"/orders/{order.number}").json
    data = document["data"]
    assert data["attributes"]["customer_email"] == "broken"
    assert data["attributes"]["total"] == "1.0"
    assert data["attributes"]["item_count"] == "many"
    assert "customer_note" not in data["attributes"]
    assert "shipping_country" not in data["relationships"]
    assert data["links"] is None
    assert rows(document, "order_line_items")[0]["attributes"]["price"] is None
    assert not rows(document, "currencies")


def test_the_seller_edits_an_address(small):
    order = small.shop.place_order(customer="zoe")
    before = order.updated_at
    small.shop.edit_address(order.number, city="Laval", customer_last_name="Roy")
    attributes = Caller(small).order(order.number)["attributes"]
    assert attributes["shipping_city"] == "Laval"
    assert attributes["customer_last_name"] == "Roy"
    assert attributes["updated_at"] >= before
    with pytest.raises(AttributeError):
        small.shop.edit_address(order.number, planet="Mars")


def test_wrong_names_are_told_at_once(small):
    with pytest.raises(LookupError):
        small.shop.place_order([("no such product", 1)])
    with pytest.raises(AttributeError):
        small.shop.place_order(colour="blue")
    with pytest.raises(AttributeError):
        small.switches.no_such_switch = True
    with pytest.raises(ValueError, match="cancelled_orders is one of"):
        small.switches.cancelled_orders = "vanished"
    assert Switches(deleted_product="kept").deleted_product == "kept"


def test_three_decimals_and_whole_amounts_are_written_as_they_are():
    shop = Shop.empty(currency="KWD", country="KW")
    shop.add_product("Cup", price="1.125")
    order = shop.place_order([(next(iter(shop.products)), 100)], shipping="20", tax=0)
    with Sandbox(shop) as sandbox:
        attributes = Caller(sandbox).order(order.number)["attributes"]
    assert attributes["item_total"] == "112.5"
    assert attributes["shipping_total"] == "20.0"
    assert attributes["total"] == "132.5"
