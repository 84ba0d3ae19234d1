"""Build the wheel of an addon: `odoo-addon-bigcartel_connector`.

`BIGCARTEL_ADDON=bigcartel_connector_queue` in the environment chooses the other one.
The addon lands in `odoo/addons/`, a namespace that Odoo looks into by itself: no
`odoo/__init__.py` is shipped, and no addons path has to be set.
"""

import ast
import os
from pathlib import Path

from setuptools import setup

NAME = os.environ.get("BIGCARTEL_ADDON") or "bigcartel_connector"
ROOT = Path(__file__).resolve().parent
ADDON = ROOT / NAME
MIGRATIONS = Path("migrations")
manifest = ast.literal_eval((ADDON / "__manifest__.py").read_text())
# Addons that do not come with Odoo, and whose wheels pip has to find.
OTHERS = ("bigcartel_connector", "queue_job")
README = ADDON / "README.rst"
if NAME == "bigcartel_connector":
    README = ROOT / "README.md"


def folders():
    """Return the addon's folders that hold files, relative to it.

    A folder of `migrations` is named after a version, which no package can be: its
    files are those of `migrations`.
    """
    files = (path.relative_to(ADDON) for path in ADDON.rglob("*.*") if path.is_file())
    return sorted(
        {
            MIGRATIONS if MIGRATIONS in path.parents else path.parent
            for path in files
            if not any(part.startswith((".", "__pycache__")) for part in path.parts)
        }
    )


# Every folder is a package to setuptools, also `views` and `static`: only so does it
# take the files in them.
packages = {
    ".".join(("odoo", "addons", NAME, *folder.parts)): folder for folder in folders()
}

setup(
    name=f"odoo-addon-{NAME}",
    version=manifest["version"],
    description=manifest["summary"],
    long_description=README.read_text() if README.exists() else "",
    long_description_content_type=(
        "text/markdown" if README.suffix == ".md" else "text/x-rst"
    ),
    author=manifest["author"],
    license=manifest["license"],
    packages=list(packages),
    package_dir={name: f"{NAME}/{folder}" for name, folder in packages.items()},
    package_data={"": ["*", "[0-9]*.*/*.py"]},
    exclude_package_data={"": ["*.pyc"]},
    zip_safe=False,
    python_requires=">=3.10",
    install_requires=[
        # The convention of Odoo's community: pip refuses another version's Odoo. An
        # Odoo that pip does not know of wants `pip install --no-deps`.
        "odoo==19.0.*",
        *(
            f"odoo-addon-{name}==19.0.*"
            for name in manifest["depends"]
            if name in OTHERS
        ),
        *manifest.get("external_dependencies", {}).get("python", ()),
    ],
    # What one addon leaves there would end in the other's wheel.
    options={"build": {"build_base": f"build/{NAME}"}},
    classifiers=[
        "Framework :: Odoo",
        "Framework :: Odoo :: 19.0",
        "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)",
        "Programming Language :: Python :: 3",
    ],
)
