"""Whatever Big Cartel may send, through client, mapping and import, twice."""

import copy
import math
import os

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.chaos import EVERYWHERE
from tests.chaos.mutations import MISSING, WRONG, places, put
from tests.connector.faulty import FaultyMixin
from tests.connector.importing import ImportCase
from tests.connector.soundness import SoundnessMixin
from tests.sandbox import Shop
from tests.strategies import JSON

# How many pages are tried: a fixed few in `make test`, others each time beyond.
EXAMPLES = int(os.environ.get("BIGCARTEL_EXAMPLES", 1000 if EVERYWHERE else 60))
MONEY = st.decimals("0", "400", places=2, allow_nan=False).map(str)
TEXTS = st.text(max_size=12)
ADDRESSES = st.fixed_dictionaries(
    {},
    optional={
        "address_1": TEXTS,
        "city": TEXTS,
        "state": TEXTS | st.sampled_from(["Oregon", "CA", "-"]),
        "zip": TEXTS,
        "country_id": st.sampled_from(["US", "FR", "JP", "XX", None]),
    },
)
CHANGES = st.tuples(
    st.floats(0, 1, exclude_max=True),
    st.one_of(st.just(MISSING), st.sampled_from(list(WRONG.values())), JSON),
)
ORDERS = st.fixed_dictionaries(
    {
        # Of what is sold, and how much of it.
        "lines": st.lists(
            st.tuples(st.integers(0, 3), st.integers(1, 5)), min_size=1, max_size=3
        ),
        "customer": st.sampled_from(["maya", "ben", "jana"]),
        "address": ADDRESSES,
        "discount": st.none() | st.sampled_from(["1.0", "0.01"]),
        "tax": MONEY,
        "shipping": MONEY,
        "note": TEXTS,
        "currency": st.sampled_from(["USD", "USD", "EUR", "JPY", "XBT"]),
        "payment_status": st.sampled_from(["completed", "completed", "pending"]),
        "changes": st.lists(CHANGES, max_size=4),
    }
)
PAGES = st.lists(ORDERS, min_size=1, max_size=3)
SETTINGS = settings(
    max_examples=EXAMPLES,
    derandomize=EXAMPLES <= 100,
    print_blob=True,
    # An import takes too long to look for a smaller example of what went wrong.
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


class TestRandomOrders(SoundnessMixin, FaultyMixin, ImportCase):
    def setUp(self):
        super().setUp()
        self.make_product("MUG")

    def make_remote(self):
        remote = Shop.empty()
        remote.add_product("Mug", "SKU:MUG", price="12.5")
        remote.add_product("Tee", options=["S", "M"], price="0.99")
        remote.add_product("Pin", price="1234.05")
        self.sold = [
            option.id
            for product in remote.products.values()
            for option in product.options
        ]
        return remote

    def place(self, lines, changes, **values):
        lines = [(self.sold[index], quantity) for index, quantity in lines]
        order = self.remote.place_order(lines, **values)
        order.rewrite = self.break_with(changes) if changes else None

    def break_with(self, changes):
        """Return a rewrite that makes these changes, each at a part of the way."""

        def rewrite(resource, included):
            holder = {"data": resource, "included": included}
            for part, value in changes:
                spots = [path for path in places(holder) if len(path) > 1]
                path = spots[math.floor(part * len(spots))]
                put(holder, path, copy.deepcopy(value))

        return rewrite

    @SETTINGS
    @given(PAGES)
    def test_nothing_raises_and_totals_are_equal_or_flagged(self, page):
        with self.starting_anew():
            for values in page:
                self.place(**values)
            self.run_import_job()
            self.assertEqual(self.shop.state, "connected", self.shop.last_error)
            self.assert_sound(self.since)
            before, digests = self.take(), self.get_orders().mapped("digest")
            self.run_import_job()
            self.assert_ledger(before)
            self.assertEqual(self.get_orders().mapped("digest"), digests)
            self.assertEqual(self.get_counts()["created"], 0)
