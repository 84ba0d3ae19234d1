"""Entry point; has to be readable by any Python, to say what is wrong with it."""

import os
import subprocess
import sys

OLDEST, NEWEST = (3, 10), (3, 13)


def suitable(version):
    """Tell whether Odoo 19 and the pinned packages run on this Python version."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def other_python():
    """Return a suitable Python of this machine, unless PYTHON names one."""
    if os.environ.get("PYTHON"):
        return None
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = "python3.%d" % minor  # noqa: UP031
        try:
            with open(os.devnull, "w") as null:
                if subprocess.call([name, "-c", "import venv, ssl"], stderr=null) == 0:
                    return name
        except OSError:
            continue
    return None


def main():
    """Run the tool with a suitable Python."""
    if suitable(sys.version_info):
        from dev.cli import run

        return run(sys.argv[1:])
    name = other_python()
    if name:
        os.execvp(name, [name, "-m", "dev"] + sys.argv[1:])
    sys.stderr.write(
        "error: Python %d.%d is not suitable: " % sys.version_info[:2]  # noqa: UP031
        + "install Python 3.10 to 3.13, or name one with `make PYTHON=...`\n"
    )
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # while still loading
        sys.exit(130)
