"""Several workers at one outbox, and nobody else writing to Big Cartel."""

import ast
from contextlib import contextmanager
from pathlib import Path

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.tests import BaseCase, tagged

import odoo.addons.bigcartel_connector as addon

from .committed import CommittedCase


class TestTwoWorkers(CommittedCase):
    """Real transactions, committed by the tests themselves."""

    def setUp(self):
        super().setUp()
        self.number = self.remote.place_order([(self.mug, 3)]).number
        self.line = self.remote.orders[self.number].lines[0].id
        with self.transaction() as env:
            order = self.make_done_order(env, self.number)
            self.shipment_ids = (
                env["bigcartel.shipment"]
                .create(
                    [
                        {
                            "order_id": order.id,
                            "items": [{"line": self.line, "quantity": quantity}],
                            "tracking_number": f"TRACK-{quantity}",
                        }
                        for quantity in (1, 2)
                    ]
                )
                .ids
            )

    @contextmanager
    def open_transaction(self):
        """A transaction that is rolled back unless the test commits it."""
        cr = self.registry.cursor()
        try:
            yield api.Environment(cr, SUPERUSER_ID, {})
        finally:
            cr.close()

    def push(self, env, *ids):
        shop = env["bigcartel.backend"].browse(self.shop_id)
        domain = env["bigcartel.backend"]._get_due_domain()
        shipments = env["bigcartel.shipment"].browse(ids)
        return shop._push_shipments(shipments, domain, lambda *_args: 1)

    def get_posts(self):
        return [r for r in self.sandbox.requests if r.method == "POST"]

    def test_two_workers_tell_one_shipment_once(self):
        """F31"""
        first = self.shipment_ids[0]
        with self.open_transaction() as one, self.open_transaction() as two:
            self.push(one, first)
            self.push(two, first)
            self.assertEqual(len(self.get_posts()), 1)
            one.cr.commit()
            two.cr.commit()
        with self.transaction() as later:
            self.push(later, first)
            self.assertEqual(later["bigcartel.shipment"].browse(first).state, "done")
        self.assertEqual(len(self.get_posts()), 1)

    def test_two_workers_do_not_tell_of_one_order_at_a_time(self):
        """Each would take the other's for the last shipment, or neither would."""
        first, second = self.shipment_ids
        with self.open_transaction() as one, self.open_transaction() as two:
            self.push(one, first)
            self.push(two, second)
            self.assertEqual(len(self.get_posts()), 1)
            one.cr.commit()
            two.cr.commit()
        with self.transaction() as later:
            self.push(later, second)
            order = later["bigcartel.shipment"].browse(second).order_id
            self.assertTrue(order.shipped_at)
        self.assertEqual(len(self.get_posts()), 2)
        self.assertEqual(self.remote.orders[self.number].shipping_status, "shipped")

    def test_what_another_worker_told_meanwhile_is_not_told_again(self):
        """A worker that looked before the other one had finished."""
        first = self.shipment_ids[0]
        with self.open_transaction() as slow:
            self.assertEqual(slow["bigcartel.shipment"].browse(first).state, "pending")
            with self.transaction() as fast:
                self.push(fast, first)
            with (
                self.assertRaises(SerializationFailure),
                self.assertLogs("odoo.sql_db", "ERROR"),
            ):
                self.push(slow, first)
        self.assertEqual(len(self.get_posts()), 1)


@tagged("standard", "post_install", "-at_install")
class TestOneWriter(BaseCase):
    def test_only_the_outbox_writes_to_big_cartel(self):
        root = Path(addon.__file__).parent
        callers = {
            path.name
            for path in root.rglob("*.py")
            if "api" not in path.relative_to(root).parts
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Attribute)
            and node.attr in ("create_shipment", "update_shipment", "mark_shipped")
        }
        self.assertEqual(
            callers,
            {"bigcartel_shipment_push.py", "bigcartel_shipment_tracking.py"},
        )

    def test_sale_orders_and_deliveries_have_no_client(self):
        models = Path(addon.__file__).parent / "models"
        users = {
            path.name
            for path in models.glob("*.py")
            if "_get_client" in path.read_text()
        }
        self.assertTrue(users)
        # Only the shop talks to Big Cartel.
        self.assertEqual(
            [name for name in users if not name.startswith("bigcartel_backend")], []
        )
