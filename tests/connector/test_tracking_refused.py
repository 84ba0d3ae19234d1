"""A later tracking number that Big Cartel does not take."""

from .test_shared_orders import SharedOrderCase
from .tracking import CHANGE, TrackingCase


class TestNotTaken(SharedOrderCase, TrackingCase):
    """Words for a person, a note, and nothing red: the goods are on their way."""

    def test_a_change_that_big_cartel_does_not_know(self):
        for code in (400, 404, 405):
            with self.subTest(code):
                self.sandbox.switches.shipment_change_refused = code
                shipment = self.deliver_part()
                self.type_in(shipment, "TRACK-2")
                self.push()
                self.check_not_taken(shipment, "did not take the tracking number")
                self.assertEqual(len(self.get_posted(shipment.order_id)), 1)

    def test_a_shipment_of_a_shipped_order_that_big_cartel_refuses(self):
        for choice in ("unprocessable", "conflict"):
            with self.subTest(choice):
                self.sandbox.switches.duplicate_shipment = choice
                shipment = self.deliver_told()
                self.type_in(shipment, "TRACK-2")
                self.push()
                self.check_not_taken(shipment, "did not take the tracking number")
                self.assertEqual(self.get_posted(shipment.order_id), [])
                self.assertEqual(shipment.order_id.state, "shipped")

    def test_shipments_that_a_person_made_there_in_portions_lead_to_no_other(self):
        self.sandbox.switches.duplicate_shipment = "accept"
        shipment = self.deliver_told((self.remote_shirt, 2))
        remote = self.get_remote(shipment.order_id)
        items = [{"order_line_item_id": remote.lines[0].id, "quantity": 1}]
        for _portion in range(2):
            self.remote.fulfilment.post(remote, {"items": items}, accept_more=True)
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_not_taken(shipment, "does not show which shipment")
        self.assertEqual(self.get_writes(), [])

    def test_an_answer_that_shows_another_shipment_is_not_taken_for_ours(self):
        self.shop.shared_orders = "mark"
        self.sandbox.switches.shipments_refused = 403
        shipment = self.deliver_all(self.sell_shared(never=True))
        self.push()
        self.sandbox.switches.shipments_refused = None
        self.sandbox.switches.duplicate_shipment = "ignore"
        remote = self.get_remote(shipment.order_id)
        items = [{"order_line_item_id": remote.lines[1].id, "quantity": 1}]
        self.remote.fulfilment.post(remote, {"items": items}, accept_more=True)
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_not_taken(shipment, "another shipment")

    def test_a_plan_without_tracking(self):
        self.sandbox.switches.tracking_refused = 402
        shipment = self.deliver_part()
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_not_taken(shipment, "another plan")

    def test_a_plan_without_shipments(self):
        self.sandbox.switches.shipments_refused = 403
        shipment = self.deliver_told()
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_not_taken(shipment, "does not show the shipments")
        self.assertEqual(self.get_writes(), [])

    def test_a_shop_that_tells_only_the_status(self):
        self.shop.shipment_api = "status"
        shipment = self.deliver_told()
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_not_taken(shipment, "status only")
        self.assertEqual(self.sandbox.requests, [])

    def test_a_shipment_that_was_deleted_there_is_not_made_again(self):
        shipment = self.deliver_part()
        remote = self.get_remote(shipment.order_id)
        self.remote.fulfilment.remove(remote, remote.shipments[0], unship=False)
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_not_taken(shipment, "does not show the shipment")
        self.assertEqual(self.get_writes(), [])

    def test_an_order_that_is_gone(self):
        shipment = self.deliver_part()
        self.remote.vanish(shipment.order_id.name)
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_not_taken(shipment, "did not take the tracking number")

    def test_what_was_refused_is_not_tried_again_by_itself(self):
        self.sandbox.switches.tracking_refused = 402
        shipment = self.deliver_part()
        self.type_in(shipment, "TRACK-2")
        for _run in range(3):
            self.push_again()
        self.assertEqual(self.get_writes(), [CHANGE])

    def test_a_number_that_comes_after_a_refusal_is_tried(self):
        self.sandbox.switches.tracking_refused = 402
        shipment = self.deliver_part()
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.sandbox.switches.tracking_refused = None
        self.type_in(shipment, "TRACK-3")
        self.push()
        self.check_told(shipment, "TRACK-3")
