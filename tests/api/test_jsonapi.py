"""Finding related objects whatever a type is called."""

import pytest

from odoo.addons.bigcartel_connector.api.jsonapi import plural


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("product", "products"),
        ("countries", "countries"),
        ("currency", "currencies"),
        ("order_line_item", "order_line_items"),
        ("order-adjustment/Shipping", "order_adjustments/shipping"),
        (None, ""),
        ("", ""),
    ],
)
def test_type_names_are_compared_in_the_plural(given, expected):
    assert plural(given) == expected
