"""Later tracking numbers whose answer never came: told once in the end."""

from .test_push_lost_answers import FATES
from .tracking import CHANGE, POST, TrackingCase, strip

# The others differ in how long they take.
FATES_HERE = (
    "lost answer",
    "error page after the write",
    "cut answer",
    "reset before the write",
    "server error",
)


class TestLostAnswers(TrackingCase):
    def check_each_fate(self, method, prepare):
        """However a write ends: told once in the end, at the next run at the latest."""
        for name in FATES_HERE:
            kind, options, done = FATES[name]
            with self.subTest(name):
                shipment = prepare()
                self.type_in(shipment, "TRACK-2")
                self.sandbox.faults.add(kind, method=method, **options)
                self.push()
                self.assertEqual(shipment.state, "done" if done else "pending")
                for _run in range(2):
                    self.push_again()
                self.check_told(shipment, "TRACK-2")
                self.assertEqual(len(self.get_writes()), 1 if done else 2)
                self.sandbox.faults.clear()

    def test_a_change_whose_answer_got_lost(self):
        self.check_each_fate("PATCH", self.deliver_part)

    def test_a_shipment_whose_answer_got_lost_is_not_made_twice(self):
        self.sandbox.switches.duplicate_shipment = "accept"
        self.check_each_fate("POST", self.deliver_told)

    def test_a_lost_answer_and_a_lost_look(self):
        self.sandbox.switches.duplicate_shipment = "accept"
        shipment = self.deliver_told()
        self.type_in(shipment, "TRACK-2")
        self.sandbox.faults.add("lost_answer", method="POST")
        self.sandbox.faults.add(
            "reset", method="GET", times=None, where=lambda _r: self.get_writes()
        )
        self.push()
        self.assertEqual(shipment.state, "pending")
        self.sandbox.faults.clear()
        self.push_again()
        self.check_told(shipment, "TRACK-2")
        self.assertEqual(self.get_writes(), [POST])

    def test_where_the_list_shows_nothing_no_second_shipment_is_made(self):
        self.sandbox.switches.duplicate_shipment = "accept"
        shipment = self.deliver_told()
        self.type_in(shipment, "TRACK-2")
        self.sandbox.faults.add("lost_answer", method="POST")
        self.sandbox.faults.add(
            "rewrite", method="GET", path="/shipments$", times=None, change=strip
        )
        self.push()
        self.push_again()
        self.assertEqual(shipment.state, "done")
        self.assertEqual(self.get_numbers(shipment.order_id), ["TRACK-2"])

    def test_a_crash_between_the_change_and_its_note(self):
        shipment = self.deliver_part()
        self.type_in(shipment, "TRACK-2")
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            with self.shop._get_client() as client:
                shipment._push(client)
            raise ZeroDivisionError
        self.assertEqual(shipment.state, "pending")
        self.push()
        self.check_told(shipment, "TRACK-2")
        self.assertEqual(self.get_writes(), [CHANGE])

    def test_a_number_typed_in_after_a_lost_first_try_is_told_all_the_same(self):
        """The first try arrived without a number; the second one finds it there."""
        order = self.sell((self.remote_shirt, 2))
        picking = self.deliver(self.get_open(order), {self.shirt: 1})
        shipment = picking.bigcartel_shipment_ids
        self.sandbox.faults.add("lost_answer", method="POST")
        look = self.sandbox.faults.add(
            "reset", method="GET", times=None, where=lambda _r: self.get_writes()
        )
        self.push()
        self.assertTrue(look.hits)
        self.sandbox.faults.clear()
        self.type_in(shipment, "TRACK-2")
        self.push_again()
        self.check_told(shipment, "TRACK-2")
        self.assertEqual(self.get_writes(), [POST, CHANGE])

    def test_an_outage_makes_nothing_fail(self):
        shipment = self.deliver_part()
        self.type_in(shipment, "TRACK-2")
        self.sandbox.stop()
        for _run in range(3):
            self.push_again()
        self.assertEqual(shipment.state, "pending")
        self.assertIn("could not be reached", shipment.error)
        self.sandbox.start()
        self.push_again()
        self.check_told(shipment, "TRACK-2")

    def test_a_pause_and_a_refused_login_wait(self):
        shipment = self.deliver_part()
        self.type_in(shipment, "TRACK-2")
        self.sandbox.faults.add("status", status=429, retry_after=900, method="PATCH")
        self.push()
        self.assertEqual(shipment.state, "pending")
        self.assertTrue(self.shop.paused_until)
        self.sandbox.faults.add("revoke", method="PATCH")
        self.push_again()
        self.assertEqual(shipment.state, "pending")
        self.assertTrue(self.shop.reconnect_required)
        self.remote.restore()
        self.shop.action_test_connection()
        self.push_again()
        self.check_told(shipment, "TRACK-2")
