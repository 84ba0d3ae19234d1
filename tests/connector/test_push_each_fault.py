"""Each fault at each place of telling Big Cartel: told once, later if not now."""

from datetime import datetime, timedelta, timezone
from itertools import count, cycle

from tests.chaos import EVERYWHERE, faults
from tests.sandbox import Shop

from .delivering import BUYER, DeliveryCase
from .faulty import FaultyMixin

# What ends more than the requests that it is armed for.
FOR_ALL = ("down", "revoke")
LOOK = "the look after a lost answer"
PLACES = [*faults.PUSH_PLACES, LOOK]
LOST = next(fault for fault in faults.CONNECTIONS if fault.kind == "lost_answer")


class PushFaultCase(FaultyMixin, DeliveryCase):
    """Three deliveries wait: a whole order, one with tracking, and a part of one."""

    def setUp(self):
        super().setUp()
        self.sandbox.shops[0] = self.remote = self.make_remote()
        self.import_orders()
        whole, tracked, part = self.shop.order_ids.sorted("name")
        self.deliver_all(whole)
        self.deliver_all(tracked, tracking="TRACK-1")
        self.deliver(self.get_open(part), {self.shirt: 1}, "TRACK-2")
        self.whole = whole.name

    def make_remote(self):
        remote = Shop.empty()
        minutes = count()
        start = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
        remote.clock = lambda: start + timedelta(minutes=next(minutes))
        shirt = remote.add_product("Shirt", "SKU:SHIRT")
        for _order in range(3):
            remote.place_order([(shirt.id, 2)], customer=BUYER)
        return remote

    def let_time_pass(self):
        super().let_time_pass()
        self.make_due()


class TestEachFault(PushFaultCase):
    """In `make test` each fault hits one place, in `make chaos` every one."""

    def setUp(self):
        super().setUp()
        with self.starting_anew():
            self.before = self.take()
            self.push()
            self.told = self.take()
        states = [row[2] for row in self.told.shipments]
        self.assertEqual(states, ["done"] * 3)

    def check(self, fault, place):
        """Tell with a fault, look, tell without it, and look again."""
        with self.subTest(fault.name, place=place), self.starting_anew():
            if place == LOOK:
                LOST.arm(self.sandbox, **faults.PUSH_PLACES["the write"])
                where = {"where": self.is_look_afterwards}
            else:
                where = faults.PUSH_PLACES[place]
            with self.faulty(fault, **where):
                self.push()
            self.assert_there(fault, place)
            self.assert_shop(self.foresee(fault, place))
            self.let_time_pass()
            self.push()
            self.assert_ledger(self.told)

    def is_look_afterwards(self, request):
        return request.method == "GET" and bool(self.get_writes())

    def assert_there(self, fault, place):
        """What Big Cartel knows after a run with a fault; here it waits, or is done."""
        found = self.take()
        if place == "the write" and fault.written:
            self.assert_ledger(self.told)
            return
        there = dict(self.before.there)
        if place == LOOK:
            there[self.whole] = self.told.there[self.whole]
        self.assertEqual(found.there, there)
        self.assertEqual({row[2] for row in found.shipments}, {"pending"})
        self.assert_ledger(self.before, "orders", "sales", "contacts")

    def foresee(self, fault, place):
        """What becomes of the shop: that one order is the trouble is not its fault."""
        if fault.effect == "outage" and place in ("the order", "the write"):
            return "outage" if fault.kind in FOR_ALL else "none"
        return fault.effect

    def test_each_fault_of_a_request(self):
        turn = cycle(PLACES)
        for fault in faults.FAULTS:
            places = {next(turn)} | ({"the write"} if fault.written else set())
            for place in PLACES if EVERYWHERE else sorted(places):
                self.check(fault, place)


class TestAnOrderThatVanishes(PushFaultCase):
    def test_it_is_told_as_soon_as_it_is_there_again(self):
        """Vanished before it is read, or between that and the write."""
        with self.starting_anew():
            self.push()
            told = self.take()
        read = {"method": "GET", "path": "/orders/[^/]+$"}
        for requests in (0, 1, 2, 3):
            with self.subTest(requests), self.starting_anew():
                gone = []
                self.sandbox.faults.after(
                    requests,
                    lambda gone=gone: gone.append(self.remote.vanish(self.whole)),
                    **read,
                )
                self.push()
                order = self.get_order(self.whole)
                if order.state == "shipped":
                    # It vanished afterwards.
                    self.assert_ledger(told, "shipments", "orders")
                    continue
                self.assertEqual(order.shipment_ids.state, "failed")
                self.assertTrue(self.get_activities(order))
                others = [row for row in self.take().shipments if row[0] != self.whole]
                self.assertEqual({row[2] for row in others}, {"done"})
                self.remote.file(*gone)
                self.import_orders()
                self.push()
                self.assert_ledger(told)
