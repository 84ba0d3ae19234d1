import pytest

from tests.sandbox import Sandbox, Shop

from .support import HERE, Caller


def test_a_page_holds_twenty_rows_unless_asked_otherwise(call):
    document = call.get("/orders").json
    assert len(document["data"]) == 20
    assert document["meta"]["count"] == "40"
    assert len(call.numbers(page_limit=7)) == 7
    assert len(call.numbers(page_limit=1000)) == 40


def test_the_limit_is_cut_down_or_refused(sandbox, call):
    sandbox.switches.max_page_limit = 10
    assert len(call.numbers(page_limit=50)) == 10
    sandbox.switches.over_limit = "reject"
    assert call.get("/orders", page_limit=50).status == 400


@pytest.mark.parametrize(
    "wrong", [{"page_limit": 0}, {"page_limit": "x"}, {"page_offset": -1}]
)
def test_a_limit_or_offset_that_is_none_is_400(call, wrong):
    assert call.get("/orders", **wrong).status == 400


def test_following_next_gives_every_order_once(sandbox, call):
    found, place = [], f"{HERE}/orders?page%5Blimit%5D=15"
    while place:
        document = call("GET", place).json
        found += [row["id"] for row in document["data"]]
        link = document["links"].get("next")
        assert link is None or link.startswith(sandbox.url)
        place = link and link[len(sandbox.url) :]
    assert sorted(found) == sorted(sandbox.shop.orders)
    assert len(found) == 40


def test_links_are_empty_on_the_last_page_and_past_the_end(call):
    assert call.get("/orders", page_offset=30).json["links"] == {}
    document = call.get("/orders", page_offset=100).json
    assert document["data"] == []
    assert document["meta"]["count"] == "40"


def test_links_and_count_can_be_missing_or_point_elsewhere(sandbox, call):
    sandbox.switches.links_style = "http_api"
    link = call.get("/orders").json["links"]["next"]
    assert link.startswith("http://api.bigcartel.com/v1/accounts/")
    sandbox.switches.links_next = False
    sandbox.switches.meta_count = False
    document = call.get("/orders").json
    assert document["links"] == {}
    assert document["meta"] == {}


def test_newest_orders_come_first_and_sorting_is_possible_in_two_ways(sandbox, call):
    newest = call.numbers(page_limit=100)
    placed = [sandbox.shop.orders[number].created_at for number in newest]
    assert placed == sorted(placed, reverse=True)
    assert call.numbers(page_limit=100, sort="-created_at") == newest
    rising = call.numbers(page_limit=100, sort="created_at")
    assert rising == newest[::-1]
    falling = {"sort": "created_at", "sort_direction": "desc"}
    assert call.numbers(page_limit=100, **falling) == newest


def test_undocumented_parameters_are_refused_or_ignored(sandbox, call):
    asked = {"filter_payment_status": "completed", "sort": "total"}
    assert call.get("/orders", **asked).status == 400
    assert call.get("/orders", sort="total").status == 400
    sandbox.switches.unknown_parameters = "ignore"
    assert call.get("/orders", **asked).status == 200


def test_the_status_filter_finds_34_unshipped_orders(call):
    unshipped = call.get("/orders", filter_shipping_status="unshipped").json
    assert unshipped["meta"]["count"] == "34"
    shipped = call.get("/orders", filter_shipping_status="shipped").json
    assert shipped["meta"]["count"] == "6"


def test_the_date_filters_take_in_the_very_moment_or_not(sandbox, call):
    newest = call.numbers()[0]
    moment = sandbox.shop.orders[newest].updated_at
    assert call.numbers(filter_updated_at_from=moment) == [newest]
    assert call.numbers(filter_completed_at_from="2030-01-01") == []
    assert len(call.numbers(filter_updated_at_to=moment, page_limit=100)) == 40
    sandbox.switches.filter_inclusive = False
    assert call.numbers(filter_updated_at_from=moment) == []
    assert call.get("/orders", filter_updated_at_to="yesterday").status == 400


def test_search_matches_name_mail_and_number(sandbox, call):
    number = call.numbers(search="aoife ní")[0]
    assert call.numbers(search=number.lower()) == [number]
    assert call.numbers(search="AOIFE@example.ie") == [number]
    assert call.numbers(search="nobody at all") == []


def test_unpaid_orders_are_listed_or_not(sandbox, call):
    assert call.get("/orders").json["meta"]["count"] == "40"
    sandbox.switches.unpaid_listed = False
    assert call.get("/orders").json["meta"]["count"] == "37"


def test_included_has_each_row_once_and_all_that_is_pointed_to(call):
    document = call.get("/orders", page_limit=100).json
    keys = [(row["type"], row["id"]) for row in document["included"]]
    assert len(keys) == len(set(keys))
    pointed = set()
    for row in document["data"]:
        for relation in row["relationships"].values():
            data = relation["data"]
            rows = data if isinstance(data, list) else [data]
            pointed |= {(one["type"], one["id"]) for one in rows if one}
    assert pointed == set(keys)


def test_products_come_with_their_options(call):
    document = call.get("/products", page_limit=100).json
    options = [r for r in document["included"] if r["type"] == "product_options"]
    assert document["meta"]["count"] == "16"
    assert len(options) == 26
    only = [p for p in document["data"] if p["attributes"]["name"] == "Loose Sticker"]
    assert only[0]["attributes"]["default_price"] == "0.25"
    names = call.get("/products", sort="name").json["data"]
    assert names[0]["attributes"]["name"] == "Gift Wrapping"


def test_one_product_is_an_object_and_a_deleted_one_is_gone(sandbox, call):
    product = next(iter(sandbox.shop.products))
    assert call.get(f"/products/{product}").json["data"]["id"] == product
    sandbox.shop.delete_product(product)
    assert call.get(f"/products/{product}").status == 404


def test_an_empty_shop_lists_nothing():
    with Sandbox(Shop.empty()) as sandbox:
        document = Caller(sandbox).get("/orders").json
    assert document == {"data": [], "meta": {"count": "0"}, "included": [], "links": {}}
