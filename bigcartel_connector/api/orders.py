"""Order documents become :class:`Order` objects.

Facts: developers.bigcartel.com/api/v1, Orders; captured answers of 2015; public
clients for what was added since. Statuses, attributes and types that are not known
yet are no error; only an order whose money or quantities cannot be told is refused.
"""

import hashlib
import json
import re
from decimal import Decimal

from .const import DISCOUNT_ADJUSTMENTS, SHIPPING_ADJUSTMENTS
from .documents import (
    Address,
    Customer,
    Event,
    Order,
    OrderHead,
    OrderPage,
    UnreadableOrder,
)
from .errors import ApiError, InvalidOrder
from .jsonapi import (
    Included,
    as_dict,
    attributes,
    has_relationship,
    plural,
    related_id,
)
from .order_lines import parse_lines, parse_money
from .values import storable, to_decimal, to_id, to_moment, to_text

# "[CODE] Description" is how a discount's label reads (documented sample order).
_DISCOUNT = re.compile(r"\[([^\]]+)\]\s*(.*)", re.DOTALL)


def parse_order(document):
    """Read one order.

    :param dict document: `{"data": {...}, "included": [...]}`, as answered by the
        API or as kept in :attr:`Order.document`
    :rtype: Order
    :raises InvalidOrder: the number, `total`, or a line's `price` or `quantity` is
        missing or senseless, or a line did not come along
    """
    try:
        return _parse(*_minimal(document))
    except RecursionError:
        raise InvalidOrder(None, "the order", "flat", "nested too deep") from None


def parse_order_page(rows, included, count=None, find_unchanged=None):
    """Read the orders of a page, keeping the unreadable ones apart.

    :param list rows: the `data` of the answer (or a part of it)
    :param Included included: what came along
    :param count: how many orders match in all, or None
    :param find_unchanged: function of a list of `OrderHead` that returns the numbers
        of those that need not be read
    :rtype: OrderPage
    """
    orders, unreadable, unchanged = [], [], []
    documents = [_try_minimal_row(row, included) for row in rows]
    heads = [_head(*each, included) for each in documents if all(each)]
    known = find_unchanged(heads) if find_unchanged and heads else ()
    for row, (document, digest) in zip(rows, documents, strict=True):
        number = _number(row)
        if number in known:
            unchanged.append(number)
            continue
        try:
            orders.append(_parse(document, digest))
        except ApiError as error:
            unreadable.append(UnreadableOrder(number, error.message, document))
        except RecursionError:
            error = InvalidOrder(number, "the order", "flat", "nested too deep")
            unreadable.append(UnreadableOrder(number, error.message))
    return OrderPage(
        tuple(orders), tuple(unreadable), count, unchanged=tuple(unchanged)
    )


def _number(row):
    return to_id(as_dict(row).get("id"))


def _head(document, digest, included):
    row = document["data"]
    values = attributes(row)
    return OrderHead(
        number=_number(row),
        payment_status=to_text(values.get("payment_status")),
        shipping_status=to_text(values.get("shipping_status")),
        status=to_text(values.get("status")),
        refunds=_refunds(row, included),
        digest=digest,
    )


# --- the document of one order -------------------------------------------------------


def _minimal(document):
    """The document reduced to its order and what that refers to, and its digest."""
    document = as_dict(document)
    row, included = document.get("data"), Included(document)
    also = []
    if isinstance(row, dict) and not has_relationship(row, "items"):
        # A document of one order: every line in it belongs to that order.
        also = included.of_type("order_line_items")
    return _minimal_row(row, included, also)


def _try_minimal_row(row, included):
    """As `_minimal_row`; nothing where it is nested too deep."""
    try:
        return _minimal_row(row, included)
    except RecursionError:
        return None, None


def _minimal_row(row, included, also=()):
    """(document, digest); the few texts and numbers that cannot be stored replaced.

    The digest is the SHA-256 (hex) of the canonical JSON.
    """
    document = {"data": row, "included": included.reachable(row, also)}
    try:
        text = _canonical(document)
    except (TypeError, ValueError):  # a `Decimal`, or half of a surrogate pair
        text = None
    if text is None or rb"\u0000" in text:
        document = storable(document)
        text = _canonical(document)
    return document, hashlib.sha256(text).hexdigest()


def _canonical(document):
    text = json.dumps(
        document,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )
    return text.encode()


