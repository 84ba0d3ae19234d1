"""What a run that talks to Big Cartel counts, for the log."""

import time
from collections import Counter


class Run(Counter):
    """Counts of one run, and when it began.

    The client counts its `requests`, `failures` and `retries` here, whatever else is
    counted.

    :ivar error: what stopped it, an exception; None if nothing did
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.error = None
        self._started = time.monotonic()

    @property
    def seconds(self):
        """How long it takes so far."""
        return time.monotonic() - self._started
