"""Orders that are cancelled or refunded at Big Cartel, as far as it shows."""

from unittest.mock import patch

from odoo.exceptions import UserError

from .withdrawing import WithdrawnCase

# How a cancellation may look (facts.md 10): a name, and the sandbox's switches.
CANCELLATIONS = {
    mode: {"cancelled_orders": mode}
    for mode in ("out_of_queue", "not_listed", "gone", "status_attribute")
}
REFUNDS = {
    "payment_status": {
        "refunded_orders": "listed",
        "refund_payment_status": "refunded",
    },
    "transaction": {"refunded_orders": "listed", "refund_transaction": True},
}


class TestSeemsCancelled(WithdrawnCase):
    def check(self, end, cases):
        for name, switches in cases.items():
            with self.subTest(end=end, shown_as=name):
                kept, draft, order = self.draft(), self.draft(), self.sell()
                before = dict.fromkeys(switches)
                for switch in before:
                    before[switch] = getattr(self.sandbox.switches, switch)
                self.withdraw(draft, order, end=end, **switches)
                self.assert_cancelled(draft)
                self.assert_stopped(order)
                self.assertEqual(kept.state, "to_link")
                activity = self.get_activities(order)
                notes = len(order.sale_order_id.message_ids)
                self.import_orders()
                self.assert_stopped(order)
                self.assertEqual(self.get_activities(order), activity, "told once")
                self.assertEqual(len(order.sale_order_id.message_ids), notes)
                self.bring_back(draft, order)
                self.assertEqual((draft.state, draft.error), ("to_link", False))
                self.assertEqual(draft.sale_order_id.state, "draft")
                self.assertFalse(order.stopped or order.error or order.withdrawn)
                self.assertFalse(self.get_activities(order))
                self.assertIn("not cancelled at Big Cartel", self.get_notes(order))
                for switch, value in before.items():
                    setattr(self.sandbox.switches, switch, value)

    def test_drafts_are_cancelled_and_deliveries_stopped_until_it_is_back(self):
        self.check("cancel", CANCELLATIONS)

    def test_refunds_are_no_different(self):
        self.check("refund", REFUNDS)

    def test_what_is_shown_unchanged_cannot_be_seen(self):
        order = self.sell()
        self.withdraw(order, cancelled_orders="listed")
        self.assertFalse(order.withdrawn)

    def test_an_order_without_sale_order_is_cancelled_and_comes_back(self):
        order = self.place_and_import([(self.remote_mug, 1)], currency="SEK")
        self.draft()
        self.assertEqual(order.state, "error")
        self.withdraw(order)
        self.assertEqual((order.state, order.withdrawn), ("cancelled", "unlisted"))
        self.env.ref("base.SEK").active = True
        self.bring_back(order)
        self.assertTrue(order.sale_order_id)

    def test_one_that_is_cancelled_before_the_first_import_gets_no_draft(self):
        self.sandbox.switches.cancelled_orders = "status_attribute"
        number = self.remote.place_order([(self.remote_mug, 1)]).number
        self.remote.cancel(number)
        self.import_orders()
        order = self.get_order(number)
        self.assertEqual(order.state, "cancelled")
        self.assertFalse(order.sale_order_id)
        order.action_retry()
        self.assertTrue(order.sale_order_id, "a person wants it all the same")

    def test_an_order_that_waits_for_its_payment_just_waits(self):
        order = self.place_and_import([(self.remote_mug, 1)], payment_status="pending")
        self.get_remote(order).payment_status = "failed"
        self.import_orders()
        self.assertEqual((order.state, order.withdrawn), ("new", False))

    def test_a_partial_refund_cancels_nothing(self):
        self.sandbox.switches.refund_transaction = True
        self.sandbox.switches.refunded_orders = "listed"
        draft, order = self.draft(), self.sell()
        for one in (draft, order):
            self.get_remote(one).rewrite = self.refund_a_part
        self.withdraw(draft, order, end="refund")
        self.assertTrue(draft.hold)
        self.assertIn("Money was paid back", draft.error)
        self.assertEqual(draft.sale_order_id.state, "draft")
        self.assertFalse(order.stopped)
        self.assertEqual(len(self.get_activities(order)), 1)
        self.assertIn("Paid back", self.get_notes(order))

    def refund_a_part(self, _row, included):
        for row in included:
            if row["type"] == "order_transactions/refunds":
                row["attributes"]["amount"] = "1.00"

    def test_a_quotation_that_a_person_takes_up_again_is_theirs(self):
        draft, ours = self.draft(), self.draft()
        self.draft()
        self.withdraw(draft, ours)
        draft.action_retry()
        self.assertEqual(draft.state, "to_link")
        ours.sale_order_id.action_draft()
        self.import_orders()
        self.assertEqual((draft.state, ours.state), ("to_link", "to_link"))

    def test_what_a_person_ignores_or_deletes_stays_so(self):
        draft, deleted = self.draft(), self.draft()
        bare = self.place_and_import([(self.remote_mug, 1)], currency="SEK")
        self.draft()
        self.withdraw(draft, deleted, bare)
        (draft | bare).action_ignore()
        deleted.sale_order_id.unlink()
        self.bring_back(draft, deleted, bare)
        orders = draft | deleted | bare
        self.assertEqual({order.state for order in orders}, {"ignored"})
        self.assertEqual(draft.sale_order_id.state, "cancel")

    def test_what_cannot_be_cancelled_fails_without_a_word_in_each_run(self):
        draft = self.draft()
        self.draft()

        def refuse(_sale):
            raise UserError("Not on Sundays.")

        with patch.object(type(self.env["sale.order"]), "_action_cancel", refuse):
            self.withdraw(draft, cancelled_orders="status_attribute")
            self.assertEqual((draft.error, draft.withdrawn), ("Not on Sundays.", False))
            talk = self.shop.message_ids
            self.run_import_job()
        self.assertEqual(self.shop.message_ids, talk)
        self.assertIn("0 updated + 1 unchanged + 0 waiting + 1", self.shop.last_result)
        self.run_import_job()
        self.assert_cancelled(draft)

    def run_import_job(self):
        """Import as nobody in person does."""
        self.shop._import_orders(lambda: 60)

    def test_what_a_person_cancelled_stays_cancelled(self):
        draft, order = self.draft(), self.sell()
        draft.sale_order_id.action_cancel()
        self.withdraw(draft, order)
        order.sale_order_id.with_context(disable_cancel_warning=True).action_cancel()
        self.assertFalse(order.stopped or order.error)
        self.bring_back(draft, order)
        self.assertEqual((draft.state, order.state), ("cancelled", "cancelled"))
        self.assertFalse(
            self.get_activities(order)
            .filtered("summary")
            .filtered(lambda act: "seems" in act.summary)
        )


