"""The Odoo 19 that everything runs on."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from . import debian, locks
from .errors import SetupError
from .paths import CACHE, CHECKOUT, STATE
from .venv import check_disk_space

# From unstable: Odoo itself and what its web client links to.
_UNSTABLE = (
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-ocr-b",
)
# From the machine's own suite: unstable's newer versions moved their files.
_OWN_SUITE = ("fonts-font-awesome", "fonts-inconsolata")
# Debian leaves it out for its license; the web client asks for it all the same, and
# reports an error on every page. It blurs the background of video calls.
_LEFT_OUT = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
_DEBIAN_FOLDER = "usr/lib/python3/dist-packages"
_CURRENT = CACHE / "odoo" / "current"


@dataclass(frozen=True)
class Tree:
    """An Odoo tree on disk; `root` is the folder that holds the `odoo` package."""

    root: Path
    version: str

    def addons_path(self):
        """Return the folders with Odoo's apps.

        A package has them all beside `base`; a checkout keeps them in `addons`, which
        is in Debian's package too, but without their data.
        """
        folders = [self.root / "odoo" / "addons"]
        if not (folders[0] / "web").is_dir():
            folders.append(self.root / "addons")
        return folders


def ensure():
    """Return the Odoo tree: ODOO_SRC's, or Debian's from the cache."""
    own = os.environ.get("ODOO_SRC")
    if own:
        return from_folder(Path(own).expanduser().absolute())
    cached = _cached()
    if not cached:
        with locks.exclusive(CACHE / "odoo.lock"):
            cached = _cached() or _download()
    return Tree(cached / _DEBIAN_FOLDER, cached.name)


def from_folder(folder):
    """Return the tree in `folder`, a checkout or the root of an installed package.

    :raise SetupError: when it is not Odoo 19
    """
    for root in (folder, folder / _DEBIAN_FOLDER):
        release = root / "odoo" / "release.py"
        if not release.is_file():
            continue
        found = re.search(
            r"^version_info\s*=\s*\((\d+),\s*(\d+)", release.read_text(), re.MULTILINE
        )
        version = ".".join(found.groups()) if found else "unknown"
        if version != "19.0":
            raise SetupError(
                f"ODOO_SRC={folder} is Odoo {version}: set it to an Odoo 19.0 checkout"
                " or unset it"
            )
        return Tree(root, f"{version}-{root}")
    raise SetupError(
        f"ODOO_SRC={folder} has no odoo/release.py: set it to an Odoo 19.0 checkout"
        " or unset it"
    )


def _cached():
    try:
        folder = _CURRENT.parent / _CURRENT.read_text().strip()
    except OSError:
        return None
    return folder if (folder / _DEBIAN_FOLDER / "odoo").is_dir() else None


def _download():
    check_disk_space()
    archive = debian.Archive()
    files = archive.fetch("Downloading Odoo 19", _UNSTABLE, "sid")
    files += archive.fetch("Downloading two fonts", _OWN_SUITE)
    version = files[0].name.split("_")[1].replace("%3a", "-")
    folder = _CURRENT.parent / version
    if not folder.exists():
        debian.unpack("Unpacking Odoo 19", files, folder, _complete)
    fresh = _CURRENT.with_suffix(".new")
    fresh.write_text(version)
    fresh.replace(_CURRENT)
    return folder


def _complete(folder):
    debian.drop_dangling_links(folder)
    stub = folder / _DEBIAN_FOLDER / _LEFT_OUT
    stub.parent.mkdir(parents=True, exist_ok=True)
    stub.touch()


class Odoo:
    """Odoo's command line, set up for this checkout."""

    def __init__(self, tree, venv, server):
        self.tree = tree
        self.server = server
        self.venv = venv
        self.config = STATE / "odoo.conf"
        self._write_config()

    def _write_config(self):
        addons = [*self.tree.addons_path(), CHECKOUT]
        settings = {
            "addons_path": ",".join(map(str, addons)),
            "data_dir": STATE / "odoo",
            "http_interface": "127.0.0.1",
            "list_db": "False",
            "max_cron_threads": 0,
            "with_demo": "False",
            "workers": 0,
        }
        rows = "".join(f"{key} = {value}\n" for key, value in settings.items())
        text = f"[options]\n{rows}"
        if not self.config.exists() or self.config.read_text() != text:
            STATE.mkdir(exist_ok=True)
            fresh = self.config.with_suffix(f".{os.getpid()}")
            fresh.write_text(text)
            fresh.replace(self.config)

    def environment(self):
        """Return the environment in which `import odoo` and the database work."""
        env = self.venv.environment()
        for name in [name for name in env if name.startswith("PG")]:
            del env[name]
        env.pop("ODOO_RC", None)
        env.update(self.server.environment)
        env["PATH"] = f"{self.server.programs}:{env['PATH']}"
        env["PYTHONPATH"] = str(self.tree.root)
        return env

    def command(self, *arguments):
        """Return the command line of an Odoo subcommand (none: the server)."""
        first = arguments[:1] if arguments and arguments[0][:1] != "-" else ()
        rest = arguments[len(first) :]
        return [self.venv.python, "-m", "odoo", *first, "-c", self.config, *rest]

    def filestore(self, database):
        return STATE / "odoo" / "filestore" / database
