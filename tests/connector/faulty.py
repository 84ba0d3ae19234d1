"""What the tests of faults share: one world, rolled back after each fault."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.addons.bigcartel_connector.api import Client

from tests.chaos import ledger
from tests.chaos.faults import SECONDS, lift

# A client that gives up before a fault does, and sits no pause out.
HASTY = {
    "timeout": (SECONDS / 2, SECONDS / 2),
    "retries": 1,
    "backoff": 0.001,
    "max_wait": 0.1,
}


class FaultyMixin:
    """For a connector's test case: to do everything again, with and without faults."""

    def setUp(self):
        super().setUp()
        self.since = self.env["res.partner"].search([], order="id desc", limit=1).id

    def make_remote(self):
        """Return the sandbox's shop as it is before each case; always the same."""
        raise NotImplementedError

    @contextmanager
    def starting_anew(self, remote=None):
        """What happens here and at Big Cartel is undone at the end."""
        remote = remote or self.make_remote()
        self.sandbox.shops[0] = self.remote = remote
        self.sandbox.requests.clear()
        self.env.flush_all()
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            lift(self.sandbox)
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    @contextmanager
    def faulty(self, fault, **place):
        """Let a fault happen to every request of a place, until the end."""
        armed = fault.arm(self.sandbox, **place)
        with patch.dict(Client.__init__.__kwdefaults__, HASTY):
            yield
        self.assertTrue(armed.hits, "the fault happened")
        lift(self.sandbox)

    def let_time_pass(self):
        """A pause is over, and somebody connected a shop that was refused."""
        self.shop.paused_until = False
        if self.shop.reconnect_required:
            self.shop.action_test_connection()

    def take(self):
        return ledger.take(self.shop, self.remote, self.since)

    def assert_ledger(self, expected, *parts):
        """What is written is what is expected; all of it unless parts are named."""
        self.assertEqual(self.take().differences(expected, *parts), [])

    def assert_nothing_half(self):
        found = ledger.audit(self.shop, self.remote, self.since)
        self.assertEqual(found.doubled + found.half + found.orphans, [])

    def assert_shop(self, effect):
        """The shop shows what a fault came to, with one activity if that is red."""
        shop, activities = self.shop, len(self.shop.activity_ids)
        states = {
            "outage": ("error", False, False, 1),
            "pause": ("connected", False, True, 0),
            "refused": ("error", True, False, 1),
            "none": ("connected", False, False, 0),
        }
        found = (
            shop.state,
            shop.reconnect_required,
            bool(shop.paused_until),
            activities,
        )
        self.assertEqual(found, states[effect])
