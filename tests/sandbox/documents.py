"""A shop made of captured JSON:API documents, which it then serves unchanged."""

import copy
import json
from pathlib import Path

from .captured import SHOWN
from .records import Account, Event, Line, Option, Order, Product
from .wire import decimal


def build(cls, account=None, products=None, orders=None, *, unshipped=False, **secrets):
    """A ``Shop`` of documents (dicts, JSON text, or paths of files).

    ``orders`` and ``products`` take one document or a list of them; each may hold
    one resource or a list. Without ``account`` one is made up, with the id in the
    orders' links. ``unshipped``: lists the orders as unshipped on the wire (the
    captured ones are shipped), and changes nothing else in them. ``secrets``:
    password and access_token.
    """
    order_rows = _rows(orders)
    account_row = next(iter(_rows(account)), None)
    shop = cls(_account(account_row, order_rows), **secrets)
    for row in _rows(products):
        product = _product(row)
        shop.products[product.id] = product
    # [CAP] the captured list is newest first; ``orders`` keeps the newest last.
    for row in reversed(order_rows):
        order = _order(row)
        if unshipped:
            order.shipping_status = "unshipped"
            for line in order.lines:
                line.quantity_shipped = 0
        shop.file(order)
    return shop


def _read(document):
    if isinstance(document, dict):
        return document
    text = str(document)
    if not text.lstrip().startswith("{"):
        text = Path(document).read_text(encoding="utf-8")
    return json.loads(text)


def _rows(documents):
    """[(resource, the included rows it points to)] of one or several documents."""
    if documents is None:
        return []
    rows = []
    for given in documents if isinstance(documents, (list, tuple)) else [documents]:
        document = _read(given)
        data = document["data"]
        known = {(r["type"], r["id"]): r for r in document.get("included", [])}
        for resource in data if isinstance(data, list) else [data]:
            rows.append((resource, _reached(resource, known)))
    return rows


def _reached(resource, known):
    """``included`` rows of one resource, in the document's order."""
    wanted, queue = set(), [resource]
    while queue:
        for key in _pointed(queue.pop()):
            if key in known and key not in wanted:
                wanted.add(key)
                queue.append(known[key])
    return [copy.deepcopy(row) for key, row in known.items() if key in wanted]


def _pointed(resource):
    for relation in resource.get("relationships", {}).values():
        data = relation.get("data")
        for row in data if isinstance(data, list) else [data]:
            if row:
                yield row["type"], row["id"]


def _related(resource, name):
    data = resource.get("relationships", {}).get(name, {}).get("data")
    return data["id"] if isinstance(data, dict) else None


def _account(row, order_rows):
    if row:
        resource, included = row
        values = resource["attributes"]
        return Account(
            resource["id"],
            values["subdomain"],
            values["store_name"],
            currency=_related(resource, "currency"),
            country=_related(resource, "country"),
            source={"data": resource, "included": included},
        )
    link = order_rows[0][0]["links"]["self"] if order_rows else "/accounts/1/"
    identity = link.split("/accounts/")[1].split("/")[0]
    return Account(identity, f"shop{identity}", f"Shop {identity}")


def _product(row):
    resource, included = row
    values = resource["attributes"]
    options = [
        Option(
            option["id"],
            option["attributes"]["name"],
            decimal(option["attributes"]["price"]),
            option["attributes"].get("quantity"),
        )
        for option in included
        if option["type"] == "product_options"
    ]
    return Product(
        resource["id"],
        values["name"],
        values.get("description") or "",
        options,
        permalink=values.get("permalink", ""),
        status=values.get("status", "active"),
        created_at=values.get("created_at", ""),
        updated_at=values.get("updated_at", ""),
        source={"data": resource, "included": included},
    )


def _order(row):
    resource, included = row
    values = resource["attributes"]
    known = {name: values.get(name) for name in (*SHOWN, "created_at")}
    order = Order(resource["id"], **known)
    for name in (
        "item_total",
        "discount_total",
        "shipping_total",
        "tax_total",
        "total",
    ):
        setattr(order, name, decimal(values[name]))
    order.currency = _related(resource, "currency")
    order.shipping_country_id = _related(resource, "shipping_country")
    shipped = order.shipping_status == "shipped"
    for part in included:
        if part["type"] == "order_line_items":
            order.lines.append(_line(part, shipped))
        elif part["type"] == "order_events":
            order.events.append(_event(part))
    was = {**known, "events": len(order.events)}
    order.source = {"data": resource, "included": included, "was": was}
    return order


def _line(part, shipped):
    values = part["attributes"]
    return Line(
        part["id"],
        _related(part, "product"),
        _related(part, "product_option"),
        values["product_name"],
        values["product_option_name"],
        values["quantity"],
        decimal(values["price"]),
        quantity_shipped=values["quantity"] if shipped else 0,
        image_url=values.get("image_url"),
    )


def _event(part):
    values = part["attributes"]
    return Event(
        part["id"],
        values["created_at"],
        values["message"],
        values.get("identifier", ""),
    )
