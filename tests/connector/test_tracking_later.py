"""A tracking number that is typed in after Big Cartel was told: it is told as well."""

from datetime import timedelta

from odoo import fields
from odoo.tests import Form

from .test_shared_orders import SharedOrderCase
from .tracking import CHANGE, POST, TrackingCase, strip


class TestTypedLater(TrackingCase):
    def test_a_number_where_a_shipment_was_told_changes_that_shipment(self):
        shipment = self.deliver_part()
        self.type_in(shipment, "TRACK-2")
        self.assertEqual(shipment.state, "pending")
        self.assertEqual(shipment.picking_id.bigcartel_shipment_state, "pending")
        self.assertIn("TRACK-2", shipment.summary)
        self.assertEqual(self.sandbox.requests, [], "nobody waits for Big Cartel")
        self.push()
        self.check_told(shipment, "TRACK-2")
        self.assertEqual(self.get_writes(), [CHANGE])
        self.assertIn("TRACK-2", shipment.result)
        self.assertIn("TRACK-2", shipment.picking_id.message_ids[0].body)

    def test_warehouse_staff_type_it_in_as_in_any_other_transfer(self):
        worker = self.make_user("worker", "base.group_user", "stock.group_stock_user")
        shipment = self.deliver_part()
        self.env.invalidate_all()
        picking = shipment.picking_id.with_user(worker)
        with Form(picking) as form:
            form.carrier_tracking_ref = "TRACK-2"
        self.assertEqual(picking.bigcartel_shipment_state, "pending")
        self.push()
        self.check_told(shipment, "TRACK-2")
        self.assertEqual(picking.bigcartel_shipment_state, "done")

    def test_a_number_that_is_corrected_changes_the_shipment(self):
        shipment = self.deliver_told(tracking="TRACK-1")
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_told(shipment, "TRACK-2")
        self.assertEqual(self.get_writes(), [CHANGE])
        self.assertEqual(len(self.get_posted(shipment.order_id)), 1)

    def test_a_number_is_told_with_its_carrier_and_its_page(self):
        shipment = self.deliver_part()
        shipment.picking_id.carrier_id = self.env["delivery.carrier"].create(
            {
                "name": "Pigeon Post",
                "product_id": self.env.ref("bigcartel_connector.product_shipping").id,
                "tracking_url": "https://pigeon.example/<shipmenttrackingnumber>",
            }
        )
        self.type_in(shipment, "TRACK-2")
        self.push()
        (there,) = self.remote.shipments[shipment.order_id.name]
        self.assertEqual(there["carrier"], "Pigeon Post")
        self.assertEqual(there["tracking_url"], "https://pigeon.example/TRACK-2")

    def test_the_shop_says_whether_big_cartel_mails_the_customer_again(self):
        for notify in (True, False):
            with self.subTest(notify):
                self.shop.notify_customer = notify
                shipment = self.deliver_part()
                self.type_in(shipment, "TRACK-2")
                self.push()
                (there,) = self.remote.shipments[shipment.order_id.name]
                self.assertIs(there["notify_customer"], notify)

    def test_a_number_where_only_the_status_was_told_makes_the_shipment(self):
        self.sandbox.switches.duplicate_shipment = "accept"
        shipment = self.deliver_told()
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_told(shipment, "TRACK-2")
        self.assertEqual(self.get_writes(), [POST])
        self.type_in(shipment, "TRACK-3")
        self.push()
        self.check_told(shipment, "TRACK-3")
        self.assertEqual(self.get_writes(), [POST, CHANGE])

    def test_a_shipment_that_a_person_made_there_gets_the_number(self):
        shipment = self.deliver_told()
        remote = self.get_remote(shipment.order_id)
        items = [{"order_line_item_id": remote.lines[0].id, "quantity": 2}]
        self.remote.fulfilment.post(remote, {"items": items}, accept_more=True)
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_told(shipment, "TRACK-2")
        self.assertEqual(self.get_writes(), [CHANGE])

    def test_a_number_that_big_cartel_shows_already_is_not_written_again(self):
        shipment = self.deliver_part()
        (there,) = self.remote.shipments[shipment.order_id.name]
        there["tracking_number"] = "TRACK-2"
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_told(shipment, "TRACK-2")
        self.assertEqual(self.get_writes(), [])

    def test_where_big_cartel_lists_nothing_the_shipment_is_known_by_its_id(self):
        shipment = self.deliver_part()
        self.sandbox.faults.add(
            "status", status=404, method="GET", path="/shipments$", times=None
        )
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_told(shipment, "TRACK-2")
        self.assertEqual(self.get_writes(), [CHANGE])

    def test_a_second_run_tells_nothing_again(self):
        shipment = self.deliver_part()
        self.type_in(shipment, "TRACK-2")
        for _run in range(3):
            self.push_again()
        self.assertEqual(self.get_writes(), [CHANGE])

    def test_what_has_nothing_new_is_left_alone_by_later_runs(self):
        shipment = self.deliver_told(tracking="TRACK-1")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bigcartel_shipment SET write_date = '2026-01-01' RETURNING id"
        )
        self.assertEqual(self.env.cr.fetchall(), [(shipment.id,)])
        self.env.invalidate_all()
        self.push()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(str(shipment.write_date), "2026-01-01 00:00:00")


