"""`make bench`: each part in a process and a database of its own, and the table."""

import dataclasses
import json
import os
import platform
import subprocess
import tempfile
import time
from pathlib import Path

from bench import options as bench_options
from bench import parts, ratios, table, targets

from . import processes, progress, workspace
from .errors import SetupError
from .paths import CHECKOUT

_RESULTS = CHECKOUT / "bench" / "results"


def run(arguments):
    """Measure; return 1 when a part fails, and with `--check` when a target is missed.

    :param list arguments: see `bench.options`
    """
    options, wish = bench_options.parse(arguments)
    began = time.monotonic()
    figures = _describe(options)
    failed = []
    with workspace.opened() as space:
        for name in parts.chosen(options):
            try:
                with progress.step(f"Measuring {name}"):
                    figures |= run_part(space, name, options)
            except SetupError as error:
                # What the others took an hour to measure is not lost.
                progress.line(str(error))
                failed.append(name)
    figures |= ratios.compare(figures)
    figures["run.load_average"] = [round(load, 2) for load in os.getloadavg()]
    figures["run.seconds"] = round(time.monotonic() - began)
    progress.line(f"\n{table.to_text(figures)}\n")
    path = table.write(figures, wish.results or _RESULTS)
    progress.line(f"The same is in {path}")
    load, cpus = os.getloadavg()[0], figures["run.cpus"]
    if load > cpus:
        progress.line(
            f"This machine was busy (load {load:.1f} on {cpus} cores): wall times say"
            " little, ratios of CPU times more"
        )
    missed = targets.missed(figures)
    if missed:
        progress.line(f"Missed: {', '.join(missed)}")
    return 1 if failed or (missed and wish.check) else 0


def run_part(space, name, options):
    """Run a part of the benchmark; return its figures.

    :raise SetupError: when it fails
    """
    source = None if parts.PARTS[name].addon else space.databases.base()
    with (
        tempfile.TemporaryDirectory() as folder,
        space.databases.temporary("bench", source) as database,
    ):
        result = Path(folder) / "figures.json"
        env = environment(space, database)
        command = [space.venv.python, "-m", "bench.part", name, "--json", result]
        command += ["--options", json.dumps(dataclasses.asdict(options))]
        if processes.call(command, env, cwd=CHECKOUT):
            raise SetupError(f"{name} could not be measured, see above")
        return json.loads(result.read_text())


def environment(space, database):
    """Return the environment in which `bench.process` finds Odoo and a database."""
    return {
        **space.odoo.environment(),
        "BENCH_CONFIG": str(space.odoo.config),
        "BENCH_DATABASE": database,
        "BENCH_LOG": str(processes.log_file("bench")),
    }


def _describe(options):
    """Return what was measured, where and when."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=12"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    return {
        "run.at": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "run.commit": commit.stdout.strip(),
        "run.python": platform.python_version(),
        "run.cpus": len(os.sched_getaffinity(0)),
        "run.rounds": options.rounds,
        "run.orders": options.orders,
        "run.deliveries": options.deliveries,
        "run.quick": options.quick,
    }
