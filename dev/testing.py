"""`make test`: pytest on databases of its own."""

from . import processes, workspace
from .paths import CHECKOUT

_COVERAGE = (
    "--cov=bigcartel_connector",
    "--cov-report=term-missing:skip-covered",
    "--cov-fail-under=95",
)


def run(arguments):
    """Run the tests; with arguments only what they name, without coverage."""
    with workspace.opened() as space:
        with space.databases.temporary("test") as database:
            command = [
                *(space.venv.python, "-m", "pytest"),
                f"--odoo-config={space.odoo.config}",
                f"--odoo-database={database}",
                "--odoo-http",
                *(arguments or _COVERAGE),
            ]
            return processes.call(command, space.odoo.environment(), cwd=CHECKOUT)