class TestNothingToTell(TrackingCase):
    def test_an_erased_number_tells_nothing(self):
        shipment = self.deliver_told(tracking="TRACK-1")
        self.type_in(shipment, False)
        self.assertEqual(shipment.state, "done")
        self.push_again()
        self.assertEqual(self.sandbox.requests, [])
        self.type_in(shipment, "TRACK-1")
        self.assertEqual(shipment.state, "done", "Big Cartel knows this one")

    def test_a_number_erased_before_it_was_told_tells_nothing(self):
        shipment = self.deliver_part()
        self.type_in(shipment, "TRACK-2")
        self.type_in(shipment, False)
        self.assertEqual(shipment.state, "done")
        self.assertFalse(shipment.tracking_number)
        self.push_again()
        self.assertEqual(self.sandbox.requests, [])

    def test_a_number_typed_in_twice_before_the_push_is_told_once(self):
        shipment = self.deliver_part()
        self.type_in(shipment, "TRACK-X")
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_told(shipment, "TRACK-2")
        self.assertEqual(self.get_writes(), [CHANGE])

    def test_before_the_first_push_it_is_told_with_the_delivery(self):
        shipment = self.deliver_all(self.sell())
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_told(shipment, "TRACK-2")
        self.assertEqual(self.get_writes(), [POST])

    def test_before_the_delivery_nothing_is_filed(self):
        order = self.sell()
        self.get_open(order).carrier_tracking_ref = "TRACK-2"
        self.assertFalse(order.shipment_ids)

    def test_the_same_number_again_tells_nothing(self):
        shipment = self.deliver_told(tracking="TRACK-1")
        self.type_in(shipment, "TRACK-1")
        self.assertEqual(shipment.state, "done")


