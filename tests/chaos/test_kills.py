"""`make chaos`, small: workers are killed, and the next run makes it good."""

import json
import subprocess
import sys

import pytest

from dev.paths import CHECKOUT

KILLS = 3


def run_chaos(tmp_path, *arguments):
    """Run the command; return the finished process and the table."""
    figures = tmp_path / "figures.json"
    done = subprocess.run(
        [sys.executable, "-m", "dev", "chaos", "--", *arguments, "--json", figures],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if not figures.exists():
        pytest.fail(done.stdout + done.stderr)
    return done, json.loads(figures.read_text())["rows"]


def test_killed_workers_lose_and_double_nothing(tmp_path):
    done, rows = run_chaos(
        tmp_path,
        *("--kills", str(KILLS), "--only", "import-kills", "push-kills"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert [row["fault"] for row in rows] == ["import killed", "push killed"]
    for row in rows:
        assert row["runs"] == KILLS
        assert row["orders"] >= KILLS
        assert (row["lost"], row["doubled"]) == (0, 0)
        assert row["healed by itself"] == f"{KILLS} of {KILLS}"
        assert not row["findings"]
