"""`make bench-cluster`, small: two real Odoo servers share the work of one import."""

import json
import subprocess
import sys

import pytest

from dev.paths import CHECKOUT

SHOPS, ORDERS = 4, 15


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """The finished command and the figures that it wrote."""
    folder = tmp_path_factory.mktemp("cluster")
    size = ["--shops", str(SHOPS), "--orders", str(ORDERS), "--runs", "two_processes"]
    done = subprocess.run(
        [sys.executable, "-m", "dev", "bench-cluster", "--", *size]
        + ["--results", folder],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done, json.loads((folder / "cluster.json").read_text())


def test_nothing_is_lost_doubled_or_half_done(cluster):
    """Two of the shops have the same customers: neither server makes one twice."""
    done, figures = cluster
    assert "WRONG" not in done.stdout
    assert figures["cluster.problems"] == 0
    assert done.returncode == 0, done.stdout + done.stderr
    assert figures["cluster.orders"] == SHOPS * ORDERS


def test_both_servers_work(cluster):
    _done, figures = cluster
    by_process = figures["cluster.two_processes_jobs_by_process"]
    assert len(by_process) == 2
    assert all(by_process)
    assert figures["cluster.two_processes_jobs_elsewhere"] == 0
    # A walk, a page and an end for each shop, and what tells of the deliveries.
    assert sum(by_process) == 3 * SHOPS + 1


def test_deliveries_are_told(cluster):
    _done, figures = cluster
    assert figures["cluster.two_processes_deliveries"] == 10