class TestStop(WithdrawnCase):
    def setUp(self):
        super().setUp()
        self.draft()

    def test_what_a_person_completes_although_it_is_not_paid_is_not_stopped(self):
        known, unknown = self.draft(), self.draft()
        self.get_remote(known).payment_status = "pending"
        self.import_orders()
        self.assertTrue(known.hold)
        known.action_complete()
        unknown.action_complete()
        self.get_remote(unknown).payment_status = "pending"
        self.import_orders()
        self.assertEqual((known.stopped, unknown.stopped), (False, True))

    def test_where_the_salesperson_has_left_the_responsible_one_is_asked(self):
        order = self.sell()
        order.sale_order_id.user_id = self.make_user(
            "gone", "sales_team.group_sale_salesman"
        )
        order.sale_order_id.user_id.active = False
        self.withdraw(order)
        asked = self.get_activities(order).user_id
        self.assertEqual(asked, self.shop._get_responsible())

    def test_no_way_of_validating_gets_past_it_until_a_person_lifts_it(self):
        order = self.sell()
        transfer = self.get_open(order)
        self.withdraw(order)
        clerk = self.make_user("clerk", "stock.group_stock_user")
        transfer.move_ids.write({"quantity": 2, "picked": True})
        as_clerk = transfer.with_user(clerk)
        self.assertTrue(as_clerk.bigcartel_stopped)
        found = as_clerk.search([("bigcartel_stopped", "=", True)])
        self.assertEqual(found, as_clerk)
        asked = self.get_activities(order).user_id
        ask = f"{order.name} is stopped.*Ask {asked.name}:"
        self.assertRegex(as_clerk.bigcartel_stop_message, ask)
        for validate in (
            as_clerk.button_validate,
            transfer._action_done,
            transfer.move_ids._action_done,
        ):
            with self.assertRaisesRegex(UserError, ask):
                validate()
            self.assertNotEqual(transfer.state, "done")
        reviewer = self.make_user(
            "reviewer",
            "bigcartel_connector.group_user",
            "sales_team.group_sale_salesman_all_leads",
        )
        order.sale_order_id.with_user(reviewer).action_bigcartel_deliver_anyway()
        decision = "Reviewer decided to deliver it anyway."
        self.assertEqual(self.get_notes(order).count(decision), 1)
        self.assertFalse(self.get_activities(order))
        self.import_orders()
        self.assertFalse(order.stopped, "lifted means lifted")
        self.assertFalse(order.error)
        self.deliver(transfer)

    def test_a_delivery_that_has_left_is_told_and_the_rest_stopped(self):
        order, whole = self.sell(), self.sell()
        self.deliver(self.get_open(order), {self.shirt: 1})
        self.deliver_all(whole)
        self.sandbox.switches.cancelled_orders = "gone"
        self.withdraw(order, whole)
        self.assert_stopped(order)
        self.assertFalse(whole.stopped or whole.error)
        self.assertIn("It is delivered already", self.get_notes(whole))
        self.assertEqual(len(self.get_activities(whole)), 1)
        self.get_open(order).action_cancel()
        self.assertFalse(order.stopped or order.error, "nothing is left to stop")
        self.assertFalse(self.get_activities(order))

    def test_why_it_is_stopped_is_said_whatever_cannot_be_read_meanwhile(self):
        order = self.sell()
        self.withdraw(order)
        reason = order.error
        order._hold_back("Could not be read.")
        self.assertEqual(order.error, reason)
        order._follow(order._get_document(), {"countries": {}, "currencies": {}})
        self.assertTrue(order.digest, "it was read again")
        self.assertEqual(order.error, reason)

    def test_what_was_stopped_before_sale_orders_noted_it_stays_stopped(self):
        """As in a database that was updated with an earlier state of this version."""
        order, other = self.sell(), self.sell()
        self.withdraw(order)
        self.env.flush_all()
        self.env.cr.execute("ALTER TABLE sale_order DROP COLUMN bigcartel_stopped")
        self.registry.init_models(self.env.cr, ["sale.order"], {})
        self.env.invalidate_all()
        self.assert_stopped(order)
        self.assertFalse(other.sale_order_id.bigcartel_stopped)

    def test_only_what_leaves_for_the_customer_is_stopped(self):
        self.warehouse.delivery_steps = "pick_ship"
        order, other = self.sell(), self.sell()
        pick = self.get_open(order)
        self.withdraw(order)
        self.assertFalse(pick.bigcartel_stopped)
        self.deliver(pick)
        self.assertTrue(self.get_open(order).bigcartel_stopped)
        self.deliver(self.get_open(other))
        out = self.deliver(self.get_open(other))
        self.withdraw(other)
        self.give_back(out, 1)
