"""What Big Cartel sends, as small read-only objects.

Texts are stripped and never None (missing text is ""). Money is `Decimal` in the
order's own currency. Moments are aware datetimes in UTC, or None. Ids are strings.
Which attribute exists since when: developers.bigcartel.com/api/v1 and captured
answers (2015); unknown attributes are kept in :attr:`Order.document` only.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Account:
    """A shop: `GET /v1/accounts`.

    `currency` is an ISO 4217 code and `country` an ISO 3166-1 alpha-2 code; like the
    other fields they are None when Big Cartel does not say.
    """

    id: str
    store_name: str | None = None
    subdomain: str | None = None
    url: str | None = None
    contact_email: str | None = None
    currency: str | None = None
    country: str | None = None
    time_zone: str | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """Who bought. Big Cartel has no customer ids: the e-mail is all there is."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where it goes. `state` is mostly a full name, sometimes a code.

    `country_code` is ISO 3166-1 alpha-2 in capitals, or "".
    """

    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country_code: str = ""
    country_name: str = ""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One sold line. Two lines of one order may hold the same option: key on `id`.

    `price` is for one unit. `option_name` is "" for a product without options.
    `quantity_shipped` and `quantity_unshipped` are None where not told.
    """

    id: str
    product_id: str | None
    option_id: str | None
    product_name: str
    option_name: str
    quantity: int
    price: Decimal
    total: Decimal
    image_url: str = ""
    quantity_shipped: int | None = None
    quantity_unshipped: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the order's activity, e.g. "Marked as shipped"."""

    created_at: datetime | None
    message: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Order:
    """An order: `GET /v1/accounts/{a}/orders/{number}`.

    `number` is the id and what people see, e.g. `NGRP-090092`. `payment_status` and
    `shipping_status` are as sent (known: completed, unpaid, pending, failed, invalid;
    shipped, unshipped): unknown values are no error. `currency` is an ISO 4217 code
    or "". `total = item_total + shipping_total + tax_total - discount_total` in every
    captured order; `discount_total` is positive. `tax_remitted` is the part of the
    tax that Big Cartel pays to the state itself, None where not told.

    How Big Cartel shows a cancellation or a refund is not documented. `status` is an
    attribute of that name, "" where there is none. `refunds` are the amounts of
    transactions whose type says refund, positive, None where none can be read.

    `document` is a JSON:API document that holds this order and only what it refers
    to, to be read and not changed: what orders of a page have in common is there
    once. `parse_order(document)` gives an equal order. `digest` is the SHA-256 (hex) of
    its canonical JSON, to see whether anything changed.
    """

    number: str
    payment_status: str
    shipping_status: str
    created_at: datetime | None
    updated_at: datetime | None
    completed_at: datetime | None
    customer: Customer
    address: Address
    currency: str
    item_total: Decimal
    shipping_total: Decimal
    tax_total: Decimal
    discount_total: Decimal
    total: Decimal
    tax_remitted: Decimal | None
    lines: tuple[OrderLine, ...]
    discount_code: str = ""
    discount_label: str = ""
    shipping_label: str = ""
    events: tuple[Event, ...] = ()
    status: str = ""
    refunds: tuple[Decimal | None, ...] = ()
    document: dict = field(default_factory=dict, repr=False, hash=False)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class OrderHead:
    """What tells whether an order of a page has to be read; fields as in `Order`."""

    number: str | None
    payment_status: str
    shipping_status: str
    status: str
    refunds: tuple[Decimal | None, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class UnreadableOrder:
    """An order of a page that could not be read, with the reason for a person.

    `number` is None when even that is missing; `document` as in :class:`Order`.
    """

    number: str | None
    reason: str
    document: dict = field(default_factory=dict, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class OrderPage:
    """A page of orders. `count` is how many the API says match in all, or None.

    `listed` is false for orders that were asked for one by one. `unchanged` are the
    numbers of those that did not have to be read. `end` is how many orders of the
    list there are up to the end of this page.
    """

    orders: tuple[Order, ...]
    unreadable: tuple[UnreadableOrder, ...] = ()
    count: int | None = None
    listed: bool = True
    unchanged: tuple[str, ...] = ()
    end: int = 0

    @property
    def numbers(self):
        """The numbers of its orders, as far as they are known."""
        rows = (*self.orders, *self.unreadable)
        return [*self.unchanged, *(row.number for row in rows if row.number)]


@dataclass(frozen=True, slots=True)
class ProductOption:
    """A variant that can be bought. `price` is None where not told."""

    id: str
    name: str
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """A product: `GET /v1/accounts/{a}/products`. `description` may hold markup.

    `status` is as sent (known: active, hidden, sold_out, coming_soon).
    """

    id: str
    name: str = ""
    description: str = ""
    status: str = ""
    image_url: str = ""
    options: tuple[ProductOption, ...] = ()

    @property
    def has_options(self):
        """Whether a buyer had something to choose.

        A product always has an option; the only one of a product without variants is
        called "Default" (captured answers, 5 of 5).
        """
        if len(self.options) != 1:
            return bool(self.options)
        return self.options[0].name.casefold() not in ("", "default")


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A page of products. `count` is how many the API says there are, or None."""

    products: tuple[Product, ...]
    count: int | None = None


@dataclass(frozen=True, slots=True)
class ShipmentItem:
    """`quantity` units of the order line `line_id` in a shipment."""

    line_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Shipment:
    """A shipment of an order. What the API answers here is not documented: every
    field but the id may be empty."""

    id: str
    carrier: str = ""
    tracking_number: str = ""
    tracking_url: str = ""
    items: tuple[ShipmentItem, ...] = ()
