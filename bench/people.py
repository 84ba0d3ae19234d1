"""Who buys, and what: the same for both sides; imports no Odoo.

Each number is a customer of its own with an address of its own, made of the believable
ones of the sandbox, and an order of three lines.
"""

import random
from dataclasses import replace

from tests.sandbox.catalogue import stock_list
from tests.sandbox.customers import CUSTOMERS

LINES = 3
# States that Odoo knows: what it does not know makes a note on the order.
_PLACES = ("maya", "ben", "ruth", "hank", "joan", "zoe", "wade", "mia")
_FIRST = tuple(customer.first for customer in CUSTOMERS.values())
_LAST = tuple(customer.last for customer in CUSTOMERS.values())
_STREETS = ("Alder Ct", "Mission St", "Prospect Ave", "Irving St", "Water St")
_WARES = len(stock_list())


def customer(number):
    """Return the customer with a number."""
    place = CUSTOMERS[_PLACES[number % len(_PLACES)]]
    return replace(
        place,
        first=_FIRST[number % len(_FIRST)],
        last=_LAST[number // 7 % len(_LAST)],
        email=f"buyer.{number}@example.com",
        address_1=f"{number} {_STREETS[number % len(_STREETS)]}",
        phone=f"+1 503-555-{number % 10000:04d}" if number % 3 else None,
    )


def basket(number):
    """Return what is ordered: (place in the sandbox's `stock_list`, quantity) pairs."""
    dice = random.Random(number)
    return [
        (ware, dice.choice((1, 1, 1, 2, 3)))
        for ware in dice.sample(range(_WARES), LINES)
    ]
