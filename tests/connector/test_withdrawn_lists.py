"""What Big Cartel's list lacks: shipped, cancelled, or a fault of the list."""

import itertools
from collections import Counter
from datetime import timedelta

from odoo import fields

from odoo.addons.bigcartel_connector.utils.seen import Seen

from .withdrawing import WithdrawnCase


class TestShippedThere(WithdrawnCase):
    def setUp(self):
        super().setUp()
        self.kept = self.draft()

    def ship(self, *orders):
        for order in orders:
            self.remote.mark_shipped(order.name)
        self.import_orders()

    def test_a_confirmed_order_is_shipped_and_its_delivery_looked_at(self):
        order, told, tracked = self.sell(), self.sell(), self.sell()
        shipment = self.deliver_all(told)
        numbered = self.deliver_all(tracked, tracking="TRACK1")
        self.ship(order, told, tracked)
        self.assertEqual((order.state, told.state), ("shipped", "shipped"))
        self.assertTrue(order.shipped_at)
        self.assertEqual(shipment.state, "done")
        self.assertIn("shipped already", shipment.result)
        self.assertIn("delivery is still open", self.get_activities(order).note)
        self.assertFalse(self.get_activities(told))
        self.assertIn("marked it as shipped", self.get_notes(order))
        self.push()
        self.assertEqual((tracked.state, numbered.state), ("shipped", "done"))
        self.assertFalse(self.get_writes())
        self.requests.clear()
        self.import_orders()
        self.assertFalse(self.get_asked(), "it is not looked at any more")

    def test_nobody_is_asked_any_more_once_nothing_of_it_is_open_here(self):
        delivered = self.sell((self.remote_shirt, 3))
        cancelled = self.sell()
        self.ship(delivered, cancelled)
        self.deliver(self.get_open(delivered), {self.shirt: 1})
        self.push()
        self.assertTrue(self.get_activities(delivered), "the rest is still open")
        self.deliver_all(delivered)
        self.push()
        self.assertFalse(self.get_activities(delivered))
        self.get_open(cancelled).action_cancel()
        self.assertFalse(self.get_activities(cancelled))

    def test_a_draft_does_not_complete_itself_any_more(self):
        draft = self.draft()
        self.ship(draft)
        self.assertIn("Shipped at Big Cartel already", draft.error)
        links = draft.sale_order_id.order_line.bigcartel_link_id
        links.product_id = self.mug
        self.import_orders()
        self.assertEqual((draft.state, draft.sale_order_id.state), ("ready", "draft"))
        self.assertEqual(self.kept.state, "done")
        draft.action_complete()
        self.assertEqual(draft.sale_order_id.state, "sale", "a person decides")

    def test_what_seemed_cancelled_and_is_shipped_was_not_cancelled(self):
        draft, order = self.draft(), self.sell()
        self.withdraw(draft, order)
        self.ship(draft, order)
        self.assertEqual(draft.sale_order_id.state, "draft")
        self.assertIn("Shipped at Big Cartel already", draft.error)
        self.assertEqual((order.state, order.stopped), ("shipped", False))


