"""Keeps the shops in a file, so that the demo's shop survives a restart."""

import dataclasses
import json
import os
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

from .records import Account, Order, Product
from .shop import Shop
from .switches import Switches
from .wire import ABSENT


class State:
    """One JSON file, written whole and swapped in."""

    def __init__(self, path):
        self.path = Path(path)

    def load_into(self, sandbox):
        if not self.path.exists():
            return
        kept = json.loads(self.path.read_text(encoding="utf-8"), object_hook=_from_json)
        sandbox.shops[:] = [_shop(values) for values in kept["shops"]]
        known = {field.name for field in dataclasses.fields(Switches)}
        switches = {k: v for k, v in kept["switches"].items() if k in known}
        sandbox.switches = Switches(**switches)

    def save(self, sandbox):
        kept = {
            "shops": [_values(shop) for shop in sandbox.shops],
            "switches": dataclasses.asdict(sandbox.switches),
        }
        text = json.dumps(kept, default=_to_json, ensure_ascii=False, indent=1)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=self.path.name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, self.path)


def _values(shop):
    with shop.lock:
        return {
            "account": _plain(shop.account),
            "password": shop.password,
            "access_token": shop.access_token,
            "revoked": shop.revoked,
            "products": [_plain(product) for product in shop.products.values()],
            "orders": [_plain(order) for order in shop.orders.values()],
            "counters": dict(shop.counters),
            "random": shop.random.getstate(),
        }


def _plain(record):
    """``rewrite`` is a function of a test: it is not kept."""
    if hasattr(record, "rewrite"):
        record = dataclasses.replace(record, rewrite=None)
    return dataclasses.asdict(record)


def _shop(values):
    shop = Shop(_record(Account, values["account"]), password=values["password"])
    shop.access_token = values["access_token"]
    shop.revoked = values["revoked"]
    for product in values["products"]:
        shop.products[product["id"]] = _record(Product, product)
    for order in values["orders"]:
        shop.orders[order["number"]] = _record(Order, order)
    shop.counters = Counter(values["counters"])
    version, words, gauss = values["random"]
    shop.random.setstate((version, tuple(words), gauss))
    return shop


def _record(cls, values):
    values = dict(values)
    for field in dataclasses.fields(cls):
        kind = field.metadata.get("of")
        if kind:
            values[field.name] = [_record(kind, row) for row in values[field.name]]
    return cls(**values)


def _to_json(value):
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    if value is ABSENT:
        return {"$absent": True}
    raise TypeError(f"cannot keep {value!r}")


def _from_json(values):
    if "$decimal" in values:
        return Decimal(values["$decimal"])
    return ABSENT if "$absent" in values else values
