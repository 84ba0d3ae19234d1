"""`make clean` and `make distclean`."""

import os
import shutil

from . import databases, postgres, progress, venv
from .paths import ADDON, CACHE, CHECKOUT, QUEUE_ADDON, STATE

# What builds and tools leave in a checkout, all of it ignored by git.
_LEFTOVERS = (
    *("build", "dist", ".hypothesis", "bench/results"),
    "odoo_addon_bigcartel_connector.egg-info",
    "odoo_addon_bigcartel_connector_queue.egg-info",
)


def clean():
    """Remove the databases, logs and build files of this checkout."""
    _drop_databases()
    postgres.remove()
    _remove(STATE)
    for name in _LEFTOVERS:
        _remove(CHECKOUT / name)
    for folder in ("bench", "dev", "tests", ADDON.name, QUEUE_ADDON.name):
        for path in list((CHECKOUT / folder).rglob("__pycache__")):
            shutil.rmtree(path, ignore_errors=True)


def _drop_databases():
    """Drop this checkout's databases on a server of one's own."""
    if not os.environ.get("PGHOST"):
        return
    environment = venv.found()
    if environment.is_complete():
        postgres.check_own_server()
        with postgres.running(environment) as server:
            for name in databases.names(server):
                databases.drop(server, name)
                progress.line(f"Dropped {name}")


def distclean():
    """Remove the cache too: Odoo and the virtual environments."""
    clean()
    _remove(CACHE)


def _remove(path):
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.exists():
        path.unlink()
    else:
        return
    progress.line(f"Removed {path}")
