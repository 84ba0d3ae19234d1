"""Odoo's total is Big Cartel's, to the cent; where it is not, a person decides."""

from decimal import Decimal

from .selling import SellingCase


class TestCharges(SellingCase):
    def test_shipping_is_a_line_of_its_own_as_it_was_charged(self):
        order = self.sell((self.offer(), 1), shipping="4.55")
        line = self.get_line(order, "shipping")
        self.assertEqual(
            (line.name, line.price_unit, line.product_uom_qty),
            ("Shipping to United States", 4.55, 1),
        )
        self.assertTrue(line.is_delivery)
        self.assert_total(order, "14.55")

    def test_free_shipping_makes_no_line(self):
        order = self.sell((self.offer(), 1), shipping=0)
        self.assertFalse(self.get_line(order, "shipping"))
        self.assert_total(order, "10")

    def test_a_percentage_off_is_a_line_with_the_code_in_its_text(self):
        """F24"""
        order = self.sell(
            (self.offer(price="33.8"), 1),
            discount=("3.38", "[WELCOME] 10% off your first order"),
        )
        line = self.get_line(order, "discount")
        self.assertEqual(line.name, "Discount WELCOME: 10% off your first order")
        self.assertEqual(line.price_unit, -3.38)
        self.assertEqual(self.get_items(order).discount, 0)
        self.assert_total(order, "30.42")

    def test_a_fixed_amount_off_is_taken_off_once(self):
        """F24"""
        order = self.sell((self.offer(price="7.5"), 3), discount=("5", "[FIVE] Thanks"))
        self.assertEqual(self.get_line(order, "discount").price_total, -5.0)
        self.assert_total(order, "17.5")

    def test_a_discount_without_a_code_is_named_by_its_text(self):
        order = self.sell((self.offer(), 1), discount=("1", "Friends"))
        self.assertEqual(self.get_line(order, "discount").name, "Discount: Friends")

    def test_a_discount_that_is_written_with_a_minus_takes_off_all_the_same(self):
        placed = self.place((self.offer(), 1), discount=("1.5", "[A] B"))
        placed.raw["attributes"]["discount_total"] = "-1.5"
        self.import_orders()
        self.assert_total(self.get_order(placed.number), "8.5")

    def test_a_discount_on_shipping_leaves_both_lines(self):
        """F24"""
        order = self.sell(
            (self.offer(), 1), shipping="4.5", discount=("4.5", "[SHIP] Free shipping")
        )
        self.assertEqual(self.get_line(order, "shipping").price_unit, 4.5)
        self.assertEqual(self.get_line(order, "discount").price_unit, -4.5)
        self.assert_total(order, "10")

    def test_an_order_of_nothing_to_pay_is_imported_and_completes(self):
        """F24"""
        self.make_product("TEE")
        order = self.sell((self.offer(sku="TEE"), 2), discount=("20", "[ALL] 100% off"))
        self.assert_total(order, "0")
        self.assertEqual(order.state, "done")
        self.assertTrue(order.sale_order_id.picking_ids)

    def test_thirds_of_a_cent_are_rounded_as_a_line(self):
        """F24"""
        order = self.sell((self.offer(price="0.333"), 3))
        self.assertEqual(self.get_items(order).price_unit, 0.333)
        self.assertAlmostEqual(order.sale_order_id.amount_total, 1.0)

    def test_many_small_amounts_add_up_exactly(self):
        """F24"""
        lines = [(self.offer(f"Sticker {n}", price="0.1"), n) for n in range(1, 30)]
        order = self.sell(*lines, shipping="0.01", discount=("0.02", "[CENT] Cents"))
        self.assert_total(order, "43.49")

    def test_everything_at_once_adds_up(self):
        order = self.sell(
            (self.offer(price="28.0"), 2),
            (self.offer("Zine", price="7.25"), 3),
            shipping="12.35",
            tax="6.71",
            discount=("7.78", "[TEN] Ten percent"),
        )
        self.assertEqual(len(order.sale_order_id.order_line), 5)
        self.assert_total(order, "89.03")


class TestDifference(SellingCase):
    """F24"""

    def setUp(self):
        super().setUp()
        self.make_product("TEE")
        self.tee = self.offer(sku="TEE", price="10.0")

    def sell_differing(self, total="9.99"):
        return self.sell((self.tee, 1), total=Decimal(total))

    def test_a_difference_is_shown_and_does_not_stop_the_import(self):
        order = self.sell_differing()
        self.assertEqual(order.sale_order_id.amount_total, 10.0)
        self.assertEqual(order.amount_total, 9.99)
        self.assertEqual(order.amount_difference, 0.01)
        for text in ("9.99", "10.00", "0.01"):
            self.assertIn(text, order.error)

    def test_a_difference_keeps_an_order_from_completing_by_itself(self):
        order = self.sell_differing()
        self.assertEqual(order.state, "ready")
        self.import_orders()
        self.assertEqual(order.sale_order_id.state, "draft")

    def test_other_orders_complete_beside_one_that_differs(self):
        numbers = [
            self.place((self.tee, 1), **fields).number
            for fields in ({}, {"total": Decimal("11")}, {})
        ]
        self.import_orders()
        states = [self.get_order(number).state for number in numbers]
        self.assertEqual(states, ["done", "ready", "done"])

    def test_a_person_can_complete_it_as_it_is(self):
        order = self.sell_differing()
        order.action_complete()
        self.assertEqual(order.state, "done")
        self.assertFalse(order.error)
        self.assertEqual(order.amount_difference, 0.01)

    def test_it_completes_by_itself_once_a_person_has_put_it_right(self):
        order = self.sell_differing()
        self.get_items(order).price_unit = 9.99
        self.assertEqual(order.amount_difference, 0)
        self.import_orders()
        self.assertEqual(order.state, "done")
        self.assertFalse(order.error)

    def test_the_message_goes_with_the_difference(self):
        self.shop.auto_confirm = False
        order = self.sell_differing()
        self.get_items(order).price_unit = 9.99
        self.import_orders()
        self.assertEqual(order.state, "ready")
        self.assertFalse(order.error)

    def test_a_difference_smaller_than_the_currency_counts_is_none(self):
        self.tee.options[0].price = Decimal("10.001")
        order = self.sell((self.tee, 1))
        self.assertEqual(order.amount_difference, 0)
        self.assertEqual(order.state, "done")
