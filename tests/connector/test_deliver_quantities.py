"""How many units of which line a delivery tells."""

from .delivering import DeliveryCase


class TestQuantities(DeliveryCase):
    def get_told(self, shipment):
        return [(item["line"], item["quantity"]) for item in shipment.items or []]

    def test_two_lines_of_one_variant_are_told_apart(self):
        """F22"""
        order = self.sell((self.remote_shirt, 1), (self.remote_shirt, 2))
        picking = self.get_open(order)
        first, second = picking.move_ids.sorted(
            lambda move: move.sale_line_id.bigcartel_line_ref
        )
        self.assertNotEqual(first.sale_line_id, second.sale_line_id)
        second.quantity = second.product_uom_qty
        second.picked = True
        picking.with_context(skip_sms=True, skip_backorder=True).button_validate()
        self.push()
        line = second.sale_line_id.bigcartel_line_ref
        self.assertEqual(self.get_posted(order), [{line: second.quantity}])
        self.deliver_all(order)
        self.push()
        self.assertEqual(self.get_shipped_units(order), [1, 2])

    def test_more_than_was_sold_is_told_as_sold(self):
        order = self.sell((self.remote_shirt, 2))
        shipment = self.deliver(
            self.get_open(order), {self.shirt: 5}, "TRACK-1"
        ).bigcartel_shipment_ids
        line = self.get_remote(order).lines[0].id
        self.assertEqual(self.get_told(shipment), [(line, 2)])
        self.push()
        self.assertEqual(self.get_posted(order), [{line: 2}])
        self.assertEqual(order.state, "shipped")

    def test_halves_are_told_once_they_make_a_whole(self):
        order = self.sell((self.remote_shirt, 2))
        line = self.get_remote(order).lines[0].id
        told = []
        for quantity in (0.5, 0.7, 0.8):
            picking = self.deliver(self.get_open(order), {self.shirt: quantity})
            told.append(self.get_told(picking.bigcartel_shipment_ids))
        self.assertEqual(told, [[], [(line, 1)], [(line, 1)]])
        self.push()
        self.assertEqual(self.get_shipped_units(order), [2])
        self.assertEqual(order.state, "shipped")

    def test_dozens_are_told_as_units(self):
        order = self.sell((self.remote_shirt, 12))
        picking = self.get_open(order)
        dozen = self.env.ref("uom.product_uom_dozen")
        picking.move_ids.product_uom = dozen
        picking.move_ids.product_uom_qty = 1
        self.deliver(picking, tracking="TRACK-1")
        line = self.get_remote(order).lines[0].id
        self.assertEqual(self.get_told(picking.bigcartel_shipment_ids), [(line, 12)])

    def test_a_product_that_was_added_in_the_warehouse_is_not_told(self):
        order = self.sell((self.remote_shirt, 1))
        picking = self.get_open(order)
        picking.move_ids = [
            (
                0,
                0,
                {
                    "product_id": self.mug.id,
                    "product_uom_qty": 1,
                    "location_id": picking.location_id.id,
                    "location_dest_id": picking.location_dest_id.id,
                },
            )
        ]
        shipment = self.deliver_all(order, tracking="TRACK-1")
        line = self.get_remote(order).lines[0].id
        self.assertEqual(self.get_told(shipment), [(line, 1)])
        self.push()
        self.assertEqual(order.state, "shipped")

    def test_a_line_that_big_cartel_does_not_know_any_more_is_not_told_as_told(self):
        order = self.sell((self.remote_shirt, 2))
        shipment = self.deliver(
            self.get_open(order), {self.shirt: 1}
        ).bigcartel_shipment_ids
        self.get_remote(order).lines[0].id = "999"
        self.push()
        self.assertIn("Nothing yet", shipment.result)
        self.assertIn("not in this order", shipment.error)
        self.deliver_all(order)
        self.push()
        self.assertEqual(self.get_remote(order).shipping_status, "shipped")


class TestSteps(DeliveryCase):
    def sell_in_steps(self, steps, quantity=2):
        self.warehouse.delivery_steps = steps
        return self.sell((self.remote_shirt, quantity))

    def test_only_the_last_step_tells(self):
        """F33"""
        for steps, number in (("pick_ship", 2), ("pick_pack_ship", 3)):
            with self.subTest(steps):
                self.check_steps(steps, number)

    def check_steps(self, steps, number):
        order = self.sell_in_steps(steps)
        for _step in range(number - 1):
            step = self.deliver(self.get_open(order), tracking="INSIDE")
            self.assertFalse(step.bigcartel_shipment_ids)
        self.push()
        self.assertEqual(self.get_writes(), [])
        shipment = self.deliver_all(order, tracking="TRACK-1")
        self.assertEqual(shipment.tracking_number, "TRACK-1")
        self.push()
        self.assertEqual(self.get_writes(), [("POST", "shipment")])
        self.assertEqual(order.state, "shipped")

    def test_a_backorder_in_the_first_step_keeps_the_order_open(self):
        """F33"""
        order = self.sell_in_steps("pick_pack_ship", 3)
        self.deliver(self.get_open(order), {self.shirt: 1})
        rest = self.get_open(order).filtered("backorder_id")
        for _step in ("pack", "ship"):
            last = self.deliver(self.get_open(order) - rest)
        self.push()
        self.assertEqual(last.bigcartel_shipment_state, "done")
        self.assertEqual(self.get_shipped_units(order), [1])
        self.assertEqual(order.state, "done")
        for _step in ("pick", "pack", "ship"):
            self.deliver(self.get_open(order))
        self.push()
        self.assertEqual(self.get_shipped_units(order), [3])
        self.assertEqual(order.state, "shipped")

    def test_a_backorder_cancelled_in_the_first_step_ends_the_order(self):
        """F33"""
        order = self.sell_in_steps("pick_ship", 3)
        self.deliver(self.get_open(order), {self.shirt: 1})
        rest = self.get_open(order).filtered("backorder_id")
        self.deliver(self.get_open(order) - rest)
        self.push()
        self.assertEqual(order.state, "done")
        rest.action_cancel()
        self.push()
        self.assertEqual(order.state, "shipped")
