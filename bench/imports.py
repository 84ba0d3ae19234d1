"""Importing orders: of new customers, of returning ones, and unchanged ones."""

from . import counting
from .floor import Floor, Tuned
from .scene import IMPORT, Scene, run_cron
from .stopwatch import Row, alternating

# Orders of the round that is not counted, in which all sides warm up.
WARM_UP = 20


def run(options):
    with Scene() as scene:
        return Imports(scene, options).run()


class Imports:
    """The rounds of the three rows.

    Each round has a shop of its own, so that nothing but its orders is walked. The
    customers of a round's first import return in the second.

    :param make_row: what makes the rows, as `stopwatch.Row`
    """

    def __init__(self, scene, options, make_row=Row):
        self.scene = scene
        self.options = options
        self.count = options.orders
        self.first = make_row("first_import", self.count)
        self.returning = make_row("returning", self.count)
        self.unchanged = make_row("unchanged", self.count)
        self.requests = {}
        self.next_number = 1
        self.rows = {}

    def run(self):
        """Measure; return the figures."""
        self._warm_up()
        written = {}
        rounds, sides = self.options.rounds, ["addon", "floor"]
        wants = self.options.wants
        if not (wants("first_import") or wants("returning")):
            sides = ["addon"]
        elif self.options.tuned:
            sides.append("tuned")
        for number, side in alternating(sides, rounds):
            if side == "addon":
                shop = self._import(self.first)
                if self.options.wants("unchanged"):
                    self._import_again(shop)
                    if number == rounds - 1:
                        written = self._count_written()
            else:
                self._write(self.first, side)
            if self.options.wants("returning"):
                self._return(side)
        self._compare()
        figures = self._figures(written)
        if wants("first_import"):
            figures |= self._count_by_table(sides)
        return figures

    def _take_numbers(self):
        """Return the first of as many new customers as a round needs."""
        first, self.next_number = self.next_number, self.next_number + self.count
        return first

    def _warm_up(self):
        count = min(WARM_UP, self.count)
        floor = Floor(self.scene.products)
        sample = floor.write(floor.prepare(self._take_numbers(), count))[0]
        tuned = Tuned(self.scene.products, sample)
        tuned.write(tuned.prepare(self._take_numbers(), count))
        shop = self.scene.open_shop(self._take_numbers(), count)
        self.scene.import_orders(shop, count)
        run_cron(IMPORT)
        self.sides = {"floor": floor, "tuned": tuned}

    def _import(self, row):
        self.last_first = self._take_numbers()
        return self._measure_import(row, self.last_first)

    def _measure_import(self, row, first):
        shop = self.scene.open_shop(first, self.count)
        with counting.Counted() as counted:
            with row.measure("addon"):
                self.scene.import_orders(shop, self.count)
        self._note(row, "addon", counted.rows, self.scene.remote.tally())
        return shop

    def _write(self, row, side):
        self.last_first = self._take_numbers()
        self._measure_write(row, side, self.last_first)

    def _measure_write(self, row, side, first, returning=False):
        batches = self.sides[side].prepare(first, self.count)
        with counting.Counted() as counted:
            with row.measure(side):
                self.sides[side].write(batches, returning)
        self._note(row, side, counted.rows)

    def _import_again(self, shop):
        with self.unchanged.measure("addon"):
            run_cron(IMPORT)
        self.requests["unchanged"] = self.scene.remote.tally()

    def _count_written(self):
        before = counting.count_written()
        run_cron(IMPORT)
        self.scene.remote.tally()
        return counting.difference(before, counting.count_written())

    def _count_by_table(self, sides):
        """Return what each side writes in every table, by order.

        Not measured: the counting ends all connections.
        """
        count, figures = min(WARM_UP, self.count), {}
        for side in sides:
            first = self._take_numbers()
            if side == "addon":
                shop = self.scene.open_shop(first, count)
            else:
                batches = self.sides[side].prepare(first, count)
            before = counting.count_written()
            if side == "addon":
                self.scene.import_orders(shop, count)
            else:
                self.sides[side].write(batches)
            written = counting.difference(before, counting.count_written())
            name = "" if side == "addon" else f"{side}_"
            each = {table: round(rows / count, 2) for table, rows in written.items()}
            figures[f"first_import.{name}rows_written_by_table"] = each
            total = round(sum(written.values()) / count, 2)
            figures[f"first_import.{name}rows_written_per_order"] = total
        return figures

    def _return(self, side):
        if side == "addon":
            self._measure_import(self.returning, self.last_first)
        else:
            self._measure_write(self.returning, side, self.last_first, returning=True)

    def _note(self, row, side, rows, requests=None):
        known = self.rows.setdefault((row.name, side), rows)
        if known != rows:
            raise RuntimeError(f"{row.name}: {side} wrote {rows}, and before {known}")
        if requests is not None:
            self.requests[row.name] = requests

    def _compare(self):
        """Make sure that all sides wrote as many customers, orders and lines."""
        for (name, side), rows in self.rows.items():
            if rows != self.rows[name, "addon"]:
                addon = self.rows[name, "addon"]
                raise RuntimeError(f"{name}: {side} wrote {rows}, the addon {addon}")

    def _figures(self, written):
        figures = {}
        for row in (self.first, self.returning):
            if not (row.samples and self.options.wants(row.name)):
                continue
            figures |= row.figures()
            for table, count in self.rows[row.name, "addon"].items():
                figures[f"{row.name}.{table}_rows"] = count
            figures |= self._http(row.name)
        if self.unchanged.samples:
            figures |= self.unchanged.figures()
            again = self.unchanged.median("addon", "wall")
            once = self.first.median("addon", "wall")
            figures["unchanged.ratio_to_first_import"] = round(again / once, 4)
            again = self.unchanged.median("addon", "cpu")
            once = self.first.median("addon", "cpu")
            figures["unchanged.cpu_ratio_to_first_import"] = round(again / once, 4)
            figures["unchanged.rows_written"] = sum(
                written.get(table, 0) for table in counting.TABLES
            )
            figures["unchanged.rows_written_by_table"] = written
            figures |= self._http("unchanged")
        return figures

    def _http(self, name):
        """Return how much was asked for over HTTP, a page of orders being 100."""
        tally, pages = self.requests[name], -(-self.count // 100)
        return {
            f"{name}.requests": tally.total() - tally["connections"],
            f"{name}.requests_per_page": round(tally["orders"] / pages, 3),
            f"{name}.product_requests": tally["products"],
            f"{name}.other_requests": tally["other"] + tally["shipments"],
            f"{name}.connections": tally["connections"],
        }
