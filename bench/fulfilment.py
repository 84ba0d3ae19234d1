"""Completing orders, validating their deliveries, and telling Big Cartel.

The floor is plain sale orders with the same lines in the same database: no Big Cartel
order stands behind them, but the addon's overrides run for them as well. What Odoo
costs where the addon is not installed is the part `without_addon`.
"""

from collections import Counter

from . import process
from .floor import Floor
from .scene import PUSH, Scene, run_cron
from .stopwatch import Row, alternating

# Orders of the round that is not counted, in which both sides warm up.
WARM_UP = 5
# A warehouse that answers the questions of others' apps beforehand.
ANSWERS = {"skip_sms": True, "skip_backorder": True}


def run(options):
    with Scene() as scene:
        return Fulfilment(scene, options).run()


class Plain:
    """Plain sale orders: made, confirmed and delivered.

    :param make_row: what makes the rows, as `stopwatch.Row`
    """

    def __init__(self, products, options, make_row=Row):
        self.make_row = make_row
        self.options = options
        self.count = options.deliveries
        self.floor = Floor(products)
        self.next_number = 1
        self._set_rows(Row)

    def _set_rows(self, make_row):
        self.complete = make_row("complete", self.count)
        self.single = make_row("validate", self.count)
        self.batch = make_row("validate_batch", self.count)
        self.push = make_row("push", self.count, unit="shipment")

    def _take_numbers(self):
        first, self.next_number = self.next_number, self.next_number + self.count
        return first

    def make(self, side):
        """Make draft orders; return the ids of the sale orders."""
        batches = self.floor.prepare(self._take_numbers(), self.count)
        return self.floor.write(batches)

    def confirm(self, side, sale_ids):
        with self.complete.measure(side):
            with process.transaction() as env:
                env["sale.order"].browse(sale_ids).action_confirm()
                env.flush_all()

    def deliver(self, side, sale_ids, row):
        """Validate the deliveries, each by itself as a person does, or all at once."""
        with process.transaction() as env:
            picking_ids = self._check_confirmed(env, side, sale_ids)
        with row.measure(side):
            if row is self.batch:
                self._validate(picking_ids)
            else:
                for picking_id in picking_ids:
                    self._validate([picking_id])

    def _validate(self, picking_ids):
        with process.transaction() as env:
            pickings = env["stock.picking"].browse(picking_ids)
            if pickings.with_context(**ANSWERS).button_validate() is not True:
                raise RuntimeError("a delivery asks something when it is validated")

    def _check_confirmed(self, env, side, sale_ids):
        """Make sure that there is as much to deliver on both sides; return its ids."""
        sales = env["sale.order"].browse(sale_ids)
        pickings = sales.picking_ids
        found = {
            "states": set(sales.mapped("state")) | set(pickings.mapped("state")),
            "pickings": len(pickings),
            "moves": len(pickings.move_ids),
        }
        expected = {
            "states": {"sale", "assigned"},
            "pickings": self.count,
            "moves": 3 * self.count,
        }
        if found != expected:
            raise RuntimeError(f"{side}: confirmed {found} instead of {expected}")
        return pickings.ids

    def play(self, side, row):
        """Make a lot of orders and bring them to the end; what is measured is."""
        sale_ids = self.make(side)
        self.confirm(side, sale_ids)
        self.deliver(side, sale_ids, row)

    def play_all(self, sides):
        self._warm_up(sides)
        for _number, side in alternating(sides, self.options.rounds):
            for row in (self.single, self.batch):
                if self._is_wanted(row):
                    self.play(side, row)

    def _is_wanted(self, row):
        """One lot at least; the second way to validate only where it is asked for."""
        other = self.single if row is self.batch else self.batch
        wants = self.options.wants
        return wants(row.name) or (row is self.single and not wants(other.name))

    def _warm_up(self, sides):
        count, self.count = self.count, min(WARM_UP, self.count)
        for side in sides:
            for row in (self.single, self.batch):
                self.play(side, row)
        self.count = count
        self._set_rows(self.make_row)


class Fulfilment(Plain):
    """Both sides; ``addon`` are orders of a shop."""

    def __init__(self, scene, options, make_row=Row):
        super().__init__(scene.products, options, make_row)
        self.scene = scene
        self.tally = Counter()

    def run(self):
        self.play_all(("addon", "floor"))
        return self._figures()

    def make(self, side):
        if side == "floor":
            return super().make(side)
        shop_id = self.scene.open_shop(self._take_numbers(), self.count)
        self.scene.import_orders(shop_id, self.count)
        with process.transaction() as env:
            shop = env["bigcartel.backend"].browse(shop_id)
            orders = env["bigcartel.order"].search([("backend_id", "=", shop_id)])
            if set(orders.mapped("state")) != {"ready"}:
                raise RuntimeError(f"orders are {Counter(orders.mapped('state'))}")
            shop.auto_confirm = True
            self.shop_id = shop_id
            return orders.sale_order_id.ids

    def confirm(self, side, sale_ids):
        if side == "floor":
            return super().confirm(side, sale_ids)
        with self.complete.measure(side):
            with process.transaction() as env:
                shop = env["bigcartel.backend"].browse(self.shop_id)
                # As the scheduled action does once the last link is made.
                shop.with_company(shop.company_id)._complete_ready(
                    lambda: env["ir.cron"]._commit_progress()
                )

    def play(self, side, row):
        super().play(side, row)
        if side == "addon" and row is self.single and self.options.wants("push"):
            self._push()

    def _push(self):
        self.scene.remote.tally()
        with self.push.measure("addon"):
            run_cron(PUSH)
        self.tally = self.scene.remote.tally()
        with process.transaction() as env:
            shipments = env["bigcartel.shipment"].search(
                [("backend_id", "=", self.shop_id)]
            )
            states = Counter(shipments.mapped("state"))
            if states != {"done": self.count}:
                raise RuntimeError(f"shipments are {states}")

    def _figures(self):
        figures = {}
        for row in (self.complete, self.single, self.batch, self.push):
            if not (row.samples and self.options.wants(row.name)):
                continue
            figures |= row.figures()
            if row is self.push:
                requests = self.tally.total() - self.tally["connections"]
                figures["push.requests_per_shipment"] = requests / self.count
                figures["push.connections"] = self.tally["connections"]
            elif row is not self.complete:
                more = row.median("addon", "queries") - row.median("floor", "queries")
                figures[f"{row.name}.queries_more_per_order"] = round(more, 4)
        return figures
