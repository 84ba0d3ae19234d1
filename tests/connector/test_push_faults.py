"""Outages, pauses and refused logins: pushes wait, and resume by themselves."""

from datetime import timedelta
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import fields

from .delivering import DeliveryCase

LOGGER = "odoo.addons.bigcartel_connector.models.bigcartel_backend_push"


class TestOutages(DeliveryCase):
    def test_an_outage_of_any_length_makes_nothing_fail(self):
        """F13"""
        shipments = self.deliver_all(self.sell()) | self.deliver_all(self.sell())
        self.sandbox.stop()
        for _run in range(14):
            self.push_again()
        self.assertEqual(set(shipments.mapped("state")), {"pending"})
        self.assertEqual(shipments.mapped("attempts"), [0, 0])
        self.assertIn("could not be reached", shipments[0].error)
        self.assertEqual(self.shop.state, "error")
        self.assertEqual(len(self.shop.activity_ids), 1)
        cron = self.env.ref("bigcartel_connector.ir_cron_push_shipments")
        self.assertTrue(cron.active)
        self.assertEqual(cron.failure_count, 0)
        self.sandbox.start()
        self.push_again()
        self.assertEqual(set(shipments.mapped("state")), {"done"})
        self.assertEqual(self.shop.state, "connected")
        self.assertFalse(self.shop.activity_ids)

    def test_an_outage_asks_once_per_run_and_not_once_per_shipment(self):
        for _order in range(4):
            self.deliver_all(self.sell())
        self.sandbox.faults.add("status", status=500, times=None)
        self.push()
        numbers = {request.path for request in self.sandbox.requests}
        self.assertEqual(len(numbers), 2, "one order, and whether the shop answers")

    def test_the_scheduled_action_wakes_up_at_the_next_attempt(self):
        shipment = self.deliver_all(self.sell())
        self.sandbox.stop()
        cron = self.env.ref("bigcartel_connector.ir_cron_push_shipments")
        # The delivery itself has woken it up.
        self.env.cr.flush()
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        triggers.unlink()
        self.push()
        self.assertGreater(shipment.next_attempt, fields.Datetime.now())
        trigger = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertLess(
            abs(trigger.call_at - shipment.next_attempt), timedelta(minutes=1)
        )

    def test_a_shipment_is_not_tried_before_its_time(self):
        shipment = self.deliver_all(self.sell())
        shipment.next_attempt = fields.Datetime.now() + timedelta(minutes=3)
        self.push()
        self.assertEqual(shipment.state, "pending")
        self.assertEqual(self.sandbox.requests, [])

    def test_the_import_that_finds_the_shop_back_wakes_the_outbox(self):
        shipment = self.deliver_all(self.sell())
        self.sandbox.stop()
        self.push()
        self.sandbox.start()
        self.import_orders()
        self.assertFalse(shipment.next_attempt)
        self.push()
        self.assertEqual(shipment.state, "done")

    def test_another_shop_is_told_while_one_is_broken(self):
        shipment = self.deliver_all(self.sell())
        broken = self.env["bigcartel.backend"].create(
            {"account_id": "111", "access_token": "wrong", "state": "connected"}
        )
        order = self.env["bigcartel.order"].create(
            {"backend_id": broken.id, "name": "AAAA-000001", "state": "done"}
        )
        waiting = self.env["bigcartel.shipment"]._file(order, status_only=True)
        self.push()
        self.assertEqual(waiting.state, "pending")
        self.assertTrue(broken.reconnect_required)
        self.assertEqual(shipment.state, "done")


