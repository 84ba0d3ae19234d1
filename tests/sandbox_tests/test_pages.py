import re
from urllib.parse import urlencode

import pytest

from tests.sandbox import ACCOUNT_ID

from .support import Caller

HOME = f"/shops/{ACCOUNT_ID}"


@pytest.fixture
def browse(sandbox):
    """GET a page, or POST a form, as a browser would."""
    call = Caller(sandbox)

    def go(path, form=None, **headers):
        if form is None:
            return call("GET", path, Accept="text/html", **headers)
        kind = "application/x-www-form-urlencoded"
        return call("POST", path, urlencode(form), Content_Type=kind, **headers)

    return go


def test_the_front_page_lists_every_order(sandbox, browse):
    page = browse("/").body.decode()
    assert all(number in page for number in sandbox.shop.orders)
    assert page.count("Place a new order") >= 1
    assert "Local pickup" in page
    assert "✓ Shipped" in page


def test_one_click_places_an_order_and_reloading_does_not_repeat_it(sandbox, browse):
    answer = browse(f"{HOME}/orders", {})
    assert answer.status == 303
    assert len(sandbox.shop.orders) == 41
    newest = list(sandbox.shop.orders)[-1]
    page = browse(answer.headers["Location"]).body.decode()
    assert f"Order {newest} is placed." in page
    assert len(sandbox.shop.orders) == 41


@pytest.mark.parametrize(
    ("action", "field", "value"),
    [
        ("cancel", "state", "cancelled"),
        ("refund", "state", "refunded"),
        ("ship", "shipping_status", "shipped"),
        ("pay", "payment_status", "completed"),
    ],
)
def test_buttons_do_what_they_say(sandbox, browse, action, field, value):
    order = sandbox.shop.place_order(payment_status="unpaid")
    answer = browse(f"{HOME}/orders/{order.number}/{action}", {})
    assert answer.status == 303
    assert getattr(order, field) == value


def test_an_address_is_edited_in_a_form(sandbox, browse):
    order = sandbox.shop.place_order(customer="maya")
    place = f"{HOME}/orders/{order.number}/address"
    form = browse(place).body.decode()
    names = re.findall(r'name="([a-z_0-9]+)" value="([^"]*)"', form)
    values = dict(names) | {"shipping_city": "Salem <&>"}
    assert browse(place, values).status == 303
    assert order.shipping_city == "Salem <&>"
    assert order.shipping_address_2 is None
    page = browse(f"{HOME}/orders/{order.number}").body.decode()
    assert "Salem &lt;&amp;&gt;" in page


def test_nothing_typed_by_a_customer_is_markup(sandbox, browse):
    evil = '"><script>alert(1)</script>'
    order = sandbox.shop.place_order(
        note=evil,
        customer={"first_name": evil, "last_name": "", "email": evil},
        address={"address_1": evil, "country_id": evil},
    )
    order.lines[0].product_name = evil
    sandbox.shop.fulfilment.post(
        order,
        {
            "tracking_number": evil,
            "carrier": evil,
            "tracking_url": "javascript:alert(1)",
        },
    )
    for place in (
        "/",
        f"{HOME}/orders/{order.number}",
        f"{HOME}/orders/{order.number}/address",
        f"/?said=placed&order={evil}".replace('"', "%22"),
    ):
        answer = browse(place)
        assert answer.status == 200
        assert b"<script" not in answer.body
        assert b'href="javascript' not in answer.body
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_views_narrow_the_list(sandbox, browse):
    number = next(
        n for n, o in sandbox.shop.orders.items() if o.shipping_status == "shipped"
    )
    assert number in browse(f"{HOME}?show=shipped").body.decode()
    assert number not in browse(f"{HOME}?show=to-ship").body.decode()
    assert b'http-equiv="refresh"' in browse(f"{HOME}?watch=1").body
    assert browse(f"{HOME}?show=nonsense&from=x").status == 200


def test_many_orders_are_shown_a_hundred_at_a_time(sandbox, browse):
    for _ in range(70):
        sandbox.shop.place_order()
    assert "Older orders (10 more)" in browse("/").body.decode()
    assert "Older orders" not in browse(f"{HOME}?from=100").body.decode()


def test_products_are_shown_and_deleted(sandbox, browse):
    page = browse(f"{HOME}/products").body.decode()
    assert "&lt;p&gt;SKU: PRINT-A3&lt;/p&gt;" in page
    product = next(iter(sandbox.shop.products.values()))
    browse(f"{HOME}/products/{product.id}/delete", {})
    assert product.deleted


def test_pictures_are_png_and_where_the_api_says(sandbox, browse):
    place = sandbox.shop.orders[next(iter(sandbox.shop.orders))].lines[0].product_id
    answer = browse(f"/images/{ACCOUNT_ID}/{place}.png")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.body.startswith(b"\x89PNG")
    assert browse(f"/images/{ACCOUNT_ID}/nothing.png").status == 200


def test_switches_and_faults_are_set_on_the_workbench(sandbox, browse):
    page = browse("/workbench").body.decode()
    values = dict(re.findall(r'<input name="(\w+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', page):
        values[name] = re.search(r"<option selected>([^<]*)", options).group(1)
    values |= {"deleted_product": "missing", "links_next": "no", "max_page_limit": "7"}
    assert browse("/workbench/switches", values).status == 303
    assert sandbox.switches.deleted_product == "missing"
    assert sandbox.switches.links_next is False
    assert sandbox.switches.max_page_limit == 7
    assert sandbox.switches.refund_payment_status is None
    assert browse("/workbench/switches", {**values, "links_next": "x"}).status == 400
    browse("/workbench/faults/429", {})
    assert Caller(sandbox).get("/orders").status == 429
    browse("/workbench/faults/lost", {})
    browse("/workbench/faults/clear", {})
    assert sandbox.faults.armed == []
    browse(f"{HOME}/credentials", {})
    assert Caller(sandbox).get("/orders").status == 401
    assert "every request gets 401" in browse("/workbench").body.decode()


def test_another_site_cannot_press_the_buttons(sandbox, browse):
    answer = browse(f"{HOME}/orders", {}, Origin="https://evil.example")
    assert answer.status == 403
    assert len(sandbox.shop.orders) == 40
    assert browse(f"{HOME}/orders", {}, Origin=sandbox.url).status == 303


@pytest.mark.parametrize("path", ["/nothing", "/shops/9", f"{HOME}/orders/NOPE-000000"])
def test_what_is_not_there_is_404(browse, path):
    assert browse(path).status == 404
