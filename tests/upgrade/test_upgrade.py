"""Upgrading from a released version: nothing is lost, and everything goes on."""

import ast
import re
import subprocess
from types import SimpleNamespace

import pytest

from dev import workspace
from dev.paths import ADDON, STATE
from tests.sandbox import Sandbox, Shop

from . import process, remains, using
from .released import Release
from .structure import structure

FIRST = "19.0.1.0.0"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What was there before and after, and the log of the upgrade."""
    with workspace.opened() as space, Sandbox(Shop.empty()) as sandbox:
        release = Release(space, FIRST, tmp_path_factory.mktemp("released"))
        goods = using.stock_shop(sandbox.shop)
        numbers = using.place_orders(sandbox.shop, goods)
        variables = {
            "SANDBOX": sandbox.url,
            "NUMBERS": " ".join(f"{kind}={name}" for kind, name in numbers.items()),
        }
        with release.installed() as database:
            before, _log = process.play(
                *(space, database, "tests.upgrade.before_upgrade", *release.options),
                **variables,
            )
            log = upgrade(space, database)
            upgraded = structure(space.server, database)
            after, _log = process.play(
                space, database, "tests.upgrade.after_upgrade", **variables
            )
        new = structure(space.server, space.databases.addon())
        yield SimpleNamespace(
            numbers=numbers,
            before=before,
            after=after,
            log=log,
            missing=new - upgraded,
            left_over=upgraded - new,
            remote=sandbox.shop,
        )


def upgrade(space, database):
    """Upgrade the addon as on a server; return the log, from warnings on."""
    options = ("-d", database, "-u", "bigcartel_connector", "--stop-after-init")
    done = subprocess.run(
        [
            str(part)
            for part in space.odoo.command(*options, "--no-http", "--log-level=warn")
        ],
        env=space.odoo.environment(),
        cwd=STATE,
        capture_output=True,
        text=True,
    )
    log = done.stdout + done.stderr
    assert done.returncode == 0, log
    return log


def test_the_upgrade_warns_of_nothing(told):
    assert re.findall(r"^.* (?:WARNING|ERROR|CRITICAL) .*$", told.log, re.M) == []


def test_everything_is_still_there(told):
    """Orders in each state, links, shipments, shops, and the company's documents."""
    assert told.before["rows"]["bigcartel_shipment"]
    changed = remains.differences(told.before["rows"], told.after["rows"])
    # A new field that is computed counts as a change of its record.
    assert [text for text in changed if " write_date: " not in text] == []


def test_an_upgraded_database_is_as_a_new_one(told):
    """Columns, constraints, indexes, and records, but for what people changed.

    Where this fails after a change, the addon needs another version and a migration.
    """
    manifest = ast.literal_eval((ADDON / "__manifest__.py").read_text())
    assert told.after["version"] == manifest["version"]
    assert told.missing == {"ir_cron_import_orders interval_number 10"}
    assert told.left_over == {"ir_cron_import_orders interval_number 7"}


def test_the_import_goes_on(told):
    assert told.after["states"] == told.before["states"]
    assert told.after["result"].endswith(" 1 failed")
    assert " 0 created " in told.after["result"]


def test_deliveries_and_what_is_told_go_on(told):
    assert told.after["in_the_end"] == {
        "told": "shipped",
        "untold": "shipped",
        "part": "done",
        "confirmed": "shipped",
        "linked": "shipped",
        "failed": "shipped",
        "draft": "to_link",
        "cancelled": "cancelled",
        "unpaid": "new",
        "error": "error",
        "ignored": "ignored",
    }
    shipped = {
        kind
        for kind, number in told.numbers.items()
        if told.remote.orders[number].shipping_status == "shipped"
    }
    assert shipped == {"told", "untold", "confirmed", "linked", "failed"}
