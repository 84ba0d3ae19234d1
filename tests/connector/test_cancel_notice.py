"""What is cancelled in Odoo, and whether somebody is asked to cancel it there too."""

from odoo.tests import new_test_user

from odoo.addons.bigcartel_connector.const import PAID

from .delivering import DeliveryCase

SELLER = "sales_team.group_sale_salesman_all_leads"


class CancelCase(DeliveryCase):
    def get_notices(self, orders):
        kind = self.env.ref("bigcartel_connector.mail_activity_type_cancel")
        return orders.sale_order_id.activity_ids.filtered(
            lambda activity: activity.activity_type_id == kind
        )

    def cancel(self, order):
        """Cancel a confirmed order, and return what somebody is asked to do."""
        order.sale_order_id.action_cancel()
        return self.get_notices(order)


class TestNotice(CancelCase):
    def test_the_salesperson_is_asked_once_to_cancel_it_there_too(self):
        order = self.sell()
        seller = new_test_user(self.env, "seller", groups=SELLER)
        order.sale_order_id.user_id = seller
        sale = order.sale_order_id.with_user(seller)
        sale.action_cancel()
        notice = self.get_notices(order)
        self.assertEqual(notice.user_id, seller)
        self.assertIn(order.name, notice.summary)
        self.assertIn('href="https://my.bigcartel.com/orders"', notice.note)
        self.assertFalse(self.get_open(order))
        sale.write({"state": "cancel"})
        self.assertEqual(self.get_notices(order), notice)
        notice.action_feedback()
        self.import_orders()
        self.assertFalse(self.get_notices(order), "who closed it has seen it")

    def test_several_at_once_drafts_too_and_by_code(self):
        orders = self.sell() | self.sell()
        self.shop.auto_confirm = False
        orders |= self.place_and_import([(self.remote_print, 1)])
        orders.sale_order_id.write({"state": "cancel"})
        notices = self.get_notices(orders)
        self.assertEqual(notices.mapped("res_id"), orders.sale_order_id.ids)

    def test_a_shop_may_do_nothing(self):
        order, other = self.sell(), self.sell()
        self.assertTrue(self.cancel(order))
        self.shop.cancel_notice = "none"
        self.assertFalse(self.get_notices(order), "what was asked goes away")
        self.assertFalse(self.cancel(other))

    def test_cancelling_works_without_the_type_of_activity(self):
        self.env.ref("bigcartel_connector.mail_activity_type_cancel").unlink()
        order = self.sell()
        order.sale_order_id.action_cancel()
        self.assertEqual(order.state, "cancelled")

    def test_other_sale_orders_ask_nothing(self):
        sale = self.env["sale.order"].create(
            {"partner_id": self.env.user.partner_id.id}
        )
        sale.action_cancel()
        self.assertFalse(sale.activity_ids)

    def test_ignoring_is_not_cancelling(self):
        order = self.place_and_import([(self.remote_print, 1)])
        order.action_ignore()
        self.assertEqual(order.sale_order_id.state, "cancel")
        self.assertFalse(self.get_notices(order))


class TestNothingToCancelThere(CancelCase):
    def test_what_was_shipped_or_is_delivered(self):
        shipped, delivered, partly = self.sell(), self.sell(), self.sell()
        self.deliver_all(shipped)
        self.push()
        self.deliver(self.get_open(delivered))
        self.deliver(self.get_open(partly), {self.shirt: 1})
        self.assertFalse(self.cancel(shipped))
        self.assertFalse(self.cancel(delivered))
        self.assertTrue(self.cancel(partly), "the rest is open there")

    def test_what_was_cancelled_there_first(self):
        order = self.sell()
        draft = self.place_and_import([(self.remote_print, 1)])
        gone = {name: self.remote.orders[name] for name in (order.name, draft.name)}
        for name in gone:
            self.remote.vanish(name)
        (order | draft).action_import_again()
        self.assertEqual(draft.sale_order_id.state, "cancel")
        self.assertFalse(self.get_notices(draft))
        self.assertFalse(self.cancel(order))
        self.assertFalse(self.get_activities(order), "nothing is left to do")
        for remote in gone.values():
            self.remote.file(remote)
        self.import_orders()
        self.assertEqual(draft.sale_order_id.state, "draft")
        self.assertFalse(self.get_notices(draft))
        self.assertEqual(order.sale_order_id.state, "cancel", "a person did that")
        self.assertTrue(self.get_notices(order), "open there after all")

    def test_it_closes_when_the_sale_order_is_taken_up_again(self):
        order = self.sell()
        self.assertTrue(self.cancel(order))
        order.sale_order_id.action_draft()
        self.assertFalse(self.get_notices(order))
        order.sale_order_id.action_confirm()
        self.assertTrue(self.cancel(order), "cancelled once more")

    def test_it_closes_when_it_is_refunded_or_shipped_there(self):
        self.sandbox.switches.refunded_orders = "listed"
        self.sandbox.switches.refund_payment_status = "refunded"
        refunded, shipped = self.sell(), self.sell()
        for order in refunded | shipped:
            self.assertTrue(self.cancel(order))
        self.remote.refund(refunded.name)
        self.remote.mark_shipped(shipped.name)
        (refunded | shipped).action_import_again()
        self.assertNotEqual(refunded.payment_status, PAID)
        for order in refunded | shipped:
            self.assertFalse(self.get_activities(order), "and nothing else is asked")


class TestShipmentsOfCancelled(CancelCase):
    def test_what_was_to_be_marked_as_shipped_is_not(self):
        order = self.sell()
        order.action_mark_shipped()
        self.assertTrue(self.cancel(order))
        self.push()
        self.assertEqual(self.get_writes(), [])
        self.assertIn("cancelled", order.shipment_ids.result)
        self.assertEqual(self.get_remote(order).shipping_status, "unshipped")


class TestResponsible(CancelCase):
    """A shop's new responsible person takes over what the connector asked."""

    def test_open_activities_move_to_the_new_one(self):
        old, new, other = (
            new_test_user(
                self.env,
                login,
                groups=f"bigcartel_connector.group_manager,{SELLER}",
            )
            for login in ("old", "new", "other")
        )
        self.shop.user_id = old
        cancelled, theirs = self.sell(), self.sell()
        theirs.sale_order_id.user_id = other
        self.shop.auto_confirm = False
        review = self.place_and_import([(self.remote_print, 1)])
        asked = self.cancel(cancelled) | review.activity_ids
        self.assertEqual(len(asked), 2)
        call = cancelled.sale_order_id.activity_schedule(
            "mail.mail_activity_data_call", user_id=old.id
        )
        kept = self.cancel(theirs)
        mails = self.env["mail.mail"].search_count([])
        self.shop.with_user(new).user_id = new
        self.assertEqual(asked.user_id, new)
        self.assertEqual(kept.user_id, other)
        self.assertEqual(call.user_id, old, "not of the connector")
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
