"""`make test` and `make coverage`: pytest on databases of its own."""

import os

from . import chromium, processes, workspace
from .paths import ADDON, CHECKOUT, QUEUE_ADDON, STATE

# These tests need the job queue in their database, all others are without it.
_QUEUE = CHECKOUT / "tests" / "queue"
_NO_TESTS = 5


def run(arguments, coverage=False):
    """Run the tests; with arguments only what they name.

    :param bool coverage: whether to say which statements no test runs. It takes a
        fifth longer.
    """
    options, others, queued = _sort(arguments)
    codes = []
    with workspace.opened() as space:
        if others is not None:
            codes.append(_run_others(space, [*others, *options], coverage))
        if queued is not None:
            codes.append(_run_queued(space, [*queued, *options], coverage))
    # What is chosen by its name is perhaps in one of them only.
    return max((code for code in codes if code != _NO_TESTS), default=_NO_TESTS)


def _sort(arguments):
    """Return options, and what to run without and with the job queue.

    None stands for no tests, an empty list for all there are.
    """
    options, others, queued = [], [], []
    for argument in arguments:
        path = CHECKOUT / argument.partition("::")[0]
        if not path.exists():
            options.append(argument)
        elif _QUEUE in (path, *path.parents):
            queued.append(argument)
        else:
            others.append(argument)
            if path in _QUEUE.parents:
                queued.append(str(_QUEUE))
    if not (others or queued):
        return options, [], [str(_QUEUE)]
    return options, others or None, queued or None


def _run_others(space, arguments, coverage):
    browser = chromium.ensure()
    with space.databases.temporary("test") as database:
        command = [
            *_pytest(space, database),
            f"--ignore={_QUEUE}",
            *_side_by_side(arguments),
            *arguments,
            *(_cover(ADDON) if coverage else ()),
        ]
        env = chromium.environment(space.odoo.environment(), browser)
        return processes.call(command, env, cwd=CHECKOUT)


def _run_queued(space, arguments, coverage):
    databases = space.databases
    env = {
        **space.odoo.environment(),
        # Jobs run when a test says so, and not as soon as they are stored.
        "ODOO_QUEUE_JOB_CHANNELS": "root:0",
        # Of its own: the other run's figures are not to be lost.
        "COVERAGE_FILE": str(STATE / "coverage_queue"),
    }
    with databases.temporary("test_queue", databases.queue()) as database:
        command = [
            *_pytest(space, database),
            *arguments,
            *(_cover(QUEUE_ADDON) if coverage else ()),
        ]
        return processes.call(command, env, cwd=CHECKOUT)


def _pytest(space, database):
    return [
        *(space.venv.python, "-m", "pytest"),
        f"--odoo-config={space.odoo.config}",
        f"--odoo-database={database}",
        "--odoo-http",
        # Odoo's limit on its address space would hold for Chromium too.
        "--odoo-extra=limit-memory-hard=0",
    ]


def _cover(addon):
    return (
        f"--cov={addon.name}",
        "--cov-report=term-missing:skip-covered",
        "--cov-fail-under=95",
    )


def _side_by_side(arguments):
    """Return what has the whole suite use two cores; a few files are quicker on one."""
    if arguments or len(os.sched_getaffinity(0)) < 2:
        return ()
    return ("-n", "2", "--dist", "loadfile")
