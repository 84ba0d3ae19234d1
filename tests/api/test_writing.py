"""Marking orders shipped and making shipments: what is sent, what comes back."""

import json

import pytest

from odoo.addons.bigcartel_connector.api import (
    NotFound,
    Rejected,
    Shipment,
    ShipmentItem,
)

from .support import ACCOUNT, ScriptedServer, answer, document, sample

NUMBER = "LMFN-543196"
ORDER = f"/v1/accounts/{ACCOUNT}/orders/{NUMBER}"


def shipped():
    order = sample()
    order["data"]["attributes"]["shipping_status"] = "shipped"
    return order


def filled_in(name, **values):
    """A captured request body with its placeholders replaced."""
    text = json.dumps(document(name))
    for key, value in values.items():
        text = text.replace(f"<{key}>", value)
    return json.loads(text)


def test_marking_shipped_sends_what_public_clients_send():
    with ScriptedServer(answer(200, shipped())) as server:
        order = server.client().mark_shipped(NUMBER)
    (request,) = server.requests
    assert (request.method, request.path) == ("PATCH", ORDER)
    expected = document("request_patch_order_mark_shipped")
    expected["data"]["id"] = NUMBER
    assert json.loads(request.body) == expected
    assert order.shipping_status == "shipped"


def test_marking_shipped_reads_the_order_when_the_answer_is_empty():
    with ScriptedServer(answer(204), answer(200, shipped())) as server:
        order = server.client().mark_shipped(NUMBER)
    assert [request.method for request in server.requests] == ["PATCH", "GET"]
    assert order.shipping_status == "shipped"


def test_a_shipment_with_tracking_sends_what_a_public_client_sends():
    reply = {"data": {"id": "9", "type": "shipments"}}
    with ScriptedServer(answer(201, reply)) as server:
        shipment = server.client().create_shipment(
            NUMBER,
            [ShipmentItem("2", 1)],
            carrier="RoyalMail",
            tracking_number="AB1",
            tracking_url="https://www3.royalmail.com/track-your-item"
            "#/tracking-results/AB1",
        )
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", f"{ORDER}/shipments")
    expected = filled_in(
        "request_post_shipment_with_tracking",
        ORDER_ID=NUMBER,
        TRACKING_NUMBER="AB1",
        **{"order_line_items id, string": "2"},
    )
    assert json.loads(request.body) == expected
    assert shipment == Shipment("9")


def test_a_shipment_without_tracking_sends_none():
    with ScriptedServer(answer(201, b"")) as server:
        server.client().create_shipment(
            NUMBER,
            iter([ShipmentItem("2", 1), ShipmentItem("3", 2)]),
            carrier="",
            notify_customer=False,
        )
    assert json.loads(server.requests[0].body)["data"]["attributes"] == {
        "notify_customer": False,
        "items": [
            {"quantity": 1, "order_line_item_id": "2"},
            {"quantity": 2, "order_line_item_id": "3"},
        ],
    }


@pytest.mark.parametrize(
    "reply", [b"", {}, {"data": None}, {"data": []}, {"data": {}}, {"meta": {}}]
)
def test_a_shipment_may_be_answered_with_nothing_of_use(reply):
    with ScriptedServer(answer(200, reply)) as server:
        assert server.client().create_shipment(NUMBER, [ShipmentItem("2", 1)]) is None


def test_a_shipment_answered_with_the_order_is_not_taken_for_a_shipment():
    with ScriptedServer(answer(201, shipped())) as server:
        assert server.client().create_shipment(NUMBER, [ShipmentItem("2", 1)]) is None


def test_a_shipment_of_nothing_is_never_sent():
    with ScriptedServer(answer(201)) as server, pytest.raises(ValueError):
        server.client().create_shipment(NUMBER, [])
    assert server.requests == []


def test_a_change_of_tracking_names_the_shipment_and_sends_nothing_empty():
    row = {"id": "9", "type": "shipments", "attributes": {"tracking_number": "AB1"}}
    with ScriptedServer(answer(200, {"data": row})) as server:
        shipment = server.client().update_shipment(
            NUMBER, "9", carrier="", tracking_number="AB1", notify_customer=False
        )
    (request,) = server.requests
    assert (request.method, request.path) == ("PATCH", f"{ORDER}/shipments/9")
    attributes = {"notify_customer": False, "tracking_number": "AB1"}
    assert json.loads(request.body) == {
        "data": {"id": "9", "type": "shipments", "attributes": attributes}
    }
    assert shipment == Shipment("9", tracking_number="AB1")


def test_a_change_of_tracking_tells_all_there_is():
    with ScriptedServer(answer(204)) as server:
        shipment = server.client().update_shipment(
            NUMBER,
            "a/b",
            carrier="Pigeon Post",
            tracking_number="AB1",
            tracking_url="https://pigeon.example/AB1",
        )
    (request,) = server.requests
    assert request.path == f"{ORDER}/shipments/a%2Fb"
    assert json.loads(request.body)["data"]["attributes"] == {
        "notify_customer": True,
        "carrier": "Pigeon Post",
        "tracking_number": "AB1",
        "tracking_url": "https://pigeon.example/AB1",
    }
    assert shipment is None


@pytest.mark.parametrize("status", [400, 404, 405, 422])
def test_a_change_of_tracking_that_big_cartel_does_not_know_is_no_outage(status):
    with ScriptedServer(answer(status)) as server:
        with pytest.raises((NotFound, Rejected)) as caught:
            server.client().update_shipment(NUMBER, "9", tracking_number="AB1")
    assert not caught.value.maybe_written


def test_shipments_are_listed_with_one_request():
    rows = [{"id": "9", "type": "shipments", "attributes": {"carrier": "DHL"}}]
    for extra in ({}, {"meta": {"count": "1"}, "links": {}}):
        with ScriptedServer(answer(200, {"data": rows, **extra})) as server:
            shipments = server.client().list_shipments(NUMBER)
        assert shipments == (Shipment("9", carrier="DHL"),)
        assert server.paths == [f"{ORDER}/shipments"]
