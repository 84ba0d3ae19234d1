"""Orders of a page that the caller knows already."""

from odoo.addons.bigcartel_connector.api.jsonapi import Included
from odoo.addons.bigcartel_connector.api.orders import parse_order_page

from .support import order_row


def test_what_is_unchanged_is_not_read_and_comes_by_its_number():
    rows = [order_row("AAAA-000001", total="?"), order_row("AAAA-000002"), None]
    seen = []

    def find_unchanged(heads):
        seen.extend(heads)
        return {"AAAA-000001"}

    found = parse_order_page(rows, Included({}), find_unchanged=find_unchanged)
    assert found.unchanged == ("AAAA-000001",)
    assert [order.number for order in found.orders] == ["AAAA-000002"]
    assert [row.number for row in found.unreadable] == [None]
    assert found.numbers == ["AAAA-000001", "AAAA-000002"]
    (read,) = found.orders
    assert [head.number for head in seen] == ["AAAA-000001", "AAAA-000002", None]
    for name in ("digest", "payment_status", "shipping_status", "status", "refunds"):
        assert getattr(seen[1], name) == getattr(read, name)
