"""What follows from a webhook: one look at the order or the shop, and no more."""

from datetime import timedelta

from odoo import fields

from tests.sandbox import CLIENT_SECRET, Shop
from tests.sandbox.webhooks import signed

from .notifying import WebhookCase


class TestOrders(WebhookCase):
    def place(self, **values):
        values.setdefault("customer", "maya")
        return self.remote.place_order([(self.remote_shirt, 1)], **values).number

    def test_a_new_order_arrives_without_an_import(self):
        number = self.place()
        self.send("order.created", number)
        self.assertFalse(self.get_order(number), "nothing is done while it is filed")
        self.assertEqual(self.look(), [f"GET {number}", "GET products"])
        order = self.get_order(number)
        self.assertEqual(order.state, "done")
        self.assertEqual(order.sale_order_id.company_id, self.company)
        self.assertEqual(self.get_states(), [("done", 1)])
        action = self.Event.search([]).action_open_order()
        self.assertEqual(action["res_id"], order.id)
        row = self.env["bigcartel.log"].search([("operation", "=", "webhook")])
        self.assertEqual((row.level, row.requests), ("info", 2))

    def test_the_body_is_a_hint_and_no_more(self):
        """Whoever knows the secret changes nothing but when an order is looked at."""
        number = self.place()
        self.remote.orders[number].customer_note = "As it was"
        headers, body = signed(self.remote, "order.updated", CLIENT_SECRET, number)
        self.remote.orders[number].customer_note = "As it is"
        self.post(body, headers)
        self.look()
        document = str(self.get_order(number).payload)
        self.assertIn("As it is", document)
        self.assertNotIn("As it was", document)

    def test_the_same_one_again_makes_one_look(self):
        number = self.place()
        self.send("order.created", number, times=5)
        self.send("order.updated", number, shape="flat", times=3)
        self.assertEqual(self.get_states(), [("pending", 5), ("pending", 3)])
        self.assertEqual(self.look(), [f"GET {number}", "GET products"])
        self.assertEqual(self.look(), [])
        self.send("order.created", number, times=5)
        self.assertEqual(self.look(), [f"GET {number}"])
        self.assertEqual(len(self.get_order(number).sale_order_id), 1)

    def test_a_changed_order_is_followed_and_a_gone_one_too(self):
        number, gone = self.place(), self.place()
        self.import_orders()
        self.remote.edit_address(number, shipping_city="Elsewhere")
        self.send("order.updated", number)
        self.send("order.updated", gone, shape="id")
        self.remote.vanish(gone)
        self.look()
        order = self.get_order(number)
        self.assertEqual(order.sale_order_id.partner_shipping_id.city, "Elsewhere")
        self.assertTrue(self.get_order(gone).withdrawn)

    def test_our_own_write_causes_a_look_and_no_write(self):
        order = self.sell()
        self.deliver_all(order)
        self.push()
        self.assertTrue(self.get_writes())
        self.sandbox.requests.clear()
        self.send("order.updated", order.name)
        self.assertEqual(self.look(), [f"GET {order.name}"])
        self.push()
        self.assertEqual(self.get_writes(), [])
        self.assertEqual(order.state, "shipped")

    def test_orders_of_two_companies_come_to_the_right_one(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        remote = Shop.empty("99", access_token="t0ken-of-99")
        product = remote.add_product("Poster")
        self.sandbox.add_shop(remote)
        other = self.env["bigcartel.backend"].create(
            {
                "company_id": company.id,
                "account_id": "99",
                "access_token": remote.access_token,
                "auth_method": "token",
            }
        )
        other.action_test_connection()
        mine = self.place()
        theirs = remote.place_order([(product, 1)], customer="maya").number
        self.sandbox.requests.clear()
        self.send("order.created", mine)
        self.send("order.created", theirs, shop=remote)
        self.look()
        orders = self.env["bigcartel.order"].search([("name", "in", [mine, theirs])])
        self.assertEqual(
            {(order.name, order.sale_order_id.company_id) for order in orders},
            {(mine, self.company), (theirs, company)},
        )

    def test_an_order_waits_until_big_cartel_can_be_asked(self):
        number = self.place()
        self.send("order.created", number)
        self.sandbox.faults.add("status", status=503, times=None)
        self.look()
        self.assertEqual(self.shop.state, "error")
        self.assertEqual(self.get_states(), [("looking", 1)])
        self.sandbox.faults.clear()
        self.shop.paused_until = fields.Datetime.now() + timedelta(minutes=9)
        self.assertEqual(self.look(), [])
        self.shop.paused_until = False
        self.look()
        self.assertEqual(self.get_states(), [("done", 1)])
        self.assertEqual(self.shop.state, "connected")
        self.assertTrue(self.get_order(number))

    def test_an_outage_after_a_pause_is_given_time(self):
        self.send("order.created", self.place())
        self.shop.paused_until = fields.Datetime.now() - timedelta(minutes=1)
        self.sandbox.faults.add("status", status=503, times=None)
        job = self.env.ref("bigcartel_connector.ir_cron_look_at_webhooks")
        known = self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)])
        self.look()
        fresh = self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)]) - known
        self.assertGreater(min(fresh.mapped("call_at")), fields.Datetime.now())

    def test_what_is_refused_is_left_to_the_import(self):
        number = self.place()
        self.send("order.created", number)
        self.sandbox.faults.add("status", status=422)
        self.look()
        self.assertEqual(self.get_states(), [("failed", 1)])
        self.assertEqual(self.look(), [])
        self.import_orders()
        self.assertTrue(self.get_order(number))

    def test_a_shop_whose_set_up_is_not_done_imports_nothing_by_itself(self):
        self.shop.onboarding_step = "found"
        number = self.place()
        self.send("order.created", number)
        self.assertEqual(self.look(), [])
        self.shop.onboarding_step = "done"
        self.look()
        self.assertTrue(self.get_order(number))

    def test_refused_credentials_are_not_tried_again(self):
        number = self.place()
        self.remote.revoke()
        self.send("order.created", number)
        self.look()
        self.assertTrue(self.shop.reconnect_required)
        self.assertEqual(self.look(), [])
        self.remote.restore()
        self.shop.action_test_connection()
        self.look()
        self.assertTrue(self.get_order(number))

    def test_a_shop_that_is_disconnected_or_archived_meanwhile_is_not_asked(self):
        for leave in (
            lambda: self.shop.write({"active": False}),
            lambda: self.shop.action_disconnect(),
        ):
            self.Event.search([]).unlink()
            self.send("order.created", self.place())
            leave()
            self.assertEqual(self.look(), [])
            self.assertEqual(self.get_states(), [("not_connected", 1)])
            self.shop.active = True


