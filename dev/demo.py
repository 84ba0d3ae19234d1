"""`make demo`: a sandbox shop and Odoo beside each other, the shop connected."""

import os
import re
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

from . import (
    client,
    databases,
    demo_order,
    demo_shop,
    locks,
    ports,
    processes,
    progress,
    signals,
    workspace,
)
from .errors import SetupError
from .paths import CHECKOUT, STATE, tail

LOGIN = PASSWORD = "admin"


def database_suffix():
    """Return which demo this is; a second one has a name of its own."""
    suffix = os.environ.get("BIGCARTEL_DEMO") or "demo"
    if not re.fullmatch(r"[a-z0-9_]{1,20}", suffix):
        raise SetupError("BIGCARTEL_DEMO takes up to 20 of a-z, 0-9 and _")
    return suffix


def database_name():
    return databases.name_of(database_suffix())


@dataclass(frozen=True)
class Demo:
    """A demo that runs: a login of Odoo's administrator, and where everything is."""

    space: workspace.Workspace
    user: client.OdooClient
    shop: int
    shop_url: str
    odoo_url: str
    is_alive: Callable


def run(once):
    """Play the demo; stay up until Ctrl-C unless it is to be played once."""
    with running() as demo:
        if once:
            demo_order.play_through(demo.user, demo.shop, demo.shop_url)
            return
        progress.line()
        progress.line(f"Odoo:         {demo.odoo_url}/odoo")
        progress.line(f"Login:        {LOGIN}")
        progress.line(f"Password:     {PASSWORD}")
        progress.line(f"Sandbox shop: {demo.shop_url}/")
        progress.line("Ctrl-C stops both.")
        _stay(demo.is_alive)


@contextmanager
def running(now=None):
    """Yield a fresh `Demo` with its orders imported, and stop it after.

    :param now: the moment at which the clocks of both stand still, for a demo that is
        the same on any day; no scheduled action runs then
    """
    _check_port()
    with workspace.opened() as space, _only_one():
        database = space.databases.fresh(database_suffix())
        odoo = _odoo(space, database, now)
        with _sandbox(space, now) as shop_url, odoo as (odoo_url, is_alive):
            with progress.step("Logging in"):
                user = client.OdooClient(odoo_url, database, LOGIN, PASSWORD)
            shop = demo_shop.connect(user, shop_url)
            demo_shop.import_orders(user, shop)
            yield Demo(space, user, shop, shop_url, odoo_url, is_alive)


@contextmanager
def _only_one():
    suffix = database_suffix()
    with open(STATE / f"{suffix}.lock", "a") as handle:
        if not locks.try_lock(handle):
            raise SetupError(
                "the demo of this checkout is running already: stop it with Ctrl-C,"
                " or name a second one with BIGCARTEL_DEMO=second"
            )
        yield


def _check_port():
    """Refuse an ODOO_PORT that cannot be used, before anything is started."""
    wanted = os.environ.get("ODOO_PORT")
    try:
        if wanted:
            ports.check(int(wanted))
    except (OSError, ValueError, OverflowError) as error:
        raise SetupError(
            f"ODOO_PORT={wanted} cannot be used ({error}): choose another port"
        ) from error


def _port():
    """Return ODOO_PORT or a free port."""
    if os.environ.get("ODOO_PORT"):
        return int(os.environ["ODOO_PORT"])
    try:
        return ports.free()
    except OSError as error:
        raise SetupError(f"{error}: set ODOO_PORT") from error


@contextmanager
def _service(name, command, ready, **options):
    """Run a server until the block ends; wait until `ready(log)` gives something."""
    log = processes.log_file(f"{database_suffix()}-{name}")
    with open(log, "w") as output:
        process = processes.start(command, stdout=output, stderr=output, **options)
    try:
        with progress.step(f"Starting {name}"):
            ends = time.monotonic() + 120
            while not (result := ready(log)):
                if process.poll() is not None or time.monotonic() > ends:
                    raise SetupError(f"{name} does not start: {tail(log)} (see {log})")
                time.sleep(0.1)
        yield result, lambda: process.poll() is None
    finally:
        processes.stop(process)


@contextmanager
def _sandbox(space, now):
    def ready(log):
        found = re.search(r"^Sandbox shop: (http://\S+?)/?$", log.read_text(), re.M)
        return found and found.group(1)

    command = [space.venv.python, "-m", "tests.sandbox", "--port", "0"]
    command += ["--now", now] if now else []
    env = space.venv.environment()
    with _service("sandbox", command, ready, env=env, cwd=CHECKOUT) as started:
        yield started[0]


@contextmanager
def _odoo(space, database, now):
    port = _port()
    url = f"http://127.0.0.1:{port}"

    def ready(log):
        return url if client.answers(f"{url}/web/health") else None

    jobs = 0 if now else 1
    command = space.odoo.command(
        *("-d", database, f"--http-port={port}", f"--max-cron-threads={jobs}")
    )
    env = space.odoo.environment()
    if now:
        command[1:3] = ["-m", "dev.clock", now]
        env["PYTHONPATH"] += f":{CHECKOUT}"
    with _service("odoo", command, ready, env=env, cwd=STATE) as started:
        yield started


def _stay(alive):
    """Wait for Ctrl-C, which is the demo's ordinary end."""
    try:
        parent = os.getppid()
        while alive() and os.getppid() == parent:
            if signals.make_was_interrupted():
                raise KeyboardInterrupt
            time.sleep(0.5)
    except KeyboardInterrupt:
        progress.line()
    else:
        if not alive():
            raise SetupError(f"Odoo has ended by itself: see {STATE / 'log'}")
    progress.line("Stopping.")
