"""A worker: a process of its own that runs a scheduled action, and may be killed.

The fork server imports this module and loads Odoo once. Each worker is forked from it,
as Odoo's own prefork server does, and so begins within milliseconds.
"""

import logging
import multiprocessing
import os
import time
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config

# The environment carries them into the fork server.
CONFIG, DATABASE, LOG = "CHAOS_CONFIG", "CHAOS_DATABASE", "CHAOS_LOG"
JOBS = {
    "import": "bigcartel_connector.ir_cron_import_orders",
    "push": "bigcartel_connector.ir_cron_push_shipments",
}
# Seconds after which a worker that was left alone is taken for stuck.
PATIENCE = 120
# How long clients wait and try again: less than people have them, to get through.
PATIENT = {"timeout": (5, 5), "retries": 1, "backoff": 0.01}

_logger = logging.getLogger(__name__)


def load():
    """Load Odoo as its server does; only then it finds its addons."""
    options = ["-c", os.environ[CONFIG], "-d", os.environ[DATABASE]]
    options += ["--logfile", os.environ[LOG], "--log-level", "warn"]
    config.parse_config(options, setup_logging=True)
    load_server_wide_modules()
    Registry(os.environ[DATABASE])
    # No connection is shared with whatever is forked from here.
    sql_db.close_all()


@contextmanager
def transaction():
    """Yield an environment with a transaction of its own, committed at the end."""
    registry = Registry(os.environ[DATABASE]).check_signaling()
    with registry.cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


def _work(job, patience, alone, wire):
    """Run a scheduled action as its scheduler does, with its own commits."""
    from odoo.addons.bigcartel_connector.api import Client

    Client.__init__.__kwdefaults__.update(patience)
    went_well = False
    try:
        with transaction() as env:
            cron = env.ref(JOBS[job])
            wire.send(time.monotonic())
            if alone:
                went_well = cron.method_direct_trigger() is True
            else:
                # Its scheduler would let nobody else run it at the same time.
                cron.ir_actions_server_id.run()
                went_well = True
    except Exception:
        _logger.exception("The worker has failed")
    wire.send(went_well)


class Worker:
    """One run of a scheduled action in a process of its own.

    :param str job: key of `JOBS`
    :param dict patience: arguments of its clients
    :param bool alone: whether no other worker runs the same one at the same time
    """

    def __init__(self, job, patience=PATIENT, alone=True):
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([f"{__package__}.preloaded"])
        self._wire, theirs = context.Pipe(duplex=False)
        self.process = context.Process(
            target=_work, args=(job, patience, alone, theirs), daemon=True
        )
        self.process.start()
        theirs.close()
        self._wire.poll(PATIENCE)
        self.started = self._wire.recv()

    @property
    def pid(self):
        return self.process.pid

    def kill_after(self, seconds):
        """Send SIGKILL so long after its start, if it is still at work then."""
        time.sleep(max(self.started + seconds - time.monotonic(), 0))
        self.process.kill()

    def wait(self):
        """Wait for its end; return whether it went well, None if it was killed.

        :raise TimeoutError: it neither ended nor was killed
        """
        if not self._wire.poll(PATIENCE):
            self.process.kill()
            raise TimeoutError("a worker is stuck")
        try:
            went_well = self._wire.recv()
        except EOFError:
            went_well = None
        self.seconds = time.monotonic() - self.started
        self.process.join(PATIENCE)
        self._wire.close()
        return went_well
