"""What the tests of the import share: its scheduled action, and what it counted."""

import itertools
import re
from datetime import datetime, timedelta, timezone

from .common import ConnectorCase
from .delivering import impatient

COUNTS = ("fetched", "created", "updated", "unchanged", "waiting", "failed")


class ImportCase(ConnectorCase):
    def setUp(self):
        super().setUp()
        self.enterContext(impatient())
        # One order a minute, so that the order of the orders is known.
        moments = itertools.count()
        start = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
        self.remote.clock = lambda: start + timedelta(minutes=next(moments))
        self.job = self.env.ref("bigcartel_connector.ir_cron_import_orders")
        self.mug = self.remote.add_product("Mug", price="12.50").options[0].id

    def place(self, **values):
        """Place an order of one mug; return its number."""
        values.setdefault("customer", "maya")
        return self.remote.place_order([(self.mug, 1)], **values).number

    def place_many(self, count):
        return [self.place() for _number in range(count)]

    def run_import_job(self):
        """Run the scheduled action as Odoo does, in a loop that commits."""
        with self.enter_registry_test_mode():
            self.assertIs(self.job.method_direct_trigger(), True, "nothing may raise")
        self.env.invalidate_all()

    def get_counts(self):
        """Return what the last run counted, after checking that it adds up."""
        texts = re.findall(r"(\d+) (\w+)", self.shop.last_result)
        counts = {name: int(number) for number, name in texts}
        self.assertEqual(tuple(counts), COUNTS)
        parts = [counts[name] for name in COUNTS[1:]]
        self.assertEqual(counts["fetched"], sum(parts), self.shop.last_result)
        return counts

    def assert_counts(self, **expected):
        """Check what the last run counted; what is not named was zero."""
        self.assertEqual(self.get_counts(), {**dict.fromkeys(COUNTS, 0), **expected})

    def get_orders(self, **values):
        domain = [("backend_id", "=", self.shop.id)]
        domain += [(name, "=", value) for name, value in values.items()]
        return self.env["bigcartel.order"].search(domain)
