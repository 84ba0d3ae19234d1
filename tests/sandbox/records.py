"""The shop's records, held plainly: a test may set any field of any of them.

Money is ``Decimal``; moments are text as on the wire, so they also sort; ids are
text [CAP]. ``raw`` has the last word over what is sent (see ``wire.apply_raw``).
"""

from dataclasses import dataclass, field
from decimal import Decimal

from .wire import new_raw

ZERO = Decimal(0)


@dataclass
class Account:
    """The shop as ``GET /v1/accounts`` shows it [CAP, MIND 2026]."""

    id: str
    subdomain: str
    store_name: str
    contact_email: str = "hello@example.com"
    description: str = ""
    first_name: str = "Robin"
    last_name: str = "Example"
    currency: str = "USD"
    country: str = "US"
    time_zone: str = "America/Los_Angeles"
    plan: str = "platinum"
    inventory_enabled: bool = True
    created_at: str = "2019-03-04T17:20:00.000Z"
    updated_at: str = "2026-01-05T09:00:00.000Z"
    raw: dict = field(default_factory=new_raw)
    source: dict | None = None


@dataclass
class Option:
    """One variant; a product without variants has exactly one, ``Default`` [CAP]."""

    id: str
    name: str
    price: Decimal
    quantity: int | None = 0
    sold: int = 0
    raw: dict = field(default_factory=new_raw)


@dataclass
class Product:
    id: str
    name: str
    description: str = ""
    options: list = field(default_factory=list, metadata={"of": Option})
    permalink: str = ""
    status: str = "active"
    on_sale: bool = False
    category: str = "Prints"
    position: int = 1
    picture: str = "box"
    created_at: str = "2025-03-01T12:00:00.000Z"
    updated_at: str = "2025-03-01T12:00:00.000Z"
    deleted: bool = False
    raw: dict = field(default_factory=new_raw)
    source: dict | None = None


@dataclass
class Line:
    """An ``order_line_items`` row: name and price as they were when sold."""

    id: str
    product_id: str | None
    option_id: str | None
    product_name: str
    product_option_name: str
    quantity: int
    price: Decimal
    quantity_shipped: int = 0
    tax_total: Decimal = ZERO
    category_names: list = field(default_factory=list)
    image_url: str | None = None
    raw: dict = field(default_factory=new_raw)

    @property
    def total(self):
        return self.price * self.quantity

    @property
    def quantity_unshipped(self):
        return max(self.quantity - self.quantity_shipped, 0)


@dataclass
class Adjustment:
    """``kind`` is shipping, tax or discount; ``amount`` is never negative [sample]."""

    id: str
    kind: str
    amount: Decimal
    label: str | None = None
    raw: dict = field(default_factory=new_raw)


@dataclass
class Transaction:
    id: str
    amount: Decimal
    label: str = "Visa ending in 4242"
    processor: str = "stripe"
    processor_id: str = ""
    kind: str = "payments"
    raw: dict = field(default_factory=new_raw)


@dataclass
class Event:
    """[CAP] ``identifier`` is ``payment_status`` or ``shipping_status``."""

    id: str
    created_at: str
    message: str
    identifier: str
    raw: dict = field(default_factory=new_raw)


@dataclass
class Order:
    """One order.

    ``shipping_status`` here is ``unshipped``, ``partially_shipped`` or ``shipped``
    (what goes on the wire for a partial one is a switch). ``state`` is ``open``,
    ``cancelled`` or ``refunded``: no such attribute was ever seen in the API.
    ``source`` holds a captured document that is served unchanged; ``rewrite`` is
    called with (resource, included) just before they are sent.
    """

    number: str
    customer_first_name: str = ""
    customer_last_name: str = ""
    customer_email: str = ""
    customer_phone_number: str | None = None
    customer_opted_in_to_marketing: bool = False
    customer_note: str = ""
    shipping_address_1: str | None = None
    shipping_address_2: str | None = None
    shipping_city: str | None = None
    shipping_state: str | None = None
    shipping_zip: str | None = None
    shipping_country_id: str | None = None
    currency: str = "USD"
    lines: list = field(default_factory=list, metadata={"of": Line})
    adjustments: list = field(default_factory=list, metadata={"of": Adjustment})
    transactions: list = field(default_factory=list, metadata={"of": Transaction})
    events: list = field(default_factory=list, metadata={"of": Event})
    shipments: list = field(default_factory=list)
    item_total: Decimal = ZERO
    discount_total: Decimal = ZERO
    shipping_total: Decimal = ZERO
    tax_total: Decimal = ZERO
    total: Decimal = ZERO
    tax_remitted_by_big_cartel: Decimal | None = None
    payment_status: str = "completed"
    shipping_status: str = "unshipped"
    created_at: str = ""
    updated_at: str = ""
    completed_at: str | None = None
    pickup: bool = False
    state: str = "open"
    raw: dict = field(default_factory=new_raw)
    source: dict | None = None
    rewrite: object = field(default=None, repr=False, compare=False)

    @property
    def id(self):
        return self.number

    @property
    def item_count(self):
        """[CAP, SHAFER-CSV] units, not lines."""
        return sum(line.quantity for line in self.lines)

    def line(self, line_id):
        return next((line for line in self.lines if line.id == line_id), None)

    def settle(self):
        """Make the totals agree with lines and adjustments [CAP, facts 1.6]."""
        self.item_total = sum((line.total for line in self.lines), ZERO)
        for kind in ("discount", "shipping", "tax"):
            amounts = [a.amount for a in self.adjustments if a.kind == kind]
            setattr(self, f"{kind}_total", sum(amounts, ZERO))
        self.total = (
            self.item_total + self.shipping_total + self.tax_total - self.discount_total
        )
        return self
