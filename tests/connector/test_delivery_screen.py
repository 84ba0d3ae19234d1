"""What people see of the outbox: on the transfer, and in the list of deliveries."""

from ast import literal_eval
from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form

from .delivering import DeliveryCase

USER = "bigcartel_connector.group_user"
INTERNAL = "base.group_user"
WAREHOUSE = "stock.group_stock_user"


class ScreenCase(DeliveryCase):
    def setUp(self):
        super().setUp()
        self.worker = self.make_user("worker", INTERNAL, WAREHOUSE)
        self.reviewer = self.make_user("reviewer", INTERNAL, USER, WAREHOUSE)

    def deliver_failed(self):
        """Return the shipment of an order that Big Cartel does not know any more."""
        order = self.sell()
        shipment = self.deliver_all(order)
        self.remote.vanish(order.name)
        self.push()
        self.assertEqual(shipment.state, "failed")
        return shipment

    def get_arch(self, user, view="stock.view_picking_form"):
        view = self.env.ref(view)
        picking = self.env["stock.picking"].with_user(user)
        return picking.get_view(view.id, view.type)["arch"]


class TestTheTransfer(ScreenCase):
    def test_the_badge_says_where_it_stands(self):
        order = self.sell()
        picking = self.get_open(order).with_user(self.worker)
        self.assertFalse(picking.bigcartel_shipment_state, "nothing is delivered yet")
        self.deliver(picking, tracking="TRACK-1")
        self.assertEqual(picking.bigcartel_shipment_state, "pending")
        labels = dict(
            picking.fields_get(["bigcartel_shipment_state"])[
                "bigcartel_shipment_state"
            ]["selection"]
        )
        self.assertEqual(
            labels, {"pending": "Waiting", "done": "Told", "failed": "Failed"}
        )
        self.push()
        self.assertEqual(picking.bigcartel_shipment_state, "done")

    def test_a_worker_sees_the_badge_and_a_reviewer_what_to_do_about_it(self):
        for name in (
            "action_bigcartel_tell_now",
            "bigcartel_shipment_error",
            "bigcartel_shipment_summary",
        ):
            with self.subTest(name):
                self.assertNotIn(f'name="{name}"', self.get_arch(self.worker))
                self.assertIn(f'name="{name}"', self.get_arch(self.reviewer))
        badge = 'name="bigcartel_shipment_state"'
        self.assertIn(badge, self.get_arch(self.worker))

    def test_both_open_the_form_as_the_web_client_does(self):
        picking = self.deliver_failed().picking_id
        for user in (self.worker, self.reviewer):
            with self.subTest(user.login):
                self.env.invalidate_all()
                with Form(picking.with_user(user)) as form:
                    self.assertEqual(form.bigcartel_shipment_state, "failed")

    def test_the_reviewer_reads_what_was_told(self):
        order = self.sell()
        picking = self.deliver_all(order, tracking="TRACK-1").picking_id
        self.assertEqual(picking.bigcartel_shipment_summary, "Delivery of 2 unit(s)")
        self.push()
        self.assertIn("TRACK-1", picking.bigcartel_shipment_summary)
        self.assertFalse(picking.bigcartel_shipment_error)

    def test_a_transfer_of_two_orders_says_of_which_it_speaks(self):
        orders = [self.sell() for _number in range(2)]
        pickings = [self.get_open(order) for order in orders]
        pickings[1].move_ids.picking_id = pickings[0]
        self.deliver(pickings[0])
        self.remote.vanish(orders[1].name)
        self.push()
        lines = pickings[0].bigcartel_shipment_summary.split("\n")
        told = f"{orders[0].name}: Marked as shipped."
        self.assertIn(told, lines)
        self.assertIn(f"{orders[1].name}: ", pickings[0].bigcartel_shipment_error)
        self.assertNotIn(orders[0].name, pickings[0].bigcartel_shipment_error)

    def test_other_transfers_show_nothing(self):
        picking = self.env["stock.picking"].create(
            {"picking_type_id": self.warehouse.in_type_id.id}
        )
        self.assertFalse(picking.bigcartel_shipment_state)
        self.assertFalse(picking.bigcartel_shipment_summary)
        self.assertFalse(picking.bigcartel_shipment_error)


