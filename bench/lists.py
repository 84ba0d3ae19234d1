"""The screens of big shops: what the server needs for each click, and how many queries.

In a database of 100,000 orders of 20 shops of two companies, most of them shipped, with
all that belongs to them. Whoever clicks reviews orders, in both companies.
"""

import statistics
import time
from collections import defaultdict

from tests.connector.clicks import iter_clicks
from tests.connector.filling import TABLES, Size, fill

from . import process

BIG = Size(
    shops=20, orders=100_000, products=40, links=500, logs=100_000, events=20_000
)
# Full pages all the same: of less, the web client's call counts nothing.
SMALL = Size(shops=2, orders=200, products=40, links=50, logs=200, events=200)


def run(options):
    """Click on everything there is.

    :return: of each list the milliseconds of its first page, of its slowest filter,
        group and search, and the most queries; `lists.each` has them one by one
    """
    with process.transaction() as env:
        few = _measure(env, fill(env, SMALL), 1)
        env.cr.rollback()
        env.registry.clear_cache()
    with process.transaction() as env:
        shops = fill(env, BIG)
    _vacuum()
    with process.transaction() as env:
        clicks = _measure(env, shops.with_env(env), options.rounds)
    more = [
        queries - few[key][1]
        for key, (_ms, queries) in clicks.items()
        # Cards open ten groups, where there are so many.
        if key[1] == "open" and not key[0].startswith("orders_of")
    ]
    return {**_summarize(clicks), "lists.queries_more_than_of_few": max(more)}


def _vacuum():
    """Do what autovacuum does in time."""
    with process.transaction() as env:
        env.cr._cnx.autocommit = True
        for table in TABLES:
            env.cr.execute(f"VACUUM ANALYZE {table}")


def _measure(env, shops, rounds):
    """Return {(place, kind, name): (median of milliseconds, queries)}."""
    found = {}
    for click in iter_clicks(env, shops):
        times = []
        # The first fills the caches that a server has filled.
        for _round in range(rounds + 1):
            env.invalidate_all()
            queries, began = env.cr.sql_log_count, time.perf_counter()
            click.work()
            times.append(time.perf_counter() - began)
            queries = env.cr.sql_log_count - queries
        key = (click.place, click.kind, click.name)
        found[key] = (round(statistics.median(times[1:]) * 1000, 1), queries)
    return found


def _summarize(clicks):
    """Return the figures: the slowest of each kind in each place."""
    slowest, queries = defaultdict(float), defaultdict(int)
    for (place, kind, _name), (milliseconds, count) in clicks.items():
        slowest[place, kind] = max(slowest[place, kind], milliseconds)
        queries[place] = max(queries[place], count)
    figures = {}
    for (place, kind), milliseconds in slowest.items():
        title = {"open": "first_page", "form": "form"}.get(kind, f"slowest_{kind}")
        figures[f"lists.{place}.{title}_ms"] = milliseconds
        figures[f"lists.{place}.queries"] = queries[place]
    figures["lists.slowest_ms"] = max(slowest.values())
    figures["lists.each"] = {
        " ".join(filter(None, key)): value for key, value in clicks.items()
    }
    return figures