class TestOneBadShipment(DeliveryCase):
    def test_one_order_that_breaks_big_cartel_holds_up_no_other(self):
        """F14"""
        bad, good = self.deliver_all(self.sell()), self.deliver_all(self.sell())
        path = f"/orders/{bad.order_id.name}"
        self.sandbox.faults.add("status", status=500, times=None, path=path)
        self.push()
        self.assertEqual(good.state, "done")
        self.assertEqual(bad.state, "pending")
        self.assertEqual(bad.attempts, 1)
        self.assertEqual(self.shop.state, "connected")

    def test_after_many_tries_a_person_is_asked(self):
        shipment = self.deliver_all(self.sell())
        order = shipment.order_id
        path = f"/orders/{order.name}"
        self.sandbox.faults.add("html", times=None, path=path)
        pauses = []
        for _run in range(11):
            self.push_again()
            self.assertEqual(shipment.state, "pending")
            pause = shipment.next_attempt - fields.Datetime.now()
            pauses.append(round(pause / timedelta(minutes=1)))
        self.assertEqual(pauses, [1, 5, 15, 30, 60, 120] + [240] * 5)
        self.push_again()
        self.assertEqual(shipment.state, "failed")
        self.assertTrue(self.get_activities(order))
        self.sandbox.faults.clear()
        shipment.action_retry()
        self.assertEqual(shipment.attempts, 0)
        self.push()
        self.assertEqual(shipment.state, "done")
        self.assertFalse(self.get_activities(order))

    def test_a_bug_of_ours_fails_one_shipment_only(self):
        """F15"""
        bad, good = self.deliver_all(self.sell()), self.deliver_all(self.sell())
        tell = type(bad)._push

        def stumble(shipment, client):
            if shipment == bad:
                raise KeyError("nobody thought of this")
            return tell(shipment, client)

        with (
            patch.object(type(bad), "_push", stumble),
            self.assertLogs(LOGGER, "WARNING"),
        ):
            self.push()
        self.assertEqual((bad.state, good.state), ("failed", "done"))
        self.assertIn("Unexpected problem (KeyError)", bad.error)
        self.assertNotIn("nobody thought of this", bad.error)

    def test_what_was_told_is_kept_when_the_next_one_has_to_be_repeated(self):
        """F15: each shipment is committed by itself."""
        good, busy = self.deliver_all(self.sell()), self.deliver_all(self.sell())
        tell = type(busy)._push

        def collide(shipment, client):
            if shipment == busy:
                raise SerializationFailure("concurrent update")
            return tell(shipment, client)

        with patch.object(type(busy), "_push", collide):
            self.push()
        self.assertEqual((good.state, busy.state), ("done", "pending"))
        self.assertFalse(busy.error)
        self.push()
        self.assertEqual(busy.state, "done")
        self.assertEqual(self.get_writes(), [("PATCH", "status")] * 2)

    def test_the_scheduled_action_says_how_far_it_is(self):
        for _order in range(3):
            self.deliver_all(self.sell())
        cron = self.env.ref("bigcartel_connector.ir_cron_push_shipments")
        progress = self.env["ir.cron.progress"].search([("cron_id", "=", cron.id)])
        progress.unlink()
        self.push()
        rows = self.env["ir.cron.progress"].search([("cron_id", "=", cron.id)])
        self.assertEqual(sum(rows.mapped("done")), 3)
        self.assertEqual(rows[0].remaining, 0)

    def test_a_bug_in_the_loop_does_not_raise_out_of_it(self):
        """F13"""
        shipment = self.deliver_all(self.sell())
        shop = type(self.shop)
        with (
            patch.object(shop, "_get_client", side_effect=KeyError("oops")),
            self.assertLogs(LOGGER, "WARNING"),
        ):
            self.push()
        self.assertEqual(shipment.state, "pending")
        self.push_again()
        self.assertEqual(shipment.state, "done")


class TestPauses(DeliveryCase):
    def test_a_pause_lasts_as_long_as_big_cartel_asks(self):
        """F39"""
        shipments = self.deliver_all(self.sell()) | self.deliver_all(self.sell())
        self.sandbox.faults.add("status", status=429, retry_after=900)
        before = fields.Datetime.now()
        self.push()
        self.assertEqual(set(shipments.mapped("state")), {"pending"})
        for shipment in shipments:
            pause = (shipment.next_attempt - before).total_seconds()
            self.assertAlmostEqual(pause, 900, delta=30)
        self.assertEqual(len(self.sandbox.requests), 1)
        self.assertEqual(self.shop.state, "connected")
        self.push_again()
        self.assertEqual(set(shipments.mapped("state")), {"done"})


class TestRefusedLogins(DeliveryCase):
    def test_pushes_wait_until_somebody_reconnects(self):
        """F40"""
        shipments = self.deliver_all(self.sell()) | self.deliver_all(self.sell())
        self.remote.revoke()
        self.push()
        self.assertEqual(self.shop.state, "error")
        self.assertTrue(self.shop.reconnect_required)
        self.assertEqual(len(self.shop.activity_ids), 1)
        self.sandbox.requests.clear()
        for _run in range(3):
            self.push_again()
        self.assertEqual(self.sandbox.requests, [], "nobody asks with a refused login")
        self.assertEqual(set(shipments.mapped("state")), {"pending"})
        self.remote.restore()
        self.shop.action_test_connection()
        self.push()
        self.assertEqual(set(shipments.mapped("state")), {"done"})
        self.assertFalse(self.shop.activity_ids)

    def test_a_shop_without_credentials_waits_for_them(self):
        shipment = self.deliver_all(self.sell())
        self.shop.access_token = False
        self.push()
        self.assertEqual(shipment.state, "pending")
        self.assertIn("Enter the shop's access token", self.shop.last_error)

    def test_an_archived_shop_is_left_alone(self):
        shipment = self.deliver_all(self.sell())
        self.shop.active = False
        self.push()
        self.assertEqual(shipment.state, "pending")
        self.assertEqual(self.sandbox.requests, [])
