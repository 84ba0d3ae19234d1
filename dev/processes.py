"""Child processes: run to the end, or kept and stopped, never left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time

from . import progress, signals
from .errors import SetupError
from .paths import LOGS, tail

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None)


def _die_with_parent():
    """Ask the kernel to end this child should its parent be killed."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def adopt_orphans():
    """Become the parent of grandchildren that lose theirs, to see them end."""
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1)


def start(command, **options):
    """Start a child in a session of its own: the terminal's Ctrl-C does not reach
    it, whoever started it stops it.
    """
    return subprocess.Popen(
        [str(part) for part in command],
        start_new_session=True,
        preexec_fn=_die_with_parent,
        **options,
    )


def stop(process, grace=5.0):
    """End a child and everything it started, politely first."""
    with signals.uninterrupted():
        _stop(process, grace)


def _stop(process, grace):
    _signal_group(process, signal.SIGTERM)
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        pass
    _signal_group(process, signal.SIGKILL)  # what is left of it
    process.wait()


def _signal_group(process, signum):
    try:
        os.killpg(process.pid, signum)
    except (ProcessLookupError, PermissionError):
        pass


def log_file(name):
    """Return the path of this checkout's log called `name`."""
    LOGS.mkdir(parents=True, exist_ok=True)
    return LOGS / f"{name}.log"


def run(title, command, log, failure, *, watch=None, **options):
    """Run a command to its end as a step, its output going to a log.

    :param watch: function called with the step after every beat of 0.2 s
    :raise SetupError: `failure` and the log's last line, when it does not return 0
    """
    path = log_file(log)
    with progress.step(title) as running, open(path, "w") as output:
        process = start(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            **options,
        )
        try:
            while process.poll() is None:
                time.sleep(0.2)
                if watch:
                    watch(running, path)
        finally:
            if process.poll() is None:
                stop(process)
        if process.returncode:
            raise SetupError(f"{failure} ({tail(path)[:300]}; all of it in {path})")


def call(command, environment, **options):
    """Run a command on this terminal; return its exit code.

    Ctrl-C on a terminal reaches it as it reaches this process, and it decides.
    """
    process = subprocess.Popen(
        [str(part) for part in command],
        env=environment,
        preexec_fn=_die_with_parent,
        **options,
    )
    while True:
        try:
            code = process.wait()
        except signals.Terminated:
            code = _interrupt(process, patience=0)
        except KeyboardInterrupt:
            if sys.stdin.isatty():
                continue
            code = _interrupt(process, patience=10)
        return code if code >= 0 else 128 - code


def _interrupt(process, patience):
    """End a child as Ctrl-C does, unless it has ended by itself."""
    with signals.uninterrupted():
        for seconds, signum in ((patience, signal.SIGINT), (20, signal.SIGKILL)):
            try:
                return process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.send_signal(signum)
        return process.wait()
