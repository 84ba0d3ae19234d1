"""The virtual environment with the packages of requirements*.txt."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from . import debian, locks, processes
from .errors import SetupError
from .paths import CACHE, REQUIREMENTS, REQUIREMENTS_NO_DEPS

# The interpreter under a virtual environment this tool may itself run in.
_BASE_PYTHON = Path(sys.executable).resolve()


class Venv:
    """A virtual environment in the cache, and how to run things in it."""

    def __init__(self, folder):
        self.folder = folder
        self.python = folder / "bin" / "python"
        self.complete = folder / "complete"

    def is_complete(self):
        return self.complete.exists() and self.python.exists()

    def environment(self):
        """Return the process environment in which this venv's commands run."""
        env = dict(os.environ, PATH=f"{self.folder}/bin:{os.environ.get('PATH', '')}")
        for name in ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP"):
            env.pop(name, None)
        env["VIRTUAL_ENV"] = str(self.folder)
        return env

    def package(self, name):
        """Return the folder of an installed top-level package."""
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        return self.folder / "lib" / version / "site-packages" / name


def ensure():
    """Return the venv for this Python and these requirements, made when missing."""
    environment = found()
    if not environment.is_complete():
        with locks.exclusive(CACHE / "venv.lock"):
            if not environment.is_complete():
                check_disk_space()
                _make(environment)
                environment.complete.touch()
    return environment


def found():
    """Return the venv for this Python and these requirements, made or not."""
    key = hashlib.sha256(REQUIREMENTS.read_bytes() + REQUIREMENTS_NO_DEPS.read_bytes())
    key.update(f"{sys.version}{_BASE_PYTHON}".encode())
    name = f"py{sys.version_info[0]}.{sys.version_info[1]}-{key.hexdigest()[:12]}"
    return Venv(CACHE / "venv" / name)


def check_disk_space(gigabytes=4, folder=CACHE):
    """Refuse to begin what will not fit.

    :param gigabytes: what is needed, by default by the whole set-up
    :raise SetupError: with less free space
    """
    needed = float(os.environ.get("BIGCARTEL_DEV_MIN_FREE_GB") or gigabytes)
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free / 2**30
    if free < needed:
        raise SetupError(
            f"only {free:.1f} GB free in {folder}, {needed:g} GB needed: free some"
            " space, or set XDG_CACHE_HOME to a folder on another disk"
        )


def _make(venv):
    shutil.rmtree(venv.folder, ignore_errors=True)
    probe = [_BASE_PYTHON, "-c", "import ensurepip"]
    has_pip = subprocess.run(probe, capture_output=True).returncode == 0
    processes.run(
        "Making the virtual environment",
        [_BASE_PYTHON, "-m", "venv", *([] if has_pip else ["--without-pip"])]
        + [venv.folder],
        "venv",
        f"{_BASE_PYTHON} could not make a virtual environment: set PYTHON to another"
        " Python, 3.10 to 3.13",
        env=venv.environment(),
    )
    if not has_pip:
        _add_pip(venv)
    _pip(
        venv,
        "Installing the Python packages",
        ["-r", REQUIREMENTS],
        watch=_count_packages,
    )
    _pip(venv, "Installing the job queue", ["--no-deps", "-r", REQUIREMENTS_NO_DEPS])


def _add_pip(venv):
    """Take pip from Debian's own wheel, where python3-venv is not installed."""
    (file,) = debian.Archive().fetch("Downloading pip", ["python3-pip-whl"])
    folder = venv.folder / "pip-wheel"
    debian.unpack("Unpacking pip", [file], folder)
    (wheel,) = folder.glob("usr/share/python-wheels/pip-*.whl")
    _pip(venv, "Installing pip", ["--no-index", wheel], runner=[wheel / "pip"])


def _pip(venv, title, arguments, runner=("-m", "pip"), watch=None):
    command = [venv.python, *runner, "install", "--disable-pip-version-check"]
    command += ["--no-input", "--progress-bar=off", "--retries=2", *arguments]
    processes.run(
        title,
        command,
        "pip",
        "pip could not install the Python packages: check the network connection and"
        " pip's configuration (pip config list) and run the same command again",
        watch=watch,
        # Settings of a user's own that make no sense inside a venv.
        env={**venv.environment(), "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"},
    )


def _count_packages(step, log):
    text = log.read_text(errors="replace")
    total = sum(
        bool(re.match(r"\w", row)) for row in REQUIREMENTS.read_text().splitlines()
    )
    found = len(set(re.findall(r"^Collecting (\S+)", text, re.MULTILINE)))
    installing = "\nInstalling collected" in text
    step.detail = "installing" if installing else f"{found} of {total} packages"
