"""What a person sees while something takes long."""

import sys
import threading
import time
from contextlib import contextmanager

# Seconds between two signs of life, on a terminal and in a log.
_TERMINAL_BEAT = 0.2
_LOG_BEAT = 15

_stream = sys.stdout


def use_stderr():
    """Keep standard output for the result of the command."""
    global _stream
    _stream = sys.stderr


def line(text=""):
    """Print one line at once."""
    print(text, file=_stream, flush=True)


class Step:
    """A running step; `detail` is shown with it, a text or a function."""

    def __init__(self, title):
        self.title = title
        self.detail = ""
        self.started = time.monotonic()

    def seconds(self):
        return time.monotonic() - self.started

    def status(self):
        detail = self.detail() if callable(self.detail) else self.detail
        return f"{self.seconds():.0f} s" + (f", {detail}" if detail else "")


@contextmanager
def step(title):
    """Show `title`, then that it is still alive, then how long it took."""
    running = Step(title)
    ended = threading.Event()
    terminal = _stream.isatty()
    if not terminal:
        line(f"{title} ...")
    beat = _TERMINAL_BEAT if terminal else _LOG_BEAT

    def show():
        while not ended.wait(beat):
            if terminal:
                _rewrite(f"{title} ... {running.status()}")
            else:
                line(f"  ... {running.status()}")

    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    done = False
    try:
        yield running
        done = True
    finally:
        ended.set()
        thread.join()
        if terminal:
            _rewrite("")
        if done and terminal:
            line(f"{title}: {running.seconds():.1f} s")
        elif done and running.seconds() >= 1:
            line(f"  done in {running.seconds():.1f} s")


def _rewrite(text):
    _stream.write("\r\x1b[K" + text[:110])
    _stream.flush()
