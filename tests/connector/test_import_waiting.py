"""Orders that wait or are left out, and how they are taken up after all."""

from odoo.exceptions import UserError

from .importing import ImportCase


class TestUnpaidOrders(ImportCase):
    def test_an_unpaid_order_waits_with_the_reason(self):
        for status in ("pending", "unpaid", "mailed_a_cheque", ""):
            with self.subTest(status):
                number = self.place(payment_status=status)
                self.import_orders()
                order = self.get_order(number)
                self.assertEqual(order.state, "new")
                self.assertIn("Not paid yet", order.error)
                self.assertIn(status or "none", order.error)
                self.assertFalse(order.sale_order_id)

    def test_an_order_paid_later_is_taken_up(self):
        """F7, F36: however old it is."""
        number = self.place(payment_status="pending")
        self.import_orders()
        self.assert_counts(fetched=1, waiting=1)
        self.place()
        self.import_orders()
        self.import_orders()
        self.assert_counts(fetched=2, unchanged=1, waiting=1)
        self.remote.pay(number)
        self.import_orders()
        order = self.get_order(number)
        self.assertEqual(order.state, "to_link")
        self.assertFalse(order.error)
        self.assertEqual(order.payment_status, "completed")
        self.assert_counts(fetched=2, created=1, unchanged=1)

    def test_an_unpaid_order_is_not_built_by_hand_either(self):
        number = self.place(payment_status="pending")
        self.import_orders()
        order = self.get_order(number)
        order.action_retry()
        self.assertEqual(order.state, "new")
        self.assertIn("Not paid yet", order.error)
        self.assertFalse(order.sale_order_id)


class TestImportFrom(ImportCase):
    """F38: the history does not flood the first import, unless it is wanted."""

    def place_at(self, moment, **values):
        return self.place(created_at=moment, completed_at=moment, **values)

    def test_by_default_every_unshipped_order_is_wanted(self):
        """F10"""
        self.assertFalse(self.shop.import_from)
        number = self.place_at("2014-12-25T00:00:00Z")
        self.import_orders()
        self.assertEqual(self.get_order(number).state, "to_link")

    def test_older_orders_are_listed_as_ignored_with_that_reason(self):
        self.shop.import_from = "2026-01-01 08:00:00"
        old = self.place_at("2026-01-01T07:59:59Z")
        new = self.place_at("2026-01-01T08:00:00Z")
        self.import_orders()
        self.assertEqual(self.get_order(old).state, "ignored")
        self.assertIn("before 2026-01-01 08:00:00", self.get_order(old).error)
        self.assertIn("Press Retry", self.get_order(old).error)
        self.assertEqual(self.get_order(new).state, "to_link")
        self.assert_counts(fetched=2, created=1, waiting=1)
        self.import_orders()
        self.assert_counts(fetched=2, unchanged=2)

    def test_moments_are_compared_whatever_their_time_zone(self):
        """F7"""
        self.shop.import_from = "2026-01-01 08:00:00"
        old = self.place(completed_at="2026-01-01T15:59:00+08:00")
        new = self.place(completed_at="2026-01-01T00:30:00-08:00")
        self.import_orders()
        self.assertEqual(self.get_order(old).state, "ignored")
        self.assertEqual(self.get_order(new).state, "to_link")
        self.assertEqual(str(self.get_order(new).ordered_at), "2026-01-01 08:30:00")

    def test_what_counts_is_when_an_order_was_completed(self):
        """An order placed before that moment and paid after it is wanted."""
        self.shop.import_from = "2026-03-01 00:00:00"
        number = self.place(payment_status="pending", created_at="2026-02-27T00:00:00Z")
        self.import_orders()
        self.assertEqual(self.get_order(number).state, "new")
        self.remote.pay(number)
        self.import_orders()
        self.assertEqual(self.get_order(number).state, "to_link")

    def test_an_ignored_order_can_be_taken_up_by_hand(self):
        self.shop.import_from = "2026-01-01 00:00:00"
        number = self.place_at("2025-01-01T00:00:00Z")
        self.import_orders()
        order = self.get_order(number)
        order.action_retry()
        self.assertEqual(order.state, "to_link")
        self.assertFalse(order.error)

    def test_what_was_taken_up_by_hand_is_not_ignored_again(self):
        self.env.ref("base.SEK").active = False
        self.shop.import_from = "2026-01-01 00:00:00"
        number = self.place_at("2025-01-01T00:00:00Z", currency="SEK")
        self.import_orders()
        order = self.get_order(number)
        order.action_retry()
        self.assertEqual(order.state, "error")
        self.remote.edit_address(number, address_1="9 Other Road")
        self.import_orders()
        self.assertEqual(order.state, "error", "still wanted")
        self.env.ref("base.SEK").active = True
        self.import_orders()
        self.assertEqual(order.state, "to_link")


