"""`make profile`: where the time of an import goes, on a database of its own."""

from . import bench, processes, workspace
from .paths import CHECKOUT

_RESULTS = CHECKOUT / "bench" / "results" / "profile"


def run(arguments):
    """Profile; return the exit code.

    :param list arguments: of `python -m bench.profile`
    """
    with workspace.opened() as space:
        with space.databases.temporary("bench") as database:
            command = [space.venv.python, "-m", "bench.profile", "--results", _RESULTS]
            env = bench.environment(space, database)
            return processes.call([*command, *arguments], env, cwd=CHECKOUT)
