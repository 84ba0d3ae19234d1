import re
from collections import Counter
from datetime import datetime, timedelta, timezone

from tests.sandbox import Shop
from tests.sandbox.catalogue import ITEMS, stock_list


def shop():
    return Shop.believable()


def test_it_has_the_size_that_was_promised():
    orders = shop().orders.values()
    assert len(shop().products) == 17
    assert len(orders) == 40
    assert Counter(order.shipping_status for order in orders) == {
        "unshipped": 33,
        "partially_shipped": 1,
        "shipped": 6,
    }
    assert Counter(order.payment_status for order in orders) == {
        "completed": 37,
        "pending": 2,
        "unpaid": 1,
    }
    assert len({order.shipping_country_id for order in orders}) > 10


def test_every_total_adds_up():
    for order in shop().orders.values():
        lines = sum(line.price * line.quantity for line in order.lines)
        assert order.item_total == lines
        assert order.total == (
            lines + order.shipping_total + order.tax_total - order.discount_total
        )
        assert order.tax_total == sum(line.tax_total for line in order.lines)
        assert order.total > 0
        if order.transactions:
            assert order.transactions[0].amount == order.total


def test_it_is_the_same_every_time_and_can_end_now():
    first, second = shop(), shop()
    assert list(first.orders.values()) == list(second.orders.values())
    assert first.place_order().number == second.place_order().number
    now = datetime.now(timezone.utc)
    newest = list(Shop.believable(now=now).orders.values())[-1]
    age = now - datetime.fromisoformat(newest.created_at.replace("Z", "+00:00"))
    assert timedelta(0) < age < timedelta(hours=2)


def test_order_numbers_look_like_captured_ones():
    numbers = list(shop().orders)
    assert all(re.fullmatch(r"[A-Z]{4}-\d{6}", number) for number in numbers)
    assert any(number[5] == "0" for number in numbers)


def test_it_has_the_odd_orders():
    orders = list(shop().orders.values())
    notes = [order.customer_note for order in orders]
    assert any(len(note) >= 5000 for note in notes)
    assert any("<script>" in note for note in notes)
    assert any("🐦" in note for note in notes)
    variants = [Counter(line.option_id for line in o.lines) for o in orders]
    assert any(max(found.values()) == 2 for found in variants)
    assert any(order.pickup and order.shipping_city is None for order in orders)
    assert sum(bool(order.discount_total) for order in orders) == 5
    assert any(order.tax_remitted_by_big_cartel for order in orders)
    mails = Counter(order.customer_email.strip().lower() for order in orders)
    assert mails["maya.okafor@example.com"] == 4
    assert len({order.customer_email for order in orders}) > len(mails)


def test_skus_are_written_the_way_sellers_write_them():
    descriptions = [item.description.lower() for item in ITEMS]
    assert sum("sku" not in text for text in descriptions) == 2
    assert any(text.endswith("sku:tee-") for text in descriptions)
    skus = [row[0] for row in stock_list()]
    assert "TEE-X-LARGE" in skus
    assert "TOTE-Forest Green" in skus
    assert "PIN-S&F" in skus
    assert len(skus) == len(set(skus)) == 23