class TestLeftOutByPeople(ImportCase):
    def import_one(self):
        number = self.place()
        self.import_orders()
        return self.get_order(number)

    def test_an_ignored_order_stays_ignored(self):
        order = self.import_one()
        order.action_ignore()
        self.assertEqual(order.state, "ignored")
        self.assertIn(self.env.user.name, order.error)
        self.assertEqual(order.sale_order_id.state, "cancel")
        self.remote.edit_address(order.name, address_1="9 Other Road")
        self.import_orders()
        self.assertEqual(order.state, "ignored")
        order.action_retry()
        self.assertEqual(order.state, "to_link")
        self.assertEqual(order.sale_order_id.state, "draft")

    def test_an_order_ignored_while_it_waits_stays_ignored_when_paid(self):
        number = self.place(payment_status="pending")
        self.import_orders()
        order = self.get_order(number)
        order.action_ignore()
        self.remote.pay(number)
        self.import_orders()
        self.assertEqual(order.state, "ignored")
        self.assertFalse(order.sale_order_id)

    def test_an_ignored_order_that_cannot_be_read_any_more_stays_ignored(self):
        number = self.place(payment_status="pending")
        self.import_orders()
        order = self.get_order(number)
        order.action_ignore()
        self.remote.orders[number].rewrite = lambda row, _rows: row["attributes"].pop(
            "total"
        )
        self.import_orders()
        self.remote.orders[number].rewrite = None
        self.remote.pay(number)
        self.import_orders()
        self.assertEqual(order.state, "ignored")
        self.assertFalse(order.sale_order_id)

    def test_a_deleted_sale_order_comes_back_only_when_asked_for(self):
        """F2"""
        order = self.import_one()
        order.sale_order_id.unlink()
        self.assertEqual(order.state, "ignored")
        self.assertIn("deleted in Odoo", order.error)
        self.remote.edit_address(order.name, address_1="9 Other Road")
        for _run in range(2):
            self.import_orders()
            self.assertFalse(order.sale_order_id)
        order.action_retry()
        self.assertEqual(order.state, "to_link")
        street = order.sale_order_id.partner_shipping_id.street
        self.assertEqual(street, "9 Other Road", "as Big Cartel has it now")

    def test_a_cancelled_sale_order_is_not_imported_again(self):
        """F2"""
        order = self.import_one()
        sale = order.sale_order_id
        sale._action_cancel()
        self.assertEqual(order.state, "cancelled")
        self.import_orders()
        self.assertEqual(order.sale_order_id, sale)
        self.assertEqual(order.state, "cancelled")
        self.assert_counts(fetched=1, unchanged=1)

    def test_a_completed_order_cannot_be_ignored(self):
        order = self.import_one()
        order.action_complete()
        with self.assertRaisesRegex(UserError, "Cancel its sale order instead"):
            order.action_ignore()
        self.assertEqual(order.state, "done")


class TestOrdersThatNeedALook(ImportCase):
    """They arrive, and do not complete by themselves."""

    def import_and_link(self, number):
        self.import_orders()
        order = self.get_order(number)
        links = order.sale_order_id.order_line.bigcartel_link_id
        links.product_id = self.make_product("MUG")
        self.import_orders()
        self.assertEqual((order.state, order.sale_order_id.state), ("ready", "draft"))
        return order

    def test_an_order_without_lines_waits_for_a_person(self):
        number = self.place()
        order = self.remote.orders[number]
        order.lines.clear()
        order.adjustments.clear()
        order.settle()
        order = self.import_and_link(number)
        self.assertIn("shows no lines", order.error)

    def test_an_order_that_is_partly_shipped_waits_for_a_person(self):
        number = self.remote.place_order([(self.mug, 3)], customer="maya").number
        self.remote.orders[number].lines[0].quantity_shipped = 1
        self.remote.orders[number].shipping_status = "partially_shipped"
        order = self.import_and_link(number)
        self.assertIn("Part of this order is shipped", order.error)
        order.action_complete()
        self.assertEqual(order.state, "done")
        self.assertFalse(order.error)