class TestSeveralShipments(TrackingCase):
    def deliver_twice(self, *numbers):
        """Deliver one shirt twice; return the two shipments, told."""
        order = self.sell((self.remote_shirt, 2))
        for number in numbers:
            self.deliver(self.get_open(order), {self.shirt: 1}, number)
            self.push()
        self.sandbox.requests.clear()
        return order.shipment_ids.sorted("id")

    def test_equal_shipments_are_told_apart(self):
        """With their ids, and without them by their numbers."""
        for answer, *numbers in (
            ("shipment", "SAME", "SAME"),
            ("no_content", "A", "B"),
            ("no_content", "SAME", "SAME"),
            ("no_content", None, "B"),
        ):
            with self.subTest(answer=answer, numbers=numbers):
                self.sandbox.switches.shipment_response = answer
                first, second = self.deliver_twice(*numbers)
                self.type_in(first, "A-2")
                self.type_in(second, "B-2")
                self.push()
                self.assertEqual(set((first | second).mapped("state")), {"done"})
                told = sorted(self.get_numbers(first.order_id))
                self.assertEqual(told, ["A-2", "B-2"])
                self.assertEqual(self.get_writes(), [CHANGE] * 2)

    def test_one_number_for_both(self):
        self.sandbox.switches.shipment_response = "no_content"
        first, second = self.deliver_twice("A", "B")
        self.type_in(first, "B")
        self.push()
        self.check_told(first, "B", "B")

    def test_a_number_to_tell_does_not_hold_the_last_delivery_back(self):
        first = self.deliver_part()
        order = first.order_id
        self.deliver_all(order)
        self.type_in(first, "TRACK-2")
        first.next_attempt = fields.Datetime.now() + timedelta(hours=1)
        self.push()
        self.assertEqual(first.state, "pending")
        self.assertEqual(order.state, "shipped")
        self.push_again()
        self.assertEqual(self.get_numbers(order), ["TRACK-2", None])
        self.assertEqual(self.get_shipped_units(order), [2])

    def test_a_transfer_of_two_orders_tells_both(self):
        orders = [self.sell((self.remote_shirt, 2)) for _number in range(2)]
        pickings = [self.get_open(order) for order in orders]
        pickings[1].move_ids.picking_id = pickings[0]
        self.deliver(pickings[0], tracking="TRACK-1")
        self.push()
        pickings[0].carrier_tracking_ref = "TRACK-2"
        self.push()
        numbers = [self.get_numbers(order) for order in orders]
        self.assertEqual(numbers, [["TRACK-2"], ["TRACK-2"]])

    def test_a_batch_written_at_once(self):
        shipments = self.deliver_part() | self.deliver_part()
        shipments.picking_id.write({"carrier_tracking_ref": "TRACK-2"})
        self.push()
        self.assertEqual(self.get_writes(), [CHANGE] * 2)


class TestSharedOrders(SharedOrderCase, TrackingCase):
    def test_a_shipment_of_somebody_else_is_left_alone(self):
        order = self.sell_shared(never=True)
        shipment = self.deliver_all(order)
        self.push()
        other = self.get_remote(order).lines[1].id
        self.remote.fulfilment.post(
            self.get_remote(order),
            {"items": [{"order_line_item_id": other, "quantity": 1}]},
        )
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_told(shipment, "TRACK-2", None)

    def test_a_list_without_items_and_ids_leads_to_no_guess(self):
        self.sandbox.switches.shipment_response = "no_content"
        order = self.sell_shared(never=True)
        shipment = self.deliver_all(order)
        self.push()
        self.sandbox.requests.clear()
        self.sandbox.faults.add(
            "rewrite", method="GET", path="/shipments$", times=None, change=strip
        )
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_not_taken(shipment, "does not show the shipment")
        self.assertEqual(self.get_writes(), [])

    def test_a_list_without_items_leads_to_no_second_shipment(self):
        """One of them may be ours: it cannot be told."""
        self.shop.shared_orders = "mark"
        self.sandbox.switches.shipments_refused = 403
        order = self.sell_shared(never=True)
        shipment = self.deliver_all(order)
        self.push()
        self.sandbox.requests.clear()
        self.sandbox.switches.shipments_refused = None
        self.sandbox.switches.duplicate_shipment = "accept"
        self.remote.fulfilment.post(self.get_remote(order), {}, accept_more=True)
        self.sandbox.faults.add(
            "rewrite", method="GET", path="/shipments$", times=None, change=strip
        )
        self.type_in(shipment, "TRACK-2")
        self.push()
        self.check_not_taken(shipment, "does not show which shipment")
        self.assertEqual(self.get_writes(), [])
