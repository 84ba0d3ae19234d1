"""The contract: one function per thing that the client relies on.

Each takes `connect`, which makes a client of the shop (or of a wrong login, when it is
given one). The ones in `WRITES` also take the number of an order that they may ship,
None for any.
"""

import re
from datetime import timedelta
from itertools import islice

from .library import api

# Enough to see several pages of a small shop, and never all of a large one.
ROWS = 4
ENOUGH = 12
NUMBER = re.compile(r"[A-Z]{4}-\d{6}")
PAYMENT_STATUSES = {"unpaid", "pending", "completed", "failed", "invalid"}


def some_orders(client, status=api.UNSHIPPED):
    """(orders, unreadable rows, count) of the first pages."""
    orders, unreadable, count = [], [], None
    for page in client.iter_order_pages(status, limit=ROWS):
        orders += page.orders
        unreadable += page.unreadable
        count = page.count
        if len(orders) >= ENOUGH:
            break
    return orders, unreadable, count


def assert_enough(orders, count):
    """As many as were announced, or as many as were asked for."""
    assert len(orders) >= (ENOUGH if count is None else min(count, ENOUGH))


def account_has_id_currency_and_country(connect):
    with connect() as client:
        account = client.get_account()
        assert client.account_id == account.id
    assert account.id.isdigit()
    assert account.store_name and account.subdomain
    assert re.fullmatch("[A-Z]{3}", account.currency)
    assert re.fullmatch("[A-Z]{2}", account.country)


def wrong_password_is_unauthorized(connect):
    try:
        with connect(subdomain="no-such-shop", password="wrong") as client:
            client.get_account()
    except api.Unauthorized:
        return
    raise AssertionError("a wrong password was accepted")


def orders_come_once_each_oldest_first(connect):
    with connect() as client:
        orders, unreadable, count = some_orders(client, None)
    assert not unreadable, unreadable
    numbers = [order.number for order in orders]
    assert len(numbers) == len(set(numbers))
    assert all(NUMBER.fullmatch(number) for number in numbers)
    assert_enough(orders, count)
    created = [order.created_at for order in orders]
    assert created == sorted(created)
    assert all(moment.utcoffset() == timedelta(0) for moment in created)


def unshipped_orders_are_unshipped(connect):
    with connect() as client:
        orders, _unreadable, count = some_orders(client)
    assert_enough(orders, count)
    assert not [order for order in orders if order.shipping_status == api.SHIPPED]


def order_totals_add_up(connect):
    with connect() as client:
        orders, _unreadable, _count = some_orders(client, None)
    for order in orders:
        assert re.fullmatch("[A-Z]{3}", order.currency), order.number
        assert order.discount_total >= 0
        assert order.total == (
            order.item_total
            + order.shipping_total
            + order.tax_total
            - order.discount_total
        ), order.number
        assert order.item_total == sum(line.total for line in order.lines)
        assert order.payment_status in PAYMENT_STATUSES, order.payment_status


def order_lines_are_whole(connect):
    with connect() as client:
        orders, _unreadable, _count = some_orders(client, None)
    for order in orders:
        assert order.lines, order.number
        ids = [line.id for line in order.lines]
        assert len(ids) == len(set(ids))
        for line in order.lines:
            assert line.product_name and line.quantity >= 1
            assert line.total == line.price * line.quantity


def one_order_is_the_same_as_in_the_list(connect):
    with connect() as client:
        orders, _unreadable, _count = some_orders(client, None)
        for listed in orders[:2]:
            alone = client.get_order(listed.number)
            assert alone.lines == listed.lines
            assert alone.total == listed.total
            assert alone.address == listed.address
            assert alone.customer == listed.customer
            assert alone.document["included"] == listed.document["included"]


def unknown_order_is_not_found(connect):
    with connect() as client:
        try:
            client.get_order("ZZZZ-000000")
        except api.NotFound:
            return
    raise AssertionError("an order that cannot exist was found")


def products_have_names_and_options(connect):
    with connect() as client:
        products = list(islice(client.iter_products(), 100))
    assert len({product.id for product in products}) == len(products)
    for product in products:
        assert product.name and product.options, product.id
        assert all(option.id and option.name for option in product.options)


def shipments_of_an_order_are_listed(connect):
    with connect() as client:
        orders, _unreadable, _count = some_orders(client, None)
        for order in orders[:1]:
            assert isinstance(client.list_shipments(order.number), tuple)


# --- writes --------------------------------------------------------------------------


def _may_ship(client, number):
    if number:
        order = client.get_order(number)
        assert order.shipping_status == api.UNSHIPPED, "name an unshipped order"
        return order
    orders, _unreadable, _count = some_orders(client)
    return next(order for order in orders if order.payment_status == "completed")


def order_can_be_marked_shipped(connect, number=None):
    with connect() as client:
        order = _may_ship(client, number)
        assert client.mark_shipped(order.number).shipping_status == api.SHIPPED
        assert client.get_order(order.number).shipping_status == api.SHIPPED


def order_can_be_given_a_shipment(connect, number=None):
    with connect() as client:
        order = _may_ship(client, number)
        left = {
            line.id: line.quantity
            if line.quantity_unshipped is None
            else line.quantity_unshipped
            for line in order.lines
        }
        items = [api.ShipmentItem(id_, units) for id_, units in left.items() if units]
        client.create_shipment(
            order.number,
            items,
            carrier="DHL",
            tracking_number="CONTRACT-1",
            notify_customer=False,
        )
        assert client.get_order(order.number).shipping_status == api.SHIPPED
        assert client.list_shipments(order.number)


READS = (
    account_has_id_currency_and_country,
    wrong_password_is_unauthorized,
    orders_come_once_each_oldest_first,
    unshipped_orders_are_unshipped,
    order_totals_add_up,
    order_lines_are_whole,
    one_order_is_the_same_as_in_the_list,
    unknown_order_is_not_found,
    products_have_names_and_options,
    shipments_of_an_order_are_listed,
)
WRITES = (order_can_be_marked_shipped, order_can_be_given_a_shipment)
