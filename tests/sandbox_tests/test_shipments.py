import pytest

from .support import HERE


@pytest.fixture
def order(sandbox):
    """Two shirts and a print, on two lines."""
    shop = sandbox.shop
    options = [p.options[0].id for p in shop.products.values()]
    return shop.place_order([(options[0], 2), (options[1], 1)], customer="maya")


def item(line, quantity):
    return {"order_line_item_id": line.id, "quantity": quantity}


def test_marking_shipped_changes_the_order_and_tells_its_events(sandbox, call, order):
    answer = call.patch(order.number, shipping_status="shipped")
    assert answer.status == 200
    assert answer.json["data"]["attributes"]["shipping_status"] == "shipped"
    assert sandbox.shop.events[-1] == (
        order.number,
        "Marked as shipped",
        "shipping_status",
    )
    assert [line.quantity_unshipped for line in order.lines] == [0, 0]
    assert order.number not in call.numbers(filter_shipping_status="unshipped")


def test_marking_twice_is_harmless_and_unmarking_works(call, order):
    call.patch(order.number, shipping_status="shipped")
    events = len(order.events)
    assert call.patch(order.number, shipping_status="shipped").status == 200
    assert len(order.events) == events
    call.patch(order.number, shipping_status="unshipped")
    assert order.lines[0].quantity_unshipped == 2


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"data": {"type": "orders", "attributes": {}}}, 409),
        ({"data": {"id": "X", "type": "orders"}}, 409),
        ({"data": {"id": "{n}", "type": "order"}}, 409),
        ([], 409),
        ("no json", 409),
        ({"data": {"id": "{n}", "type": "orders", "attributes": {"total": "1"}}}, 400),
        (
            {
                "data": {
                    "id": "{n}",
                    "type": "orders",
                    "attributes": {"shipping_status": "sent"},
                }
            },
            400,
        ),
    ],
)
def test_a_wrong_body_changes_nothing(call, order, body, status):
    if isinstance(body, dict) and body["data"].get("id") == "{n}":
        body["data"]["id"] = order.number
    answer = call("PATCH", f"{HERE}/orders/{order.number}", body)
    assert answer.status == status
    assert order.shipping_status == "unshipped"


def test_the_seller_can_edit_the_address_through_the_api(call, order):
    call.patch(order.number, shipping_city="Salem", customer_email="new@example.com")
    attributes = call.order(order.number)["attributes"]
    assert attributes["shipping_city"] == "Salem"
    assert attributes["customer_email"] == "new@example.com"


def test_a_shipment_of_everything_turns_the_order_shipped(sandbox, call, order):
    items = [item(line, line.quantity) for line in order.lines]
    answer = call.ship(
        order.number,
        items=items,
        carrier="USPS",
        tracking_number="AB123",
        tracking_url="https://example.com/AB123",
        notify_customer=True,
    )
    assert answer.status == 201
    assert answer.json["data"]["type"] == "shipments"
    assert order.shipping_status == "shipped"
    (kept,) = sandbox.shop.shipments[order.number]
    assert kept["items"] == items
    assert kept["tracking_number"] == "AB123"
    assert kept["notify_customer"] is True


def test_a_partial_shipment_leaves_the_rest_unshipped(sandbox, call, order):
    call.ship(order.number, items=[item(order.lines[0], 1)])
    document = call.get(f"/orders/{order.number}").json
    rows = [r for r in document["included"] if r["type"] == "order_line_items"]
    left = [row["attributes"]["quantity_unshipped"] for row in rows]
    assert left == [1, 1]
    assert document["data"]["attributes"]["shipping_status"] == "unshipped"
    assert order.number in call.numbers(filter_shipping_status="unshipped")
    call.ship(order.number)
    assert order.shipping_status == "shipped"
    assert len(order.shipments) == 2


def test_how_a_partial_shipment_shows_is_a_switch(sandbox, call, order):
    call.ship(order.number, items=[item(order.lines[0], 1)])
    sandbox.switches.partial_status = "partially_shipped"
    assert call.order(order.number)["attributes"]["shipping_status"] == (
        "partially_shipped"
    )
    sandbox.switches.unshipped_includes_partial = False
    assert order.number not in call.numbers(filter_shipping_status="unshipped")
    found = call.numbers(filter_shipping_status="partially_shipped")
    assert order.number in found


@pytest.mark.parametrize(
    ("choice", "status", "kept"),
    [
        ("unprocessable", 422, 1),
        ("conflict", 409, 1),
        ("ignore", 201, 1),
        ("accept", 201, 2),
    ],
)
def test_posting_a_shipment_twice_is_a_switch(
    sandbox, call, order, choice, status, kept
):
    sandbox.switches.duplicate_shipment = choice
    items = [item(line, line.quantity) for line in order.lines]
    assert call.ship(order.number, items=items).status == 201
    assert call.ship(order.number, items=items).status == status
    assert len(order.shipments) == kept
    assert order.shipping_status == "shipped"


