"""What is measured of a piece of work: wall time, CPU time, SQL queries."""

import gc
import statistics
import time
from contextlib import contextmanager

from odoo import sql_db


class Sample:
    """One measurement.

    :ivar wall: seconds
    :ivar cpu: seconds of this process, without PostgreSQL and the sandbox
    :ivar queries: as Odoo counts them, of all cursors
    """

    wall = cpu = 0.0
    queries = 0


@contextmanager
def measured():
    """Yield a `Sample` that is filled in at the end."""
    # What others left behind is not this work's garbage.
    gc.collect()
    sample = Sample()
    queries, cpu, wall = sql_db.sql_counter, time.process_time(), time.perf_counter()
    yield sample
    sample.wall = time.perf_counter() - wall
    sample.cpu = time.process_time() - cpu
    sample.queries = sql_db.sql_counter - queries


class Row:
    """The samples of one row of the table, by side: ``addon``, ``floor``...

    :param str name: of the row
    :param int count: orders in a sample
    :param str unit: what is counted
    """

    def __init__(self, name, count, unit="order"):
        self.name = name
        self.count = count
        self.unit = unit
        self.samples = {}

    @contextmanager
    def measure(self, side):
        with measured() as sample:
            yield
        self.samples.setdefault(side, []).append(sample)

    def median(self, side, what):
        """Return the median of a side's ``wall``, ``cpu`` or ``queries``, each."""
        values = [getattr(sample, what) for sample in self.samples[side]]
        return statistics.median(values) / self.count

    def figures(self):
        """Return the figures: the addon's, and its ratios to the other sides."""
        unit = self.unit
        figures = {
            f"ms_per_{unit}": self.median("addon", "wall") * 1000,
            f"cpu_ms_per_{unit}": self.median("addon", "cpu") * 1000,
            f"queries_per_{unit}": self.median("addon", "queries"),
        }
        for side in self.samples:
            if side == "addon":
                continue
            wall, cpu = self.median(side, "wall"), self.median(side, "cpu")
            figures |= {
                f"{side}_ms_per_{unit}": wall * 1000,
                f"{side}_cpu_ms_per_{unit}": cpu * 1000,
                f"{side}_queries_per_{unit}": self.median(side, "queries"),
                f"ratio_to_{side}": self.median("addon", "wall") / wall,
                f"cpu_ratio_to_{side}": self.median("addon", "cpu") / cpu,
            }
        for side, samples in self.samples.items():
            figures[f"{side}_rounds_ms"] = [
                round(sample.wall * 1000 / self.count, 3) for sample in samples
            ]
        return {f"{self.name}.{key}": _rounded(value) for key, value in figures.items()}


def alternating(sides, rounds):
    """Yield (round, side) pairs: each side once in a round, each first in its turn."""
    for number in range(rounds):
        turn = number % len(sides)
        for side in [*sides[turn:], *sides[:turn]]:
            yield number, side


def _rounded(value):
    return round(value, 4) if isinstance(value, float) else value
