"""What a run that talks to Big Cartel counts, for the log."""

import time
from collections import Counter


class Run(Counter):
    """Counts of one run, and when it began.

    The client counts its `requests`, `failures` and `retries` here, whatever else is
    counted.

    :ivar error: what stopped it, an exception; None if nothing did
    :ivar int place: how many orders of a list it has looked at
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.error, self.place = None, 0
        self._started = time.monotonic()

    @property
    def seconds(self):
        """How long it takes so far."""
        return time.monotonic() - self._started
