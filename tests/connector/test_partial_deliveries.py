"""Orders that leave in several deliveries, or not whole."""

from .delivering import DeliveryCase


class TestBackorders(DeliveryCase):
    def test_each_delivery_is_told_as_it_happens(self):
        order = self.sell((self.remote_shirt, 3))
        first = self.deliver(self.get_open(order), {self.shirt: 1}, "TRACK-1")
        self.push()
        self.assertEqual(first.bigcartel_shipment_state, "done")
        self.assertEqual(self.get_shipped_units(order), [1])
        self.assertEqual(order.state, "done")
        self.assertNotEqual(self.get_remote(order).shipping_status, "shipped")
        self.deliver(self.get_open(order), tracking="TRACK-2")
        self.push()
        line = self.get_remote(order).lines[0].id
        self.assertEqual(self.get_posted(order), [{line: 1}, {line: 2}])
        self.assertEqual(self.get_writes(), [("POST", "shipment")] * 2)
        self.assertEqual(self.get_remote(order).shipping_status, "shipped")
        self.assertEqual(order.state, "shipped")

    def test_without_tracking_each_delivery_is_told_too(self):
        order = self.sell((self.remote_shirt, 3))
        self.deliver(self.get_open(order), {self.shirt: 1})
        self.push()
        self.assertEqual(self.get_shipped_units(order), [1])
        self.deliver_all(order)
        self.push()
        self.assertEqual(self.get_shipped_units(order), [3])
        self.assertEqual(order.state, "shipped")

    def test_a_partly_shipped_order_may_have_any_status_there(self):
        for status in ("unshipped", "partially_shipped", "half_way"):
            for listed in (True, False):
                with self.subTest(status=status, listed=listed):
                    self.sandbox.switches.partial_status = status
                    self.sandbox.switches.unshipped_includes_partial = listed
                    self.check_two_deliveries()

    def check_two_deliveries(self):
        order = self.sell((self.remote_shirt, 3))
        self.deliver(self.get_open(order), {self.shirt: 1})
        self.push()
        self.import_orders()
        self.assertEqual(order.state, "done")
        self.deliver_all(order)
        self.push()
        self.assertEqual(self.get_shipped_units(order), [3])
        self.assertEqual(order.state, "shipped")

    def test_our_own_partial_shipment_does_not_come_back_as_a_change(self):
        """F34"""
        order = self.sell((self.remote_shirt, 3))
        self.deliver(self.get_open(order), {self.shirt: 1})
        self.push()
        before = order.sale_order_id.message_ids
        self.import_orders()
        self.assertEqual(order.sale_order_id.message_ids, before)
        self.assertFalse(order.error)

    def test_two_deliveries_told_in_one_run(self):
        order = self.sell((self.remote_shirt, 3))
        self.deliver(self.get_open(order), {self.shirt: 1})
        self.deliver_all(order)
        self.push()
        self.assertEqual(self.get_shipped_units(order), [3])
        self.assertEqual(set(order.shipment_ids.mapped("state")), {"done"})
        self.assertEqual(order.state, "shipped")

    def test_a_quotation_made_anew_is_told_only_of_what_was_not_told_before(self):
        order = self.sell((self.remote_shirt, 3))
        self.deliver(self.get_open(order), {self.shirt: 1})
        sale = order.sale_order_id
        sale._action_cancel()
        sale.unlink()
        order.action_retry()
        self.assertEqual(order.state, "done")
        self.deliver_all(order)
        units = [item["quantity"] for row in order.shipment_ids for item in row.items]
        self.assertEqual(sorted(units), [1, 2])

    def test_a_failed_first_delivery_is_told_last(self):
        order = self.sell((self.remote_shirt, 3))
        first = self.deliver(self.get_open(order), {self.shirt: 1})
        self.sandbox.faults.add("status", status=400, path=f"{order.name}$")
        self.push()
        self.assertEqual(first.bigcartel_shipment_state, "failed")
        second = self.deliver_all(order)
        self.push()
        self.assertEqual(second.state, "done")
        self.assertEqual(order.state, "done")
        self.assertTrue(self.get_activities(order), "the first one still waits")
        first.bigcartel_shipment_ids.action_retry()
        self.push()
        self.assertEqual(self.get_shipped_units(order), [3])
        self.assertEqual(order.state, "shipped")
        self.assertFalse(self.get_activities(order))


