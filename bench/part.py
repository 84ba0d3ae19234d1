"""``python -m bench.part NAME``: one part in a process of its own, for `make bench`.

BENCH_CONFIG, BENCH_DATABASE and BENCH_LOG say which Odoo; the options come as JSON, and
so go the figures.
"""

import argparse
import importlib
import json
import os
from pathlib import Path

from .options import Options
from .parts import PARTS


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.part")
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--options", type=json.loads, default={})
    parser.add_argument("--json", type=Path, required=True)
    arguments = parser.parse_args()
    from . import process

    process.load(*(os.environ[f"BENCH_{key}"] for key in ("CONFIG", "DATABASE", "LOG")))
    part = PARTS[arguments.part]
    module = importlib.import_module(f"{__package__}.{part.module}")
    figures = module.run(Options(**arguments.options), **(part.arguments or {}))
    figures["run.postgresql"] = _postgresql_version(process)
    arguments.json.write_text(json.dumps(figures))


def _postgresql_version(process):
    with process.transaction() as env:
        env.cr.execute("SHOW server_version")
        return env.cr.fetchone()[0]


if __name__ == "__main__":
    main()
