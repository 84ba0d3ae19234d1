"""The addon as it was released: installed once, then copied."""

import hashlib
import tarfile
from contextlib import contextmanager
from pathlib import Path

# What 19.0.1.0.0 was, without pictures, translations and its own tests. A later
# release is added beside it by `git archive` of its tag.
FOLDER = Path(__file__).parent / "released"


class Release:
    """A released version, unpacked, and how to run Odoo with it."""

    def __init__(self, space, version, folder):
        self.space = space
        self.version = version
        self.folder = folder
        self.archive = FOLDER / f"bigcartel_connector-{version}.tar.xz"

    @property
    def options(self):
        """The option that puts it in the place of this checkout's addon."""
        addons = (*self.space.odoo.tree.addons_path(), self.folder)
        return (f"--addons-path={','.join(map(str, addons))}",)

    @contextmanager
    def installed(self):
        """Yield a database of its own with this version installed."""
        with tarfile.open(self.archive) as archive:
            # Python knows filters from 3.11.4 on, and asks for one from 3.12 on.
            known = hasattr(tarfile, "data_filter")
            archive.extractall(self.folder, **({"filter": "data"} if known else {}))
        digest = hashlib.sha256(self.archive.read_bytes()).hexdigest()[:16]
        databases = self.space.databases
        source = databases.released(self.version, digest, self.options)
        with databases.temporary("upgrade", source) as database:
            yield database
