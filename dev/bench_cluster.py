"""`make bench-cluster`: the same import by one Odoo server, by two, and by two of which
one is killed."""

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
# Each run: how many servers, and more arguments of `bench.cluster`.
_RUNS = {
    "one_process": ("1",),
    "two_processes": ("2",),
    "one_of_two_killed": ("2", "--kill"),
}
_FEW, _MANY = "one_process", "two_processes"


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
        for name in options.runs:
            with progress.step(f"Importing: {name.replace('_', ' ')}"):
                told = _measure(space, name, options)
            problems += [f"{name}: {text}" for text in told.pop("problems")]
            if "--kill" not in _RUNS[name] and not all(told["jobs_by_process"]):
                problems.append(f"{name}: a server did nothing")
            figures |= {f"cluster.{name}_{key}": value for key, value in told.items()}
    figures |= _compare(figures)
    figures["cluster.problems"] = len(problems)
    progress.line(f"\n{table.to_text(figures)}\n")
    for name in options.runs:
        jobs = figures[f"cluster.{name}_jobs_by_process"]
        seconds = figures[f"cluster.{name}_cpu_seconds_by_process"]
        progress.line(f"{name}: jobs by process {jobs}, CPU seconds {seconds}")
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
    parser.add_argument("--runs", nargs="+", choices=_RUNS, default=list(_RUNS))
    parser.add_argument("--results", type=Path, help="folder of the JSON")
    return parser


def _measure(space, name, options):
    """Return the figures of a run on a database of its own."""
    databases = space.databases
    with (
        tempfile.TemporaryDirectory() as folder,
        databases.temporary("cluster", databases.queue()) as database,
    ):
        result = Path(folder) / "figures.json"
        command = [space.venv.python, "-m", "bench.cluster", *_RUNS[name]]
        command += ["--shops", str(options.shops), "--orders", str(options.orders)]
        env = bench.environment(space, database)
        env["BENCH_LOG"] = str(processes.log_file("cluster"))
        env["PYTHONPATH"] += f":{CHECKOUT}"
        if processes.call([*command, "--json", result], env, cwd=CHECKOUT):
            raise SetupError(f"{name} failed, see above")
        return json.loads(result.read_text())


def _compare(figures):
    """Return how the time of two processes compares with that of one."""
    return {
        f"cluster.{what}_ratio": round(
            figures[f"cluster.{_MANY}_{what}_seconds"]
            / figures[f"cluster.{_FEW}_{what}_seconds"],
            3,
        )
        for what in ("import", "push")
        if all(f"cluster.{run}_{what}_seconds" in figures for run in (_FEW, _MANY))
    }
