"""Orders with a wrong value at any place: none stops another, and all heal."""

from itertools import islice

from tests.chaos import EVERYWHERE
from tests.chaos.mutations import WRONG, name_of, places, put
from tests.sandbox.serialize import Serializer

from .importing import ImportCase
from .soundness import SoundnessMixin

# What the orders of a page have in common comes along once: currency and country.
SHARED = 2
# How many broken orders come between two good ones.
STRETCH = 8


class TestWrongTypes(SoundnessMixin, ImportCase):
    def setUp(self):
        super().setUp()
        self.since = self.env["res.partner"].search([], order="id desc", limit=1).id
        self.make_product("MUG")
        self.remote.products.clear()
        self.mug = self.remote.add_product("Mug", "SKU:MUG").options[0].id
        self.tee = self.remote.add_product("Tee", options=["S"]).options[0].id

    def place(self, number, **values):
        """Place an order with all there is, of a customer of its own."""
        buyer = {
            "first_name": "Ada",
            "last_name": f"Byron {number}",
            "email": f"ada{number}@example.com",
            "shipping_address_1": f"{number} Alder Court",
            "shipping_city": "Portland",
            "shipping_state": "Oregon",
            "shipping_zip": "97214",
            "shipping_country_id": "US",
        }
        return self.remote.place_order(
            [(self.mug, 2), (self.tee, 1)],
            customer=buyer,
            discount=("5.0", "[SPRING] Spring"),
            tax="1.25",
            shipping="4.0",
            note="Ring twice",
            **values,
        )

    def get_places(self):
        """Every place of an order's own part of a document."""
        writer = Serializer(self.remote, self.sandbox.switches, "", "")
        order = self.place(1)
        del self.remote.orders[order.number]
        resource, included = writer.order(order)
        holder = {"data": resource, "included": included[SHARED:]}
        # Under another number it would be another order.
        return [path for path in places(holder) if path != ("data", "id")]

    def break_at(self, path, value):
        """Return a rewrite that puts a value at a place of a document."""

        def rewrite(resource, included):
            put({"data": resource, "included": included[SHARED:]}, path, value)

        return rewrite

    def choose(self):
        """Which wrong value stands where; in `make test` one for each place."""
        kinds = list(WRONG.items())
        for index, path in enumerate(self.get_places()):
            if len(path) > 1:
                chosen = kinds if EVERYWHERE else [kinds[index * 5 % len(kinds)]]
                yield from ((path, name, value) for name, value in chosen)

    def test_no_order_stops_another_and_all_heal(self):
        choices = self.choose()
        while batch := list(islice(choices, 250)):
            with self.subTest(name_of(batch[0][0])), self.env.cr.savepoint() as undo:
                self.check(batch)
                undo.rollback()

    def check(self, batch):
        self.remote.orders.clear()
        good, broken = [], {}
        for number, (path, name, value) in enumerate(batch):
            if number % STRETCH == 0:
                good.append(self.place(number + 2).number)
            order = self.place(1, rewrite=self.break_at(path, value))
            broken[order.number] = f"{name} at {name_of(path)}"
        self.run_import_job()
        self.assertEqual(self.shop.state, "connected")
        self.assert_sound(self.since)
        for number in good:
            order = self.get_order(number)
            self.assertEqual(order.state, "to_link")
            self.assertEqual(order.amount_difference, 0)
        self.assertEqual(
            set(self.get_orders().mapped("name")), {*good, *broken}, "each one once"
        )
        self.heal(broken)

    def heal(self, broken):
        """Import the same orders with sound documents."""
        for order in self.remote.orders.values():
            order.rewrite = None
        self.run_import_job()
        self.assert_sound()
        for number, what in broken.items():
            order = self.get_order(number)
            self.assertEqual(order.state, "to_link", (what, order.error))
            self.assertEqual(len(order.sale_order_id), 1, what)
