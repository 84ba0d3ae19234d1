"""``python -m bench.profile``: where the time of one piece of work goes, for
`make profile`.

Writes a page to look around in. Prints the tree of our own functions, Odoo's folded up
below them, and the functions that take most by themselves. The environment is that of
`bench.part`.
"""

import argparse
import os
import re
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from pyinstrument import Profiler
from pyinstrument.renderers import ConsoleRenderer

from odoo import api

from . import process

WHAT = (
    "import",
    "returning",
    "unchanged",
    "complete",
    "validate",
    "validate_batch",
    "push",
)
# What the addon's own rows are called where their name is another.
_ROWS = {"import": "first_import"}
# What takes less than this part of the time is left out.
_SHOWN = {"filter_threshold": 0.01}
_MOST_LINES = 25


def main():
    options = _parse()
    process.load(*(os.environ[f"BENCH_{key}"] for key in ("CONFIG", "DATABASE", "LOG")))
    profiler = Profiler(interval=options.interval, async_mode="disabled")
    _play(options, profiler)
    session = profiler.last_session
    options.results.mkdir(parents=True, exist_ok=True)
    page = options.results / f"{options.what}-{datetime.now():%Y-%m-%d-%H%M%S}.html"
    page.write_text(profiler.output_html())
    odoo = Path(api.__file__).parents[1]
    hidden = {"hide_regex": f"{re.escape(str(odoo))}/.*"}
    tree = ConsoleRenderer(processor_options={**_SHOWN, **hidden})
    flat = ConsoleRenderer(flat=True, show_all=True).render(session)
    print(tree.render(session))
    print("\n".join(flat.splitlines()[:_MOST_LINES]))
    print(f"\nThe page is {page}", flush=True)


def _play(options, profiler):
    """Measure as the benchmark does, once, and have an eye on it."""
    from .fulfilment import Fulfilment
    from .imports import Imports
    from .options import Options
    from .scene import Scene

    wanted = _ROWS.get(options.what, options.what)
    part = (
        Imports if options.what in ("import", "returning", "unchanged") else Fulfilment
    )
    amount = Options(
        orders=options.orders,
        deliveries=options.orders,
        rounds=1,
        tuned=False,
        only=(wanted,),
    )
    with Scene() as scene:
        part(scene, amount, _watch(wanted, profiler)).run()


def _watch(wanted, profiler):
    """Return rows one of which has the profiler look at what the addon does."""
    from .stopwatch import Row

    class Watched(Row):
        @contextmanager
        def measure(self, side):
            with super().measure(side):
                if self.name == wanted and side == "addon":
                    with profiler:
                        yield
                else:
                    yield

    return Watched


def _parse():
    parser = argparse.ArgumentParser(prog="make profile")
    parser.add_argument("--what", choices=WHAT, default="import")
    parser.add_argument("--orders", type=int, default=300)
    parser.add_argument("--interval", type=float, default=0.001, help="seconds")
    parser.add_argument(
        "--results", type=Path, required=True, help="folder of the page"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
