"""Order lines and amounts: the part of an order where nothing may be guessed."""

from .documents import OrderLine
from .errors import InvalidOrder
from .jsonapi import attributes, has_relationship, key_of, references, related_id
from .values import to_decimal, to_id, to_quantity, to_text

_AMOUNT = 'an amount such as "12.50"'
_REQUIRED = object()


def parse_lines(number, row, included):
    """The lines of an order, in its own order.

    Without an `items` relationship, every line that came along belongs to it.

    :param str number: of the order, for messages
    :param dict row: the resource of type `orders`
    :param Included included: what came along
    :rtype: tuple[OrderLine, ...]
    :raises InvalidOrder: a line is missing, or cannot be read
    """
    if has_relationship(row, "items"):
        resources = _referred_lines(number, row, included)
    else:
        resources = included.of_type("order_line_items")
    units = to_quantity(attributes(row).get("item_count"))
    if units and not resources:
        raise InvalidOrder(number, "items", f"lines for {units} units", "empty")
    return tuple(
        _line(number, position, resource)
        for position, resource in enumerate(resources, 1)
    )


def _referred_lines(number, row, included):
    found = {}
    for reference in references(row, "items"):
        resource = included.get(reference)
        if resource is None:
            key = key_of(reference)
            raise InvalidOrder(
                number,
                f"line {key[1]}" if key else "a line",
                "part of the answer",
                "missing",
            )
        found[key_of(resource)] = resource
    return list(found.values())


def _line(number, position, resource):
    values = attributes(resource)
    where = f"line {position} "
    price = parse_money(number, values, "price", where=where)
    quantity = to_quantity(values.get("quantity"))
    if quantity is None:
        raise InvalidOrder(
            number,
            f"{where}quantity",
            "a whole number of units",
            _describe(values.get("quantity")),
        )
    return OrderLine(
        id=to_id(resource.get("id")),
        product_id=related_id(resource, "product") or to_id(values.get("product_id")),
        option_id=related_id(resource, "product_option")
        or to_id(values.get("product_option_id")),
        product_name=to_text(values.get("product_name")),
        option_name=to_text(values.get("product_option_name")),
        quantity=quantity,
        price=price,
        total=parse_money(number, values, "total", price * quantity, where=where),
        image_url=to_text(values.get("image_url")),
        quantity_shipped=to_quantity(values.get("quantity_shipped")),
        quantity_unshipped=to_quantity(values.get("quantity_unshipped")),
    )


def parse_money(number, values, name, default=_REQUIRED, where=""):
    """The exact amount called `name`, in the order's currency.

    :param default: returned where it is missing, null or empty; required without
    :rtype: Decimal
    :raises InvalidOrder: there is no amount, or it is none
    """
    value = values.get(name)
    if default is not _REQUIRED and (value is None or value == ""):
        return default
    amount = to_decimal(value)
    if amount is None:
        raise InvalidOrder(number, f"{where}{name}", _AMOUNT, _describe(value))
    return amount


def _describe(value):
    """What a wrong value is, short enough for a message."""
    if value is None or value == "":
        return "missing"
    if isinstance(value, (dict, list)):
        return "a list" if isinstance(value, list) else "an object"
    text = str(value)
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'
