"""A sandbox Big Cartel shop: a small, real HTTP server that speaks API v1.

    with Sandbox() as sandbox:
        order = sandbox.shop.place_order()
        sandbox.faults.add("status", status=429, retry_after=1, path="/orders$")

``Shop`` says what can happen in a shop, ``Switches`` what is unknown about the
real API, ``faults.KINDS`` what can go wrong on the way. Every behaviour carries
its evidence in brackets (CAP captured, DOC official page, CODE public client, LIVE
third-party test, 3P third-party description, INF inferred, OPEN unknown).
"""

from .credentials import (
    ACCESS_TOKEN,
    ACCOUNT_ID,
    CLIENT_ID,
    CLIENT_SECRET,
    PASSWORD,
    SUBDOMAIN,
)
from .server import Sandbox
from .shop import Shop
from .switches import Switches
from .wire import ABSENT

__all__ = [
    "ABSENT",
    "ACCESS_TOKEN",
    "ACCOUNT_ID",
    "CLIENT_ID",
    "CLIENT_SECRET",
    "PASSWORD",
    "SUBDOMAIN",
    "Sandbox",
    "Shop",
    "Switches",
]
