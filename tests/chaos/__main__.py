"""``python -m tests.chaos``: all of it, on a database that nobody else uses.

`make chaos` gives the database; see `worker` for the environment it needs.
"""

import argparse
import random
import sys
import time
from pathlib import Path

from . import kills, table, worker

# Kills of each scheduled action.
KILLS, QUICK_KILLS = 40, 8


def main():
    options = _parse()
    started = time.monotonic()
    print(f"SEED={options.seed}", flush=True)
    worker.load()
    rows = []
    for name, play in ROWS.items():
        if name in options.only:
            rows += play(options, random.Random(f"{options.seed} {name}"))
    seconds = round(time.monotonic() - started)
    _tell(f"\n{table.to_markdown(rows)}\n")
    if options.json:
        options.json.write_text(
            table.to_json(rows, seed=options.seed, seconds=seconds) + "\n"
        )
    wrong = [row for row in rows if not row.went_well]
    for finding in [finding for row in wrong for finding in row.findings]:
        _tell(f"{finding}")
    _tell(f"{seconds // 60} min {seconds % 60} s, SEED={options.seed}")
    if wrong:
        _tell(f"Not as it should be: {', '.join(row.fault for row in wrong)}")
    return 1 if wrong else 0


def _play_import(options, chance):
    return [kills.play("import", options.kills, chance, _tell)]


def _play_push(options, chance):
    return [kills.play("push", options.kills, chance, _tell)]


ROWS = {"import": _play_import, "push": _play_push}


def _parse():
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--kills", type=int, help="of each scheduled action")
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--only", nargs="+", choices=ROWS, default=list(ROWS))
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    options.kills = options.kills or (QUICK_KILLS if options.quick else KILLS)
    return options


def _tell(text):
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
