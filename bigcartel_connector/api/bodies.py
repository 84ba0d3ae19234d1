"""What the client sends."""

from .const import SHIPPED


def shipped_body(number):
    """Marks an order shipped (two public clients send exactly this)."""
    return {
        "data": {
            "id": number,
            "type": "orders",
            "attributes": {"shipping_status": SHIPPED},
        }
    }


def shipment_body(
    number, items, *, carrier, tracking_number, tracking_url, notify_customer
):
    """Makes a shipment, in the form that a public client sends in daily use (2021).

    It sends the order's number as `id`; whether that is required is not documented.
    Carrier and tracking are left out where there are none.

    :param items: iterable of :class:`ShipmentItem`
    :raises ValueError: `items` is empty
    """
    values = {
        "notify_customer": bool(notify_customer),
        "items": [
            {"quantity": int(item.quantity), "order_line_item_id": str(item.line_id)}
            for item in items
        ],
    }
    if not values["items"]:
        raise ValueError("a shipment needs at least one item")
    tracking = {
        "carrier": carrier,
        "tracking_number": tracking_number,
        "tracking_url": tracking_url,
    }
    values.update((key, str(value)) for key, value in tracking.items() if value)
    return {"data": {"id": number, "type": "shipments", "attributes": values}}
