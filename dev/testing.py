"""`make test` and `make coverage`: pytest on databases of its own."""

import os

from . import chromium, processes, workspace
from .paths import CHECKOUT

_COVERAGE = (
    "--cov=bigcartel_connector",
    "--cov-report=term-missing:skip-covered",
    "--cov-fail-under=95",
)


def run(arguments, coverage=False):
    """Run the tests; with arguments only what they name.

    :param bool coverage: whether to say which statements no test runs. It takes a
        fifth longer.
    """
    browser = chromium.ensure()
    with workspace.opened() as space:
        with space.databases.temporary("test") as database:
            command = [
                *(space.venv.python, "-m", "pytest"),
                f"--odoo-config={space.odoo.config}",
                f"--odoo-database={database}",
                "--odoo-http",
                # Odoo's limit on its address space would hold for Chromium too.
                "--odoo-extra=limit-memory-hard=0",
                *_side_by_side(arguments),
                *arguments,
                *(_COVERAGE if coverage else ()),
            ]
            env = chromium.environment(space.odoo.environment(), browser)
            return processes.call(command, env, cwd=CHECKOUT)


def _side_by_side(arguments):
    """Return what has the whole suite use two cores; a few files are quicker on one."""
    if arguments or len(os.sched_getaffinity(0)) < 2:
        return ()
    return ("-n", "2", "--dist", "loadfile")
