"""The Odoo process that is measured: plain Python with real commits."""

from contextlib import contextmanager

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config

_database = None


def load(path, database, log):
    """Load Odoo as its server does.

    :param str path: of the configuration file
    :param str log: where warnings go
    """
    global _database
    options = ["-c", path, "-d", database, "--logfile", log, "--log-level", "warn"]
    config.parse_config(options, setup_logging=True)
    load_server_wide_modules()
    Registry(database)
    _database = database


@contextmanager
def transaction():
    """Yield an environment with a transaction of its own, committed at the end."""
    registry = Registry(_database).check_signaling()
    with registry.cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


def hang_up():
    """Close every connection, so that PostgreSQL has all its statistics."""
    sql_db.close_all()
