"""The addon installs itself beside the queue, and leaves a connector that works."""

import pytest

from dev import workspace
from tests.upgrade import process


@pytest.fixture(scope="module")
def space():
    with workspace.opened() as space:
        yield space


def test_it_installs_itself_where_the_job_queue_is(space):
    """Only `queue_job` was asked for when this database was made."""
    databases = space.databases
    states = (
        "SELECT state FROM ir_module_module WHERE name = 'bigcartel_connector_queue'"
    )
    sql = space.server.sql
    assert sql(states, database=databases.queue()) == ["installed"]
    # Without it, the second addon is in the list of apps at most.
    assert sql(states, database=databases.addon()) in ([], ["uninstalled"])


def test_uninstalled_it_leaves_scheduled_actions_that_import(space):
    databases = space.databases
    with databases.temporary("queue_gone", databases.queue()) as database:
        told, log = process.play(space, database, "tests.queue.uninstalling")
    assert told["queued"] == [["_job_bigcartel_import", "pending"]]
    assert told["left"] == [["_job_bigcartel_import", "cancelled"]]
    assert told["names"] == []
    assert told["orders"] == ["to_link", "to_link"]
    assert "ERROR" not in log
