"""Importing in jobs: which there are, and what they leave to which."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import freeze_time
from odoo.tools import config

from odoo.addons.bigcartel_connector_queue.models import bigcartel_backend
from odoo.addons.queue_job.job import DONE, FAILED, STARTED

from tests.sandbox import Shop

from .common import BUILD, FINISH, WALK, ImportJobsCase


class TestImportJobs(ImportJobsCase):
    def connect_another(self, account="990001", **vals):
        """Return a second shop, of the same sandbox."""
        remote = self.sandbox.add_shop(Shop.empty(account, f"shop{account}"))
        return self.connect(
            account_id=account, access_token=remote.access_token, **vals
        )

    def test_each_shop_that_is_due_gets_one_job(self):
        other = self.connect_another()
        self.connect_another("990002").state = "draft"
        self.connect_another("990003").reconnect_required = True
        with self.trapped() as trap:
            self.run_import_job()
        trap.assert_jobs_count(2)
        for shop in self.shop + other:
            trap.assert_enqueued_job(
                shop._job_bigcartel_import,
                properties={
                    "identity_key": f"bigcartel.import.{shop.id}:",
                    "description": f"Import orders of {shop.name}",
                },
            )
        # The walk began in no scheduled action.
        self.assertFalse(self.sandbox.received(path="/orders"))

    def test_orders_are_built_by_a_job_for_each_hundred(self):
        numbers = self.place_many(105)
        with self.trapped() as trap:
            self.run_import_job()
            self.assertEqual(self.perform(trap), [WALK])
            orders = self.get_orders()
            self.assertEqual(len(orders), 105)
            self.assertFalse(orders.sale_order_id)
            pages = [job for job in trap.enqueued_jobs if job.method_name == BUILD]
            self.assertEqual(sorted(len(job.recordset) for job in pages), [5, 100])
            self.assertEqual(self.perform_all(trap), [BUILD, BUILD, FINISH])
        self.assert_counts(fetched=105, created=105)
        self.assertTrue(self.shop.last_import_at)
        self.assertEqual(
            len(
                self.env["sale.order"].search(
                    [("origin", "in", [f"Big Cartel {number}" for number in numbers])]
                )
            ),
            105,
        )

    def test_an_import_without_new_orders_is_one_job(self):
        self.place_many(3)
        self.import_in_jobs()
        self.assertEqual(self.import_in_jobs(), [WALK])
        self.assert_counts(fetched=3, unchanged=3)

    def test_catalogue_is_read_once_however_many_pages_there_are(self):
        self.sandbox.switches.max_page_limit = 2
        self.remote.add_product("Tee", "SKU:TEE")
        for product in list(self.remote.products.values()) * 2:
            self.remote.place_order([(product.id, 1)])
        self.import_in_jobs()
        self.assertEqual(len(self.sandbox.received("GET", "/products")), 1)

    def test_what_is_linked_completes_in_the_job_that_builds_it(self):
        self.make_product("TEE")
        tee = self.remote.add_product("Tee", "SKU:TEE").options[0].id
        number = self.remote.place_order([(tee, 1)], customer="maya").number
        with self.trapped() as trap:
            self.run_import_job()
            self.perform(trap)
            trap.enqueued_jobs = [
                job for job in trap.enqueued_jobs if job.method_name == BUILD
            ]
            self.perform(trap)
        order = self.get_order(number)
        self.assertEqual((order.state, order.sale_order_id.state), ("done", "sale"))

    def test_end_of_an_import_tells_who_is_responsible(self):
        self.shop.user_id = self.env.user
        self.place()
        self.import_in_jobs()
        order = self.get_orders()
        self.assertEqual(order.state, "to_link")
        self.assertTrue(order.activity_ids)
        log = self.env["bigcartel.log"].search([("operation", "=", "import")], limit=1)
        self.assertIn("1 created", log.text)
        self.assertGreaterEqual(log.requests, 1)

    def test_a_job_run_twice_changes_nothing(self):
        self.place_many(3)
        with self.trapped() as trap:
            self.run_import_job()
            self.perform(trap)
            again = list(trap.enqueued_jobs)
            self.perform_all(trap)
            sales = self.env["sale.order"].search([], order="id")
            trap.enqueued_jobs = again
            self.assertEqual(self.perform(trap), [BUILD, FINISH])
        self.assertEqual(self.env["sale.order"].search([], order="id"), sales)
        self.assertEqual(len(self.get_orders()), 3)

    def test_an_order_ignored_while_its_job_waits_is_not_built(self):
        self.place_many(2)
        with self.trapped() as trap:
            self.run_import_job()
            self.perform(trap)
            ignored = self.get_orders()[0]
            ignored.action_ignore()
            self.perform_all(trap)
        self.assertFalse(ignored.sale_order_id)
        self.assertEqual(len(self.get_orders().sale_order_id), 1)
        self.assert_counts(fetched=2, created=1, waiting=1)

    def test_what_a_lost_job_was_to_build_is_built_by_the_next_import(self):
        self.place_many(2)
        with self.trapped() as trap:
            self.run_import_job()
            self.perform(trap)
            trap.enqueued_jobs = []
        self.assertFalse(self.get_orders().sale_order_id)
        self.assertEqual(self.import_in_jobs(), [WALK, BUILD, FINISH])
        self.assertEqual(len(self.get_orders().sale_order_id), 2)

    def test_a_long_walk_goes_on_in_the_next_job(self):
        self.sandbox.switches.max_page_limit = 2
        self.place_many(5)
        # No time at all: each walk ends as soon as it may.
        self.enterContext(patch.object(bigcartel_backend, "BUTTON_SECONDS", 0))
        with self.trapped() as trap:
            self.run_import_job()
            self.assertEqual(self.perform(trap), [WALK])
            self.assertEqual(len(self.get_orders()), 2)
            self.assertFalse(self.shop.last_import_at)
            queued = sorted(job.method_name for job in trap.enqueued_jobs)
            self.assertEqual(queued, [BUILD, FINISH, WALK])
            self.perform_all(trap)
        self.assertEqual(len(self.get_orders().sale_order_id), 5)
        self.assertTrue(self.shop.last_import_at)

    def test_a_walk_ends_before_odoo_kills_a_web_request(self):
        """Scheduled actions may take longer, as an administrator says."""
        shops = self.env["bigcartel.backend"]
        limits = {"limit_time_real": 120, "limit_time_real_cron": 900}
        with patch.dict(config.options, limits):
            in_job = shops.with_context(job_uuid="x")
            self.assertEqual(shops._get_overtime(), 900 - 60 - 30)
            self.assertEqual(in_job._get_overtime(), 120 - 45 - 30)

    def test_a_walk_leaves_what_waits_for_its_job_to_that_job(self):
        self.place_many(2)
        self.run_import_job()
        self.perform_stored(self.get_jobs())
        before = self.get_jobs()
        self.place()
        self.perform_stored(before[0])
        pages = (self.get_jobs() - before).filtered(
            lambda job: job.method_name == BUILD
        )
        self.assertEqual([len(job.records) for job in pages], [1])
        rest = (self.get_jobs() - before[0]).sorted("id").sorted("method_name")
        for job in rest:
            self.perform_stored(job)
        self.assertEqual(len(self.get_orders().sale_order_id), 3)
        self.assert_counts(fetched=3, created=1, waiting=2)

    def test_a_button_works_at_once_and_without_a_job(self):
        self.place()
        with self.trapped() as trap:
            self.import_orders()
        trap.assert_jobs_count(0)
        self.assertEqual(self.get_orders().state, "to_link")

    def test_jobs_keep_company_and_user_of_the_scheduled_action(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        shop = self.connect_another(company_id=company.id)
        self.run_import_job()
        job = self.get_jobs(identity_key=f"bigcartel.import.{shop.id}:")
        self.assertEqual(job.company_id, company)
        self.assertEqual(job.user_id, self.env.ref("base.user_root"))
        self.assertEqual(job.records.env.company, company)

    def test_jobs_hold_no_credentials(self):
        self.place()
        with self.trapped() as trap:
            self.run_import_job()
            self.perform(trap)
            told = [
                (job.args, job.kwargs, job.func_string) for job in trap.enqueued_jobs
            ]
        self.assertTrue(told)
        self.assertNotIn(self.shop.access_token, str(told))


class TestOneImportAtATime(ImportJobsCase):
    def test_a_second_import_is_not_queued_while_one_waits_or_runs(self):
        self.run_import_job()
        self.run_import_job()
        job = self.get_jobs()
        self.assertEqual(len(job), 1)
        job.state = STARTED
        self.run_import_job()
        self.assertEqual(self.get_jobs(), job)
        for state in (DONE, FAILED):
            with self.subTest(state=state):
                self.get_jobs().state = state
                before = len(self.get_jobs())
                self.run_import_job()
                self.assertEqual(len(self.get_jobs()), before + 1)

    def test_nor_while_what_it_took_in_is_being_built(self):
        self.place_many(2)
        self.run_import_job()
        self.perform_stored(self.get_jobs())
        walk, *rest = self.get_jobs()
        walk.state = DONE
        self.assertEqual({job.method_name for job in rest}, {BUILD, FINISH})
        self.run_import_job()
        self.assertEqual(len(self.get_jobs()), 1 + len(rest))

    def test_channels_of_the_jobs_are_those_of_the_addon(self):
        self.place()
        self.run_import_job()
        self.perform_stored(self.get_jobs())
        self.assertEqual(
            set(self.get_jobs().mapped("channel")), {"root.bigcartel.import"}
        )

    def test_a_job_opens_what_it_is_about(self):
        self.place()
        self.run_import_job()
        self.perform_stored(self.get_jobs())
        opened = {job.method_name: job.open_related_action() for job in self.get_jobs()}
        self.assertEqual(opened[WALK]["res_model"], "bigcartel.backend")
        self.assertEqual(opened[WALK]["res_id"], self.shop.id)
        self.assertEqual(opened[BUILD]["res_model"], "bigcartel.order")
        self.assertEqual(opened[BUILD]["res_id"], self.get_orders().id)

    def test_an_import_that_nobody_runs_is_explained(self):
        self.run_import_job()
        self.shop.last_import_at = False
        reason = self.shop._get_silence_reason()
        self.assertNotIn("job queue", reason)
        with freeze_time(fields.Datetime.now() + timedelta(hours=2)):
            reason = self.shop._get_silence_reason()
        self.assertIn("root.bigcartel.import", reason)
