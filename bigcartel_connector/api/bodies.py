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
    values.update(_tracking(carrier, tracking_number, tracking_url))
    return {"data": {"id": number, "type": "shipments", "attributes": values}}


def tracking_body(
    shipment_id, *, carrier, tracking_number, tracking_url, notify_customer
):
    """Changes the tracking of a shipment, in the form of JSON:API.

    No client that sends it was ever found; the attributes are those of a new one.
    """
    values = {
        "notify_customer": bool(notify_customer),
        **_tracking(carrier, tracking_number, tracking_url),
    }
    return {"data": {"id": shipment_id, "type": "shipments", "attributes": values}}


def _tracking(carrier, tracking_number, tracking_url):
    """What there is to tell of a parcel's way; nothing is sent empty."""
    tracking = {
        "carrier": carrier,
        "tracking_number": tracking_number,
        "tracking_url": tracking_url,
    }
    return {name: str(value) for name, value in tracking.items() if value}
