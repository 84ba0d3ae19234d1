"""Webhooks that come at the same time, or while what they name is being looked at."""

from odoo.tools import mute_logger

from odoo.addons.bigcartel_connector.api import WebhookEvent

from .committed import ACCOUNT, CommittedCase


class TestAtTheSameTime(CommittedCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.forget_triggers)
        (self.number,) = self.place_many(1)
        self.sandbox.requests.clear()

    def forget_triggers(self):
        with self.transaction() as env:
            for name in ("look_at_webhooks", "import_orders"):
                job = env.ref(f"bigcartel_connector.ir_cron_{name}")
                env["ir.cron.trigger"].search([("cron_id", "=", job.id)]).unlink()

    def receive(self, env, kind="order.updated"):
        event = WebhookEvent(ACCOUNT, kind, self.number)
        env["bigcartel.webhook.event"]._receive(event)

    def run_look(self):
        with self.transaction() as env:
            env["bigcartel.backend"]._cron_look_at_webhooks()

    def get_states(self):
        with self.transaction() as env:
            events = env["bigcartel.webhook.event"].search([], order="id")
            return [(event.state, event.times) for event in events]

    def while_it_is_asked_for(self, act):
        """Do something in another transaction just before the order is answered."""

        def rewrite(resource, included):
            self.remote.orders[self.number].rewrite = None
            with self.transaction() as env:
                act(env)

        self.remote.orders[self.number].rewrite = rewrite

    def test_what_comes_during_a_look_is_looked_at_after_it(self):
        with self.transaction() as env:
            self.receive(env)
        self.while_it_is_asked_for(self.receive)
        self.run_look()
        self.assertEqual(self.get_states(), [("done", 1), ("pending", 1)])
        self.run_look()
        self.assertEqual(self.get_states(), [("done", 1), ("done", 1)])
        asked = self.sandbox.received("GET", f"/orders/{self.number}")
        self.assertEqual(len(asked), 2)
        self.assert_one_sale_order_each([self.number])

    def test_a_look_that_meets_an_import_of_the_same_order_is_made_again(self):
        with self.transaction() as env:
            self.receive(env)
        vals = {"backend_id": self.shop_id, "name": self.number}
        self.while_it_is_asked_for(lambda env: env["bigcartel.order"].create(vals))
        with mute_logger("odoo.sql_db"):
            self.run_look()
        self.assertEqual(self.get_states(), [("looking", 1)])
        self.run_look()
        self.assertEqual(self.get_states(), [("done", 1)])
        self.assert_one_sale_order_each([self.number])

    def test_two_workers_that_receive_the_same_file_it_once(self):
        with self.transaction() as env:
            self.receive(env)
            env.flush_all()

            def receive_too():
                with self.transaction() as other, mute_logger("odoo.sql_db"):
                    self.receive(other)

            thread, results = self.start(receive_too)
            self.wait_for_a_blocked_one()
        thread.join()
        self.assertEqual(results, [None])
        self.assertEqual(self.get_states(), [("pending", 1)])
        with self.transaction() as env, self.transaction() as other:
            self.receive(env)
            env.flush_all()
            self.receive(other)
        self.assertEqual(self.get_states(), [("pending", 2)], "nobody waits to count")
