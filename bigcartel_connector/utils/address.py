"""Comparing texts and addresses the way a person would."""

from odoo.tools import remove_accents


def fold(text):
    """Return ``text`` without case, accents and superfluous spaces."""
    return " ".join(remove_accents(text or "").casefold().split())


def address_key(name, street, street2, zip_code, city, state_id, country_id):
    """Return what makes two delivery addresses the same one."""
    texts = tuple(fold(part) for part in (name, street, street2, zip_code, city))
    return (*texts, state_id or 0, country_id or 0)
