"""Writes whose answer never came: never told twice, healed by the next run."""

from datetime import datetime, timedelta, timezone
from itertools import count, product

from .delivering import DeliveryCase

# What happens to a write: (fault, its options, whether it took effect there).
FATES = {
    "lost answer": ("lost_answer", {}, True),
    "lost after a long wait": ("lost_answer", {"seconds": 2}, True),
    "error page after the write": ("html", {"after_write": True}, True),
    "server error after the write": ("status", {"after_write": True}, True),
    "cut answer": ("cut", {}, True),
    "broken answer": ("cut", {"broken": True}, True),
    "reset before the write": ("reset", {}, False),
    "no answer and no write": ("timeout", {"seconds": 0}, False),
    "time-out before the write": ("timeout", {"seconds": 2}, False),
    "server error": ("status", {"status": 503}, False),
}


class LostAnswerCase(DeliveryCase):
    def each_fate(self, method, **where):
        """Yield in a sub-test per fate, with the fault armed by the test itself."""
        for name, (kind, options, done) in FATES.items():
            with self.subTest(name):
                yield (
                    lambda k=kind, o=options: self.sandbox.faults.add(
                        k, method=method, **where, **o
                    ),
                    done,
                )
                self.sandbox.faults.clear()

    def check_told_once(self, order, shipments):
        """Run until all is told: Big Cartel knows it, and knows it once."""
        for _run in range(2):
            self.push_again()
        self.assertEqual(set(shipments.mapped("state")), {"done"})
        sold = [line.quantity for line in self.get_remote(order).lines]
        self.assertEqual(self.get_shipped_units(order), sold)
        self.assertEqual(self.get_remote(order).shipping_status, "shipped")
        self.assertEqual(order.state, "shipped")


class TestShipments(LostAnswerCase):
    def test_a_partial_shipment_whose_answer_got_lost(self):
        """F3 F31"""
        for arm, done in self.each_fate("POST"):
            order = self.sell((self.remote_shirt, 3))
            first = self.deliver(self.get_open(order), {self.shirt: 1}, "SAME")
            arm()
            self.push()
            self.assertEqual(
                first.bigcartel_shipment_state, "done" if done else "pending"
            )
            self.push_again()
            self.assertEqual(self.get_shipped_units(order), [1])
            self.deliver_all(order, tracking="SAME")
            self.check_told_once(order, order.shipment_ids)
            self.assertEqual(len(self.get_posted(order)), 2)

    def test_whatever_the_api_turns_out_to_be_like(self):
        """F3 F31"""
        switches = self.sandbox.switches
        for quantities, duplicate, status in product(
            (True, False),
            ("unprocessable", "conflict", "ignore", "accept"),
            ("unshipped", "partially_shipped"),
        ):
            with self.subTest(q=quantities, d=duplicate, s=status):
                switches.line_quantities = quantities
                switches.duplicate_shipment = duplicate
                switches.partial_status = status
                self.check_two_lost_shipments()

    def check_two_lost_shipments(self):
        """Two equal deliveries; every answer is lost, so is the look afterwards."""
        order = self.sell((self.remote_shirt, 2))
        line = self.get_remote(order).lines[0].id
        for number in (1, 2):
            self.deliver(self.get_open(order), {self.shirt: 1}, "SAME")
            self.sandbox.faults.add("lost_answer", method="POST")
            self.sandbox.requests.clear()
            look = self.sandbox.faults.add(
                "reset", method="GET", times=None, where=lambda _r: self.get_writes()
            )
            self.push()
            self.assertTrue(look.hits)
            self.sandbox.faults.clear()
            self.push_again()
            self.assertEqual(self.get_posted(order), [{line: 1}] * number)
        self.check_told_once(order, order.shipment_ids)

    def test_a_crash_between_the_write_and_its_note(self):
        """F3 F31"""
        for quantities in (True, False):
            with self.subTest(quantities):
                self.sandbox.switches.line_quantities = quantities
                order = self.sell((self.remote_shirt, 2))
                picking = self.deliver(self.get_open(order), {self.shirt: 1}, "T-1")
                shipment = picking.bigcartel_shipment_ids
                with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
                    with self.shop._get_client() as client:
                        shipment._push(client)
                    raise ZeroDivisionError
                self.assertEqual(shipment.state, "pending")
                self.push()
                self.assertEqual(shipment.state, "done")
                self.assertEqual(len(self.get_posted(order)), 1)

    def test_a_list_of_shipments_that_shows_no_items(self):
        self.sandbox.switches.line_quantities = False
        order = self.sell((self.remote_shirt, 2))

        def bare(document):
            for row in document["data"]:
                row.pop("attributes", None)
                row.pop("relationships", None)
            return document

        self.sandbox.faults.add(
            "rewrite", method="GET", path="/shipments$", times=None, change=bare
        )
        for number in (1, 2):
            self.deliver(self.get_open(order), {self.shirt: 1}, "SAME")
            self.sandbox.faults.add("lost_answer", method="POST")
            self.push()
            self.push_again()
            self.assertEqual(len(self.get_posted(order)), number)
        self.assertEqual(order.state, "shipped")

    def test_the_status_after_a_shipment_whose_answer_got_lost(self):
        """Shipment told, status lost: neither is told again."""
        order = self.sell((self.remote_shirt, 2))
        picking = self.deliver(
            self.get_open(order), {self.shirt: 1}, "TRACK-1", backorder=False
        )
        self.sandbox.faults.add("reset", method="PATCH")
        self.push()
        self.assertEqual(picking.bigcartel_shipment_state, "pending")
        self.push_again()
        self.assertEqual(picking.bigcartel_shipment_state, "done")
        self.assertEqual(len(self.get_posted(order)), 1)
        self.assertEqual(order.state, "shipped")


