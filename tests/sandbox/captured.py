"""Captured documents on the wire: unchanged, except for what happened since.

A record's ``source`` is ``{"data": resource, "included": [...], "was": {...}}``;
``was`` holds the plain fields as they were read from it.
"""

import copy

# Plain fields of an order that show in its attributes under the same name.
SHOWN = (
    "customer_first_name",
    "customer_last_name",
    "customer_email",
    "customer_phone_number",
    "customer_note",
    "shipping_address_1",
    "shipping_address_2",
    "shipping_city",
    "shipping_state",
    "shipping_zip",
    "shipping_status",
    "payment_status",
    "updated_at",
    "completed_at",
)


def copy_of(source):
    return copy.deepcopy(source["data"]), copy.deepcopy(source["included"])


def order(order):
    """(resource, included): the capture, and what changed after it was read."""
    resource, included = copy_of(order.source)
    was = order.source["was"]
    for name in SHOWN:
        value = getattr(order, name)
        if value != was.get(name):
            resource["attributes"][name] = value
    _add_events(order, resource, included)
    _show_quantities(order, included)
    return resource, included


def _add_events(order, resource, included):
    known = order.source["was"]["events"]
    for event in order.events[known:]:
        events = resource["relationships"].setdefault("events", {"data": []})
        events["data"].append({"type": "order_events", "id": event.id})
        included.append(
            {
                "id": event.id,
                "type": "order_events",
                "attributes": {
                    "created_at": event.created_at,
                    "message": event.message,
                    "identifier": event.identifier,
                },
            }
        )


def _show_quantities(order, included):
    """Only where the capture has them (it is older than they are) [CAP]."""
    lines = {line.id: line for line in order.lines}
    for row in included:
        values = row.get("attributes", {})
        if row["type"] == "order_line_items" and "quantity_unshipped" in values:
            line = lines[row["id"]]
            values["quantity_shipped"] = line.quantity_shipped
            values["quantity_unshipped"] = line.quantity_unshipped
