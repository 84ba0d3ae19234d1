"""Where everything lives: the cache is shared by checkouts, the state is not."""

import hashlib
import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
ADDON = CHECKOUT / "bigcartel_connector"
QUEUE_ADDON = CHECKOUT / "bigcartel_connector_queue"
REQUIREMENTS = CHECKOUT / "requirements.txt"
REQUIREMENTS_NO_DEPS = CHECKOUT / "requirements-no-deps.txt"

# Made by this checkout, ignored by git, removed by `make clean`.
STATE = CHECKOUT / ".dev"
LOGS = STATE / "log"

# Made once per machine and user, removed by `make distclean`.
_CACHE_HOME = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
CACHE = Path(_CACHE_HOME).expanduser().absolute() / "bigcartel-connector"


def checkout_id():
    """Return a short name for this checkout, the same every time."""
    return hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]


def tail(path, lines=1):
    """Return the last non-empty lines of a log, or an empty string."""
    try:
        text = Path(path).read_text(errors="replace")
    except OSError:
        return ""
    kept = [line.strip() for line in text.splitlines() if line.strip()]
    return " | ".join(kept[-lines:])
