"""The machine that makes the connector fail, and what has to come of it."""

import os

# Set by `make chaos`: every fault at every place, not only one of each.
EVERYWHERE = bool(os.environ.get("BIGCARTEL_CHAOS"))
