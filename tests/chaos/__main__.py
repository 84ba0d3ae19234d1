"""``python -m tests.chaos``: all of it, on a database that nobody else uses.

`make chaos` gives the database; see `worker` for the environment it needs.
"""

import argparse
import random
import sys
import time
from pathlib import Path

from . import crowds, documents, kills, outages, table, worker

# Kills of each scheduled action.
KILLS, QUICK_KILLS = 50, 5
# How often a list changes between two of its pages.
MOVES, QUICK_MOVES = 2, 1
# How often several workers meet.
CROWDS, QUICK_CROWDS = 6, 2
# Pages of random orders.
EXAMPLES, QUICK_EXAMPLES = 1000, 100


def main():
    options = _parse()
    started = time.monotonic()
    print(f"SEED={options.seed}", flush=True)
    worker.load()
    rows = []
    for name, play in PARTS.items():
        if name in options.only:
            chance = random.Random(f"{options.seed} {name}")
            rows += play(options, chance)
    seconds = round(time.monotonic() - started)
    _tell(f"\n{table.to_markdown(rows)}\n")
    if options.json:
        options.json.write_text(
            table.to_json(rows, seed=options.seed, seconds=seconds) + "\n"
        )
        _tell(f"The same is in {options.json}")
    wrong = [row for row in rows if not row.went_well]
    for finding in [finding for row in wrong for finding in row.findings]:
        _tell(str(finding))
    _tell(f"{seconds // 60} min {seconds % 60} s, SEED={options.seed}")
    if wrong:
        _tell(f"Not as it should be: {', '.join(row.fault for row in wrong)}")
    return 1 if wrong else 0


def _play_kills(job):
    return lambda options, chance: [kills.play(job, options.kills, chance, _tell)]


def _play_faults(job):
    return lambda options, chance: outages.play(job, chance, _tell)


def _play_moves(options, chance):
    return outages.play_moves(chance, QUICK_MOVES if options.quick else MOVES, _tell)


def _play_crowds(options, chance):
    return crowds.play(chance, QUICK_CROWDS if options.quick else CROWDS, _tell)


def _play_documents(options, chance):
    examples = QUICK_EXAMPLES if options.quick else EXAMPLES
    return [documents.play(examples, chance.randrange(10**6), _tell)]


# Each gives its rows of the table. What rolls back begins, on an empty database.
PARTS = {
    "documents": _play_documents,
    "import-faults": _play_faults("import"),
    "import-moves": _play_moves,
    "push-faults": _play_faults("push"),
    "import-kills": _play_kills("import"),
    "push-kills": _play_kills("push"),
    "crowds": _play_crowds,
}


def _parse():
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--kills", type=int, help="of each scheduled action")
    parser.add_argument(
        "--quick", action="store_true", help="few kills, of each fault one"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    options.kills = options.kills or (QUICK_KILLS if options.quick else KILLS)
    return options


def _tell(text):
    print(text, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