class TestUnseenShipments(LostAnswerCase):
    """Neither the order's lines nor a list show there what was told before."""

    def setUp(self):
        super().setUp()
        self.sandbox.switches.line_quantities = False
        self.sandbox.switches.duplicate_shipment = "accept"
        self.remote.clock = self.make_clock()
        self.hide_list()

    def make_clock(self):
        moments = count()
        start = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
        return lambda: start + timedelta(seconds=next(moments))

    def hide_list(self):
        return self.sandbox.faults.add(
            "status", status=404, times=None, method="GET", path="/shipments$"
        )

    def interrupt(self, kind):
        """Push; the shipment meets a fault, and so does the look for it afterwards."""
        self.sandbox.requests.clear()
        self.sandbox.faults.add(kind, method="POST")
        self.sandbox.faults.add(
            "reset", method="GET", times=None, where=lambda _r: self.get_writes()
        )
        self.push()
        self.sandbox.faults.clear()
        self.hide_list()

    def deliver_one(self):
        order = self.sell((self.remote_shirt, 2))
        return order, self.deliver(self.get_open(order), {self.shirt: 1}, "T-1")

    def test_it_is_told_once_whatever_becomes_of_the_first_try(self):
        """F3 F31"""
        for status in ("unshipped", "partially_shipped"):
            for kind, told in (("lost_answer", 1), ("reset", 0)):
                with self.subTest(kind, status=status):
                    self.sandbox.switches.partial_status = status
                    order, picking = self.deliver_one()
                    self.interrupt(kind)
                    self.assertEqual(len(self.get_posted(order)), told)
                    self.assertEqual(picking.bigcartel_shipment_state, "pending")
                    self.push_again()
                    self.assertEqual(len(self.get_posted(order)), 1)
                    self.assertEqual(picking.bigcartel_shipment_state, "done")
                    self.deliver_all(order, tracking="T-2")
                    self.check_told_once(order, order.shipment_ids)
                    self.assertEqual(len(self.get_posted(order)), 2)

    def test_what_a_person_changes_before_the_first_try_is_no_arrival(self):
        order, picking = self.deliver_one()
        moments = self.sandbox.faults.after(
            2,
            lambda: self.remote.edit_address(order.name, address_1="9 Other Road"),
            path=f"/orders/{order.name}",
        )
        self.push()
        self.assertTrue(moments.spent)
        self.assertEqual(len(self.get_posted(order)), 1)
        self.assertEqual(picking.bigcartel_shipment_state, "done")
