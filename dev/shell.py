"""`make shell`: Odoo's shell on the demo database."""

from . import demo, processes, progress, workspace
from .paths import STATE


def run():
    """Open the shell, or run the script on standard input.

    Standard output carries only what the script prints.
    """
    progress.use_stderr()
    with workspace.opened() as space:
        name = demo.database_name()
        if not space.databases.exists(name):
            space.databases.fresh(demo.database_suffix())
        command = space.odoo.command(
            *("shell", "-d", name, "--no-http", "--log-level=warn")
        )
        return processes.call(command, space.odoo.environment(), cwd=STATE)
