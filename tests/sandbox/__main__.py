"""``python -m tests.sandbox``: the believable shop, until Ctrl-C or SIGTERM."""

import argparse
import signal
import sys
import threading
from datetime import datetime, timezone

from . import Sandbox, Shop


def main():
    parser = argparse.ArgumentParser(
        prog="python -m tests.sandbox", description="A sandbox Big Cartel shop."
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--state", metavar="FILE", help="keep the shop in this file")
    parser.add_argument(
        "--now",
        metavar="TIME",
        type=datetime.fromisoformat,
        default=datetime.now(timezone.utc),
        help="when the shop's history ends, with its offset from UTC; now by default",
    )
    options = parser.parse_args()
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_args: ended.set())
    shop = Shop.believable(now=options.now)
    sandbox = Sandbox(shop, options.port, host=options.host, state=options.state)
    try:
        sandbox.start()
    except OSError as error:
        print(
            f"Cannot listen on {options.host}:{options.port}: {error.strerror}",
            file=sys.stderr,
        )
        return 1
    with sandbox:
        print(f"Sandbox shop: {sandbox.url}/", flush=True)
        ended.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
