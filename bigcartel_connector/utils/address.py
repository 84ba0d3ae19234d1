"""Comparing texts and addresses the way a person would."""

from odoo.tools import remove_accents


def squeeze(text):
    """Return ``text`` without superfluous spaces."""
    return " ".join((text or "").split())


def fold(text):
    """Return ``text`` without case, accents and superfluous spaces."""
    return squeeze(remove_accents(text or "").casefold())


def address_key(partner):
    """Return what makes two delivery addresses the same one.

    :param partner: a contact, or the values of one
    """
    texts = (
        fold(partner[name]) for name in ("name", "street", "street2", "zip", "city")
    )
    places = (partner[name] for name in ("state_id", "country_id"))
    return (*texts, *(getattr(place, "id", place) or 0 for place in places))
