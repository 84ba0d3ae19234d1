"""Faults on purpose: what a network or a tired server does to a request.

``sandbox.faults.add(kind, ...)`` arms one. Every kind takes ``times`` (how many
requests it hits, None for all), ``skip`` (how many matching ones it lets pass
first), ``method``, ``path`` (a regular expression searched in the path:
``"/orders$"`` is the list, ``"/orders/"`` is below it) and ``where`` (a function
of the request). The first armed fault that matches a request is the one it gets.
"""

import re
import threading
from dataclasses import dataclass, field

KINDS = {
    "status": "answers with `status`, `retry_after` (seconds, date text or None) and "
    "`body`; nothing is done, unless after_write=True",
    "html": "answers 200 with an HTML page; nothing is done, unless after_write=True",
    "cut": "does the request, then sends half of the JSON: as a whole answer, or with "
    "broken=True as a connection that closes too early",
    "rewrite": "does the request, then sends what `change(document)` makes of it",
    "empty_page": "answers a list with no rows, its links and count as usual",
    "delay": "waits `seconds`, then does the request as usual",
    "timeout": "waits `seconds`, then closes; nothing is done",
    "reset": "resets the connection before anything is done",
    "down": "stops listening, before anything is done; `sandbox.start()` ends it",
    "lost_answer": "does the request, then closes without an answer; with "
    "`seconds` it lets the caller wait that long first",
    "revoke": "revokes the shop's credentials; this request gets the 401 already",
}
# What each kind may be given besides the matching options.
OPTIONS = {
    "status": {"status", "retry_after", "body", "after_write"},
    "html": {"body", "after_write"},
    "cut": {"broken"},
    "rewrite": {"change"},
    "delay": {"seconds"},
    "timeout": {"seconds"},
    "lost_answer": {"seconds"},
}
DEFAULTS = {"status": {"status": 500}, "delay": {"seconds": 1}}
AFTER_WRITE = ("cut", "rewrite", "empty_page", "lost_answer")


@dataclass
class Fault:
    kind: str
    options: dict
    times: int | None = 1
    skip: int = 0
    method: str | None = None
    path: str | None = None
    where: object = None
    hits: int = 0

    @property
    def spent(self):
        return self.times is not None and self.hits >= self.times

    @property
    def after_write(self):
        """Whether the request takes effect before the fault shows."""
        return self.kind in AFTER_WRITE or bool(self.options.get("after_write"))

    def get(self, name, default=None):
        return self.options.get(name, default)

    def matches(self, request):
        if self.method and request.method != self.method.upper():
            return False
        if self.path and not re.search(self.path, request.path):
            return False
        return self.where is None or bool(self.where(request))


@dataclass
class Faults:
    """The armed faults; thread-safe."""

    armed: list = field(default_factory=list)
    seen: int = 0
    _later: list = field(default_factory=list)
    _lock: object = field(default_factory=threading.RLock)

    def add(
        self, kind, *, times=1, skip=0, method=None, path=None, where=None, **options
    ):
        """Arm one fault; returns it (``.hits`` counts). ``KINDS`` describes them."""
        if kind not in KINDS:
            raise ValueError(f"no fault {kind!r}; there are {', '.join(KINDS)}")
        unknown = set(options) - OPTIONS.get(kind, set())
        if unknown:
            raise TypeError(f"{kind} takes no {', '.join(sorted(unknown))}")
        options = {**DEFAULTS.get(kind, {}), **options}
        fault = Fault(kind, options, times, skip, method, path, where)
        with self._lock:
            self.armed.append(fault)
        return fault

    def after(self, n_requests, action, *, method=None, path=None, where=None):
        """Call ``action()`` once, when ``n_requests`` more have been answered.

        It runs before the next one is looked at: this is how rows move between
        two pages, or how an order vanishes between the list and its own page.
        """
        waiting = Fault("after", {"action": action}, n_requests, 0, method, path, where)
        with self._lock:
            self._later.append(waiting)
        return waiting

    def clear(self):
        """Disarm everything."""
        with self._lock:
            self.armed.clear()
            self._later.clear()

    def take(self, request):
        """For the server: the fault this request gets, or None."""
        with self._lock:
            self.seen += 1
            due = [w for w in self._later if w.spent]
            self._later = [w for w in self._later if not w.spent]
            for waiting in self._later:
                waiting.hits += waiting.matches(request)
            found = self._take_first(request)
        for waiting in due:
            waiting.get("action")()
        return found

    def _take_first(self, request):
        for fault in self.armed:
            if fault.spent or not fault.matches(request):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.hits += 1
            return fault
        return None
