"""Tests side by side: each worker of pytest-xdist has its files for itself.

pytest-odoo gives each worker a database of its own, but lets all of them share one
filestore. Odoo writes a file in place and takes one that exists for whole, so that a
browser would now and then be served half of what another worker is writing.
"""

import os
import shutil
from pathlib import Path


def pytest_configure(config):
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    database = config.getoption("--odoo-database", None)
    if not (worker and database):
        return
    import odoo.tools

    shared = Path(odoo.tools.config["data_dir"])
    own = shared / "workers" / f"{database}-{worker}"
    shutil.copytree(
        shared / "filestore" / database,
        own / "filestore" / database,
        copy_function=os.link,
    )
    odoo.tools.config["data_dir"] = str(own)
    config.add_cleanup(lambda: shutil.rmtree(own, ignore_errors=True))
