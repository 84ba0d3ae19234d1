"""File locks: they vanish with the process that holds them, however it ends."""

import fcntl
from contextlib import contextmanager

from . import progress


@contextmanager
def exclusive(path, waiting="Waiting for another set-up to finish"):
    """Hold the lock at `path` alone; say so while somebody else holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a") as handle:
        if not try_lock(handle):
            with progress.step(waiting):
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def try_lock(handle):
    """Take the open file's lock alone; return whether it was free."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def share(handle):
    """Take the open file's lock together with others, waiting if need be."""
    fcntl.flock(handle, fcntl.LOCK_SH)
