"""Jobs in real transactions, run as queue_job's server runs them."""

from odoo.addons.queue_job.controllers.main import RunJobController
from odoo.addons.queue_job.job import DONE, ENQUEUED, PENDING

from tests.connector.committed import CommittedCase

from .common import BUILD, FINISH, PUSH, WALK


class TestTransactions(CommittedCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.delete_jobs)

    def delete_jobs(self):
        with self.transaction() as env:
            self.find_jobs(env).unlink()

    def find_jobs(self, env):
        return env["queue.job"].search([], order="id")

    def queue_push(self):
        with self.transaction() as env:
            env["bigcartel.backend"]._cron_push_shipments()

    def queue_import(self):
        with self.transaction() as env:
            env["bigcartel.backend"]._cron_import_orders()

    def run_jobs(self):
        """Run what waits as the server does, until nothing does; return what ran."""
        ran = []
        while True:
            with self.transaction() as env:
                job = self.find_jobs(env).filtered(
                    lambda job: job.state == PENDING and not job.eta
                )[:1]
                if not job:
                    return ran
                job.state = ENQUEUED
                ran.append(job.method_name)
                uuid = job.uuid
            self.run_job(uuid)

    def run_first_job(self):
        with self.transaction() as env:
            job = self.find_jobs(env)[0]
            job.state = ENQUEUED
            uuid = job.uuid
        self.run_job(uuid)

    def run_job(self, uuid):
        with self.transaction() as env:
            job = RunJobController._acquire_job(env, uuid)
            RunJobController._runjob(env, job)

    def test_an_import_runs_from_its_walk_to_its_end(self):
        numbers = self.place_many(3)
        self.queue_import()
        self.assertEqual(self.run_jobs(), [WALK, BUILD, FINISH])
        self.assert_one_sale_order_each(numbers)
        with self.transaction() as env:
            self.assertEqual(set(self.find_jobs(env).mapped("state")), {DONE})
            self.assertIn("3 created", self.get_shop(env).last_result)

    def test_a_job_that_is_put_off_loses_nothing_that_the_shop_records(self):
        self.sandbox.faults.add("status", status=429, retry_after=900, path="/orders$")
        self.queue_import()
        self.assertEqual(self.run_jobs(), [WALK])
        with self.transaction() as env:
            shop, job = self.get_shop(env), self.find_jobs(env)
            self.assertEqual((job.state, job.retry), (PENDING, 0))
            self.assertGreaterEqual(job.eta, shop.paused_until)
            self.assertLess((job.eta - shop.paused_until).total_seconds(), 5)
            self.assertEqual(shop.import_status, "paused")
            self.assertIn("900", job.result)

    def test_a_push_that_is_put_off_has_its_next_try_scheduled_all_the_same(self):
        number = self.remote.place_order([(self.mug, 1)]).number
        with self.transaction() as env:
            order = self.make_done_order(env, number)
            shipment = env["bigcartel.shipment"].create({"order_id": order.id})
        self.sandbox.faults.add("status", status=429, retry_after=900)
        self.queue_push()
        self.assertEqual(self.run_jobs(), [PUSH])
        with self.transaction() as env:
            shipment, job = shipment.with_env(env), self.find_jobs(env)
            self.assertEqual((shipment.state, job.state), ("pending", PENDING))
            self.assertGreaterEqual(job.eta, shipment.next_attempt)
            triggers = env["ir.cron.trigger"].search(
                [("call_at", ">=", shipment.next_attempt)]
            )
            self.assertIn(
                env.ref("bigcartel_connector.ir_cron_push_shipments"), triggers.cron_id
            )
            triggers.unlink()

    def test_what_somebody_else_tells_is_looked_at_a_minute_later(self):
        number = self.remote.place_order([(self.mug, 1)]).number
        with self.transaction() as env:
            order = self.make_done_order(env, number)
            shipment = env["bigcartel.shipment"].create({"order_id": order.id})
        self.queue_push()
        with self.transaction() as env:
            shipment.with_env(env).lock_for_update()
            self.assertEqual(self.run_jobs(), [PUSH])
        with self.transaction() as env:
            done, again = self.find_jobs(env)
            self.assertEqual((done.state, again.state), (DONE, PENDING))
            self.assertEqual(again.records.ids, shipment.ids)
            self.assertGreater(again.eta, done.date_done)

    def test_what_was_taken_in_is_stored_when_its_job_is_queued(self):
        numbers = self.place_many(2)
        self.queue_import()
        self.run_first_job()
        with self.transaction() as env:
            build = self.find_jobs(env).filtered(lambda job: job.method_name == BUILD)
            self.assertEqual(sorted(build.records.mapped("name")), sorted(numbers))

    def test_two_builders_of_one_page_make_each_quotation_once(self):
        numbers = self.place_many(4)
        self.queue_import()
        self.run_first_job()

        def build():
            with self.transaction() as env:
                orders = self.get_shop(env).order_ids
                orders.with_context(job_uuid="x")._job_bigcartel_build()

        workers = [self.start(build) for _number in range(2)]
        for thread, _results in workers:
            thread.join()
        self.run_jobs()
        self.assert_one_sale_order_each(numbers)

    def test_what_is_told_blindly_is_announced_in_a_transaction_before(self):
        """Nothing there shows a shipment: its guard is stored before it is told."""
        number = self.remote.place_order([(self.mug, 2)]).number
        line = self.remote.orders[number].lines[0].id
        self.sandbox.switches.line_quantities = False
        self.sandbox.faults.add(
            "status", status=404, method="GET", path="/shipments$", times=None
        )
        with self.transaction() as env:
            order = self.make_done_order(env, number)
            items = [{"line": line, "quantity": 1}]
            vals = {"order_id": order.id, "items": items, "tracking_number": "TRACK"}
            shipment_id = env["bigcartel.shipment"].create(vals).id
        stored = []

        def look(_request):
            with self.transaction() as env:
                shipment = env["bigcartel.shipment"].browse(shipment_id)
                stored.append((bool(shipment.unseen_since), shipment.state))
            return False

        self.sandbox.faults.add("delay", method="POST", path="/shipments$", where=look)
        self.queue_push()
        self.assertEqual(self.run_jobs(), [PUSH])
        self.assertEqual(stored, [(True, "pending")])
        with self.transaction() as env:
            self.assertEqual(
                env["bigcartel.shipment"].browse(shipment_id).state, "done"
            )
