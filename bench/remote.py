"""The sandbox shop in a process of its own, so that its time is not ours.

Pages of orders are made before they are asked for: what is measured does not wait for
the sandbox.
"""

import multiprocessing
import sys
import threading
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path

from tests.sandbox import Sandbox, Shop
from tests.sandbox.catalogue import ITEMS, products, stock_list

from .people import basket, customer

_ADDON = Path(__file__).resolve().parent.parent / "bigcartel_connector"


class Remote:
    """The handle that the measuring process has; a context manager.

    Its methods are those of `_Server`.
    """

    def __enter__(self):
        context = multiprocessing.get_context("spawn")
        self._wire, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self.url = self._wire.recv()
        return self

    def __exit__(self, *exc):
        self._wire.close()
        self._process.join(10)
        if self._process.is_alive():
            self._process.kill()

    def open_shop(self, account, first, count, beside=False):
        """Open a shop with orders of the customers numbered from ``first`` on.

        :param bool beside: whether the shops before it stay open
        :return: its access token
        """
        return self._call("open_shop", account, first, count, beside)

    def get_orders(self):
        """Return what Big Cartel knows: {account: {number: shipping status}}."""
        return self._call("get_orders")

    def count_writes(self):
        """Return a Counter of the orders' numbers: how often each was told of."""
        return self._call("count_writes")

    def tally(self):
        """Return what was asked for since the last time, and forget it.

        :return: a Counter of ``orders`` (pages), ``products`` (pages), ``shipments``,
            ``other`` and ``connections`` (opened)
        """
        return self._call("tally")

    def _call(self, name, *arguments):
        self._wire.send((name, arguments))
        went_well, result = self._wire.recv()
        if not went_well:
            raise RuntimeError(f"the sandbox shop: {result}")
        return result


def _serve(wire):
    """Serve until the measuring process hangs up."""
    with _Prepared() as sandbox:
        server = _Server(sandbox)
        wire.send(sandbox.url)
        while True:
            try:
                name, arguments = wire.recv()
            except EOFError:
                return
            try:
                wire.send((True, getattr(server, name)(*arguments)))
            except Exception as error:
                wire.send((False, repr(error)))


class _Prepared(Sandbox):
    """A sandbox that remembers its answers until something is written."""

    def __init__(self):
        super().__init__(Shop.empty("1"))
        self._known = {}
        self._guard = threading.Lock()

    def answer(self, request):
        if request.method != "GET":
            self.forget()
            return super().answer(request)
        key = (request.target, request.credential, request.host)
        known = self._known.get(key)
        if not known:
            known = super().answer(request)
            if known.status == 200:
                with self._guard:
                    self._known[key] = known
        return known

    def forget(self):
        with self._guard:
            self._known.clear()


class _Server:
    """What the measuring process asks for, in the process of the sandbox."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.connections = 0

    def open_shop(self, account, first, count, beside):
        self.sandbox.forget()
        shop = Shop.empty(account, f"shop{account}")
        shop.products = {product.id: product for product in products()}
        if not beside:
            # Whoever was served before is not asked for any more.
            self.sandbox.shops.clear()
        self.sandbox.add_shop(shop)
        wares = _wares(shop)
        began = datetime.now(timezone.utc) - timedelta(minutes=count)
        for number in range(count):
            placed = began + timedelta(minutes=number)
            shop.clock = lambda placed=placed: placed
            shop.place_order(
                [(wares[ware], units) for ware, units in basket(first + number)],
                customer=customer(first + number),
                # Lines of their own: three lines are three.
                shipping=0,
                tax=0,
            )
        self._rehearse(shop)
        self.tally()
        return shop.access_token

    def _rehearse(self, shop):
        """Walk the list as the addon's own client does, so that it is ready."""
        sys.path.insert(0, str(_ADDON))
        from api import Client

        with Client(
            self.sandbox.url, account_id=shop.account.id, token=shop.access_token
        ) as client:
            for _page in client.iter_order_pages():
                pass
            for _page in client.iter_product_pages():
                pass

    def get_orders(self):
        return {
            shop.account.id: {
                number: order.shipping_status for number, order in shop.orders.items()
            }
            for shop in self.sandbox.shops
        }

    def count_writes(self):
        return Counter(
            request.path.split("/orders/")[1].split("/")[0]
            for request in self.sandbox.requests
            if request.method != "GET"
        )

    def tally(self):
        counts = Counter(_kind(request) for request in self.sandbox.requests)
        self.sandbox.requests.clear()
        counts["connections"] = self.sandbox.accepted - self.connections
        self.connections = self.sandbox.accepted
        return counts


def _wares(shop):
    """Return the options of a shop in the order of `stock_list`."""
    options = {}
    for product, item in zip(shop.products.values(), ITEMS, strict=True):
        for option in product.options:
            name = option.name if item.options else ""
            options[item.name, name] = option.id
    return [options[name, option] for _sku, name, option, _price in stock_list()]


def _kind(request):
    words = request.path.rstrip("/").split("/")
    if words[-1] in ("orders", "products"):
        return words[-1]
    return "shipments" if "shipments" in words or "orders" in words else "other"
