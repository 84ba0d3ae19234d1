"""What a person does in the warehouse, and what of it files a shipment."""

from unittest.mock import patch

from .delivering import DeliveryCase


class TestValidating(DeliveryCase):
    def test_validating_files_one_shipment_and_makes_no_request(self):
        """F30"""
        order = self.sell()
        shipment = self.deliver_all(order)
        self.assertEqual(shipment.state, "pending")
        self.assertEqual(shipment.order_id, order)
        self.assertEqual(shipment.backend_id, self.shop)
        self.assertEqual(self.sandbox.requests, [])
        self.assertEqual(self.get_remote(order).shipping_status, "unshipped")

    def test_validating_wakes_the_scheduled_action(self):
        cron = self.env.ref("bigcartel_connector.ir_cron_push_shipments")
        triggers = self.env["ir.cron.trigger"]
        domain = [("cron_id", "=", cron.id)]
        order = self.sell()
        triggers.search(domain).unlink()
        self.deliver_all(order)
        # As a commit does.
        self.env.cr.flush()
        self.assertEqual(triggers.search_count(domain), 1)

    def test_many_deliveries_in_one_transaction_wake_it_once(self):
        cron = self.env.ref("bigcartel_connector.ir_cron_push_shipments")
        triggers = self.env["ir.cron.trigger"]
        domain = [("cron_id", "=", cron.id)]
        orders = [self.sell() for _number in range(3)]
        self.env.cr.flush()
        triggers.search(domain).unlink()
        for order in orders:
            self.deliver_all(order)
        self.env.cr.flush()
        self.assertEqual(triggers.search_count(domain), 1)

    def test_validating_works_without_the_scheduled_action(self):
        order = self.sell()
        self.env.ref("bigcartel_connector.ir_cron_push_shipments").unlink()
        self.assertEqual(self.deliver_all(order).state, "pending")

    def test_validating_works_while_big_cartel_is_down(self):
        """F30"""
        order = self.sell()
        self.sandbox.stop()
        shipment = self.deliver_all(order)
        self.push()
        self.assertEqual(shipment.picking_id.state, "done")
        self.assertEqual(shipment.picking_id.bigcartel_shipment_state, "pending")
        self.assertEqual(self.shop.state, "error")
        self.sandbox.start()
        self.push_again()
        self.assertEqual(shipment.picking_id.bigcartel_shipment_state, "done")
        self.assertEqual(self.shop.state, "connected")

    def test_a_validation_that_is_rolled_back_files_and_tells_nothing(self):
        """F30"""
        order = self.sell()
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.deliver_all(order)
            raise ZeroDivisionError
        self.assertFalse(order.shipment_ids)
        self.push()
        self.assertEqual(self.get_writes(), [])

    def test_a_batch_of_three_with_one_that_cannot_be_told(self):
        """F30"""
        orders = [self.sell() for _number in range(3)]
        pickings = [self.get_open(order) for order in orders]
        pickings = pickings[0].union(*pickings)
        for move in pickings.move_ids:
            move.quantity = move.product_uom_qty
        pickings.with_context(skip_sms=True).button_validate()
        self.assertEqual(set(pickings.mapped("state")), {"done"})
        self.remote.vanish(orders[1].name)
        self.push()
        states = [order.shipment_ids.state for order in orders]
        self.assertEqual(states, ["done", "failed", "done"])
        states = pickings.mapped("bigcartel_shipment_state")
        self.assertEqual(sorted(states), ["done", "done", "failed"])
        self.assertEqual(set(pickings.mapped("state")), {"done"})

    def test_validating_again_files_nothing_more(self):
        order = self.sell()
        shipment = self.deliver_all(order)
        shipment.picking_id._bigcartel_file_shipments()
        self.assertEqual(order.shipment_ids, shipment)

    def test_a_transfer_of_two_orders_tells_both(self):
        orders = [self.sell() for _number in range(2)]
        pickings = [self.get_open(order) for order in orders]
        pickings[1].move_ids.picking_id = pickings[0]
        self.deliver(pickings[0])
        self.assertEqual([len(order.shipment_ids) for order in orders], [1, 1])
        self.push()
        self.assertEqual([order.state for order in orders], ["shipped"] * 2)

    def test_a_transfer_of_two_orders_shows_the_one_that_failed(self):
        orders = [self.sell() for _number in range(2)]
        pickings = [self.get_open(order) for order in orders]
        pickings[1].move_ids.picking_id = pickings[0]
        self.deliver(pickings[0])
        self.remote.vanish(orders[1].name)
        self.push()
        self.assertEqual(pickings[0].bigcartel_shipment_state, "failed")
        self.assertIn(orders[1].name, pickings[0].bigcartel_shipment_error)


