"""The wheel: an addon that Odoo finds by itself once it is installed."""

import ast
import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser

import pytest

from dev import workspace
from dev.paths import ADDON, CHECKOUT

_BUILT_FROM = ("setup.py", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE")
_PROBE = """
from odoo.addons import bigcartel_connector
module = env["ir.module.module"].search([("name", "=", "bigcartel_connector")])
print(module.state, module.installed_version, bigcartel_connector.__file__)
env.ref("bigcartel_connector.ir_cron_import_orders")
"""


def addon_files():
    return {
        path.relative_to(CHECKOUT).as_posix()
        for path in ADDON.rglob("*.*")
        if path.is_file()
        and not any(part.startswith((".", "__pycache__")) for part in path.parts[-3:])
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built without a network from a copy of the checkout's files."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in _BUILT_FROM:
        shutil.copy(CHECKOUT / name, source)
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    shutil.copytree(ADDON, source / ADDON.name, ignore=ignored)
    pip = [sys.executable, "-m", "pip", "wheel", "--no-index", "--no-build-isolation"]
    subprocess.run(
        [*pip, "--no-deps", "--quiet", "--wheel-dir", str(folder), str(source)],
        check=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_holds_the_whole_addon_in_the_namespace(wheel):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if name[-1] != "/"}
    inside = {name for name in names if ".dist-info/" not in name}
    assert inside == {f"odoo/addons/{name}" for name in addon_files()}
    assert any(name.endswith(".xml") for name in inside)
    assert not inside & {"odoo/__init__.py", "odoo/addons/__init__.py"}


def test_wheel_says_what_it_is_and_needs(wheel):
    manifest = ast.literal_eval((ADDON / "__manifest__.py").read_text())
    assert wheel.name == (
        f"odoo_addon_bigcartel_connector-{manifest['version']}-py3-none-any.whl"
    )
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode())
    assert metadata["Name"] == "odoo-addon-bigcartel_connector"
    assert manifest["version"].startswith("19.0.")
    assert set(metadata.get_all("Requires-Dist")) == {
        "odoo==19.0.*",
        *manifest["external_dependencies"]["python"],
    }


@pytest.fixture
def fresh_venv(tmp_path, wheel):
    """A new virtual environment with the wheel in it.

    Odoo and its requirements, which are no part of the wheel, are lent to it.
    """
    folder = tmp_path / "venv"
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True
    )
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install"]
    subprocess.run([*pip, "--quiet", "--no-index", "--no-deps", str(wheel)], check=True)
    return python


def test_odoo_installs_the_addon_from_the_wheel(fresh_venv, tmp_path):
    with workspace.opened() as space:
        databases, tree = space.databases, space.odoo.tree
        (packages,) = fresh_venv.parent.parent.glob("lib/*/site-packages")
        lent = (tree.root, space.venv.package(""))
        (packages / "lent.pth").write_text("".join(f"{path}\n" for path in lent))
        config = tmp_path / "odoo.conf"
        addons = ",".join(map(str, tree.addons_path()))
        config.write_text(
            f"[options]\naddons_path = {addons}\ndata_dir = {tmp_path}/data\n"
        )
        env = space.odoo.environment()
        del env["PYTHONPATH"], env["VIRTUAL_ENV"]
        with databases.temporary("wheel", databases.base()) as database:
            options = ["-c", str(config), "-d", database, "--no-http"]
            odoo = [str(fresh_venv), "-m", "odoo"]
            run = {"cwd": tmp_path, "env": env, "check": True}
            subprocess.run(
                [*odoo, *options, "-i", "bigcartel_connector", "--stop-after-init"],
                stderr=subprocess.DEVNULL,
                **run,
            )
            shown = subprocess.run(
                [*odoo, "shell", *options],
                input=_PROBE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                **run,
            )
    state, version, path = shown.stdout.split(maxsplit=2)
    assert (state, version[:5]) == ("installed", "19.0.")
    assert path.startswith(f"{packages}/odoo/addons/bigcartel_connector/")
