"""The databases: made once, then copied.

base (Odoo's own apps) -> addon (the addon installed) -> queue (the job queue as well);
one copy per demo or test run.
What a database was made from is its comment, written last: without one it is half made.
"""

import hashlib
import os
import re
import shutil
from contextlib import contextmanager

from . import locks, processes, signals
from .errors import SetupError
from .paths import (
    ADDON,
    QUEUE_ADDON,
    REQUIREMENTS_NO_DEPS,
    STATE,
    checkout_id,
    tail,
)

_APPS = "sale_management,stock_delivery"
_MODULE = "bigcartel_connector"
_QUEUE = "queue_job"


def name_of(suffix):
    """Return a database name no other checkout uses."""
    return f"bigcartel_{checkout_id()}_{suffix}"


def addon_fingerprint(addon=ADDON):
    """Return a hash of every file of an addon, which changes when it does."""
    digest = hashlib.sha256()
    for path in sorted(addon.rglob("*")):
        name = path.relative_to(addon)
        hidden = any(part.startswith((".", "__pycache__")) for part in name.parts)
        if path.is_file() and not hidden:
            digest.update(f"{name}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def names(server, suffix=""):
    """Return this checkout's databases whose names begin with `suffix`."""
    prefix = name_of(suffix).replace("_", r"\_")
    query = f"SELECT datname FROM pg_database WHERE datname LIKE '{prefix}%'"
    return server.sql(query)


def drop(server, name):
    """Drop a database, whoever is connected to it."""
    try:
        server.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    except SetupError:
        # An autovacuum worker is not ours to end; without FORCE, PostgreSQL does it.
        server.sql(f'DROP DATABASE IF EXISTS "{name}"')


class Databases:
    """The databases of one checkout on one server."""

    def __init__(self, odoo):
        self._odoo = odoo
        self._sql = odoo.server.sql

    def base(self):
        """Return the database with Odoo's apps, made when missing."""
        version = re.sub(r"\W+", "_", self._odoo.tree.version)
        name = name_of("base_" + hashlib.sha256(version.encode()).hexdigest()[:6])
        with self._alone():
            self._ensure_base(name)
        return name

    def addon(self):
        """Return a database with this very addon installed."""
        base, name = self.base(), name_of("addon")
        with self._alone():
            self._ensure_addon(base, name)
        return name

    def queue(self):
        """Return a database with the job queue, and so the second addon, installed."""
        base, addon, name = self.base(), name_of("addon"), name_of("queue")
        with self._alone():
            self._ensure_addon(base, addon)
            made_from = " ".join(
                [
                    self._comment(addon),
                    addon_fingerprint(QUEUE_ADDON),
                    hashlib.sha256(REQUIREMENTS_NO_DEPS.read_bytes()).hexdigest()[:6],
                ]
            )
            if self._comment(name) != made_from:
                self._copy(addon, name)
                self._install("Installing the job queue", name, _QUEUE)
                self._set_comment(name, made_from)
        return name

    def released(self, version, digest, options):
        """Return a database with a released version of the addon installed.

        :param str digest: a hash of that version
        :param options: of Odoo's command line, that put it in this one's place
        """
        base, name = self.base(), name_of(f"released_{re.sub(r'[^0-9]', '_', version)}")
        with self._alone():
            made_from = f"{base} {digest}"
            if self._comment(name) != made_from:
                self._copy(base, name)
                self._install(f"Installing version {version}", name, _MODULE, *options)
                self._set_comment(name, made_from)
        return name

    def copy(self, source, suffix):
        """Make a database anew as a copy of another; return its name."""
        target = name_of(suffix)
        with self._alone():
            self._copy(source, target)
        return target

    def fresh(self, suffix):
        """Make a database with the addon anew; return its name."""
        base, addon, target = self.base(), name_of("addon"), name_of(suffix)
        with self._alone():
            self._ensure_addon(base, addon)
            self._copy(addon, target)
        return target

    def exists(self, name):
        query = f"SELECT 1 FROM pg_database WHERE datname = '{name}'"
        return bool(self._sql(query))

    def drop(self, name):
        drop(self._odoo.server, name)
        shutil.rmtree(self._odoo.filestore(name), ignore_errors=True)

    @contextmanager
    def temporary(self, suffix, source=None):
        """Yield a copy that lives as long as this process, and sweep older ones."""
        self._sweep(suffix)
        suffix = f"{suffix}_{os.getpid()}"
        name = self.copy(source, suffix) if source else self.fresh(suffix)
        try:
            yield name
        finally:
            with signals.uninterrupted():
                self.drop(name)

    def _sweep(self, suffix):
        for name in names(self._odoo.server, f"{suffix}_"):
            # A worker of the tests has one of its own, named after theirs.
            pid = name.rpartition("_")[2].partition("-")[0]
            if not (pid.isdigit() and os.path.exists(f"/proc/{pid}")):
                self.drop(name)

    def _alone(self):
        return locks.exclusive(STATE / "databases.lock", "Waiting for the databases")

    def _ensure_base(self, name):
        made_from = f"{_APPS} {self._odoo.tree.version}"
        if self._comment(name) == made_from:
            return
        self.drop(name)
        template = self._odoo.server.blank_template
        collate = " LC_COLLATE 'C'" if template == "template0" else ""
        self._sql(
            f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE {template}{collate}"
        )
        self._install("Installing Odoo's sales and stock apps", name, _APPS)
        self._set_comment(name, made_from)

    def _ensure_addon(self, base, name):
        made_from = f"{base} {addon_fingerprint()}"
        if self._comment(name) == made_from:
            return
        self._copy(base, name)
        self._install("Installing the connector", name, _MODULE)
        self._set_comment(name, made_from)

    def _copy(self, source, target):
        self.drop(target)
        self._sql(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
        files = self._odoo.filestore(source)
        if files.is_dir():
            # Files are named after their content and never rewritten.
            shutil.copytree(
                files, self._odoo.filestore(target), copy_function=_link_or_copy
            )

    def _comment(self, name):
        """Return what a database was made from, nothing when a part of it is gone."""
        if not self._odoo.filestore(name).is_dir():
            return None
        rows = self._sql(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            f" WHERE datname = '{name}'"
        )
        return rows[0] if rows else None

    def _set_comment(self, name, text):
        quoted = text.replace("'", "''")
        self._sql(f"COMMENT ON DATABASE \"{name}\" IS '{quoted}'")

    def _install(self, title, name, modules, *options):
        install(self._odoo, title, name, modules, *options)
        query = (
            "SELECT count(*) FROM ir_module_module WHERE state = 'installed'"
            f" AND name IN ('{modules.replace(',', chr(39) + ',' + chr(39))}')"
        )
        if self._sql(query, database=name) != [str(modules.count(",") + 1)]:
            path = processes.log_file("install")
            raise SetupError(f"Odoo did not install {modules}: see {path}")


def install(odoo, title, database, modules, *options):
    """Have Odoo install modules into a database.

    :param options: more of Odoo's command line
    :raise SetupError: with the last error of Odoo's log
    """
    log = processes.log_file("install")
    try:
        processes.run(
            title,
            odoo.command(
                *("-d", database, "-i", modules, "--stop-after-init", "--no-http"),
                *options,
            ),
            "install",
            f"Odoo could not install {modules}",
            watch=_count_modules,
            env=odoo.environment(),
            cwd=STATE,
        )
    except SetupError:
        text = log.read_text(errors="replace") if log.exists() else ""
        errors = re.findall(r"^(?:\w+\.)*\w+(?:Error|Exception).*$", text, re.MULTILINE)
        reason = errors[-1] if errors else tail(log)
        raise SetupError(
            f"Odoo could not install {modules}: {reason[:300]} (all of it in {log})"
        ) from None


def _count_modules(step, log):
    found = re.findall(r"\((\d+)/(\d+)\)\s*$", log.read_text(), re.MULTILINE)
    if found:
        step.detail = "module {} of {}".format(*found[-1])


def _link_or_copy(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
