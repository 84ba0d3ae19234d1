"""Debian packages in a folder of one's own: no root, nothing installed."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from . import locks, processes, progress
from .errors import SetupError
from .paths import CACHE
from .sources import ETC_APT, INSTEAD, debian_source

_DEBS = CACHE / "debs"
_APT = CACHE / "apt"


def _options(source):
    """Write the private apt configuration; return apt's arguments for it."""
    for folder in ("lists/partial", "cache/archives/partial", "state"):
        (_APT / folder).mkdir(parents=True, exist_ok=True)
    (_APT / "status").touch()
    signed_by = source.signed_by
    if "\n" in signed_by:  # the key itself, in a deb822 file
        key = re.sub(r"^\s+\.?$", "", signed_by, flags=re.MULTILINE)
        signed_by = str(_APT / "archive.asc")
        Path(signed_by).write_text(re.sub(r"^ ", "", key, flags=re.MULTILINE) + "\n")
    options = f"[target=Packages{' signed-by=' + signed_by if signed_by else ''}]"
    (_APT / "sources.list").write_text(
        "".join(
            f"deb {options} {source.uri} {suite} main\n"
            for suite in dict.fromkeys(("sid", source.suite))
        )
    )
    (_APT / "apt.conf").write_text(
        # Hooks of the machine's own apt need root and concern its own lists.
        "#clear APT::Update::Pre-Invoke;\n#clear APT::Update::Post-Invoke;\n"
        "#clear APT::Update::Post-Invoke-Success;\n"
        f'Dir::State "{_APT}/state";\nDir::State::Lists "{_APT}/lists";\n'
        f'Dir::State::status "{_APT}/status";\nDir::Cache "{_APT}/cache";\n'
        f'Dir::Etc::SourceList "{_APT}/sources.list";\n'
        'Dir::Etc::SourceParts "/dev/null";\nDir::Etc::Preferences "/dev/null";\n'
        'Dir::Etc::PreferencesParts "/dev/null";\n'
        # The download user of a root apt cannot enter a private folder.
        'APT::Sandbox::User "root";\nAPT::Update::Error-Mode "any";\n'
        'Acquire::Languages "none";\nAcquire::Retries "2";\n'
        'Acquire::http::Timeout "20";\nAcquire::https::Timeout "20";\n'
    )
    return ["-q", "-c", str(_APT / "apt.conf")]


class Archive:
    """The machine's Debian archive, with its unstable suite beside its own.

    :param instead: what a person may do who has none: "or ..."
    """

    def __init__(self, instead=INSTEAD):
        for tool in ("apt-get", "dpkg"):
            if not shutil.which(tool):
                raise SetupError(f"{tool} not found: run this on Debian, {instead}")
        self.source = debian_source(instead=instead)
        self._instead = instead
        self._arguments = None

    def _apt_get(self, *arguments):
        if self._arguments is None:
            self._arguments = _options(self.source)
            processes.run(
                "Reading Debian's package index",
                ["apt-get", *self._arguments, "update"],
                "apt-update",
                f"Debian's index could not be read from {self.source.uri}: check the"
                " network connection and run the same command again",
                env=_environment(),
            )
        return ["apt-get", *self._arguments, *arguments]

    def fetch(self, title, names, suite=None):
        """Download packages; return their files, in the order of `names`.

        :param suite: a suite's name, or nothing for the machine's own
        :raise SetupError: when the archive cannot be reached or lacks one
        """
        with _alone():
            return self._fetch(title, names, suite or self.source.suite)

    def _fetch(self, title, names, suite):
        sizes = self._sizes([f"{name}/{suite}" for name in names])
        files = {name: _file_of(name, sizes) for name in names}
        missing = [
            f"{name}/{suite}"
            for name, file in files.items()
            if not (_DEBS / file).exists()
        ]
        if missing:
            self._download(title, missing, sizes)
        return [_DEBS / file for file in files.values()]

    def resolve(self, names, present):
        """Return packages of the machine's own suite with all that they depend on.

        :param present: packages taken for installed, with all that they depend on
        :raise SetupError: when the archive cannot be reached or lacks one
        """
        with _alone():
            status = _APT / "present"
            arguments = self._apt_get(
                *("-o", f"Dir::State::status={status}", "-t", self.source.suite),
                *("install", "--simulate", "--no-install-recommends", *names),
            )
            status.write_text(
                "Package: machine\nStatus: install ok installed\nVersion: 1\n"
                "Architecture: all\nMaintainer: nobody\nDescription: what is there\n"
                f"Provides: {', '.join(f'{name} (= 9999)' for name in present)}\n"
            )
            done = subprocess.run(
                arguments, env=_environment(), capture_output=True, text=True
            )
        if done.returncode:
            self._lacks(names, done)
        return re.findall(r"^Inst (\S+)", done.stdout, re.MULTILINE)

    def _sizes(self, wanted):
        """Return what the archive has of the wanted packages: {file name: bytes}."""
        uris = subprocess.run(
            self._apt_get("download", "--print-uris", *wanted),
            env=_environment(),
            capture_output=True,
            text=True,
        )
        rows = [row.split() for row in uris.stdout.splitlines() if row.startswith("'")]
        if uris.returncode or len(rows) != len(wanted):
            self._lacks(wanted, uris)
        return {row[1]: int(row[2]) for row in rows}

    def _lacks(self, names, done):
        reason = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        raise SetupError(
            f"{self.source.uri} does not have {' '.join(names)} ({reason}):"
            f" use another Debian mirror in {ETC_APT}, {self._instead}"
        )

    def _download(self, title, names, sizes):
        partial = _DEBS / "partial"  # apt resumes what it finds there
        partial.mkdir(parents=True, exist_ok=True)
        total = sum(sizes.values())

        def watch(step, log):
            have = sum(
                path.stat().st_size
                for file in sizes
                for path in (partial / file, _DEBS / file)
                if path.exists()
            )
            step.detail = f"{have * 100 // total} % of {total // 2**20 or 1} MB"

        processes.run(
            title,
            self._apt_get("download", *names),
            "apt-download",
            f"download from {self.source.uri} failed: check the network connection"
            " and run the same command again, it resumes",
            watch=watch,
            cwd=partial,
            env=_environment(),
        )
        for file in sizes:
            if (partial / file).exists():
                (partial / file).rename(_DEBS / file)


def _alone():
    """Keep two set-ups of different things from using the one apt at the same time."""
    return locks.exclusive(CACHE / "apt.lock")


def _file_of(name, files):
    """Return the package's own file; apt lists them in an order of its own."""
    (file,) = (file for file in files if file.startswith(f"{name}_"))
    return file


def _environment():
    return {**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}


def unpack(title, files, folder, complete=None):
    """Unpack packages into `folder`, all or nothing.

    :param complete: function that adapts what was unpacked, before it counts
    """
    scratch = folder.with_name(folder.name + ".partial")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    with progress.step(title) as step:
        for number, file in enumerate(files, 1):
            step.detail = f"package {number} of {len(files)}"
            done = subprocess.run(
                ["dpkg", "-x", str(file), str(scratch)], capture_output=True, text=True
            )
            if done.returncode:
                file.unlink()
                raise SetupError(
                    f"{file.name} could not be unpacked ({done.stderr.strip()[-200:]}):"
                    " free some disk space and run the same command again"
                )
        if complete:
            complete(scratch)
    scratch.rename(folder)


def drop_dangling_links(folder):
    """Remove links without a target: a missing file is a 404, such a link a 500."""
    for parent, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(parent, name)
            if os.path.islink(path) and not os.path.exists(path):
                os.unlink(path)