@pytest.mark.parametrize(
    "items",
    [
        [{"order_line_item_id": "nothing", "quantity": 1}],
        [{"order_line_item_id": None, "quantity": 0}],
        [{"quantity": True}],
        ["x"],
    ],
)
def test_items_that_are_none_are_refused(call, order, items):
    assert call.ship(order.number, items=items).status == 400
    assert order.shipments == []


def test_shipping_more_than_there_is_is_refused(call, order):
    assert call.ship(order.number, items=[item(order.lines[1], 2)]).status == 422
    doubled = [item(order.lines[0], 1), item(order.lines[0], 2)]
    assert call.ship(order.number, items=doubled).status == 422


@pytest.mark.parametrize(
    ("choice", "status", "kind"),
    [
        ("shipment", 201, "shipments"),
        ("order", 201, "orders"),
        ("no_content", 204, ""),
        ("empty", 200, ""),
    ],
)
def test_the_answer_to_a_new_shipment_is_a_switch(
    sandbox, call, order, choice, status, kind
):
    sandbox.switches.shipment_response = choice
    answer = call.ship(order.number)
    assert answer.status == status
    assert (answer.json["data"]["type"] if answer.body else "") == kind
    # The connection is still good for the next request.
    assert call.order(order.number)["attributes"]["shipping_status"] == "shipped"


def test_the_id_in_the_body_must_fit_where_it_is_given(sandbox, call, order):
    place = f"{HERE}/orders/{order.number}/shipments"
    data = {"type": "shipments", "attributes": {}}
    assert call("POST", place, {"data": {**data, "id": "X"}}).status == 409
    sandbox.switches.shipment_id_required = True
    assert call("POST", place, {"data": data}).status == 409
    assert call("POST", place, {"data": {**data, "id": order.number}}).status == 201


@pytest.mark.parametrize("status", [402, 403, 404])
def test_a_plan_may_know_no_shipments(sandbox, call, order, status):
    sandbox.switches.shipments_refused = status
    assert call.ship(order.number).status == status
    assert call.get(f"/orders/{order.number}/shipments").status == status
    assert call.patch(order.number, shipping_status="shipped").status == 200


def test_a_plan_may_know_no_tracking(sandbox, call, order):
    sandbox.switches.tracking_refused = 402
    assert call.ship(order.number, tracking_number="X").status == 402
    assert call.ship(order.number).status == 201


def test_a_shipment_can_be_listed_read_changed_and_deleted(sandbox, call, order):
    identity = call.ship(order.number, tracking_number="OLD").json["data"]["id"]
    place = f"/orders/{order.number}/shipments"
    assert call.get(place).json["meta"]["count"] == "1"
    change = {
        "id": identity,
        "type": "shipments",
        "attributes": {"tracking_number": "NEW"},
    }
    answer = call("PATCH", f"{HERE}{place}/{identity}", {"data": change})
    assert answer.json["data"]["attributes"]["tracking_number"] == "NEW"
    assert call.get(f"{place}/{identity}").status == 200
    assert call("DELETE", f"{HERE}{place}/{identity}").status == 204
    assert order.shipping_status == "unshipped"
    assert call.get(f"{place}/{identity}").status == 404


@pytest.mark.parametrize("status", [400, 403, 404, 405, 422])
def test_a_shipment_may_not_be_changed(sandbox, call, order, status):
    identity = call.ship(order.number).json["data"]["id"]
    sandbox.switches.shipment_change_refused = status
    place = f"/orders/{order.number}/shipments"
    attributes = {"tracking_number": "NEW"}
    change = {"id": identity, "type": "shipments", "attributes": attributes}
    answer = call("PATCH", f"{HERE}{place}/{identity}", {"data": change})
    assert answer.status == status
    assert "tracking_number" not in order.shipments[0]
    assert call.get(place).status == 200


def test_a_plan_without_tracking_takes_none_later_either(sandbox, call, order):
    identity = call.ship(order.number).json["data"]["id"]
    sandbox.switches.tracking_refused = 402
    place = f"{HERE}/orders/{order.number}/shipments/{identity}"
    attributes = {"tracking_number": "NEW"}
    change = {"id": identity, "type": "shipments", "attributes": attributes}
    assert call("PATCH", place, {"data": change}).status == 402
    assert "tracking_number" not in order.shipments[0]


def test_line_quantities_can_be_missing_as_in_2015(sandbox, call, order):
    sandbox.switches.line_quantities = False
    sandbox.switches.line_details = False
    document = call.get(f"/orders/{order.number}").json
    rows = [r for r in document["included"] if r["type"] == "order_line_items"]
    assert set(rows[0]["attributes"]) == {
        "product_name",
        "product_option_name",
        "quantity",
        "price",
        "total",
        "image_url",
    }
