"""``python -m bench.cluster N``: an import by N Odoo servers, for `make bench-cluster`.

One PostgreSQL, one database, N processes of Odoo's own server with `queue_job`, a load
balancer, and a process with the sandbox shops. This one does what the scheduled actions
and the warehouse do, and looks at what is there in the end. The environment is that of
`bench.part`.
"""

import argparse
import json
import os
import time
from collections import Counter
from pathlib import Path

from . import cluster_audit, process
from .cluster_servers import Servers
from .remote import Remote
from .scene import API_URL, IMPORT, PUSH, make_products, run_cron

# Of the shops, those whose orders are completed, delivered and told.
COMPLETING = 0.2
# Deliveries of each of them that are validated.
DELIVERIES = 10
# Seconds after which jobs are taken for stuck.
PATIENCE = 1800
FINISHED = ("done", "cancelled", "failed")


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.cluster")
    parser.add_argument("processes", type=int)
    parser.add_argument("--shops", type=int, required=True)
    parser.add_argument("--orders", type=int, required=True, help="of each shop")
    parser.add_argument(
        "--kill", action="store_true", help="kill the server that hands out jobs"
    )
    parser.add_argument("--json", type=Path, required=True)
    options = parser.parse_args()
    where = [os.environ[f"BENCH_{key}"] for key in ("CONFIG", "DATABASE", "LOG")]
    process.load(*where)
    with Remote() as remote:
        cluster = Cluster(remote, options)
        cluster.open_shops()
        with Servers(options.processes, *where) as servers:
            figures = cluster.play(servers.kill_leader if options.kill else None)
            figures["seconds_to_start"] = round(servers.seconds_to_start, 1)
            figures["cpu_seconds_by_process"] = servers.get_cpu_seconds()
        figures |= cluster.audit(servers.pids)
    options.json.write_text(json.dumps(figures))


class Cluster:
    """Shops there and here, and what happens to them."""

    def __init__(self, remote, options):
        self.remote = remote
        self.options = options
        self.shop_ids = {}

    def open_shops(self):
        """Connect the shops; the last two of them have the same customers."""
        count = self.options.shops
        completing = max(1, round(count * COMPLETING))
        with process.transaction() as env:
            env["ir.config_parameter"].set_param(API_URL, self.remote.url)
            make_products(env)
            env.ref("base.USD").active = True
            cluster_audit.remember(env)
        for position in range(count):
            account = str(890001 + position)
            first = min(position, count - 2) * self.options.orders + 1
            token = self.remote.open_shop(
                account, first, self.options.orders, beside=True
            )
            with process.transaction() as env:
                shop = env["bigcartel.backend"].create(
                    {
                        "account_id": account,
                        "access_token": token,
                        "auto_confirm": position < completing,
                    }
                )
                shop.action_test_connection()
                self.shop_ids[account] = shop.id

    def play(self, midway=None):
        """Import, deliver and tell; return how long the jobs of each took.

        :param midway: function that is called while orders are built
        """
        figures = {"import_seconds": self._run(IMPORT, midway)}
        figures["deliveries"] = self._deliver()
        figures["push_seconds"] = self._run(PUSH)
        return figures

    def _run(self, cron, midway=None):
        """Let a scheduled action queue its jobs, and wait until the last is done."""
        began = time.monotonic()
        run_cron(cron)
        while self._count_unfinished():
            if time.monotonic() - began > PATIENCE:
                raise RuntimeError(f"jobs are stuck: {self._count_jobs()}")
            if midway and self._count_jobs()["_job_bigcartel_build", "done"]:
                midway = midway()
            time.sleep(0.1)
        return round(time.monotonic() - began, 2)

    def _count_unfinished(self):
        with process.transaction() as env:
            return env["queue.job"].search_count([("state", "not in", FINISHED)])

    def _count_jobs(self):
        with process.transaction() as env:
            jobs = env["queue.job"].search([])
            return Counter((job.method_name, job.state) for job in jobs)

    def _deliver(self):
        """Validate some deliveries of each completing shop; return how many."""
        delivered = 0
        for shop_id in self.shop_ids.values():
            with process.transaction() as env:
                sales = env["sale.order"].search(
                    [("bigcartel_backend_id", "=", shop_id), ("state", "=", "sale")],
                    limit=DELIVERIES,
                    order="id",
                )
                options = {"skip_sms": True, "skip_backorder": True}
                if sales:
                    sales.picking_ids.with_context(**options).button_validate()
                delivered += len(sales.picking_ids)
        return delivered

    def audit(self, pids):
        """Return what is wrong, and which process did how much."""
        with process.transaction() as env:
            figures = cluster_audit.count_jobs(env, pids)
            figures["problems"] = cluster_audit.find_problems(
                env, self.remote, self.shop_ids
            )
        return figures


if __name__ == "__main__":
    main()
