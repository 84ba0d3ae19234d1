"""Single values of an answer: text, money, whole numbers, moments."""

import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal

# PostgreSQL stores neither NUL nor half of a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s*"
    r"(?:(Z)|([+-])(\d\d):?(\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)
# Far beyond any amount in any currency, and what Odoo and PostgreSQL can hold.
_MAX_DIGITS = 15


def storable(value):
    """`value` with only what PostgreSQL's jsonb can hold, all the way down.

    NUL is dropped, a lone surrogate becomes U+FFFD, a `Decimal` becomes a float when
    that is the same number and its text otherwise.

    :raises RecursionError: the value is nested beyond reason
    """
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(str(key)): storable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [storable(item) for item in value]
    if isinstance(value, Decimal):
        return _plain_number(value)
    if isinstance(value, float) and not _is_finite(value):
        return str(value)
    return value


def _plain_number(value):
    number = float(value) if value.is_finite() else None
    if number is not None and _is_finite(number) and Decimal(repr(number)) == value:
        return number
    return str(value)


def _is_finite(number):
    return number - number == 0


def clean(text):
    """`text` without characters that PostgreSQL cannot store."""
    if text.isascii() and "\x00" not in text:
        # Most texts, at a tenth of what the search costs.
        return text
    return _UNSTORABLE.sub(lambda m: "" if m[0] == "\x00" else "\ufffd", text)


def to_text(value):
    """Stripped text; "" for anything that is not text or a number."""
    if isinstance(value, str):
        text = clean(value).strip()
        return text if text.isascii() else text.strip("\ufeff\u200b").strip()
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return str(value)
    return ""


def to_id(value):
    """An id as text, or None. Ids are strings, yet whole numbers were seen."""
    if isinstance(value, (str, int)):
        return to_text(value) or None
    return None


def to_decimal(value):
    """Exact `Decimal` of "12.50", 12.5 or 12; None when it is no plain amount.

    The API writes money as text with any number of decimals (captured: "0.25",
    "2.0"). NaN, infinity, digit groups and unreasonably long numbers are no amounts.
    """
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        value = repr(value) if isinstance(value, float) else str(value)
    if not isinstance(value, str) or len(value) > 100:
        return None
    value = value.strip()
    if not _NUMBER.fullmatch(value):
        return None
    number = Decimal(value)
    if number and not -_MAX_DIGITS <= number.adjusted() < _MAX_DIGITS:
        return None
    return number


def to_quantity(value):
    """Whole number of units (0 or more), or None. "2" and 2.0 count as 2."""
    number = to_decimal(value)
    if number is None or number < 0 or number != number.to_integral_value():
        return None
    return int(number) if number < 10**9 else None


def to_moment(value):
    """Aware UTC datetime of an ISO 8601 text, or None. Without zone: UTC.

    The API writes `2015-08-29T13:03:50.000Z` (captured).
    """
    match = isinstance(value, str) and _MOMENT.fullmatch(value.strip())
    if not match:
        return None
    year, month, day, hour, minute, second, fraction, _z, sign, off_h, off_m = (
        match.groups()
    )
    try:
        moment = datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            int((fraction or "0")[:6].ljust(6, "0")),
            tzinfo=timezone.utc,
        )
        offset = timedelta(hours=int(off_h or 0), minutes=int(off_m or 0))
        return moment + offset if sign == "-" else moment - offset
    except (ValueError, OverflowError):
        return None
