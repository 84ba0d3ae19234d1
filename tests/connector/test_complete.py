"""Completing: by itself, by hand, with Odoo's own button, one by one and in batches."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .selling import SellingCase


class CompleteCase(SellingCase):
    def setUp(self):
        super().setUp()
        self.product = self.make_product("OURS")
        self.ours = self.offer("Ours", sku="OURS")
        self.unknown = self.offer("Unknown", price="7.5")

    def get_delivered(self, order):
        """Return what the transfers of an order deliver: {product: quantity}."""
        moves = order.sale_order_id.picking_ids.move_ids
        return {move.product_id: move.product_uom_qty for move in moves}


class TestByItself(CompleteCase):
    def test_an_order_completes_when_all_its_lines_are_linked(self):
        order = self.sell((self.ours, 2))
        self.assertEqual((order.state, order.sale_order_id.state), ("done", "sale"))
        self.assertEqual(self.get_delivered(order), {self.product: 2})

    def test_it_completes_when_the_last_line_is_answered(self):
        order = self.sell((self.ours, 1), (self.unknown, 1))
        self.assertEqual(order.state, "to_link")
        self.get_link(order, 1).action_never()
        self.assertEqual(order.state, "done")
        self.assertEqual(self.get_delivered(order), {self.product: 1})

    def test_two_lines_of_one_product_are_delivered_as_two(self):
        """F22"""
        order = self.sell((self.ours, 1), (self.ours, 4))
        moves = order.sale_order_id.picking_ids.move_ids
        self.assertEqual(
            {move.sale_line_id: move.product_uom_qty for move in moves},
            dict(zip(self.get_items(order), [1, 4], strict=True)),
        )

    def test_an_order_in_which_nothing_is_ours_completes_without_a_delivery(self):
        order = self.sell((self.unknown, 1))
        self.get_link(order).action_never()
        self.assertEqual(order.state, "done")
        self.assertFalse(order.sale_order_id.picking_ids)

    def test_a_shop_may_leave_ready_orders_to_a_person(self):
        self.shop.auto_confirm = False
        order = self.sell((self.ours, 1))
        self.import_orders()
        self.assertEqual((order.state, order.sale_order_id.state), ("ready", "draft"))
        order.action_complete()
        self.assertEqual(order.state, "done")

    def test_what_is_ready_completes_once_the_shop_wants_it(self):
        self.shop.auto_confirm = False
        order = self.sell((self.ours, 1))
        self.shop.auto_confirm = True
        self.import_orders()
        self.assertEqual(order.state, "done")


class TestByHand(CompleteCase):
    def test_open_lines_stay_as_sold_and_are_not_delivered(self):
        order = self.sell((self.ours, 1), (self.unknown, 2))
        order.action_complete()
        self.assertEqual(order.state, "done")
        line = self.get_items(order)[1]
        self.assertEqual((line.name, line.price_total), ("Unknown", 15.0))
        self.assertEqual(self.get_delivered(order), {self.product: 1})
        self.assert_total(order, "25")
        self.assertTrue(order._has_lines_of_others())

    def test_an_order_with_nothing_linked_completes_without_a_delivery(self):
        order = self.sell((self.unknown, 1))
        order.sale_order_id.action_bigcartel_complete()
        self.assertEqual(order.state, "done")
        self.assertFalse(order.sale_order_id.picking_ids)

    def test_many_orders_complete_at_once(self):
        orders = self.sell((self.unknown, 1)) | self.sell((self.unknown, 2))
        orders.action_complete()
        self.assertEqual(orders.mapped("state"), ["done", "done"])

    def test_what_has_no_draft_says_so(self):
        unpaid = self.sell((self.ours, 1), payment_status="unpaid")
        cancelled = self.sell((self.ours, 1))
        cancelled.sale_order_id._action_cancel()
        for order in (unpaid, cancelled):
            with self.assertRaisesRegex(UserError, order.name):
                order.action_complete()

    def test_what_somebody_completed_meanwhile_is_left_as_it_is(self):
        done, draft = self.sell((self.ours, 1)), self.sell((self.unknown, 1))
        (done | draft).action_complete()
        self.assertEqual(draft.state, "done")
        self.assertEqual(len(done.sale_order_id.picking_ids), 1)

    def test_a_refusal_of_odoo_is_shown_to_whoever_pressed_the_button(self):
        order = self.sell((self.unknown, 1))
        refusing = patch_confirmation(self, order)
        with refusing, self.assertRaisesRegex(UserError, "Out of luck"):
            order.action_complete()

    def test_a_reviewer_completes_orders_of_other_salespeople(self):
        self.shop.user_id = self.env.ref("base.user_admin")
        order = self.sell((self.ours, 1), (self.unknown, 1))
        reviewer = new_test_user(
            self.env, "reviewer", groups="bigcartel_connector.group_user"
        )
        order.with_user(reviewer).action_complete()
        self.assertEqual(order.state, "done")
        self.assertTrue(order.sale_order_id.picking_ids)

    def test_a_reviewer_s_last_answer_completes_orders_of_other_salespeople(self):
        self.shop.user_id = self.env.ref("base.user_admin")
        order = self.sell((self.ours, 1), (self.unknown, 1))
        reviewer = new_test_user(
            self.env, "reviewer", groups="bigcartel_connector.group_user"
        )
        self.get_link(order, 1).with_user(reviewer).product_id = self.product
        self.assertEqual(order.state, "done")
        self.assertTrue(order.sale_order_id.picking_ids)

    def test_what_a_person_has_to_look_at_waits_for_that_person(self):
        placed = self.place((self.ours, 3))
        placed.lines[0].quantity_shipped = 1
        self.import_orders()
        order = self.get_order(placed.number)
        self.assertEqual(order.state, "ready")
        self.assertIn("shipped at Big Cartel already", order.error)
        order.action_complete()
        self.assertEqual(order.state, "done")
        self.assertFalse(order.error or order.hold)

    def test_others_may_not_complete(self):
        order = self.sell((self.unknown, 1))
        seller = new_test_user(
            self.env, "seller", groups="sales_team.group_sale_salesman_all_leads"
        )
        with self.assertRaises(AccessError):
            order.with_user(seller).action_complete()
        self.assertEqual(order.sale_order_id.state, "draft")


def patch_confirmation(case, *orders, asked=None):
    """Make Odoo refuse to confirm some sale orders, as another addon might.

    :param list asked: gets the sale orders of each call
    """
    asked = [] if asked is None else asked
    SaleOrder = type(case.env["sale.order"])
    refused = case.env["sale.order"].union(*[order.sale_order_id for order in orders])
    confirmed = SaleOrder._action_confirm

    def confirm(self):
        asked.append(self)
        if self & refused:
            raise UserError("Out of luck")
        return confirmed(self)

    return patch.object(SaleOrder, "_action_confirm", confirm)


class TestWithOdoosButtons(CompleteCase):
    def test_confirming_the_sale_order_completes_the_order(self):
        order = self.sell((self.ours, 1), (self.unknown, 1))
        order.sale_order_id.action_confirm()
        self.assertEqual(order.state, "done")

    def test_confirming_it_settles_what_was_open(self):
        order = self.sell((self.ours, 1), total=11)
        self.assertTrue(order.error)
        order.sale_order_id.action_confirm()
        self.assertEqual(order.state, "done")
        self.assertFalse(order.error or order.hold)

    def test_a_salesperson_without_the_connector_s_rights_confirms(self):
        order = self.sell((self.unknown, 1), total=11)
        seller = new_test_user(
            self.env, "seller", groups="sales_team.group_sale_salesman_all_leads"
        )
        order.sale_order_id.with_user(seller).action_confirm()
        self.assertEqual(order.state, "done")

    def test_cancelling_the_sale_order_cancels_the_order(self):
        for lines in ([(self.ours, 1)], [(self.unknown, 1)]):
            order = self.sell(*lines)
            order.sale_order_id._action_cancel()
            self.assertEqual(order.state, "cancelled")
            self.import_orders()
            self.assertEqual(order.sale_order_id.state, "cancel")

    def test_an_order_set_back_to_draft_is_ready_again(self):
        order = self.sell((self.ours, 1))
        order.sale_order_id._action_cancel()
        order.sale_order_id.action_draft()
        self.assertEqual(order.state, "ready")
        order.action_complete()
        self.assertEqual(order.state, "done")


class TestBatches(CompleteCase):
    def sell_ready(self, count):
        """Return orders that are ready in a shop that wants them to complete."""
        self.shop.auto_confirm = False
        for _order in range(count):
            self.place((self.ours, 1))
        self.import_orders()
        self.shop.auto_confirm = True
        return self.shop.order_ids

    def watch(self):
        """Count how often, and for how many orders at once, Odoo confirms."""
        SaleOrder = type(self.env["sale.order"])
        return patch.object(
            SaleOrder,
            "action_confirm",
            autospec=True,
            side_effect=SaleOrder.action_confirm,
        )

    def test_a_page_is_confirmed_in_one_go(self):
        orders = self.sell_ready(7)
        with self.watch() as confirmed:
            self.import_orders()
        self.assertEqual(set(orders.mapped("state")), {"done"})
        self.assertEqual([len(call.args[0]) for call in confirmed.mock_calls], [7])

    def test_an_answer_confirms_all_that_it_completes_in_one_go(self):
        for _order in range(4):
            self.place((self.unknown, 1))
        self.import_orders()
        with self.watch() as confirmed:
            self.shop.order_ids.sale_order_id.order_line.bigcartel_link_id.action_never()
        self.assertEqual([len(call.args[0]) for call in confirmed.mock_calls], [4])

    def test_one_that_fails_stops_no_other_and_says_why(self):
        """F14"""
        orders = self.sell_ready(4)
        with patch_confirmation(self, orders[1]):
            self.import_orders()
        self.assertEqual(orders.mapped("state"), ["done", "error", "done", "done"])
        self.assertIn("Out of luck", orders[1].error)
        self.assertEqual(orders[1].sale_order_id.state, "draft")

    def test_one_that_failed_completes_when_it_is_tried_again(self):
        orders = self.sell_ready(2)
        with patch_confirmation(self, orders[0]):
            self.import_orders()
        orders[0].action_retry()
        self.assertEqual(orders[0].state, "done")
        self.assertFalse(orders[0].error)

    def test_one_answer_completes_so_many_orders_and_the_rest_follows(self):
        orders = self.sell_ready(45)
        orders[:44]._complete_ready()
        self.assertEqual(
            orders.mapped("state").count("ready"), 5, "40 at once, the rest later"
        )
        with self.enter_registry_test_mode():
            cron = self.env.ref("bigcartel_connector.ir_cron_import_orders")
            self.shop.last_attempt_at = False
            cron.method_direct_trigger()
        self.assertEqual(set(orders.mapped("state")), {"done"})