class TestRefusedShipments(DeliveryCase):
    def test_the_status_follows_with_the_last_delivery(self):
        for code in (402, 403, 404):
            with self.subTest(code):
                self.sandbox.switches.shipments_refused = code
                self.check_status_with_the_last()

    def check_status_with_the_last(self):
        order = self.sell((self.remote_shirt, 3))
        first = self.deliver(self.get_open(order), {self.shirt: 1}, "TRACK-1")
        self.push()
        shipment = first.bigcartel_shipment_ids
        self.assertEqual(shipment.state, "done")
        self.assertIn("Nothing yet", shipment.result)
        self.assertIn("refused", shipment.error)
        self.assertEqual(self.get_remote(order).shipping_status, "unshipped")
        second = self.deliver_all(order, tracking="TRACK-2")
        self.push()
        self.assertEqual(self.get_remote(order).shipping_status, "shipped")
        self.assertIn("refused", second.error)
        self.assertEqual(second.result, "Marked as shipped.")
        self.assertEqual(order.state, "shipped")

    def test_a_part_is_told_without_tracking_where_tracking_is_refused(self):
        self.sandbox.switches.tracking_refused = 402
        order = self.sell((self.remote_shirt, 3))
        first = self.deliver(self.get_open(order), {self.shirt: 1}, "TRACK-1")
        self.push()
        self.assertEqual(self.get_shipped_units(order), [1])
        self.assertIn("another plan", first.bigcartel_shipment_ids.error)
        self.assertNotIn("TRACK-1", first.bigcartel_shipment_ids.result)
        self.deliver_all(order, tracking="TRACK-2")
        self.push()
        self.assertEqual(self.get_shipped_units(order), [3])
        self.assertEqual(order.state, "shipped")

    def test_a_shop_set_to_the_status_posts_no_shipment(self):
        self.shop.shipment_api = "status"
        order = self.sell((self.remote_shirt, 3))
        self.deliver(self.get_open(order), {self.shirt: 1}, "TRACK-1")
        self.push()
        self.assertEqual(self.get_writes(), [])
        self.deliver_all(order, tracking="TRACK-2")
        self.push()
        self.assertEqual(self.get_writes(), [("PATCH", "status")])
        self.assertEqual(order.state, "shipped")


class TestRemainders(DeliveryCase):
    def setUp(self):
        super().setUp()
        self.order = self.sell((self.remote_shirt, 3))

    def deliver_one(self, backorder=True):
        picking = self.deliver(
            self.get_open(self.order), {self.shirt: 1}, backorder=backorder
        )
        return picking.bigcartel_shipment_ids

    def check_shipped(self):
        self.push()
        self.assertEqual(self.get_remote(self.order).shipping_status, "shipped")
        self.assertEqual(self.order.state, "shipped")

    def test_a_remainder_that_is_not_delivered_ends_the_order(self):
        """F33"""
        self.deliver_one(backorder=False)
        self.assertFalse(self.get_open(self.order))
        self.check_shipped()
        self.assertEqual(len(self.order.shipment_ids), 1)

    def test_a_backorder_cancelled_after_the_first_push(self):
        """F33"""
        self.deliver_one()
        self.push()
        self.assertEqual(self.order.state, "done")
        self.get_open(self.order).action_cancel()
        self.check_shipped()

    def test_a_backorder_cancelled_before_the_first_push(self):
        """F33"""
        self.deliver_one()
        self.get_open(self.order).action_cancel()
        self.check_shipped()
        self.assertEqual(set(self.order.shipment_ids.mapped("state")), {"done"})

    def test_a_backorder_that_does_not_leave_with_another_order(self):
        self.deliver_one()
        self.push()
        other = self.sell((self.remote_mug, 1))
        transfer = self.get_open(other)
        self.get_open(self.order).move_ids.picking_id = transfer
        self.deliver(transfer, {self.mug: 1}, backorder=False)
        self.check_shipped()
        self.assertEqual(other.state, "shipped")

    def test_a_backorder_cancelled_while_big_cartel_is_down(self):
        self.deliver_one()
        self.sandbox.stop()
        self.push()
        self.get_open(self.order).action_cancel()
        self.push_again()
        self.sandbox.start()
        self.make_due()
        self.check_shipped()

    def test_a_sold_quantity_reduced_to_what_was_delivered(self):
        self.deliver_one()
        self.push()
        line = self.order.sale_order_id.order_line.filtered("bigcartel_line_ref")
        line.product_uom_qty = 1
        self.assertFalse(self.get_open(self.order))
        self.check_shipped()

    def test_a_sale_order_cancelled_half_way_is_not_marked_as_shipped(self):
        self.deliver_one()
        self.push()
        self.order.sale_order_id._action_cancel()
        self.push_again()
        self.assertEqual(self.get_shipped_units(self.order), [1])
        self.assertNotEqual(self.get_remote(self.order).shipping_status, "shipped")
        self.assertEqual(self.order.state, "cancelled")

    def test_what_left_before_a_cancellation_is_told_without_the_status(self):
        shipment = self.deliver_one()
        self.order.sale_order_id._action_cancel()
        self.push()
        self.assertEqual(shipment.state, "done")
        self.assertEqual(self.get_writes(), [("POST", "shipment")])
        self.assertEqual(self.get_shipped_units(self.order), [1])

    def test_a_cancellation_where_only_the_status_can_be_told_tells_nothing(self):
        self.shop.shipment_api = "status"
        shipment = self.deliver_one()
        self.order.sale_order_id._action_cancel()
        self.push()
        self.assertEqual(shipment.state, "done")
        self.assertIn("cancelled", shipment.result)
        self.assertEqual(self.get_writes(), [])

    def test_a_return_of_a_partial_delivery_leaves_the_rest_as_it_is(self):
        """F33"""
        shipment = self.deliver_one()
        self.push()
        self.give_back(shipment.picking_id, 1)
        self.push()
        self.assertEqual(self.order.state, "done")
        self.assertEqual(self.get_shipped_units(self.order), [1])
        self.deliver_all(self.order)
        self.check_shipped()
        self.assertEqual(self.get_shipped_units(self.order), [3])