# --- the order -----------------------------------------------------------------------


def _parse(document, digest):
    """The order; RecursionError where there is no document."""
    if document is None:
        raise RecursionError
    row, included = document["data"], Included(document)
    number = _number(row)
    if not isinstance(row, dict) or not number:
        raise InvalidOrder(None, "its id", "the order number", "missing")
    values = attributes(row)
    adjustments = _adjustments(row, included)
    code, label = _discount(adjustments)
    return Order(
        number=number,
        payment_status=to_text(values.get("payment_status")),
        shipping_status=to_text(values.get("shipping_status")),
        created_at=to_moment(values.get("created_at")),
        updated_at=to_moment(values.get("updated_at")),
        completed_at=to_moment(values.get("completed_at")),
        customer=_customer(values),
        address=_address(row, included),
        currency=_currency(row, included),
        item_total=parse_money(number, values, "item_total", Decimal(0)),
        shipping_total=parse_money(number, values, "shipping_total", Decimal(0)),
        tax_total=parse_money(number, values, "tax_total", Decimal(0)),
        discount_total=parse_money(number, values, "discount_total", Decimal(0)),
        total=parse_money(number, values, "total"),
        tax_remitted=parse_money(number, values, "tax_remitted_by_big_cartel", None),
        lines=parse_lines(number, row, included),
        discount_code=code,
        discount_label=label,
        shipping_label=_join(
            text for kind, text in adjustments if kind in SHIPPING_ADJUSTMENTS
        ),
        events=tuple(_event(item) for item in included.related(row, "events")),
        status=to_text(values.get("status")),
        refunds=_refunds(row, included),
        document=document,
        digest=digest,
    )


def _customer(values):
    return Customer(
        first_name=to_text(values.get("customer_first_name")),
        last_name=to_text(values.get("customer_last_name")),
        email=to_text(values.get("customer_email")),
        phone=to_text(values.get("customer_phone_number")),
        note=to_text(values.get("customer_note")),
    )


def _address(row, included):
    """The country is a relationship (2015), later an attribute as well."""
    values = attributes(row)
    code = related_id(row, "shipping_country") or to_text(
        values.get("shipping_country_id")
    )
    name = to_text(values.get("shipping_country_name"))
    for country in included.related(row, "shipping_country"):
        name = to_text(attributes(country).get("name")) or name
    return Address(
        line1=to_text(values.get("shipping_address_1")),
        line2=to_text(values.get("shipping_address_2")),
        city=to_text(values.get("shipping_city")),
        state=to_text(values.get("shipping_state")),
        zip=to_text(values.get("shipping_zip")),
        country_code=code.upper(),
        country_name=name,
    )


def _currency(row, included):
    values = attributes(row)
    code = related_id(row, "currency")
    for name in ("currency_id", "currency_code", "currency"):
        code = code or to_text(values.get(name))
    for transaction in included.related(row, "transactions"):
        code = code or related_id(transaction, "currency")
    return (code or "").upper()


def _refunds(row, included):
    """The amounts of refund transactions; `order_transactions/refunds` is a guess."""
    return tuple(
        _amount(transaction)
        for transaction in included.related(row, "transactions")
        if "refund" in to_text(transaction.get("type")).casefold()
    )


def _amount(transaction):
    amount = to_decimal(attributes(transaction).get("amount"))
    return None if amount is None else abs(amount)


def _event(resource):
    values = attributes(resource)
    return Event(
        created_at=to_moment(values.get("created_at")),
        message=to_text(values.get("message")),
        identifier=to_text(values.get("identifier")),
    )


# --- adjustments: for labels and the discount code only, amounts are in the totals ---


def _adjustments(row, included):
    """[(kind, label)] where the kind of `order_adjustments/tax` is `tax`."""
    return [
        (
            plural(item.get("type")).partition("/")[2],
            to_text(attributes(item).get("label")),
        )
        for item in included.related(row, "adjustments")
    ]


def _discount(adjustments):
    codes, labels = [], []
    for kind, text in adjustments:
        if kind in DISCOUNT_ADJUSTMENTS:
            match = _DISCOUNT.fullmatch(text)
            codes.append(match[1].strip() if match else "")
            labels.append(match[2].strip() if match else text)
    return _join(codes), _join(labels)


def _join(texts):
    return ", ".join(dict.fromkeys(text for text in texts if text))
