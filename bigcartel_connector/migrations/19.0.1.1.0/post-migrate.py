"""Bring what 19.0.1.0.0 stored up to date: one function for each feature.

An upgrade makes the records of `noupdate` XML that are missing. Those that are there
keep what they say, unless a function here changes them.
"""


def migrate(cr, version):
    """Called by Odoo once the addon is upgraded, with the version it had before."""
