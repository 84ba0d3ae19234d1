"""Rows in the database, and rows written, as PostgreSQL counts them."""

import time

from .process import hang_up, transaction

# What an import writes.
TABLES = (
    "bigcartel_order",
    "bigcartel_product_link",
    "sale_order",
    "sale_order_line",
    "res_partner",
)


def count_rows():
    """Return how many customers, sale orders and lines there are.

    :rtype: dict
    """
    counts = {}
    with transaction() as env:
        for table in ("res_partner", "sale_order", "sale_order_line"):
            env.cr.execute(f"SELECT count(*) FROM {table}")
            counts[table] = env.cr.fetchone()[0]
    return counts


class Counted:
    """A context manager: the rows that are there after it and were not before."""

    def __enter__(self):
        self._before = count_rows()
        return self

    def __exit__(self, *exc):
        after = count_rows()
        self.rows = {table: after[table] - self._before[table] for table in after}


def count_written():
    """Return how many rows were ever inserted, updated or deleted, by table.

    A backend reports what it did at its end at the latest: all of them are ended.

    :rtype: dict
    """
    hang_up()
    while _count_backends():
        time.sleep(0.02)
    with transaction() as env:
        env.cr.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables"
        )
        return dict(env.cr.fetchall())


def _count_backends():
    """Return how many connections there are beside the one that asks."""
    with transaction() as env:
        env.cr.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid != pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return env.cr.fetchone()[0]


def difference(before, after):
    """Return what was written in between, by table, the most first."""
    changes = {name: after[name] - before.get(name, 0) for name in after}
    ranked = sorted(changes.items(), key=lambda change: -change[1])
    return {name: count for name, count in ranked if count}
