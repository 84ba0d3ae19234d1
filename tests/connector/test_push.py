"""What Big Cartel is told when all goes well, and when it says no."""

from .delivering import DeliveryCase


class TestTelling(DeliveryCase):
    def test_without_tracking_the_order_is_marked_as_shipped(self):
        order = self.sell()
        shipment = self.deliver_all(order)
        self.push()
        self.assertEqual(self.get_writes(), [("PATCH", "status")])
        self.assertEqual(self.get_remote(order).shipping_status, "shipped")
        self.assertEqual(shipment.state, "done")
        self.assertEqual(shipment.result, "Marked as shipped.")
        self.assertFalse(shipment.error)
        self.assertEqual(order.state, "shipped")

    def test_with_tracking_one_request_tells_all(self):
        """F32"""
        order = self.sell((self.remote_shirt, 2), (self.remote_mug, 1))
        carrier = self.env["delivery.carrier"].create(
            {
                "name": "Pigeon Post",
                "product_id": self.env.ref("bigcartel_connector.product_shipping").id,
                "tracking_url": "https://pigeon.example/<shipmenttrackingnumber>",
            }
        )
        picking = self.get_open(order)
        picking.carrier_id = carrier
        self.deliver(picking, tracking="COO 1")
        self.push()
        self.assertEqual(self.get_writes(), [("POST", "shipment")])
        (posted,) = self.remote.shipments[order.name]
        self.assertEqual(posted["carrier"], "Pigeon Post")
        self.assertEqual(posted["tracking_number"], "COO 1")
        self.assertEqual(posted["tracking_url"], "https://pigeon.example/COO 1")
        self.assertIs(posted["notify_customer"], True)
        shirt, mug = self.get_remote(order).lines
        self.assertEqual(posted["shipped"], {shirt.id: 2, mug.id: 1})
        self.assertEqual(order.state, "shipped")
        # Customers click on it: nothing but the address of a page is told.
        carrier.tracking_url = "javascript:alert(1)"
        self.env.invalidate_all()
        self.assertEqual(picking.carrier_tracking_url, "javascript:alert(1)")
        told = picking.bigcartel_shipment_ids._prepare_tracking()
        self.assertIsNone(told["tracking_url"])

    def test_the_shop_says_whether_big_cartel_mails_the_customer(self):
        self.shop.notify_customer = False
        order = self.sell()
        self.deliver_all(order, tracking="TRACK-1")
        self.push()
        (posted,) = self.remote.shipments[order.name]
        self.assertIs(posted["notify_customer"], False)

    def test_what_was_told_is_noted_on_the_transfer(self):
        order = self.sell()
        shipment = self.deliver_all(order, tracking="TRACK-1")
        self.push()
        note = shipment.picking_id.message_ids[0].body
        self.assertIn("A shipment of 2 unit(s), tracking number TRACK-1.", note)

    def test_whatever_big_cartel_answers_to_a_new_shipment(self):
        for answer in ("shipment", "order", "no_content", "empty"):
            with self.subTest(answer):
                self.sandbox.switches.shipment_response = answer
                order = self.sell()
                shipment = self.deliver_all(order, tracking="TRACK-1")
                self.push()
                self.assertEqual(shipment.state, "done")
                self.assertEqual(self.get_writes(), [("POST", "shipment")])

    def test_where_a_shipment_must_repeat_the_number_of_its_order(self):
        self.sandbox.switches.shipment_id_required = True
        order = self.sell()
        shipment = self.deliver_all(order, tracking="TRACK-1")
        self.push()
        self.assertEqual(self.get_writes(), [("POST", "shipment")])
        self.assertEqual(shipment.state, "done")

    def test_where_the_lines_do_not_tell_what_is_shipped(self):
        self.sandbox.switches.line_quantities = False
        order = self.sell((self.remote_shirt, 2))
        for _delivery in range(2):
            self.deliver(self.get_open(order), {self.shirt: 1}, "SAME")
            self.push()
        line = self.get_remote(order).lines[0].id
        self.assertEqual(self.get_posted(order), [{line: 1}, {line: 1}])
        self.assertEqual(order.state, "shipped")

    def test_a_second_run_tells_nothing_again(self):
        """F31"""
        order = self.sell()
        self.deliver_all(order, tracking="TRACK-1")
        for _run in range(3):
            self.push_again()
        self.assertEqual(self.get_writes(), [("POST", "shipment")])

    def test_the_button_tells_at_once_and_reports(self):
        order = self.sell()
        self.deliver_all(order)
        params = self.shop.action_push_shipments()["params"]
        self.assertEqual(params["type"], "success")
        self.assertEqual(params["message"], "Marked as shipped.")
        self.assertEqual(order.state, "shipped")

    def test_the_button_says_why_something_was_not_told(self):
        order = self.sell()
        self.deliver_all(order)
        self.sandbox.stop()
        params = self.shop.action_push_shipments()["params"]
        self.assertEqual(params["type"], "danger")
        self.assertIn("could not be reached", params["message"])

    def test_a_run_without_time_left_stops_after_the_shipment_at_hand(self):
        shipments = self.deliver_all(self.sell()) | self.deliver_all(self.sell())
        domain = self.shop._get_due_domain()
        self.assertFalse(self.shop._push_shipments(shipments, domain, lambda *_a: 0))
        self.assertEqual(shipments.mapped("state"), ["done", "pending"])


