"""`make test`: pytest on databases of its own."""

from . import chromium, processes, workspace
from .paths import CHECKOUT

_COVERAGE = (
    "--cov=bigcartel_connector",
    "--cov-report=term-missing:skip-covered",
    "--cov-fail-under=95",
)


def run(arguments):
    """Run the tests; with arguments only what they name, without coverage."""
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
                *(arguments or _COVERAGE),
            ]
            env = chromium.environment(space.odoo.environment(), browser)
            return processes.call(command, env, cwd=CHECKOUT)
