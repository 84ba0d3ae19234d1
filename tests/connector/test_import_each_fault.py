"""Each fault at each place of an import: only what came is written, all of it later."""

from datetime import datetime, timedelta, timezone
from itertools import count, cycle

from tests.chaos import EVERYWHERE, faults
from tests.sandbox import Shop

from .faulty import FaultyMixin
from .importing import ImportCase


class ImportFaultCase(FaultyMixin, ImportCase):
    """Three orders on three pages; the first one is of what is linked."""

    def setUp(self):
        super().setUp()
        self.sandbox.switches.max_page_limit = 1
        self.make_product("MUG")

    def make_remote(self, orders=3, linked=True):
        remote = Shop.empty()
        minutes = count()
        start = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
        remote.clock = lambda: start + timedelta(minutes=next(minutes))
        mug = remote.add_product("Mug", "SKU:MUG" if linked else "", price="12.50")
        tee = remote.add_product("Tee", options=["S", "M"], price="20.0")
        for sold, customer, charged in (
            (mug, "maya", {}),
            (tee.options[0], "ben", {"discount": ("5.0", "[SPRING] Spring")}),
            (tee.options[1], "maya", {"note": "Ring twice"}),
        )[:orders]:
            remote.place_order([(sold.id, 2)], customer=customer, **charged)
        return remote

    def get_reference(self, **remote):
        """The ledger of an import without a fault."""
        with self.starting_anew(self.make_remote(**remote)):
            self.run_import_job()
            return self.take()


class TestEachFault(ImportFaultCase):
    """In `make test` each fault hits one place, in `make chaos` every one."""

    def setUp(self):
        super().setUp()
        self.all = self.get_reference()
        self.parts = {
            (orders, linked): self.get_reference(orders=orders, linked=linked)
            for orders, linked in (
                (0, True),
                (1, True),
                (1, False),
                (2, False),
                (3, False),
            )
        }
        self.parts[3, True] = self.all

    def check(self, fault, place):
        """Import with a fault, look, import without it, and look again."""
        orders, linked, effect = self.foresee(fault, place)
        with self.subTest(fault.name, place=place), self.starting_anew():
            if place == "the account":
                self.shop.shop_name = False
            with self.faulty(fault, **faults.IMPORT_PLACES[place]):
                self.run_import_job()
            written = ("orders", "sales", "contacts", "shipments")
            self.assert_ledger(self.parts[orders, linked], *written)
            self.assert_shop(effect)
            self.let_time_pass()
            self.run_import_job()
            self.assert_ledger(self.all)

    def foresee(self, fault, place):
        """What a fault leaves behind.

        :return: how many orders come all the same, whether the catalogue could be
            read, and what becomes of the shop
        """
        # What ends the whole connection ends the next request as well, whichever.
        whole = fault.kind in ("down", "revoke")
        if place == "a later page":
            # It is asked for before the catalogue, which the first page needs.
            return 1, not whole, fault.effect
        if place != "the catalogue":
            return 0, True, fault.effect
        # Orders arrive without it; the second page was asked for before.
        return (2, False, fault.effect) if whole else (3, False, "none")

    def test_each_fault_of_a_request(self):
        places = cycle(faults.IMPORT_PLACES)
        for fault in faults.FAULTS:
            for place in faults.IMPORT_PLACES if EVERYWHERE else [next(places)]:
                self.check(fault, place)

    def test_pages_that_stay_empty(self):
        for fault in faults.GAPS:
            for place in ("the first page", "a later page", "the catalogue"):
                self.check(fault, place)


class TestRowsThatMove(ImportFaultCase):
    """What happens in the shop while its list is read; every page has one order."""

    def get_reference(self, move):
        """The ledger of an import, the move, and another import."""
        with self.starting_anew():
            self.run_import_job()
            move(self.remote)
            self.run_import_job()
            return self.take()

    def check(self, name, requests):
        """Import while the order of the first page moves, and import again.

        :param int requests: how many pages are read before
        """
        move = faults.MOVES[name]
        expected = self.get_reference(move)
        with self.subTest(name, requests=requests), self.starting_anew():
            faults.arm_move(self.sandbox, move, requests, path="/orders$")
            self.run_import_job()
            arrived = self.take()
            self.assert_nothing_half()
            self.assert_shop("none")
            for number, row in arrived.orders.items():
                self.assertNotIn(row[0], ("cancelled", "error", "ignored"), number)
            self.assertEqual(set(arrived.orders), set(expected.orders))
            self.assertEqual(len(arrived.sales), len(expected.orders))
            self.run_import_job()
            self.assert_ledger(expected)

    def test_nothing_is_lost_whatever_moves(self):
        for name in faults.MOVES:
            for requests in (1, 2) if EVERYWHERE else (1,):
                self.check(name, requests)


class TestAnEmptyPage(ImportFaultCase):
    def test_it_says_nothing_about_orders_that_are_known(self):
        """However often pages stay empty: an order that is still there is not gone."""
        for place in ("the first page", "a later page"):
            with self.subTest(place), self.starting_anew():
                self.run_import_job()
                known = self.take()
                for _run in range(3):
                    with self.faulty(*faults.GAPS, **faults.IMPORT_PLACES[place]):
                        self.run_import_job()
                    self.assert_ledger(known)
