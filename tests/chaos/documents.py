"""Random documents, valid ones and broken ones, through client, mapping and import."""

import os
import subprocess
import sys

from .audit import LEFT, Finding
from .table import Row
from .worker import CONFIG, DATABASE


def play(examples, seed, tell):
    """Let hypothesis try that many pages of orders; return the row.

    Each is rolled back, so the orders of a page count as one.
    """
    row = Row("random documents")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "tests/random"),
            # It is one test, and takes its time.
            *("-o", "faulthandler_timeout=0"),
            f"--odoo-config={os.environ[CONFIG]}",
            f"--odoo-database={os.environ[DATABASE]}",
            f"--hypothesis-seed={seed}",
        ],
        env={**os.environ, "BIGCARTEL_EXAMPLES": str(examples)},
        capture_output=True,
        text=True,
    )
    found = []
    if done.returncode:
        tell(done.stdout + done.stderr)
        found = [Finding(LEFT, row.fault, f"pytest ended with {done.returncode}")]
    row.add(found, runs=examples)
    row.orders.update(range(examples))
    tell(f"{row.fault}: {row.healed} of {examples}")
    return row