class TestShippedThereAlready(DeliveryCase):
    def test_an_order_marked_by_hand_counts_as_told(self):
        """F3 F35"""
        order = self.sell()
        self.remote.mark_shipped(order.name)
        shipment = self.deliver_all(order, tracking="TRACK-1")
        self.push()
        self.assertEqual(shipment.state, "done")
        self.assertIn("already", shipment.result)
        self.assertEqual(self.get_writes(), [])
        self.assertEqual(order.state, "shipped")

    def test_a_partial_delivery_of_an_order_marked_by_hand(self):
        """F35"""
        order = self.sell((self.remote_shirt, 3))
        self.remote.mark_shipped(order.name)
        self.deliver(self.get_open(order), {self.shirt: 1})
        self.push()
        self.deliver_all(order)
        self.push()
        self.assertEqual(set(order.shipment_ids.mapped("state")), {"done"})
        self.assertEqual(self.get_writes(), [])

    def test_a_draft_that_was_marked_there_is_completed_all_the_same(self):
        """F35"""
        order = self.place_and_import([(self.remote_print, 1), (self.remote_shirt, 1)])
        self.assertEqual(order.state, "to_link")
        self.remote.mark_shipped(order.name)
        self.import_orders()
        order.action_complete()
        shipment = self.deliver_all(order)
        self.push()
        self.assertEqual(shipment.state, "done")
        self.assertEqual(order.state, "shipped")

    def test_an_order_cancelled_here_and_shipped_there_is_left_alone(self):
        """F35"""
        order = self.sell()
        order.sale_order_id._action_cancel()
        self.remote.mark_shipped(order.name)
        self.import_orders()
        self.push()
        self.assertEqual(order.state, "cancelled")
        self.assertEqual(self.get_writes(), [])

    def test_an_order_unmarked_by_hand_is_not_marked_again(self):
        order = self.sell()
        self.deliver_all(order)
        self.push()
        self.remote.mark_unshipped(order.name)
        self.push_again()
        self.import_orders()
        self.assertEqual(self.get_remote(order).shipping_status, "unshipped")


class TestRefusals(DeliveryCase):
    def test_an_order_that_is_gone_asks_a_person(self):
        order = self.sell()
        self.shop.user_id = self.env.ref("base.user_admin")
        shipment = self.deliver_all(order)
        gone = self.remote.vanish(order.name)
        self.push()
        self.assertEqual(shipment.state, "failed")
        self.assertIn("does not know the order", shipment.error)
        self.assertEqual(shipment.picking_id.bigcartel_shipment_state, "failed")
        activity = self.get_activities(order)
        self.assertEqual(activity.user_id, self.shop.user_id)
        self.assertIn(order.name, activity.summary)
        self.assertEqual(self.shop.state, "connected")
        self.push_again()
        self.assertEqual(self.get_activities(order), activity)
        self.remote.file(gone)
        shipment.action_retry()
        self.push()
        self.assertEqual(shipment.state, "done")
        self.assertFalse(self.get_activities(order))
        self.assertEqual(order.state, "shipped")

    def test_big_cartels_own_words_reach_the_person(self):
        order = self.sell()
        shipment = self.deliver_all(order)
        body = '{"errors": [{"detail": "This order <b>was cancelled</b>"}]}'
        self.sandbox.faults.add("status", status=422, method="PATCH", body=body)
        self.push()
        self.assertEqual(shipment.state, "failed")
        self.assertIn("This order was cancelled", shipment.error)
        self.assertIn("This order was cancelled", self.get_activities(order).note)

    def test_a_refused_tracking_number_does_not_hold_the_status_back(self):
        for code in (402, 403, 422):
            with self.subTest(code):
                self.sandbox.switches.tracking_refused = code
                order = self.sell()
                shipment = self.deliver_all(order, tracking="TRACK-1")
                self.push()
                self.assertEqual(shipment.state, "done")
                self.assertIn("another plan", shipment.error)
                self.assertEqual(order.state, "shipped")

    def test_refused_shipments_do_not_hold_the_status_back(self):
        for code in (402, 403, 404):
            with self.subTest(code):
                self.sandbox.switches.shipments_refused = code
                order = self.sell()
                shipment = self.deliver_all(order, tracking="TRACK-1")
                self.push()
                self.assertEqual(shipment.result, "Marked as shipped.")
                self.assertIn("refused the shipment", shipment.error)
                self.assertEqual(order.state, "shipped")

    def test_refused_shipments_where_the_lines_do_not_tell_either(self):
        self.sandbox.switches.line_quantities = False
        self.sandbox.switches.shipments_refused = 404
        order = self.sell()
        shipment = self.deliver_all(order, tracking="TRACK-1")
        self.push()
        self.assertEqual(shipment.result, "Marked as shipped.")
        self.assertEqual(order.state, "shipped")

    def test_a_change_that_does_not_show_asks_a_person(self):
        order = self.sell()
        shipment = self.deliver_all(order)

        def unchanged(document):
            document["data"]["attributes"]["shipping_status"] = "unshipped"
            return document

        self.sandbox.faults.add("rewrite", method="PATCH", change=unchanged)
        self.push()
        self.assertEqual(shipment.state, "failed")
        self.assertIn("unshipped", shipment.error)

    def test_retry_leaves_what_was_told_alone(self):
        order = self.sell()
        shipment = self.deliver_all(order)
        self.push()
        shipment.action_retry()
        self.assertEqual(shipment.state, "done")
