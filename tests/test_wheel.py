"""The wheels: addons that Odoo finds by itself once they are installed."""

import ast
import os
import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser

import pytest

from dev import workspace
from dev.paths import ADDON, CHECKOUT, QUEUE_ADDON

_BUILT_FROM = ("setup.py", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE")
_ADDONS = (ADDON, QUEUE_ADDON)
_REQUIRED = {
    ADDON: {"odoo==19.0.*", "requests"},
    QUEUE_ADDON: {
        "odoo==19.0.*",
        "odoo-addon-bigcartel_connector==19.0.*",
        "odoo-addon-queue_job==19.0.*",
    },
}
_PROBE = """
from importlib import import_module
for name in ("bigcartel_connector", "bigcartel_connector_queue"):
    module = env["ir.module.module"].search([("name", "=", name)])
    file = import_module(f"odoo.addons.{name}").__file__
    print(module.state, module.installed_version, file)
env.ref("bigcartel_connector.ir_cron_import_orders")
env.ref("bigcartel_connector_queue.queue_job_channel_import")
"""


def addon_files(addon):
    return {
        path.relative_to(CHECKOUT).as_posix()
        for path in addon.rglob("*.*")
        if path.is_file()
        and not any(part.startswith((".", "__pycache__")) for part in path.parts[-3:])
    }


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """The wheels by addon, built without a network from a copy of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in _BUILT_FROM:
        shutil.copy(CHECKOUT / name, source)
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    for addon in _ADDONS:
        shutil.copytree(addon, source / addon.name, ignore=ignored)
    return {addon: build(addon, source, folder / addon.name) for addon in _ADDONS}


def build(addon, source, folder):
    pip = [sys.executable, "-m", "pip", "wheel", "--no-index", "--no-build-isolation"]
    subprocess.run(
        [*pip, "--no-deps", "--quiet", "--wheel-dir", str(folder), str(source)],
        env={**os.environ, "BIGCARTEL_ADDON": addon.name},
        check=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.parametrize("addon", _ADDONS, ids=lambda addon: addon.name)
def test_wheel_holds_the_whole_addon_in_the_namespace(wheels, addon):
    archive = zipfile.ZipFile(wheels[addon])
    names = {name for name in archive.namelist() if name[-1] != "/"}
    inside = {name for name in names if ".dist-info/" not in name}
    assert inside == {f"odoo/addons/{name}" for name in addon_files(addon)}
    assert any(name.endswith(".xml") for name in inside)
    assert not inside & {"odoo/__init__.py", "odoo/addons/__init__.py"}


@pytest.mark.parametrize("addon", _ADDONS, ids=lambda addon: addon.name)
def test_wheel_says_what_it_is_and_needs(wheels, addon):
    manifest = ast.literal_eval((addon / "__manifest__.py").read_text())
    assert wheels[addon].name == (
        f"odoo_addon_{addon.name}-{manifest['version']}-py3-none-any.whl"
    )
    with zipfile.ZipFile(wheels[addon]) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode())
    assert metadata["Name"] == f"odoo-addon-{addon.name}"
    assert manifest["version"].startswith("19.0.")
    assert set(metadata.get_all("Requires-Dist")) == _REQUIRED[addon]
    assert manifest["name"].split(":")[0] in metadata.get_payload()


@pytest.fixture
def fresh_venv(tmp_path, wheels):
    """A new virtual environment with the wheels in it.

    Odoo, its requirements and the job queue, which are no part of them, are lent to it.
    """
    folder = tmp_path / "venv"
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True
    )
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install"]
    subprocess.run(
        [*pip, "--quiet", "--no-index", "--no-deps", *map(str, wheels.values())],
        check=True,
    )
    return python


def test_odoo_installs_the_addons_from_their_wheels(fresh_venv, tmp_path):
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
            modules = "bigcartel_connector,queue_job"
            run = {"cwd": tmp_path, "env": env, "check": True}
            subprocess.run(
                [*odoo, *options, "-i", modules, "--stop-after-init"],
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
    rows = [row.split(maxsplit=2) for row in shown.stdout.splitlines()]
    assert [(state, version[:5]) for state, version, _path in rows] == [
        ("installed", "19.0.")
    ] * 2
    for addon, (_state, _version, path) in zip(_ADDONS, rows, strict=True):
        assert path.startswith(f"{packages}/odoo/addons/{addon.name}/")
