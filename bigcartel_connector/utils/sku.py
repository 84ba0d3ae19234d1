"""The SKU that sellers write into a product's description.

Big Cartel has no SKU field. Fulfilment houses read ``SKU:`` from the end of the
description and append the name of the option (facts: "SKU", eFulfillment's
instructions); sellers who leave them keep their texts.
"""

import html
import re

_MARKER = re.compile(r"sku\s*:", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_LINE_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/h\d)\b[^>]*>", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def read_sku(description, option_name="", has_options=False):
    """Return the SKU of one option of a product, or ``""`` when none is written.

    :param str description: the product's description, HTML allowed
    :param str option_name: the option's name; appended when ``has_options``
    :param bool has_options: whether the product has real options, that is not
        only the one named *Default*
    """
    text = _plain_text(description or "")
    markers = list(_MARKER.finditer(text))
    if not markers:
        return ""
    written = _SPACE.sub(" ", text[markers[-1].end() :]).strip()
    if not written:
        return ""
    return written + _SPACE.sub(" ", option_name or "").strip() * bool(has_options)


def normalize_reference(reference):
    """Return a reference as it is compared: case and outer spaces do not count."""
    return _SPACE.sub(" ", reference or "").strip().casefold()


def _plain_text(markup):
    """Strip tags first and decode entities after, so that ``&lt;b&gt;`` stays text."""
    text = _TAG.sub("", _LINE_BREAK.sub("\n", markup))
    return html.unescape(text).replace("\xa0", " ")
