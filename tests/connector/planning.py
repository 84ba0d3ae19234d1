"""How PostgreSQL answers what Odoo asks: the plans of real queries."""

import json
import re
import threading
from contextlib import contextmanager

_IDS = re.compile(r"IN \((?:\d+, )+\d+\)")
_QUESTIONS = ("SELECT", "UPDATE", "DELETE", "WITH")
# A scan counts if each of so many samples leads to it.
SAMPLES = 4


class Planner:
    """Finds the queries that read big tables from end to end.

    :param tables: names of the big tables
    """

    def __init__(self, cr, tables):
        self.cr = cr
        cr.execute(
            "SELECT relname, reltuples FROM pg_class WHERE relname IN %s", [tables]
        )
        self.sizes = dict(cr.fetchall())
        # What reads no big table needlessly, for the same indexes.
        self.good = set()

    @contextmanager
    def recorded(self):
        """Yield a list of the queries that are run, as PostgreSQL gets them."""
        queries = []

        def record(cursor, *_args):
            query = cursor._obj.query.decode()
            if cursor is self.cr and query.lstrip().upper().startswith(_QUESTIONS):
                if any(table in query for table in self.sizes):
                    queries.append(query)

        thread = threading.current_thread()
        if not hasattr(thread, "query_hooks"):
            thread.query_hooks = []
        thread.query_hooks.append(record)
        try:
            yield queries
        finally:
            thread.query_hooks.remove(record)

    def explain_scans(self, queries):
        """Return query and plan of each that reads a big table needlessly."""
        # Records are read by their ids again and again.
        alike = {_IDS.sub("IN (ids)", query): query for query in queries}
        new = {text: query for text, query in alike.items() if text not in self.good}
        scans = [
            f"{', '.join(sorted(found))} is read from end to end:\n{query}\n"
            + "\n".join(self._explain(query, "TEXT"))
            for query in new.values()
            if (found := self._find_scans(query))
        ]
        if not scans:
            self.good.update(new)
        return scans

    def _find_scans(self, query):
        """Return the tables that a query reads needlessly, whatever sample is drawn.

        PostgreSQL plans by a sample of the rows: once in a while, a bad one.
        """
        found = self._plan_scans(query)
        for _sample in range(SAMPLES - 1):
            if not found:
                break
            self.cr._obj.execute(f"ANALYZE {', '.join(self.sizes)}")
            found &= self._plan_scans(query)
        return found

    def _plan_scans(self, query):
        (plans,) = self._explain(query, "JSON")
        plans = json.loads(plans) if isinstance(plans, str) else plans
        found = set()
        self._walk(plans[0]["Plan"], False, found)
        return found

    def _explain(self, query, form):
        # Odoo counts the queries of its own.
        self.cr._obj.execute(f"EXPLAIN (FORMAT {form}) {query}")
        return [line for (line,) in self.cr._obj.fetchall()]

    def _walk(self, plan, all_wanted, found):
        """Collect needless scans of a part of a plan.

        A count, or sums in groups, may be asked of most rows of a table: then reading
        one after the other is quickest. Not so where all of it is sorted for a page.

        :param bool all_wanted: whether all rows of this part are counted or added up
        """
        node, table = plan["Node Type"], plan.get("Relation Name")
        if node == "Seq Scan" and table in self.sizes:
            if not (all_wanted and self._is_most(plan, table)):
                found.add(table)
        if node in ("Aggregate", "Group"):
            all_wanted = True
        for part in plan.get("Plans", ()):
            # What is looked up on the way is a question of its own.
            own = part["Parent Relationship"] in ("InitPlan", "SubPlan")
            self._walk(part, all_wanted and not own, found)

    def _is_most(self, plan, table):
        # The rows of a scan that processes share are those of one of them.
        share = 3 if plan.get("Parallel Aware") else 1
        return 4 * share * plan["Plan Rows"] > self.sizes[table]
