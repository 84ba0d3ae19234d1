"""The client and the sandbox: a list that moves, answers that get lost."""

import pytest

from odoo.addons.bigcartel_connector.api import (
    ApiError,
    Client,
    ShipmentItem,
    Unauthorized,
    Unreachable,
    UnreadableAnswer,
    parse_order,
    parse_product,
)

from tests.sandbox import ACCESS_TOKEN, ACCOUNT_ID, Sandbox, Shop

from .support import document


@pytest.fixture
def client(sandbox):
    with Client(
        sandbox.url, account_id=ACCOUNT_ID, token=ACCESS_TOKEN, backoff=0.001
    ) as client:
        yield client


def numbers(pages):
    return [order.number for page in pages for order in page.orders]


@pytest.mark.parametrize("links", [True, False])
def test_an_order_shipped_between_two_pages_hides_no_other(sandbox, client, links):
    sandbox.switches.links_next = links
    before = numbers(client.iter_order_pages(limit=5))
    assert len(before) > 10
    sandbox.faults.after(
        1, lambda: sandbox.shop.mark_shipped(before[0]), path="/orders$"
    )
    assert set(numbers(client.iter_order_pages(limit=5))) >= set(before[1:])


def test_a_busy_moment_in_the_middle_of_a_walk_costs_no_order(sandbox, client):
    before = numbers(client.iter_order_pages())
    sandbox.faults.add("status", status=429, retry_after="0", skip=1)
    sandbox.faults.add("reset", skip=2)
    sandbox.faults.add("cut", broken=True, skip=3)
    assert numbers(client.iter_order_pages(limit=5)) == before


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"kind": "html"}, UnreadableAnswer),
        ({"kind": "cut"}, UnreadableAnswer),
        ({"kind": "status", "status": 500}, Unreachable),
        ({"kind": "revoke"}, Unauthorized),
    ],
)
def test_a_fault_in_the_middle_of_a_walk_is_told(sandbox, client, fault, kind):
    sandbox.faults.add(skip=1, **fault)
    pages = client.iter_order_pages(limit=5)
    assert len(next(pages).orders) == 5
    with pytest.raises(kind):
        next(pages)


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "lost_answer"},
        {"kind": "cut"},
        {"kind": "cut", "broken": True},
        {"kind": "html", "after_write": True},
        {"kind": "status", "status": 502, "after_write": True},
    ],
)
def test_a_write_whose_answer_was_lost_is_found_by_reading(sandbox, client, fault):
    marked, sent = numbers(client.iter_order_pages(limit=5))[:2]
    sandbox.faults.add(method="PATCH", **fault)
    with pytest.raises(ApiError) as caught:
        client.mark_shipped(marked)
    assert caught.value.maybe_written
    assert client.get_order(marked).shipping_status == "shipped"

    sandbox.faults.add(method="POST", **fault)
    before = len(client.list_shipments(sent))
    items = [
        ShipmentItem(line.id, line.quantity_unshipped)
        for line in client.get_order(sent).lines
        if line.quantity_unshipped
    ]
    with pytest.raises(ApiError) as caught:
        client.create_shipment(sent, items)
    assert caught.value.maybe_written
    assert client.get_order(sent).shipping_status == "shipped"
    assert len(client.list_shipments(sent)) == before + 1


def test_an_outage_is_unreachable_until_it_is_over(sandbox, client):
    sandbox.stop()
    with pytest.raises(Unreachable):
        client.get_account()
    sandbox.start()
    assert client.get_account().id == ACCOUNT_ID


def test_the_captured_documents_come_through_unchanged():
    orders = document("captured_2015_orders_list")
    products = document("captured_2015_products_list")
    sample = document("sample_order")
    shop = Shop.from_documents(
        document("captured_2015_account_list"), products, [orders, sample]
    )
    with Sandbox(shop) as sandbox:
        with Client(sandbox.url, token=shop.access_token) as client:
            account = client.get_account()
            alone = client.get_order("LMFN-543196")
            listed = {
                order.number: order
                for page in client.iter_order_pages(None)
                for order in page.orders
            }
            found = list(client.iter_products())
    assert (account.id, account.currency) == ("2270023", "USD")
    assert alone == parse_order(sample)
    assert sorted(listed) == ["ALXC-593391", "LMFN-543196", "NGRP-090092"]
    for row in orders["data"]:
        expected = parse_order({"data": row, "included": orders["included"]})
        assert listed[row["id"]] == expected
    assert {product.id: product for product in found} == {
        row["id"]: parse_product({"data": row, "included": products["included"]})
        for row in products["data"]
    }
