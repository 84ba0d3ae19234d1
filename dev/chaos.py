"""`make chaos`: the machine that makes the connector fail, on a database of its own."""

import os

from . import processes, testing, workspace
from .paths import CHECKOUT, STATE


def run(arguments):
    """Run it; return its exit code, which is not 0 when anything was lost or doubled.

    :param list arguments: of `python -m tests.chaos`
    """
    figures = STATE / "chaos.json"
    with workspace.opened() as space:
        with space.databases.temporary("chaos") as database:
            env = {
                **space.odoo.environment(),
                "CHAOS_CONFIG": str(space.odoo.config),
                "CHAOS_DATABASE": database,
                "CHAOS_LOG": str(processes.log_file("chaos")),
            }
            command = [space.venv.python, "-m", "tests.chaos", "--json", figures]
            code = processes.call([*command, *arguments], env, cwd=CHECKOUT)
    # Whoever names a part wants nothing else.
    return code if "--only" in arguments else _import_at_random(arguments) or code


def _import_at_random(arguments):
    """Import random orders, a thousand pages of them; return pytest's exit code."""
    os.environ["BIGCARTEL_EXAMPLES"] = "100" if "--quick" in arguments else "1000"
    return testing.run(["tests/random", "-q", "-p", "no:logging"])
