"""The captured documents, served unchanged."""

import json
from pathlib import Path

import pytest

from tests.sandbox import ACCESS_TOKEN, Sandbox, Shop

from .support import Caller

DOCUMENTS = Path(__file__).parent.parent / "documents"
ACCOUNT = DOCUMENTS / "captured_2015_account_list.json"
PRODUCTS = DOCUMENTS / "captured_2015_products_list.json"
ORDERS = DOCUMENTS / "captured_2015_orders_list.json"
SAMPLE = DOCUMENTS / "sample_order.json"
PLACE = "/v1/accounts/2270023"


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def served():
    def serve(**options):
        shop = Shop.from_documents(ACCOUNT, PRODUCTS, ORDERS, **options)
        running.append(Sandbox(shop).start())
        return running[-1], Caller(running[-1])

    running = []
    yield serve
    for sandbox in running:
        sandbox.stop()


def get(call, path, account="2270023"):
    token = f"Bearer {ACCESS_TOKEN}-{account}"
    return call("GET", path, Authorization=token).json


def test_captured_lists_are_answered_as_they_are(served):
    _sandbox, call = served()
    assert get(call, "/v1/accounts") == read(ACCOUNT)
    assert get(call, f"{PLACE}/products") == read(PRODUCTS)
    assert get(call, f"{PLACE}/orders") == read(ORDERS)


def test_one_captured_order_brings_its_own_rows_only(served):
    _sandbox, call = served()
    document = get(call, f"{PLACE}/orders/NGRP-090092")
    assert document["data"] == read(ORDERS)["data"][0]
    kinds = [row["type"] for row in document["included"]]
    assert kinds.count("order_line_items") == 1


def test_captured_orders_can_be_served_as_unshipped(served):
    _sandbox, call = served(unshipped=True)
    document = get(call, f"{PLACE}/orders?filter%5Bshipping_status%5D=unshipped")
    expected = read(ORDERS)
    for row in expected["data"]:
        row["attributes"]["shipping_status"] = "unshipped"
    assert document == expected


def test_or_the_filter_can_be_told_to_list_them_all(served):
    sandbox, call = served()
    sandbox.switches.ignore_status_filter = True
    document = get(call, f"{PLACE}/orders?filter%5Bshipping_status%5D=unshipped")
    assert document == read(ORDERS)


def test_what_happens_to_a_captured_order_shows_in_it(served):
    sandbox, call = served(unshipped=True)
    sandbox.shop.mark_shipped("NGRP-090092")
    document = get(call, f"{PLACE}/orders/NGRP-090092")
    assert document["data"]["attributes"]["shipping_status"] == "shipped"
    events = document["data"]["relationships"]["events"]["data"]
    assert len(events) == 3
    assert events[-1]["id"] in {row["id"] for row in document["included"]}


def test_the_sample_order_is_served_with_its_singular_types():
    shop = Shop.from_documents(orders=[SAMPLE])
    with Sandbox(shop) as sandbox:
        document = get(Caller(sandbox), "/v1/accounts/1/orders/LMFN-543196", "1")
    assert document == read(SAMPLE)


def test_several_documents_and_plain_objects_are_taken():
    shop = Shop.from_documents(read(ACCOUNT), orders=[read(ORDERS), read(SAMPLE)])
    assert list(shop.orders) == ["LMFN-543196", "ALXC-593391", "NGRP-090092"]
    assert shop.account.subdomain == "glamourpups"
