"""Everything set up and running: what demo, tests and shell have in common."""

from contextlib import contextmanager

from . import databases, odoo, postgres, venv


class Workspace:
    """The virtual environment, Odoo and its databases, on a running server."""

    def __init__(self, environment, server, tree):
        self.venv = environment
        self.server = server
        self.odoo = odoo.Odoo(tree, environment, server)
        self.databases = databases.Databases(self.odoo)


@contextmanager
def opened():
    """Set up what is missing and yield a `Workspace` while PostgreSQL runs."""
    postgres.check_own_server()
    tree = odoo.ensure()
    environment = venv.ensure()
    with postgres.running(environment) as server:
        yield Workspace(environment, server, tree)