class TestTracking(DeliveryCase):
    def test_tracking_typed_before_validation_is_told(self):
        shipment = self.deliver_all(self.sell(), tracking="TRACK-1")
        self.push()
        posted = self.remote.shipments[shipment.order_id.name]
        self.assertEqual([row["tracking_number"] for row in posted], ["TRACK-1"])

    def test_tracking_typed_between_validation_and_push_is_told(self):
        shipment = self.deliver_all(self.sell())
        self.assertFalse(shipment.tracking_number)
        shipment.picking_id.carrier_tracking_ref = "TRACK-2"
        self.assertEqual(shipment.tracking_number, "TRACK-2")
        self.push()
        posted = self.remote.shipments[shipment.order_id.name]
        self.assertEqual([row["tracking_number"] for row in posted], ["TRACK-2"])

    def test_tracking_that_the_carrier_gives_at_validation_is_told(self):
        product = self.env.ref("bigcartel_connector.product_shipping")
        carrier = self.env["delivery.carrier"].create(
            {"name": "Pigeon Post", "product_id": product.id, "fixed_price": 4}
        )
        order = self.sell()
        self.get_open(order).carrier_id = carrier
        label = [{"exact_price": 4.0, "tracking_number": "LABEL-1"}]
        with patch.object(type(carrier), "fixed_send_shipping", return_value=label):
            shipment = self.deliver_all(order)
        self.assertEqual(shipment.tracking_number, "LABEL-1")
        self.assertEqual(shipment.carrier_name, "Pigeon Post")

    def test_a_backorder_does_not_inherit_the_tracking_number(self):
        """F33"""
        order = self.sell((self.remote_shirt, 3))
        first = self.get_open(order)
        self.deliver(first, {self.shirt: 1}, tracking="TRACK-1")
        rest = self.deliver(self.get_open(order))
        self.assertEqual(first.bigcartel_shipment_ids.tracking_number, "TRACK-1")
        self.assertFalse(rest.bigcartel_shipment_ids.tracking_number)


class TestWhatFilesNothing(DeliveryCase):
    def test_a_return(self):
        """F33"""
        order = self.sell()
        shipment = self.deliver_all(order)
        self.push()
        back = self.give_back(shipment.picking_id, 1)
        self.assertFalse(back.bigcartel_shipment_ids)
        self.assertEqual(order.shipment_ids, shipment)
        self.push()
        self.assertEqual(self.get_writes(), [("PATCH", "status")])

    def test_a_second_delivery_of_what_came_back(self):
        """F33"""
        order = self.sell()
        shipment = self.deliver_all(order)
        self.push()
        back = self.give_back(shipment.picking_id, 2)
        again = self.give_back(back, 2)
        self.assertEqual(again.picking_type_code, "outgoing")
        self.assertEqual(order.shipment_ids, shipment)
        self.push()
        self.assertEqual(self.get_writes(), [("PATCH", "status")])

    def test_receipts_and_internal_transfers(self):
        """F33"""
        shelf = self.warehouse.lot_stock_id
        suppliers = self.env.ref("stock.stock_location_suppliers")
        Shipment = self.env["bigcartel.shipment"]
        before = Shipment.search_count([])
        for kind, source in (
            (self.warehouse.in_type_id, suppliers),
            (self.warehouse.int_type_id, shelf),
        ):
            with self.subTest(kind.name):
                self.deliver(self.move_shirts(kind, source, shelf))
                self.assertEqual(Shipment.search_count([]), before)

    def test_a_delivery_of_an_ordinary_sale_order(self):
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Ada"}).id,
                "order_line": [(0, 0, {"product_id": self.shirt.id})],
            }
        )
        sale.action_confirm()
        picking = self.deliver(sale.picking_ids)
        self.assertFalse(picking.bigcartel_shipment_ids)
        self.assertFalse(picking.bigcartel_shipment_state)

    def test_a_delivery_that_is_cancelled_whole(self):
        """F33"""
        order = self.sell()
        self.get_open(order).action_cancel()
        self.assertFalse(order.shipment_ids)
        self.push()
        self.assertEqual(self.get_writes(), [])
        self.assertEqual(order.state, "done")

    def move_shirts(self, kind, source, destination):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": kind.id,
                "location_id": source.id,
                "location_dest_id": destination.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.shirt.id,
                            "product_uom_qty": 1,
                            "location_id": source.id,
                            "location_dest_id": destination.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        return picking


class TestServices(DeliveryCase):
    def setUp(self):
        super().setUp()
        self.service = self.make_product("GIFT", type="service", is_storable=False)
        self.remote_service = self.remote.add_product("Gift card", "SKU:GIFT")

    def test_an_order_of_services_has_no_delivery_and_is_marked_by_hand(self):
        """F33"""
        order = self.sell((self.remote_service, 1))
        self.assertFalse(order.sale_order_id.picking_ids)
        self.assertFalse(order.shipment_ids)
        order.action_mark_shipped()
        self.assertEqual(self.sandbox.requests, [])
        self.push()
        self.assertEqual(self.get_writes(), [("PATCH", "status")])
        self.assertEqual(order.state, "shipped")
        self.assertTrue(order.shipped_at)

    def test_services_beside_goods_ship_with_the_goods(self):
        order = self.sell((self.remote_shirt, 1), (self.remote_service, 1))
        shipment = self.deliver_all(order, tracking="TRACK-1")
        self.push()
        self.assertEqual(shipment.state, "done")
        self.assertEqual(self.get_remote(order).shipping_status, "shipped")
        self.assertEqual(order.state, "shipped")

    def test_marking_twice_by_hand_marks_once(self):
        """F3"""
        order = self.sell((self.remote_service, 1))
        order.action_mark_shipped()
        order.action_mark_shipped()
        self.push()
        self.assertEqual(set(order.shipment_ids.mapped("state")), {"done"})
        self.assertEqual(self.get_writes(), [("PATCH", "status")])

    def test_only_completed_orders_can_be_marked_by_hand(self):
        order = self.place_and_import([(self.remote_print, 1)])
        self.assertEqual(order.state, "to_link")
        order.action_mark_shipped()
        self.assertFalse(order.shipment_ids)
