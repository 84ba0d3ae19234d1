"""Ctrl-C and its relatives."""

import os
import re
import signal
from contextlib import contextmanager
from pathlib import Path


class Terminated(KeyboardInterrupt):
    """Somebody wants this process to end: SIGTERM, or the terminal was closed."""


def handle_signals():
    """Make SIGTERM and a closed terminal end the tool the way Ctrl-C does."""

    def terminate(signum, frame):
        raise Terminated

    signal.signal(signal.SIGTERM, terminate)
    signal.signal(signal.SIGHUP, terminate)
    # A command started in the background of a script inherits an ignored SIGINT.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def uninterrupted():
    """Let a second Ctrl-C wait until the cleaning up after the first is done."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def make_was_interrupted():
    """Tell whether only `make`, our parent, got a SIGINT.

    It then waits for us with that signal blocked; Ctrl-C on a terminal reaches both.
    """
    folder = Path(f"/proc/{os.getppid()}")
    try:
        name = (folder / "comm").read_text().strip()
        status = (folder / "status").read_text()
    except OSError:
        return False
    blocked = re.search(r"^SigBlk:\s*(\w+)$", status, re.MULTILINE)
    return name in ("make", "gmake") and bool(
        int(blocked.group(1), 16) >> (signal.SIGINT - 1) & 1
    )
