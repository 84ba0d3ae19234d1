"""Keeps credentials out of what Odoo itself logs about our tables, calls and pages.

Odoo logs a failing query with all its values, whatever the level: two people who
connect one account at the same time are enough. At DEBUG it logs every query and every
call. Neither asks a field whether it is secret. Its web server logs whole addresses.
"""

import logging
import re

from ..const import OAUTH_CALLBACK

# Loggers of queries, of calls by web client and API, and of addresses.
LOGGERS = ("odoo.sql_db", "odoo.service.model", "werkzeug")

_TABLES = re.compile(
    r"bigcartel_backend.*\b(access_token|password)\b|\bir_config_parameter\b", re.DOTALL
)
_WRITES = re.compile(r"\b(UPDATE|INSERT)\b")
_ROW = re.compile(r"(Failing row contains )\(.*\)")
_LITERAL = re.compile(r"'(?:[^']|'')*'")
# Fields as a call names them: credentials, and what forms write instead of them.
_VALUE = re.compile(
    r"(['\"]\w*(?:access_token|password|client_secret)['\"]: )"
    r"(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
)
_ADDRESS = re.compile(rf"({re.escape(OAUTH_CALLBACK)}\?)[^\s'\"]*")


class CredentialMask(logging.Filter):
    """Blacks out the values of what may hold a credential, and drops nothing."""

    def filter(self, record):
        """Override of `logging`: called for what is about to be written only."""
        text = record.getMessage()
        masked = mask(text)
        if masked != text:
            record.msg, record.args = masked, ()
        return True


def mask(text):
    """`text` without the values that may be credentials."""
    if _WRITES.search(text) and _TABLES.search(text):
        return _ROW.sub(r"\1(***)", _LITERAL.sub("'***'", text))
    return _ADDRESS.sub(r"\1***", _VALUE.sub(r"\1'***'", text))


def install():
    """Mask what these loggers write from now on; once, however often it is called."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(type(each) is CredentialMask for each in logger.filters):
            logger.addFilter(CredentialMask())
