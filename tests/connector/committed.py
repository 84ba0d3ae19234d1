"""For tests that need several real transactions on one database.

Nothing is shared with the usual test transaction: everything is committed by cursors
of its own, and deleted afterwards.
"""

import threading
import time
from contextlib import contextmanager
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.tests import TransactionCase, tagged

from odoo.addons.bigcartel_connector.models.bigcartel_shipment_wake import next_runs

from tests.sandbox import Sandbox, Shop

from .delivering import impatient

ACCOUNT = "777001"
PARAMETER = "bigcartel_connector.api_url"


@tagged("standard", "post_install", "-at_install")
class CommittedCase(TransactionCase):
    def setUp(self):
        super().setUp()
        self.enterContext(impatient())
        # No test relies on what another one has woken up.
        self.enterContext(patch.dict(next_runs, clear=True))
        self.sandbox = self.enterContext(Sandbox(Shop.empty(ACCOUNT)))
        self.remote = self.sandbox.shop
        self.mug = self.remote.add_product("Mug", price="12.50").options[0].id
        with self.transaction() as env:
            before = env["res.partner"].search([], order="id desc", limit=1).id
            parameters = env["ir.config_parameter"]
            url = parameters.get_param(PARAMETER)
            self.addCleanup(self.clean, before, url)
            parameters.set_param(PARAMETER, self.sandbox.url)
            shop = env["bigcartel.backend"].create(
                {"account_id": ACCOUNT, "access_token": self.remote.access_token}
            )
            shop.action_test_connection()
            self.shop_id = shop.id

    @contextmanager
    def transaction(self):
        """A transaction of its own, committed at the end."""
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def clean(self, last_partner_id, url):
        with self.transaction() as env:
            shop = env["bigcartel.backend"].browse(self.shop_id)
            sales = env["sale.order"].search([("bigcartel_backend_id", "=", shop.id)])
            sales._action_cancel()
            sales.unlink()
            shop.order_ids.unlink()
            shop.unlink()
            env["res.partner"].search([("id", ">", last_partner_id)]).unlink()
            env["bigcartel.customer.claim"].search([]).unlink()
            env["ir.config_parameter"].set_param(PARAMETER, url)

    def place_many(self, count):
        return [
            self.remote.place_order([(self.mug, 1)], customer="maya").number
            for _number in range(count)
        ]

    def get_shop(self, env):
        return env["bigcartel.backend"].browse(self.shop_id)

    def run_worker(self):
        """Import as a worker does: its own transaction, committing as it goes."""
        with self.transaction() as env:
            env["bigcartel.backend"]._cron_import_orders()

    def start(self, work):
        """Run a function in a thread; return it, to be joined, and its results."""
        results = []

        def target():
            try:
                results.append(work())
            except Exception as error:
                results.append(error)

        thread = threading.Thread(target=target)
        thread.start()
        self.addCleanup(thread.join)
        return thread, results

    def wait_for_a_blocked_one(self):
        """Wait until some transaction waits for another one."""
        waiting = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock'"
        )
        for _try in range(200):
            with self.registry.cursor() as cr:
                cr.execute(waiting)
                if cr.fetchone()[0]:
                    return
            time.sleep(0.05)
        self.fail("nobody waits for anybody")

    def assert_one_sale_order_each(self, numbers):
        with self.transaction() as env:
            orders = self.get_shop(env).order_ids
            self.assertEqual(sorted(orders.mapped("name")), sorted(numbers))
            sales = env["sale.order"].search(
                [("origin", "in", [f"Big Cartel {number}" for number in numbers])]
            )
            self.assertEqual(len(sales), len(numbers))
            self.assertEqual(orders.sale_order_id, sales)
            self.assertEqual(set(orders.mapped("state")), {"to_link"})
            buyers = env["res.partner"].search(
                [("email_normalized", "=", "maya.okafor@example.com")]
            )
            self.assertEqual(len(buyers), 1)

    def make_done_order(self, env, number):
        """Return the completed inbox row of an order that was placed there."""
        with self.get_shop(env)._get_client() as client:
            document = client.get_order(number).document
        return env["bigcartel.order"].create(
            {
                "backend_id": self.shop_id,
                "name": number,
                "state": "done",
                "payload": document,
            }
        )