class TestTellingNow(ScreenCase):
    def test_a_reviewer_tells_of_this_transfer_alone(self):
        shipment, other = (self.deliver_all(self.sell()) for _number in range(2))
        shipment.next_attempt = fields.Datetime.now() + timedelta(hours=4)
        self.env.invalidate_all()
        picking = shipment.picking_id.with_user(self.reviewer)
        params = picking.action_bigcartel_tell_now()["params"]
        self.assertEqual(params["type"], "success")
        self.assertEqual(params["message"], "Marked as shipped.")
        self.assertEqual((shipment.state, other.state), ("done", "pending"))
        self.assertEqual(shipment.order_id.state, "shipped")

    def test_it_says_why_big_cartel_could_not_be_told(self):
        shipment = self.deliver_failed()
        picking = shipment.picking_id.with_user(self.reviewer)
        params = picking.action_bigcartel_tell_now()["params"]
        self.assertEqual(params["type"], "danger")
        self.assertIn("Look there whether it was deleted", params["message"])
        self.assertEqual(shipment.state, "failed")

    def test_a_failed_one_is_told_once_its_cause_is_gone(self):
        order = self.sell()
        shipment = self.deliver_all(order)
        gone = self.remote.vanish(order.name)
        self.push()
        self.remote.file(gone)
        shipment.picking_id.with_user(self.reviewer).action_bigcartel_tell_now()
        self.assertEqual(shipment.state, "done")
        self.assertFalse(self.get_activities(order))

    def test_a_refused_login_is_not_tried_but_named(self):
        shipment = self.deliver_all(self.sell())
        self.remote.revoke()
        self.push()
        self.sandbox.requests.clear()
        picking = shipment.picking_id.with_user(self.reviewer)
        params = picking.action_bigcartel_tell_now()["params"]
        self.assertEqual(params["type"], "danger")
        self.assertIn("connect it again", params["message"])
        self.assertEqual(self.sandbox.requests, [])

    def test_an_outage_is_reported_and_told_later(self):
        shipment = self.deliver_all(self.sell())
        self.sandbox.stop()
        params = shipment.action_tell_now()["params"]
        self.assertEqual(params["type"], "danger")
        self.assertIn("could not be reached", params["message"])
        self.sandbox.start()
        self.push_again()
        self.assertEqual(shipment.state, "done")

    def test_a_tracking_number_that_was_not_taken_is_a_warning(self):
        self.sandbox.switches.tracking_refused = 402
        shipment = self.deliver_all(self.sell(), tracking="TRACK-1")
        params = shipment.action_tell_now()["params"]
        self.assertEqual(params["type"], "warning")
        self.assertIn("Marked as shipped.", params["message"])
        self.assertIn("another plan", params["message"])

    def test_several_at_once_are_counted(self):
        shipments = self.deliver_all(self.sell()) | self.deliver_all(self.sell())
        self.remote.vanish(shipments[1].order_id.name)
        params = shipments.with_user(self.reviewer).action_tell_now()["params"]
        self.assertEqual(params["type"], "danger")
        self.assertIn("1 of 2 shipments told.", params["message"])
        self.assertIn("does not know the order", params["message"])
        again = shipments[0].action_tell_now()["params"]
        self.assertEqual(again["message"], "Nothing waits to be told.")

    def test_warehouse_staff_cannot_tell(self):
        shipment = self.deliver_all(self.sell())
        self.env.invalidate_all()
        picking = shipment.picking_id.with_user(self.worker)
        with self.assertRaises(AccessError):
            picking.action_bigcartel_tell_now()
        with self.assertRaises(AccessError):
            shipment.with_user(self.worker).action_tell_now()
        self.assertEqual(self.sandbox.requests, [])


