"""`make chaos`: the machine that makes the connector fail, on a database of its own."""

from . import processes, workspace
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
            return processes.call([*command, *arguments], env, cwd=CHECKOUT)
