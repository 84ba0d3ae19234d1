"""The Chromium that the browser tests and the pictures are made with."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import debian, locks, progress
from .errors import SetupError
from .paths import CACHE, STATE
from .venv import check_disk_space

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FOLDER = CACHE / "chromium"
_LAUNCHER = "chromium"
# What Odoo's style sheets name, and what else the demo's customers write.
_FONTS = ("fonts-roboto-unhinted", "fonts-dejavu-core", "fonts-wqy-microhei")
# Its own loader belongs to the machine's libc6; without a screen nobody opens windows
# or other programs, and these would bring another 90 MB of libraries.
_NOT_NEEDED = (
    *("libc6", "libgtk-3-0", "libgtk-3-0t64"),
    *("x11-utils", "xdg-utils", "debconf"),
)
_INSTEAD = "or set BIGCARTEL_CHROMIUM to the path of a Chromium"


def ensure():
    """Return the path of a Chromium that runs here.

    BIGCARTEL_CHROMIUM names it; `debian` stands for Debian's in the cache. Without it,
    the machine's own is taken, and Debian's where there is none.
    """
    wanted = os.environ.get("BIGCARTEL_CHROMIUM")
    if wanted == "debian":
        return _debians()
    if wanted:
        return _named(wanted)
    found = filter(None, map(shutil.which, _PROGRAMS))
    return next((Path(path) for path in found if not _complaint(path)), None) or (
        _debians()
    )


def environment(env, executable):
    """Return `env` for processes that use this Chromium: Odoo looks for it in PATH."""
    folder = STATE / "browser"
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{os.getpid()}"
    fresh.symlink_to(executable)
    fresh.replace(folder / "google-chrome")  # the first name that Odoo tries
    return {
        **env,
        "BIGCARTEL_CHROMIUM": str(executable),
        "PATH": f"{folder}:{env['PATH']}",
    }


def _named(name):
    path = shutil.which(Path(name).expanduser())
    complaint = _complaint(path) if path else "no such program"
    if complaint:
        raise SetupError(
            f"BIGCARTEL_CHROMIUM={name} does not run ({complaint}): set it to another"
            " Chromium, or unset it to use the machine's or Debian's"
        )
    return Path(path).absolute()


def _debians():
    launcher = _FOLDER / _LAUNCHER
    if not launcher.exists():
        with locks.exclusive(CACHE / "chromium.lock"):
            if not launcher.exists():
                _download()
    complaint = _complaint(launcher)
    if complaint:
        raise SetupError(
            f"Debian's Chromium in {_FOLDER} does not run here ({complaint}): remove"
            f" that folder and run the same command again, {_INSTEAD}"
        )
    return launcher


def _download():
    check_disk_space(1)
    archive = debian.Archive(_INSTEAD)
    names = archive.resolve(["chromium", *_FONTS], _NOT_NEEDED)
    files = archive.fetch("Downloading Chromium", names)
    debian.unpack("Unpacking Chromium", files, _FOLDER, _complete)


def _complete(folder):
    """Add a launcher that finds the libraries and fonts where they are."""
    libraries = sorted(
        str(path.relative_to(folder))
        for pattern in ("lib/*-linux-gnu*", "usr/lib/*-linux-gnu*")
        for path in folder.glob(f"{pattern}/**/")
        if any(path.glob("*.so*"))
    )
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        "<fontconfig>\n"
        f"<dir>{_FOLDER}/usr/share/fonts</dir>\n"
        f"<cachedir>{_FOLDER}/fontconfig</cachedir>\n"
        f'<include ignore_missing="yes">{_FOLDER}/etc/fonts/conf.d</include>\n'
        "</fontconfig>\n"
    )
    script = folder / _LAUNCHER
    script.write_text(
        "#!/bin/sh\n"
        f"root={shlex.quote(str(_FOLDER))}\n"
        f'export LD_LIBRARY_PATH="{":".join(f"$root/{path}" for path in libraries)}"\n'
        'export FONTCONFIG_FILE="$root/fonts.conf"\n'
        'export XDG_DATA_DIRS="$root/usr/share"\n'
        'exec "$root/usr/lib/chromium/chromium" "$@"\n'
    )
    script.chmod(0o755)


def _complaint(path):
    """Return why a Chromium shows no page, or nothing; ask the same one only once."""
    stamp = f"{path} {os.stat(path).st_mtime_ns}"
    memory = STATE / "chromium"
    if memory.exists() and memory.read_text() == stamp:
        return None
    with tempfile.TemporaryDirectory(prefix="bigcartel-") as profile:
        command = [
            *(path, "--headless", "--no-sandbox", "--disable-gpu"),
            *("--disable-dev-shm-usage", f"--user-data-dir={profile}"),
            *("--dump-dom", "data:text/html,<p>it works</p>"),
        ]
        with progress.step("Trying Chromium"):
            try:
                done = subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    text=True,
                    timeout=60,
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                return str(error)
    if "it works" not in done.stdout:
        rows = done.stderr.strip().splitlines() or ["no page was shown"]
        return rows[-1][-200:]
    STATE.mkdir(exist_ok=True)
    memory.write_text(stamp)
    return None