class TestLists(WithdrawnCase):
    """What a list of Big Cartel's may look like, and what follows from it."""

    def test_one_order_more_or_less_costs_nothing_until_one_is_missing(self):
        first, order = self.draft(), self.sell()
        self.requests.clear()
        self.import_orders()
        lists = [row for row in self.requests if row.path.endswith("/orders")]
        self.assertEqual((len(lists), self.get_asked()), (1, []))
        seen = Seen()
        seen.numbers = set(self.shop.order_ids.mapped("name"))
        with self.assertQueryCount(2):
            self.shop._look_again(None, None, seen, Counter(), lambda: 1)
        self.withdraw(order)
        self.assertEqual(set(self.get_asked()), {order.name})
        self.assertEqual(first.state, "to_link")

    def test_a_run_without_time_left_asks_for_a_few_at_the_most(self):
        orders = [self.draft() for _number in range(12)]
        for order in orders:
            self.remote.mark_shipped(order.name)
        self.requests.clear()
        self.shop._import_orders(lambda: 0)
        self.assertEqual(len(self.get_asked()), 10)
        self.shop._import_orders(lambda: 0)
        self.assertEqual(set(self.get_asked()), {order.name for order in orders})

    def test_what_was_withdrawn_long_ago_is_not_asked_for_any_more(self):
        order, stopped = self.sell(), self.sell()
        self.draft()
        self.withdraw(order, stopped, cancelled_orders="gone")
        order.action_deliver_anyway()
        (order | stopped).withdrawn_at = fields.Datetime.now() - timedelta(days=15)
        self.requests.clear()
        self.import_orders()
        self.assertEqual(self.get_asked(), [stopped.name], "it waits for a person")
        self.bring_back(order)
        self.assertFalse(order.withdrawn, "the list shows it")

    def test_an_order_that_the_first_list_hid_is_not_cancelled(self):
        orders = [self.draft() for _number in range(3)]
        self.hide(orders[1], times=1)
        self.import_orders()
        self.assertEqual({order.state for order in orders}, {"to_link"})
        self.hide(orders[1], times=2)
        self.import_orders()
        self.assert_cancelled(orders[1])

    def hide(self, *orders, times):
        """Have the next lists come without some orders."""
        numbers = {order.name for order in orders}

        def change(document):
            rows = document["data"]
            document["data"] = [row for row in rows if row["id"] not in numbers]
            document["meta"]["count"] = str(len(document["data"]))
            return document

        self.sandbox.faults.add("rewrite", change=change, times=times, path=r"/orders$")

    def test_a_list_that_is_cut_or_empty_cancels_nothing(self):
        orders = [self.draft() for _number in range(3)]
        self.sandbox.faults.add("empty_page", times=99, path=r"/orders$")
        self.import_orders()
        self.assertEqual({order.state for order in orders}, {"to_link"})
        self.sandbox.faults.clear()
        self.sandbox.switches.meta_count = False
        self.sandbox.faults.add("empty_page", times=99, path=r"/orders$")
        self.import_orders()
        self.assertEqual({order.state for order in orders}, {"to_link"})

    def test_when_most_orders_vanish_at_once_the_shop_says_so_and_waits(self):
        orders = [self.draft() for _number in range(8)]
        self.hide(*orders[:7], times=99)
        self.import_orders()
        self.import_orders()
        self.assertEqual({order.state for order in orders}, {"to_link"})
        self.assertEqual(self.shop.state, "error")
        self.assertIn("7 of 8 open orders vanished", self.shop.last_error)
        self.assertEqual(len(self.shop.activity_ids), 1)
        orders[7].action_import_again()
        self.assertEqual(self.shop.state, "error", "an answer is not a whole list")
        self.sandbox.faults.clear()
        self.import_orders()
        self.assertEqual(self.shop.state, "connected")
        self.withdraw(*orders[:7], cancelled_orders="gone")
        self.assertEqual({order.state for order in orders}, {"to_link"})
        self.assertEqual(self.shop.state, "error")
        orders[0].action_ignore()
        orders[1].action_ignore()
        self.import_orders()
        self.assertEqual(self.shop.state, "connected")
        self.assertEqual({order.state for order in orders[2:7]}, {"cancelled"})

    def test_what_is_shipped_in_part_may_be_in_a_list_of_its_own(self):
        self.sandbox.switches.unshipped_includes_partial = False
        order, kept = self.sell(), self.draft()
        self.deliver(self.get_open(order), {self.shirt: 1})
        self.push()
        self.import_orders()
        self.assertFalse(order.withdrawn)
        self.assertEqual(kept.state, "to_link")


class TestEitherOrderOfEvents(WithdrawnCase):
    """Whatever happens first, here or there, the end is the same."""

    def happen(self, order, event):
        if event == "delivered here":
            if order.stopped:
                order.action_deliver_anyway()
            for transfer in self.get_open(order):
                self.deliver(transfer)
        elif event == "cancelled here":
            order.sale_order_id.with_context(
                disable_cancel_warning=True
            ).action_cancel()
        elif event == "cancelled there":
            self.remote.cancel(order.name)
        elif event == "shipped there":
            self.remote.mark_shipped(order.name)
        self.import_orders()

    def get_end(self, order):
        self.push_again()
        self.import_orders()
        return (
            order.state,
            order.sale_order_id.state,
            order.stopped,
            order.hold and order.state != "cancelled",
            set(order.sale_order_id.picking_ids.mapped("state")),
            order.shipment_ids.mapped("state"),
        )

    def check(self, make, events):
        self.draft()
        ends = {}
        for sequence in itertools.permutations(events):
            order = make()
            for event in sequence:
                self.happen(order, event)
            ends[sequence] = self.get_end(order)
        for sequence, end in ends.items():
            self.assertEqual(end, next(iter(ends.values())), sequence)

    def test_of_a_draft(self):
        self.check(self.draft, ["cancelled here", "cancelled there", "shipped there"])

    def test_of_a_confirmed_order_that_is_delivered(self):
        self.check(self.sell, ["delivered here", "cancelled there", "shipped there"])

    def test_of_a_confirmed_order_that_is_cancelled(self):
        self.check(self.sell, ["cancelled here", "cancelled there", "shipped there"])
