"""What completing and delivering costs, beside plain sale orders."""

from odoo import sql_db

from .costs import CostCase, get_overrides


class TestDeliveriesOfBigCartel(CostCase):
    def get_lots(self, count):
        """Return deliveries of Big Cartel, and as many plain ones."""
        sales = self.make_ready(count).sale_order_id
        return self.get_deliveries(sales), self.get_deliveries(self.make_plain(count))

    def validate_each(self, pickings):
        for picking in pickings:
            # As each of them is validated in a request of its own.
            self.env.invalidate_all()
            self.validate(picking.browse(picking.id))

    def test_ten_at_once_cost_hardly_a_query_more_than_plain_ones(self):
        self.validate(self.get_deliveries(self.make_plain(1)))
        ours, plain = self.get_lots(10)
        more = self.count(self.validate, ours) - self.count(self.validate, plain)
        self.assertLess(more, 10)
        self.assertEqual(set(ours.mapped("bigcartel_shipment_state")), {"pending"})

    def test_each_by_itself_costs_at_most_two_queries_more_than_a_plain_one(self):
        self.validate(self.get_deliveries(self.make_plain(1)))
        ours, plain = self.get_lots(10)
        more = self.count(self.validate_each, ours)
        more -= self.count(self.validate_each, plain)
        # Waking the outbox up costs Odoo two, once in a transaction.
        self.assertLessEqual(more, 10 * 2 + 2)
        self.assertEqual(set(ours.mapped("bigcartel_shipment_state")), {"pending"})


class TestTelling(CostCase):
    def count_telling(self, size):
        """Return how many queries it takes to tell of deliveries of that number."""
        self.validate(self.get_deliveries(self.make_ready(size).sale_order_id))
        self.env.cr.flush()
        self.sandbox.requests.clear()
        before = sql_db.sql_counter
        self.push()
        count = sql_db.sql_counter - before
        self.assertEqual(len(self.get_writes()), size)
        # The order is read before it is written; the answer says what it is then.
        self.assertEqual(len(self.sandbox.requests), 2 * size)
        return count

    def test_each_of_many_costs_as_many_queries_as_each_of_few(self):
        self.count_telling(1)
        few, more, many = (self.count_telling(size) for size in (2, 6, 10))
        self.assertLessEqual(many - more, more - few)


class TestCompleting(CostCase):
    def count_more(self, size):
        """Return what completing orders costs more than confirming plain ones."""
        self.shop.auto_confirm = False
        orders, plain = self.make_ready(size), self.make_plain(size)
        self.shop.auto_confirm = True
        ours = self.count(lambda lot: lot._complete_ready(), orders)
        self.assertEqual(set(orders.mapped("state")), {"done"})
        return ours - self.count(lambda lot: lot.action_confirm(), plain)

    def test_an_order_costs_no_query_more_than_the_confirmation_of_a_plain_one(self):
        self.count_more(1)
        few, many = self.count_more(2), self.count_more(12)
        self.assertLessEqual(many, few)


class TestPlainSaleOrders(CostCase):
    """A company sells elsewhere as well: that is none of the connector's business."""

    def play(self):
        """Return the queries of what is done to three orders, by its name."""
        sales = self.env["sale.order"]

        def make(_sales):
            nonlocal sales
            sales = self.make_plain(3)

        counts = {"make": self.count(make, sales)}
        steps = {
            "edit": lambda sales: sales.write({"client_order_ref": "ours"}),
            "confirm": lambda sales: sales.action_confirm(),
            "cancel": lambda sales: sales._action_cancel(),
            "draft": lambda sales: sales.action_draft(),
            "confirm again": lambda sales: sales.action_confirm(),
            "forget": lambda sales: sales.partner_id.write({"email": "x@y.example"}),
        }
        counts |= {name: self.count(step, sales) for name, step in steps.items()}
        pickings = sales.picking_ids.filtered(lambda picking: picking.state != "cancel")
        ship = self.count(
            lambda lot: lot.write({"carrier_tracking_ref": "T"}), pickings
        )
        return {**counts, "ship": ship, "validate": self.count(self.validate, pickings)}

    def test_they_cost_no_query_of_ours(self):
        self.play()
        with self.without_overrides():
            self.assertEqual(get_overrides(self.registry["stock.picking"]), [])
            theirs = self.play_twice()
        more = {
            step: count - theirs[step]
            for step, count in self.play_twice().items()
            if count > theirs[step]
        }
        self.assertEqual(more, {})

    def play_twice(self):
        """Return the fewer queries of two rounds: at times Odoo makes one more."""
        first, second = self.play(), self.play()
        return {step: min(first[step], second[step]) for step in first}
