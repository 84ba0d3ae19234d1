"""The log: what was asked of Big Cartel and told to it, how long, how often in vain."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from odoo.addons.bigcartel_connector.models import bigcartel_log

from .delivering import BUYER, DeliveryCase
from .importing import ImportCase

ADDON = "odoo.addons.bigcartel_connector"
MANAGER = "bigcartel_connector.group_manager"
USER = "bigcartel_connector.group_user"


class LogCase(ImportCase):
    def setUp(self):
        super().setUp()
        # The connection was tested: that is logged as well.
        self.log = self.env["bigcartel.log"]
        self.log.search([]).unlink()

    def get_rows(self, **values):
        """Return the rows of the shop, the oldest first."""
        domain = [("backend_id", "=", self.shop.id)]
        domain += [(name, "=", value) for name, value in values.items()]
        return self.log.search(domain, order="id")

    def make_old(self, rows, days):
        """Let rows be that many days old."""
        self.env.flush_all()
        moment = fields.Datetime.now() - timedelta(days=days)
        self.env.cr.execute(
            "UPDATE bigcartel_log SET create_date = %s WHERE id IN %s",
            (moment, tuple(rows.ids)),
        )
        self.env.invalidate_all()


class TestLogOfRuns(LogCase):
    def test_a_run_has_one_row_however_many_orders_it_brings(self):
        self.sandbox.switches.max_page_limit = 2
        self.place_many(5)
        self.sandbox.requests.clear()
        self.run_import_job()
        row = self.get_rows()
        self.assertEqual(len(row), 1)
        self.assertEqual((row.level, row.operation), ("info", "import"))
        self.assertEqual((row.direction, row.order_number), ("in", False))
        self.assertEqual(row.text, self.shop.last_result)
        self.assertEqual(row.requests, len(self.sandbox.requests))
        self.assertEqual(row.failures, 0)
        self.assertGreater(row.duration, 0)

    def test_an_outage_is_a_row_with_its_reason_and_its_requests(self):
        self.sandbox.faults.add("status", status=503, times=None)
        self.sandbox.requests.clear()
        self.run_import_job()
        row = self.get_rows()
        self.assertEqual(row.level, "error")
        self.assertIn(self.shop.last_error, row.text)
        self.assertEqual(row.requests, len(self.sandbox.requests))
        self.assertEqual(row.failures, row.requests, "repeats count too")

    def test_a_pause_is_a_warning(self):
        self.sandbox.faults.add("status", status=429, retry_after=3600)
        self.run_import_job()
        row = self.get_rows()
        self.assertEqual(row.level, "warning")
        self.assertIn("3600 seconds", row.text)
        self.assertEqual((row.requests, row.failures), (1, 1))

    def test_what_broke_off_and_was_rolled_back_is_logged_all_the_same(self):
        self.place()
        Order = type(self.env["bigcartel.order"])
        with (
            patch.object(Order, "_complete_ready", side_effect=ValueError("oops")),
            patch.object(Order, "_take_in", side_effect=ValueError("oops")),
            mute_logger(f"{ADDON}.models.bigcartel_backend_import"),
        ):
            self.run_import_job()
        row = self.get_rows()
        self.assertEqual((row.level, row.requests), ("error", 1))
        self.assertIn("ValueError", row.text)
        self.assertNotIn("oops", row.text)

    def test_connection_and_catalogue_have_rows_too(self):
        self.shop.action_test_connection()
        self.shop.action_fetch_catalogue()
        self.remote.revoke()
        self.shop.action_test_connection()
        rows = self.get_rows()
        self.assertEqual(
            rows.mapped(lambda row: (row.operation, row.level, row.failures)),
            [("connection", "info", 0), ("catalogue", "info", 0)]
            + [("connection", "error", 1)],
        )

    def test_orders_that_a_person_asks_for_are_looked_at_in_one_row(self):
        numbers = self.place_many(2)
        self.run_import_job()
        self.remote.vanish(numbers[0])
        self.get_orders().action_import_again()
        row = self.get_rows(operation="look")
        self.assertIn("1 found, 1 not found", row.text)
        self.assertEqual((row.level, row.requests, row.failures), ("info", 2, 0))
        self.sandbox.faults.add("status", status=401)
        self.get_orders().action_import_again()
        row = self.get_rows(operation="look")[1]
        self.assertEqual((row.level, row.failures), ("error", 1))

    def test_what_webhooks_named_is_looked_at_in_one_row(self):
        number = self.place()
        job = self.env.ref("bigcartel_connector.ir_cron_look_at_webhooks")
        vals = {"backend_id": self.shop.id, "type": "order.created"}
        vals.update(order_number=number, state="pending")
        for level, requests in (("info", 2), ("error", 1)):
            self.env["bigcartel.webhook.event"].create(vals)
            with self.enter_registry_test_mode():
                self.assertIs(job.method_direct_trigger(), True)
            self.env.invalidate_all()
            row = self.get_rows()[-1]
            self.assertEqual((row.operation, row.level), ("webhook", level))
            self.assertEqual(row.requests, requests)
            self.sandbox.faults.add("status", status=401)
        self.assertEqual(self.get_rows().mapped("order_number"), [number, False])


class TestLogOfOrders(LogCase):
    def test_an_order_that_fails_each_time_is_logged_once(self):
        usd = self.env.ref("base.USD").with_context(force_deactivate=True)
        usd.active = False
        number = self.place()
        self.place_many(2)
        for _run in range(3):
            self.run_import_job()
        row = self.get_rows(order_number=number)
        self.assertEqual(len(row), 1)
        self.assertEqual((row.level, row.operation), ("error", "import"))
        self.assertEqual(row.text, self.get_order(number).error)
        self.assertEqual(len(self.get_rows()), 3 + 3, "three runs, three orders")
        runs = self.get_rows(order_number=False)
        self.assertEqual(runs.mapped("level"), ["warning"] * 3)
        self.assertEqual(row.action_open_order()["res_id"], self.get_order(number).id)

    def test_a_message_that_quotes_the_customer_is_logged_without(self):
        number = self.place(customer=BUYER)
        order = self.place_and_import([(self.mug, 1)], customer=BUYER)
        order._record_error("ada@example.com of Ada Byron is no address")
        self.shop._log_failed_orders()
        text = self.get_rows(order_number=order.name).text
        self.assertNotIn("ada@", text)
        self.assertNotIn("Byron", text)
        self.assertIn("is no address", text)
        self.assertFalse(self.get_rows(order_number=number))

    def test_a_long_message_is_cut(self):
        row = self.shop._log("import", "x" * 5000)
        self.assertEqual(len(row.text), 1000)
        self.assertTrue(row.text.endswith("x…"))


class TestLogOfShipments(DeliveryCase):
    def get_rows(self):
        return self.env["bigcartel.log"].search([("operation", "=", "push")])

    def test_a_run_has_a_row_and_so_has_each_shipment_that_failed(self):
        orders = [self.sell(), self.sell()]
        for order in orders:
            self.deliver_all(order)
        self.remote.vanish(orders[0].name)
        self.sandbox.requests.clear()
        self.push()
        run, failed = self.get_rows()
        self.assertEqual((failed.level, failed.order_number), ("error", orders[0].name))
        self.assertIn("does not know", failed.text)
        self.assertEqual((run.level, run.direction), ("warning", "out"))
        self.assertEqual(run.requests, len(self.sandbox.requests))
        self.assertEqual(run.text, "1 told, 0 waiting, 1 failed")

    def test_a_run_without_anything_to_tell_has_none(self):
        self.push()
        self.assertFalse(self.get_rows())

    def test_an_outage_and_its_end_are_two_rows(self):
        self.deliver_all(self.sell())
        self.sandbox.faults.add("status", status=503, times=4)
        self.push()
        self.assertEqual(self.get_rows().level, "error")
        self.sandbox.faults.clear()
        self.push_again()
        self.assertEqual(self.get_rows()[0].level, "info")
        self.assertEqual(len(self.get_rows()), 2)


class TestLogAccess(LogCase):
    def make_user(self, login, group):
        return DeliveryCase.make_user(self, login, "base.group_user", group)

    def test_managers_read_it_and_nobody_changes_it(self):
        row = self.shop._log("import", "Done")
        manager = row.with_user(self.make_user("manager", MANAGER))
        self.assertEqual(manager.text, "Done")
        for change in (
            lambda: manager.write({"text": "x"}),
            manager.unlink,
            lambda: manager.create({"backend_id": self.shop.id, "operation": "push"}),
        ):
            with self.assertRaises(AccessError):
                change()
        reviewer = self.make_user("reviewer", USER)
        with self.assertRaises(AccessError):
            row.with_user(reviewer).read(["text"])

    def test_a_reviewer_opens_the_shop_without_the_counts_of_the_log(self):
        reviewer = self.make_user("reviewer", USER)
        self.env.invalidate_all()
        shop = self.shop.with_user(reviewer)
        self.assertNotIn("request_count", shop.get_view(view_type="form")["arch"])
        self.assertTrue(shop.web_read({"import_status": {}, "state_reason": {}}))
        shop.action_import_orders()
        self.assertEqual(self.get_rows().operation, "import")


class TestCounts(LogCase):
    def test_requests_and_failures_are_counted_per_shop_and_day(self):
        self.sandbox.faults.add("status", status=503, times=1, path="/orders$")
        self.run_import_job()
        self.run_import_job()
        rows = self.get_rows()
        self.assertEqual(rows.mapped("requests"), [2, 1])
        other = self.env["bigcartel.backend"].create({"name": "Other"})
        other._log("import")
        self.assertEqual((self.shop.request_count, self.shop.failure_count), (3, 1))
        self.make_old(rows[0], 1)
        shops = self.shop + other
        with self.assertQueryCount(1):
            counts = shops.mapped(lambda shop: (shop.request_count, shop.failure_count))
        self.assertEqual(counts, [(1, 0), (0, 0)])
        groups = self.log._read_group(
            [("backend_id", "=", self.shop.id)],
            ["backend_id", "create_date:day"],
            ["requests:sum", "failures:sum"],
        )
        self.assertEqual([group[2:] for group in groups], [(2, 1), (1, 0)])


class TestRetention(LogCase):
    def test_each_shop_keeps_its_rows_as_long_as_it_says(self):
        other = self.env["bigcartel.backend"].create({"name": "Other", "log_days": 90})
        other.active = False
        rows = self.shop._log("import") + self.shop._log("import")
        kept = self.shop._log("import") + other._log("import")
        self.make_old(rows + kept[1], 31)
        self.make_old(kept[0], 29)
        with patch.object(bigcartel_log, "LOG_GC_BATCH", 1):
            self.assertEqual(self.log._gc_log(), (1, True))
            self.assertEqual(self.log._gc_log(), (1, True))
            self.assertEqual(self.log._gc_log(), (0, False))
        self.assertEqual(rows.exists() + kept.exists(), kept)
