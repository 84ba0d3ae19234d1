"""Uninstalling in Apps and installing again: what stays, what goes, what is known."""

import re

import pytest

from dev import workspace

from . import process

# That a record was written to, and what Odoo compares a line's price with.
BOOKKEEPING = re.compile(r" (write_date|technical_price_unit): ")
# Odoo keeps the name of the addon that it could install, also as what the second addon
# needs, and knows by their external identifiers the products that it could not delete.
KEPT_BY_ODOO = re.compile(
    r"ir_module_module(_dependency)?\.|ir_model_data\.name: module_"
    r"|ir_model_data\.module: "
)


@pytest.fixture(scope="module")
def told():
    with workspace.opened() as space:
        databases = space.databases
        with databases.temporary("uninstall", databases.addon()) as database:
            return process.play(space, database, "tests.upgrade.uninstalling")[0]


def test_orders_contacts_deliveries_and_invoices_stay_as_they_are(told):
    changed = [text for text in told["changed"] if not BOOKKEEPING.search(text)]
    unused = [text for text in changed if re.match(r"product_\w+ \d+ is gone", text)]
    # Nothing had discounts or tax: those two helper products, and their templates.
    assert len(unused) == 4
    assert changed == unused


def test_nothing_of_the_connector_stays_in_the_database(told):
    assert told["names"] == []
    texts = [text for text in told["texts"] if not KEPT_BY_ODOO.match(text)]
    assert texts == []


def test_no_credential_stays(told):
    assert told["secrets"] == []


def test_activities_of_people_stay_and_ours_go(told):
    assert told["activities"] == ["Thank them"]


def test_documents_can_be_worked_on_without_the_connector(told):
    """The story itself delivers, confirms and edits; prices stay when it does."""
    assert told["used"]["confirmed"] == [["sale", ["confirmed"]]]
    assert told["worked"]["confirmed"] == [["sale", ["done"]]]
    assert told["worked"]["linked"] == [["sale", ["confirmed"]]]


def test_helper_products_on_orders_are_the_same_ones_when_installed_again(told):
    assert len(told["helpers"]) == 2
    assert len(told["helpers_again"]) == 4
    assert set(told["helpers"]) < set(told["helpers_again"])


def test_orders_are_known_again_and_not_imported_twice(told):
    assert told["result"] == (
        "10 fetched = 0 created + 0 updated + 8 unchanged + 1 waiting + 1 failed"
    )
    # Three of them were told meanwhile.
    assert told["result_later"] == (
        "7 fetched = 0 created + 0 updated + 5 unchanged + 1 waiting + 1 failed"
    )
    assert told["shown"] == told["worked"]
    assert [
        text for text in told["changed_again"] if not BOOKKEEPING.search(text)
    ] == []
    assert told["orders"] == {
        # Shipped there before: it does not come again.
        "told": [False, False],
        "untold": ["done", "1 / 1"],
        "failed": ["done", "1 / 1"],
        "part": ["done", "1 / 1"],
        "confirmed": ["done", "2 / 2"],
        "linked": ["done", "1 / 1"],
        "draft": ["to_link", "1 / 2"],
        "unpaid": ["new", ""],
        "error": ["error", ""],
        "cancelled": ["cancelled", "1 / 1"],
        "ignored": ["cancelled", "1 / 1"],
    }


def test_what_was_delivered_meanwhile_is_told_and_nothing_twice(told):
    assert told["statuses"] == {
        "told": "shipped",
        "untold": "shipped",
        "failed": "shipped",
        "part": "partially_shipped",
        "confirmed": "shipped",
        "draft": "unshipped",
        "linked": "unshipped",
        "cancelled": "unshipped",
        "unpaid": "unshipped",
        "error": "unshipped",
        "ignored": "unshipped",
    }
    assert sum(told["shipments"].values()) == told["shipments"]["part"] == 1