class TestFilters(ScreenCase):
    def setUp(self):
        super().setUp()
        self.failed = self.deliver_failed().picking_id
        self.told = self.deliver_all(self.sell()).picking_id
        self.push()
        self.waiting = self.deliver_all(self.sell()).picking_id
        self.none = self.get_open(self.sell())
        self.ours = self.failed | self.told | self.waiting | self.none

    def find(self, *domain, user=None):
        pickings = self.env["stock.picking"].with_user(user or self.worker)
        return pickings.search([("id", "in", self.ours.ids), *domain]).sudo()

    def test_warehouse_staff_filter_transfers_by_what_big_cartel_knows(self):
        arch = self.get_arch(self.worker, "stock.view_picking_internal_search")
        for state, found in (
            ("pending", self.waiting),
            ("failed", self.failed),
            ("done", self.told),
        ):
            with self.subTest(state):
                self.assertIn(f'name="bigcartel_{state}"', arch)
                domain = ("bigcartel_shipment_state", "=", state)
                self.assertEqual(self.find(domain), found)
        name = "bigcartel_shipment_state"
        for domain, found in (
            ((name, "=", False), self.none),
            ((name, "!=", False), self.failed | self.told | self.waiting),
            ((name, "in", ["failed", "pending"]), self.failed | self.waiting),
            ((name, "not in", ["failed", "pending"]), self.told | self.none),
            ((name, "!=", "done"), self.failed | self.waiting | self.none),
            ((name, "in", ["done", False]), self.told | self.none),
            ((name, "=", "nonsense"), self.none.browse()),
        ):
            with self.subTest(domain):
                self.assertEqual(self.find(domain), found)

    def test_a_transfer_of_two_orders_is_found_where_its_badge_is(self):
        orders = [self.sell() for _number in range(2)]
        pickings = [self.get_open(order) for order in orders]
        pickings[1].move_ids.picking_id = pickings[0]
        self.deliver(pickings[0])
        self.ours |= pickings[0]
        self.remote.vanish(orders[1].name)
        self.push()
        for state in ("failed", "done"):
            found = self.find(("bigcartel_shipment_state", "=", state))
            self.assertEqual(pickings[0] in found, state == "failed")

    def test_a_reviewer_groups_transfers_by_shop(self):
        pickings = self.env["stock.picking"].with_user(self.reviewer)
        groups = pickings.formatted_read_group(
            [("id", "in", self.ours.ids)], ["bigcartel_backend_id"], ["__count"]
        )
        self.assertEqual(len(groups), 1)
        self.assertEqual(groups[0]["bigcartel_backend_id"][0], self.shop.id)
        self.assertEqual(groups[0]["__count"], 4)
        arch = self.get_arch(self.worker, "stock.view_picking_internal_search")
        self.assertNotIn("bigcartel_shop", arch)


class TestTheList(ScreenCase):
    def test_a_row_opens_its_transfer_and_else_its_order(self):
        shipment = self.deliver_all(self.sell())
        action = shipment.action_open()
        self.assertEqual(action["res_model"], "stock.picking")
        self.assertEqual(action["res_id"], shipment.picking_id.id)
        by_hand = self.sell((self.remote_print, 1))
        by_hand.action_mark_shipped()
        action = by_hand.shipment_ids.action_open()
        self.assertEqual(action["res_model"], "bigcartel.order")
        self.assertEqual(action["res_id"], by_hand.id)
        self.assertEqual(by_hand.shipment_ids.summary, "Mark the order as shipped")

    def test_a_row_says_when_it_is_tried_next(self):
        shipment = self.deliver_all(self.sell())
        self.assertEqual(shipment.next_attempt_text, "Within moments")
        shipment.next_attempt = fields.Datetime.now() + timedelta(minutes=15, seconds=5)
        self.assertEqual(shipment.next_attempt_text, "in 15 minutes")
        self.make_due()
        self.push()
        self.assertFalse(shipment.next_attempt_text)

    def test_a_row_promises_no_try_while_nothing_may_be_told(self):
        shipment = self.deliver_all(self.sell())
        self.shop.paused_until = fields.Datetime.now() + timedelta(
            minutes=15, seconds=5
        )
        self.assertEqual(shipment.next_attempt_text, "in 15 minutes")
        self.shop.reconnect_required = True
        self.assertEqual(shipment.next_attempt_text, "Once connected")

    def test_the_filters_find_what_they_say(self):
        failed = self.deliver_failed()
        told = self.deliver_all(self.sell())
        self.push()
        waiting = self.deliver_all(self.sell())
        search = self.env.ref("bigcartel_connector.bigcartel_shipment_view_search")
        view = self.env["bigcartel.shipment"].get_view(search.id, "search")
        arch = etree.fromstring(view["arch"])
        for name, found in (("pending", waiting), ("failed", failed), ("done", told)):
            with self.subTest(name):
                domain = literal_eval(
                    arch.find(f".//filter[@name='{name}']").get("domain")
                )
                rows = failed | told | waiting
                self.assertEqual(rows.filtered_domain(domain), found)
