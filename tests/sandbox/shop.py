"""A Big Cartel shop: what it sells, what was ordered, and what happens to it.

Every method is safe to call from any thread, while the sandbox serves the shop.
Moments are ``shop.now()``; set ``shop.clock`` to a function to choose them.
"""

import random
import re
import threading
from collections import Counter
from datetime import datetime, timezone

from . import believable, documents
from .credentials import ACCOUNT_ID, PASSWORD, SUBDOMAIN, token_of
from .fulfilment import Fulfilment
from .ordering import Till, number_for
from .records import Account, Option, Order, Product
from .wire import decimal, stamp


class Shop:
    """One shop. ``orders`` and ``products`` are dicts by number and by id."""

    def __init__(self, account, *, password=PASSWORD, access_token=None):
        self.lock = threading.RLock()
        self.account = account
        self.password = password
        self.access_token = access_token or token_of(account.id)
        self.revoked = False
        self.products = {}
        self.orders = {}
        self.clock = lambda: datetime.now(timezone.utc)
        self.random = random.Random(account.id)
        self.counters = Counter()
        self._till = Till(self)
        self._fulfilment = Fulfilment(self)

    def __repr__(self):
        return f"<Shop {self.account.subdomain} ({self.account.id})>"

    # --- how a shop is made ---

    @classmethod
    def empty(cls, account_id=ACCOUNT_ID, subdomain=SUBDOMAIN, **values):
        """A shop without products or orders.

        ``values``: any field of ``Account`` (currency, country, time_zone...),
        ``password`` and ``access_token``.
        """
        keys = ("password", "access_token")
        secrets = {key: values.pop(key) for key in keys if key in values}
        values.setdefault("store_name", subdomain.capitalize())
        return cls(Account(str(account_id), subdomain, **values), **secrets)

    @classmethod
    def believable(cls, now=None, **values):
        """Seventeen products and forty orders; the same every time.

        ``now``: the moment the history ends at, a fixed one by default.
        """
        return believable.build(cls, now, **values)

    @classmethod
    def from_documents(cls, account=None, products=None, orders=None, **options):
        """Serve captured documents unchanged; see ``documents.build``."""
        return documents.build(cls, account, products, orders, **options)

    # --- credentials ---

    def accepts(self, scheme, credential):
        """Whether ``subdomain:password`` or a bearer token opens this shop."""
        if self.revoked:
            return False
        if scheme == "basic":
            return credential == f"{self.account.subdomain}:{self.password}"
        known = self.access_token is not None
        return scheme == "bearer" and known and credential == self.access_token

    def revoke(self):
        """From now on every request gets 401, whatever its credential."""
        self.revoked = True

    def restore(self):
        self.revoked = False

    # --- the catalogue ---

    def add_product(self, name, description="", options=(), price="10.0", **fields):
        """A new product; ``options`` are names, or (name, price) pairs."""
        with self.lock:
            product = Product(self.new_id(), name, description, **fields)
            product.permalink = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
            product.position = len(self.products) + 1
            product.created_at = product.updated_at = stamp(self.now())
            for option in options or ("Default",):
                label, cost = option if isinstance(option, tuple) else (option, price)
                product.options.append(
                    Option(self.new_id(), label, decimal(cost), quantity=25)
                )
            self.products[product.id] = product
            return product

    def delete_product(self, product_id):
        """Gone from the catalogue; its order lines stay (facts 5.3)."""
        with self.lock:
            self.products[str(product_id)].deleted = True

    def find_sold(self, ref):
        """(product, option) of an option id, a product id, or its object."""
        key = str(getattr(ref, "id", ref))
        for product in self.products.values():
            for option in product.options:
                if key in (option.id, product.id):
                    return product, option
        raise LookupError(f"no product or option {key}")

    # --- orders ---

    def place_order(
        self,
        lines=None,
        *,
        customer=None,
        address=None,
        note="",
        discount=None,
        tax=None,
        shipping=None,
        payment_status="completed",
        **overrides,
    ):
        """A new order; returns it.

        ``lines``: (product or option id, quantity) pairs; None picks some.
        ``customer``: a key of ``CUSTOMERS``, a ``Customer`` or a dict of
        first_name, last_name, email, phone_number; None picks one. ``address``:
        dict of address_1, city, state, zip, country_id... laid over the
        customer's. ``discount``: an amount, or (amount, "[CODE] label").
        ``tax`` and ``shipping``: amounts; None computes believable ones.
        ``overrides``: any field of ``Order``, set last, with no check.
        """
        with self.lock:
            order = self._till.build(
                lines, customer, address, note, discount, tax, shipping, payment_status
            )
            for name, value in overrides.items():
                if not hasattr(order, name):
                    raise AttributeError(f"an order has no {name!r}")
                setattr(order, name, stamp(value))
            return self.file(order)

    def file(self, order: Order):
        """Add a ready-made order; ``orders`` keeps the newest last."""
        with self.lock:
            self.orders[order.number] = order
            return order

    def pay(self, number):
        """The payment of an unpaid or pending order comes in."""
        with self.lock:
            self._till.pay(self.orders[number])

    def cancel(self, number):
        """Cancelled by the seller; how the API shows it is a switch."""
        with self.lock:
            self._end(number, "cancelled")

    def refund(self, number):
        """Refunded in full; how the API shows it is a switch."""
        with self.lock:
            self._end(number, "refunded")

    def _end(self, number, state):
        order = self.orders[number]
        order.state = state
        order.updated_at = stamp(self.now())

    def vanish(self, number):
        """The order is no longer there at all: 404."""
        with self.lock:
            return self.orders.pop(number)

    def edit_address(self, number, **fields):
        """The seller edits address or contact [DOC help]; names as in ``Order``,
        with or without ``shipping_``."""
        with self.lock:
            order = self.orders[number]
            for name, value in fields.items():
                known = f"shipping_{name}"
                known = known if hasattr(order, known) else name
                if not hasattr(order, known):
                    raise AttributeError(f"an order has no {name!r}")
                setattr(order, known, value)
            order.updated_at = stamp(self.now())
            return order

    def mark_shipped(self, number):
        """Marked as shipped by hand, without tracking."""
        with self.lock:
            self._fulfilment.mark(self.orders[number], "shipped")

    def mark_unshipped(self, number):
        with self.lock:
            self._fulfilment.mark(self.orders[number], "unshipped")

    @property
    def fulfilment(self):
        """For the server: shipments (see ``fulfilment.Fulfilment``)."""
        return self._fulfilment

    @property
    def shipments(self):
        """{order number: its shipments as posted, with their id}."""
        with self.lock:
            return {n: list(o.shipments) for n, o in self.orders.items()}

    @property
    def events(self):
        """Every order's events as (number, message, identifier), oldest first."""
        with self.lock:
            rows = [
                (event.created_at, number, event.message, event.identifier)
                for number, order in self.orders.items()
                for event in order.events
            ]
        return [row[1:] for row in sorted(rows, key=lambda row: row[0])]

    def note_event(self, order, message, identifier):
        self._till.note_event(order, message, identifier)

    # --- numbers and moments ---

    def now(self):
        return self.clock()

    def new_id(self):
        """[CAP] ids are text; here one counter serves every type."""
        with self.lock:
            self.counters["id"] += 1
            return str(540_000_000 + 7 * self.counters["id"])

    def new_number(self):
        with self.lock:
            while True:
                self.counters["order"] += 1
                number = number_for(self.account.id, self.counters["order"])
                if number not in self.orders:
                    return number
