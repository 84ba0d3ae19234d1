"""The machine that makes the connector fail, and what has to come of it.

`make chaos` runs it on a database of its own. Workers are processes of their own with
real commits, Big Cartel is the sandbox shop over real HTTP.
"""

import os

# Set by `make chaos`: every fault at every place, not only one of each.
EVERYWHERE = bool(os.environ.get("BIGCARTEL_CHAOS"))
