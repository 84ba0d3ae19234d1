"""Accounts, products and shipments: JSON:API resources become small objects.

Facts: developers.bigcartel.com/api/v1; captured answers of 2015. Nothing here but an
id is required: these documents inform, they carry no money that we book.
"""

import logging

from .documents import (
    Account,
    Product,
    ProductOption,
    ProductPage,
    Shipment,
    ShipmentItem,
)
from .errors import NotFound, UnreadableAnswer
from .jsonapi import Included, as_dict, as_list, attributes, references, related_id
from .values import storable, to_decimal, to_id, to_quantity, to_text

_logger = logging.getLogger(__name__)


def pick_account(payload, account_id=None):
    """The account with an id, or the first, of an answer to `GET /v1/accounts`.

    :rtype: Account
    :raises NotFound: there is none, or not this one
    :raises UnreadableAnswer: the answer holds no list of accounts
    """
    rows = payload.get("data")
    if isinstance(rows, dict):
        rows = [rows]
    if not isinstance(rows, list):
        raise UnreadableAnswer("a list of accounts", "JSON without a list in `data`")
    included = Included(payload) if len(rows) == 1 else None
    accounts = [parse_account(row, included) for row in rows]
    for account in accounts:
        if account_id in (None, account.id):
            return account
    if not accounts:
        raise NotFound(
            "The login was accepted, but Big Cartel names no shop for it. Check that "
            "the shop still exists."
        )
    others = ", ".join(account.id for account in accounts[:5])
    raise NotFound(
        f"The login was accepted, but it is not for account {account_id}: it is for "
        f"{others}. Correct the account id of the shop."
    )


def parse_account(row, included=None):
    """Read an account.

    :param dict row: a resource of type `accounts`
    :param Included included: what came along, used only where the account itself
        does not name its currency or country
    :rtype: Account
    :raises UnreadableAnswer: it has no id
    """
    row = as_dict(row)
    values = attributes(row)
    return Account(
        id=_required_id(row, "an account"),
        store_name=to_text(values.get("store_name")) or None,
        subdomain=to_text(values.get("subdomain")) or None,
        url=to_text(values.get("url")) or None,
        contact_email=to_text(values.get("contact_email")) or None,
        currency=_code(row, "currency", "currencies", included),
        country=_code(row, "country", "countries", included),
        time_zone=to_text(values.get("time_zone")) or None,
    )


def _code(row, name, type_name, included):
    """ISO code from the relationship, an attribute, or the only one that came along."""
    values = attributes(row)
    code = related_id(row, name)
    for attribute in (f"{name}_id", f"{name}_code", name):
        code = code or to_text(values.get(attribute))
    if not code and included:
        candidates = included.of_type(type_name)
        code = to_id(candidates[0].get("id")) if len(candidates) == 1 else None
    return code.upper() if code else None


def parse_product(document):
    """Read one product.

    :param dict document: `{"data": {...}, "included": [...]}`
    :rtype: Product
    :raises UnreadableAnswer: it has no id
    """
    document = as_dict(document)
    return parse_product_row(document.get("data"), Included(document))


def parse_product_page(rows, included, count=None):
    """Read the products of a page; one without an id is left out.

    :param list rows: the `data` of the answer (or a part of it)
    :param Included included: what came along
    :param count: how many products there are in all, or None
    :rtype: ProductPage
    """
    products = []
    for row in rows:
        try:
            products.append(parse_product_row(row, included))
        except UnreadableAnswer as error:
            _logger.warning("A product is left out: %s", error)
    return ProductPage(tuple(products), count)


def parse_product_row(row, included):
    """Read one product of a page; see :func:`parse_product`."""
    row = as_dict(row)
    values = attributes(row)
    return Product(
        id=_required_id(row, "a product"),
        name=to_text(values.get("name")),
        description=to_text(values.get("description")),
        status=to_text(values.get("status")),
        image_url=_image_url(row, included),
        options=tuple(_options(row, included)),
    )


def _image_url(row, included):
    url = to_text(attributes(row).get("primary_image_url"))
    for image in included.related(row, "images"):
        url = url or to_text(attributes(image).get("url"))
    return url


def _options(row, included):
    """An option that did not come along keeps its id: it can still be linked."""
    for reference in references(row, "options"):
        id_ = to_id(as_dict(reference).get("id"))
        if id_:
            values = attributes(included.get(reference))
            price = to_decimal(values.get("price"))
            yield ProductOption(id_, to_text(values.get("name")), price)


def parse_shipment(row):
    """Read one shipment. Its schema is not documented, so anything may be missing.

    :param dict row: a resource of type `shipments`
    :rtype: Shipment
    :raises UnreadableAnswer: it has no id
    """
    row = as_dict(row)
    values = attributes(row)
    items = as_list(values.get("items")) or references(row, "items")
    return Shipment(
        id=_required_id(row, "a shipment"),
        carrier=to_text(values.get("carrier")),
        tracking_number=to_text(values.get("tracking_number")),
        tracking_url=to_text(values.get("tracking_url")),
        items=tuple(item for item in map(_shipment_item, items) if item),
    )


def _shipment_item(item):
    """Written as `{"order_line_item_id": "2", "quantity": 1}` (a public client)."""
    values = {**as_dict(item), **attributes(item)}
    line_id = None
    for name in ("order_line_item_id", "line_item_id", "id"):
        line_id = line_id or to_id(values.get(name))
    quantity = to_quantity(values.get("quantity"))
    return ShipmentItem(line_id, quantity) if line_id and quantity else None


def _required_id(row, what):
    id_ = to_id(storable(row.get("id")))
    if not id_:
        raise UnreadableAnswer(f"{what} with an id", "one without")
    return id_
