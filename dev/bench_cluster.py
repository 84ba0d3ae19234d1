"""`make bench-cluster`: the same import by one Odoo server and by several."""

import argparse
import json
import tempfile
import time
from pathlib import Path

from bench import table

from . import bench, processes, progress, workspace
from .errors import SetupError
from .paths import CHECKOUT

_RESULTS = CHECKOUT / "bench" / "results"
_WORDS = {1: "one_process", 2: "two_processes"}


def run(arguments):
    """Measure; return 1 when anything was lost or doubled, or a server did nothing.

    :param list arguments: of `_parser`
    """
    options = _parser().parse_args(arguments)
    if options.quick:
        options.shops, options.orders = 6, 50
    figures = {
        "run.at": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "cluster.shops": options.shops,
        "cluster.orders": options.shops * options.orders,
    }
    problems = []
    with workspace.opened() as space:
        for count in options.processes:
            with progress.step(f"Importing with {count} Odoo process(es)"):
                told = _measure(space, count, options)
            problems += [f"{_name(count)}: {text}" for text in told.pop("problems")]
            if not all(told["jobs_by_process"]):
                problems.append(f"a server did nothing: {told['jobs_by_process']}")
            figures |= {
                f"cluster.{_name(count)}_{key}": value for key, value in told.items()
            }
    figures |= _compare(figures, options.processes)
    figures["cluster.problems"] = len(problems)
    progress.line(f"\n{table.to_text(figures)}\n")
    for count in options.processes:
        for what in ("jobs", "cpu_seconds"):
            each = figures[f"cluster.{_name(count)}_{what}_by_process"]
            label = what.replace("_", " ").capitalize()
            progress.line(f"{label} of each of {count} process(es): {each}")
    path = table.write(figures, options.results or _RESULTS, "cluster")
    progress.line(f"The same is in {path}")
    for problem in problems[:20]:
        progress.line(f"WRONG: {problem}")
    return 1 if problems else 0


def _parser():
    parser = argparse.ArgumentParser(prog="make bench-cluster")
    parser.add_argument("--quick", action="store_true", help="300 orders of 6 shops")
    parser.add_argument("--shops", type=int, default=20)
    parser.add_argument("--orders", type=int, default=250, help="of each shop")
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--results", type=Path, help="folder of the JSON")
    return parser


def _name(count):
    return _WORDS.get(count, f"{count}_processes")


def _measure(space, count, options):
    """Return the figures of a run on a database of its own."""
    databases = space.databases
    with (
        tempfile.TemporaryDirectory() as folder,
        databases.temporary("cluster", databases.queue()) as database,
    ):
        result = Path(folder) / "figures.json"
        command = [space.venv.python, "-m", "bench.cluster", str(count)]
        command += ["--shops", str(options.shops), "--orders", str(options.orders)]
        env = bench.environment(space, database)
        env["BENCH_LOG"] = str(processes.log_file("cluster"))
        env["PYTHONPATH"] += f":{CHECKOUT}"
        if processes.call([*command, "--json", result], env, cwd=CHECKOUT):
            raise SetupError(f"it failed with {count} process(es), see above")
        return json.loads(result.read_text())


def _compare(figures, counts):
    """Return how the time of the most processes compares with that of the fewest."""
    few, many = (_name(count) for count in (min(counts), max(counts)))
    return {
        f"cluster.{what}_ratio": round(
            figures[f"cluster.{many}_{what}_seconds"]
            / figures[f"cluster.{few}_{what}_seconds"],
            3,
        )
        for what in ("import", "push")
        if few != many
    }