class TestShops(WebhookCase):
    def get_shop_activities(self):
        return self.shop.activity_ids.filtered(
            lambda act: "is disconnected" in (act.summary or "")
        )

    def test_a_shop_whose_owner_removed_the_app_is_disconnected(self):
        for kind in ("account.deauthorized", "account.closed"):
            self.remote.revoke()
            self.send(kind)
            waiting = self.remote.place_order([(self.remote_shirt, 1)]).number
            self.send("order.created", waiting)
            with self.subTest(kind):
                self.assertEqual(self.look(), ["GET accounts"])
                self.assertEqual(self.shop.state, "draft")
                self.assertFalse(self.shop.access_token)
                self.assertFalse(self.shop.reconnect_required)
                self.assertEqual(len(self.get_shop_activities()), 1)
                told = self.shop.activity_ids.user_id
                self.assertEqual(told, self.shop._get_responsible())
                self.send(kind, times=3)
                self.assertEqual(self.look(), [])
                self.assertEqual(len(self.get_shop_activities()), 1)
                import_job = "bigcartel_connector.ir_cron_import_orders"
                self.env.ref(import_job).method_direct_trigger()
                self.assertFalse(self.sandbox.requests[1:], "it is polled no more")
            self.remote.restore()
            self.shop.access_token = self.remote.access_token
            self.shop.action_test_connection()
            self.assertFalse(self.shop.activity_ids, "solved by connecting again")
            self.sandbox.requests.clear()

    def test_an_old_goodbye_does_not_disconnect_a_shop_that_is_connected_again(self):
        self.send("account.deauthorized", times=2)
        self.assertEqual(self.look(), ["GET accounts"])
        self.assertEqual(self.shop.state, "connected")
        self.assertTrue(self.shop.access_token)
        self.assertFalse(self.shop.activity_ids)
        self.assertEqual(self.get_states(), [("done", 2)])

    def test_an_outage_is_no_goodbye(self):
        self.send("account.deauthorized")
        self.sandbox.faults.add("status", status=500, times=None)
        self.look()
        self.assertEqual(self.shop.state, "error")
        self.assertTrue(self.shop.access_token)
        self.sandbox.faults.clear()
        self.remote.revoke()
        self.look()
        self.assertEqual(self.shop.state, "draft")

    def test_a_goodbye_explains_credentials_that_are_refused_already(self):
        self.remote.revoke()
        self.import_orders()
        self.assertTrue(self.shop.reconnect_required)
        self.send("account.deauthorized")
        self.look()
        self.assertEqual(self.shop.state, "draft")
        self.assertEqual(self.shop.activity_ids, self.get_shop_activities())

    def test_a_changed_account_is_read_again(self):
        self.remote.account.store_name = "A new name"
        self.send("account.updated")
        self.assertEqual(self.look(), ["GET accounts"])
        self.assertEqual(self.shop.shop_name, "A new name")
