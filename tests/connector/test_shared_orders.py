"""Orders on which somebody else ships lines too."""

from .delivering import DeliveryCase


class SharedOrderCase(DeliveryCase):
    def sell_shared(self, never=False, quantity=1):
        """Return an order of our shirts and somebody else's print."""
        if never:
            self.env["bigcartel.product.link"].create(
                {
                    "backend_id": self.shop.id,
                    "bigcartel_product_id": self.remote_print.id,
                    "state": "never",
                }
            )
        order = self.sell((self.remote_shirt, quantity), (self.remote_print, 1))
        states = order.sale_order_id.order_line.mapped("bigcartel_link_state")
        self.assertIn("never" if never else "to_link", states)
        return order


class TestShipmentsOfOurLines(SharedOrderCase):
    def check_our_lines_told(self, order):
        shirt = self.get_remote(order).lines[0].id
        self.assertEqual(self.get_posted(order), [{shirt: 1}])
        self.assertEqual(self.get_writes(), [("POST", "shipment")])
        self.assertNotEqual(self.get_remote(order).shipping_status, "shipped")
        self.assertEqual(order.state, "shipped", "our part is told")
        self.assertFalse(self.get_activities(order))

    def test_a_shipment_of_our_lines_is_told(self):
        order = self.sell_shared(never=True)
        self.deliver_all(order, tracking="TRACK-1")
        self.push()
        self.check_our_lines_told(order)

    def test_without_tracking_a_shipment_of_our_lines_is_told_too(self):
        order = self.sell_shared(never=True)
        self.deliver_all(order)
        self.push()
        self.check_our_lines_told(order)

    def test_lines_completed_without_a_link_are_others_lines_too(self):
        order = self.sell_shared()
        self.deliver_all(order)
        self.push()
        self.check_our_lines_told(order)

    def test_lines_that_a_person_deleted_here_are_others_lines_too(self):
        order = self.place_and_import(
            [(self.remote_shirt, 1), (self.remote_print, 1)], customer="maya"
        )
        lines = order.sale_order_id.order_line
        lines.filtered(lambda line: line.bigcartel_link_state == "to_link").unlink()
        order.action_complete()
        self.sandbox.requests.clear()
        self.deliver_all(order)
        self.push()
        self.check_our_lines_told(order)

    def test_our_lines_are_told_without_tracking_where_that_is_refused(self):
        self.sandbox.switches.tracking_refused = 402
        order = self.sell_shared(never=True)
        shipment = self.deliver_all(order, tracking="TRACK-1")
        self.push()
        self.assertEqual(self.get_shipped_units(order), [1, 0])
        self.assertIn("another plan", shipment.error)
        self.assertEqual(order.state, "shipped")

    def test_big_cartel_turns_shipped_once_the_others_ship(self):
        order = self.sell_shared(never=True)
        self.deliver_all(order)
        self.push()
        other = self.get_remote(order).lines[1].id
        self.remote.fulfilment.post(
            self.get_remote(order),
            {"items": [{"order_line_item_id": other, "quantity": 1}]},
        )
        self.assertEqual(self.get_remote(order).shipping_status, "shipped")

    def test_the_others_shipping_first_is_not_taken_for_our_shipment(self):
        order = self.sell_shared(never=True)
        shirt, other = (line.id for line in self.get_remote(order).lines)
        self.remote.fulfilment.post(
            self.get_remote(order),
            {"items": [{"order_line_item_id": other, "quantity": 1}]},
        )
        self.deliver_all(order)
        self.push()
        self.assertEqual(self.get_posted(order), [{other: 1}, {shirt: 1}])
        self.assertEqual(self.get_remote(order).shipping_status, "shipped")

    def test_partial_deliveries_of_our_lines(self):
        order = self.sell_shared(never=True, quantity=3)
        self.deliver(self.get_open(order), {self.shirt: 1})
        self.push()
        self.assertEqual(order.state, "done")
        self.deliver_all(order)
        self.push()
        self.assertEqual(self.get_shipped_units(order), [3, 0])
        self.assertEqual(order.state, "shipped")


class TestOnlyTheStatus(SharedOrderCase):
    def setUp(self):
        super().setUp()
        self.sandbox.switches.shipments_refused = 403

    def test_it_is_left_to_a_person_by_default(self):
        self.shop.user_id = self.env.user
        self.shop.user_id = self.env.ref("base.user_admin")
        order = self.sell_shared(never=True)
        shipment = self.deliver_all(order, tracking="TRACK-1")
        self.push()
        self.assertEqual(self.get_remote(order).shipping_status, "unshipped")
        self.assertEqual(shipment.state, "done")
        self.assertIn("left to a person", shipment.result)
        self.assertIn("plan", shipment.error)
        self.assertEqual(order.state, "done")
        activity = self.get_activities(order)
        self.assertEqual(activity.user_id, self.shop.user_id)
        self.assertIn("somebody else ships the rest", activity.note)

    def test_a_person_marks_it_once_all_is_on_its_way(self):
        order = self.sell_shared(never=True)
        self.deliver_all(order)
        self.push()
        order.action_mark_shipped()
        self.push()
        self.assertEqual(self.get_remote(order).shipping_status, "shipped")
        self.assertEqual(order.state, "shipped")
        self.assertFalse(self.get_activities(order))

    def test_the_shop_may_choose_to_mark_it(self):
        self.shop.shared_orders = "mark"
        order = self.sell_shared(never=True)
        shipment = self.deliver_all(order)
        self.push()
        self.assertEqual(shipment.result, "Marked as shipped.")
        self.assertEqual(self.get_remote(order).shipping_status, "shipped")
        self.assertEqual(order.state, "shipped")

    def test_a_partial_delivery_asks_nobody_yet(self):
        for choice in ("manual", "mark"):
            with self.subTest(choice):
                self.shop.shared_orders = choice
                order = self.sell_shared(quantity=3)
                self.deliver(self.get_open(order), {self.shirt: 1})
                self.push()
                self.assertEqual(order.state, "done")
                self.assertFalse(self.get_activities(order))
                self.assertNotIn(("PATCH", "status"), self.get_writes())

    def test_a_shop_that_tells_only_the_status_behaves_the_same(self):
        self.sandbox.switches.shipments_refused = None
        self.shop.shipment_api = "status"
        order = self.sell_shared(never=True)
        self.deliver_all(order, tracking="TRACK-1")
        self.push()
        self.assertEqual(self.get_writes(), [])
        self.assertTrue(self.get_activities(order))

    def test_a_remainder_that_was_cancelled_asks_a_person(self):
        self.sandbox.switches.shipments_refused = None
        order = self.sell_shared(never=True, quantity=3)
        self.deliver(self.get_open(order), {self.shirt: 1})
        self.push()
        self.get_open(order).action_cancel()
        self.push()
        self.assertEqual(self.get_shipped_units(order), [1, 0])
        self.assertTrue(self.get_activities(order))
        self.assertNotEqual(self.get_remote(order).shipping_status, "shipped")


class TestNothingOfOurs(SharedOrderCase):
    def test_an_order_in_which_nothing_is_ours_tells_nothing(self):
        order = self.sell((self.remote_print, 1))
        self.assertFalse(order.sale_order_id.picking_ids)
        self.push()
        self.assertEqual(self.get_writes(), [])
        self.assertEqual(order.state, "done")
