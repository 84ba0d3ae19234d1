"""Wrong values for every place of a document."""

import copy
import hashlib
from contextlib import contextmanager

from tests.sandbox.wire import ABSENT as MISSING

# Long enough for no column with an index, and not to be packed.
LONG = "".join(hashlib.sha256(bytes([n])).hexdigest() for n in range(100))

WRONG = {
    "null": None,
    "missing": MISSING,
    "a whole number": 7,
    "a number below zero": -3,
    "a fraction": 1.005,
    "true": True,
    "false": False,
    "an empty text": "",
    "a text": "<b>seven & a half",
    "a huge text": LONG,
    "a huge number": "9" * 40,
    "an amount below zero": "-5.00",
    "no number": "NaN",
    "infinity": "-Infinity",
    "too many digits": "1e400",
    "no moment": "2026-13-45T99:99:99Z",
    "a moment before all": "0000-00-00T00:00:00.000Z",
    "the first moment": "0001-01-01T00:00:00+23:59",
    "what no database keeps": "a\x00b\ud800",
    "an empty list": [],
    "a list": [7, None, "x"],
    "an empty object": {},
    "an object": {"id": 7, "type": None, "data": [[]]},
}


def places(value, path=()):
    """The path of everything inside a document."""
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in children:
        yield (*path, key)
        if isinstance(child, (dict, list)):
            yield from places(child, (*path, key))


def put(document, path, value):
    """Replace what is at a path, in place; `MISSING` takes it out."""
    *parents, last = path
    holder = document
    for key in parents:
        holder = holder[key]
    if value is MISSING:
        del holder[last]
    else:
        holder[last] = value


@contextmanager
def with_wrong(document, path, value):
    """Have a value at a path of a document for a while."""
    *parents, last = path
    holder = document
    for key in parents:
        holder = holder[key]
    before = copy.copy(holder)
    put(document, path, value)
    try:
        yield
    finally:
        holder.clear()
        (holder.extend if isinstance(holder, list) else holder.update)(before)


def name_of(path):
    return " ".join(map(str, path))
