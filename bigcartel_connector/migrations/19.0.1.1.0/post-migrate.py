"""Bring what 19.0.1.0.0 stored up to date: one function for each feature.

An upgrade makes the records of `noupdate` XML that are missing. Those that are there
keep what they say, unless a function here changes them.
"""

from odoo.tools import sql

# Other indexes took their place; Odoo drops none by itself.
DROPPED_INDEXES = {
    "bigcartel_order__backend_id_index": "bigcartel_order",
    "bigcartel_order__company_id_index": "bigcartel_order",
    "sale_order_line__bigcartel_link_id_index": "sale_order_line",
}


def migrate(cr, version):
    """Called by Odoo once the addon is upgraded, with the version it had before."""
    _drop_indexes(cr)


def _drop_indexes(cr):
    for index, table in DROPPED_INDEXES.items():
        sql.drop_index(cr, index, table)
