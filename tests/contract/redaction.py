"""Takes persons and secrets out of what is recorded.

What may stay is named; everything else that is text is replaced, so that an attribute
nobody knows yet cannot give a customer away.
"""

import json
import re

KEPT_HEADERS = {"content-type", "retry-after", "location"}

# Attributes kept as they are, by type. "*" keeps them all.
_PUBLIC = ("created_at", "updated_at")
_KEPT = {
    "orders": (
        *("item_count", "item_total", "discount_total", "shipping_total", "tax_total"),
        *("total", "tax_remitted_by_big_cartel", "shipping_status", "payment_status"),
        *("shipping_country_id", "shipping_country_name", "completed_at", *_PUBLIC),
    ),
    "accounts": (
        *("artists_enabled", "inventory_enabled", "launched", "time_zone"),
        *("under_maintenance", "has_active_advanced_tax_settings", *_PUBLIC),
    ),
    "order_events": ("identifier", *_PUBLIC),
    "order_transactions": ("amount", "processor", *_PUBLIC),
    "shipments": ("carrier", "items", "notify_customer", *_PUBLIC),
    "carts": _PUBLIC,
}
_FULLY_KEPT = {
    *("order_line_items", "order_adjustments", "products", "product_options"),
    *("product_images", "shipping_options", "categories", "artists", "currencies"),
    *("countries", "plans"),
}
# What replaces a text, so that the client still finds the shape it knows.
_SUBSTITUTES = {
    "customer_email": "customer@example.com",
    "contact_email": "shop@example.com",
    "customer_first_name": "First",
    "customer_last_name": "Last",
    "customer_phone_number": "+1 (123) 456-7890",
    "subdomain": "shop",
    "store_name": "Shop",
    "url": "https://shop.example.com",
    "shipping_latitude": 0.0,
    "shipping_longitude": 0.0,
}


def redact_document(value):
    """A copy of a JSON:API document without persons."""
    if isinstance(value, list):
        return [redact_document(item) for item in value]
    if not isinstance(value, dict):
        return value
    result = {key: redact_document(item) for key, item in value.items()}
    if isinstance(value.get("attributes"), dict):
        result["attributes"] = _redact_attributes(
            str(value.get("type")), value["attributes"]
        )
    return result


def _redact_attributes(type_name, values):
    kind = type_name.partition("/")[0]
    if kind in _FULLY_KEPT:
        # The address of a product's page names the shop, which is half of its login.
        return {
            k: _substitute(k, v) if k == "url" and kind == "products" else v
            for k, v in values.items()
        }
    kept = _KEPT.get(kind, ())
    return {
        key: value if key in kept else _substitute(key, value)
        for key, value in values.items()
    }


def _substitute(key, value):
    """A stand-in of the same kind: nothing stays nothing, true stays true."""
    if value in (None, "") or isinstance(value, bool):
        return value
    if key in _SUBSTITUTES:
        return _SUBSTITUTES[key]
    if isinstance(value, str):
        return "Redacted"
    return 0 if isinstance(value, (int, float)) else type(value)()


def redact_response(response, urls=(), persons=True):
    """For vcrpy: an answer with plain headers and without persons.

    :param urls: [(found, written instead)] in the body
    :param bool persons: whether persons are real and have to go
    """
    body = response["body"]["string"]
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    for found, instead in urls:
        text = text.replace(found, instead)
    if persons:
        text = _redact_text(text)
    response["body"]["string"] = text.encode()
    response["headers"] = {
        name: values
        for name, values in response["headers"].items()
        if name.lower() in KEPT_HEADERS or re.search("rate-?limit", name, re.I)
    }
    return response


def _redact_text(text):
    try:
        return json.dumps(redact_document(json.loads(text)))
    except ValueError:
        return "Redacted" if text.strip() else text
