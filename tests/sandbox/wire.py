"""How values look in Big Cartel's JSON, and how a test bends them."""

from datetime import datetime, timezone
from decimal import Decimal

MEDIA_TYPE = "application/vnd.api+json"
# [facts 2.3, weak] the answers' content type as a 2015 client recorded it
CONTENT_TYPE = f"{MEDIA_TYPE}; charset=utf-8"


class _Absent:
    """Put in a record's ``raw``: the key is left out of the document."""

    def __repr__(self):
        return "ABSENT"

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


ABSENT = _Absent()


def new_raw():
    """Overrides of one record: ``attributes`` and ``relationships`` merge."""
    return {"attributes": {}, "relationships": {}}


def apply_raw(resource, raw):
    """Lay a record's ``raw`` over its resource object, in place.

    A key other than ``attributes`` and ``relationships`` (``type``, ``links``,
    ``id``...) replaces the member of that name; ``ABSENT`` removes it.
    """
    for section, changes in raw.items():
        if section in ("attributes", "relationships") and isinstance(changes, dict):
            if changes:
                _merge(resource.setdefault(section, {}), changes)
        else:
            _merge(resource, {section: changes})
    return resource


def _merge(target, changes):
    for key, value in changes.items():
        if value is ABSENT:
            target.pop(key, None)
        else:
            target[key] = value


def decimal(value):
    """Money given as text, int, float or Decimal, exactly as a person reads it."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def money(value):
    """[CAP] money is text with at least one decimal: 2.0, 12.5, 0.25."""
    if not isinstance(value, Decimal):
        return value
    text = format(value.normalize(), "f")
    return text if "." in text else f"{text}.0"


def stamp(moment):
    """[CAP] ``2015-08-29T13:03:50.000Z``: UTC, milliseconds."""
    if not isinstance(moment, datetime):
        return moment
    moment = moment.astimezone(timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def parse_moment(text):
    """An ISO-8601 moment from a filter (its format is OPEN, UTC is assumed)."""
    moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return stamp(moment)
