"""`make screenshots`: the pictures of README and Apps page, from a fresh demo."""

import os

from . import chromium, demo, demo_order, processes, progress
from .errors import SetupError
from .paths import CHECKOUT

# The pictures are of this moment, whenever they are taken.
_NOW = "2026-11-20T18:00:00+00:00"
_DELIVERED = "Imogen Hartley"


def run():
    """Take the pictures; a demo of its own runs meanwhile."""
    # The machine's own would draw with the fonts of the machine.
    os.environ.setdefault("BIGCARTEL_CHROMIUM", "debian")
    browser = chromium.ensure()
    os.environ["BIGCARTEL_DEMO"] = "screenshots"
    with demo.running(now=_NOW) as running:
        space = running.space
        try:
            _prepare(running)
            env = chromium.environment(space.venv.environment(), browser)
            command = [space.venv.python, "-m", "dev.camera", running.odoo_url]
            command += [demo.LOGIN, demo.PASSWORD, _NOW]
            if processes.call(command, env, cwd=CHECKOUT):
                raise SetupError("a picture could not be taken, see above")
        finally:
            progress.line("Stopping.")


def _prepare(running):
    """Bring the demo to the middle of a day."""
    user, shop = running.user, running.shop
    (admin,) = user.read("res.users", [("login", "=", demo.LOGIN)], "name")
    # No hints of Odoo's own over the screens.
    user.call("res.users", "write", [admin["id"]], {"tour_enabled": False})
    (order,) = user.read(
        *(
            "bigcartel.order",
            [("customer_name", "=", _DELIVERED), ("state", "=", "done")],
        ),
        *("name", "sale_order_id"),
        limit=1,
    )
    demo_order.deliver(user, order)
    demo_order.push(user, shop, order)
    # The demo's own address has another port each time.
    address = {
        "web.base.url": "https://odoo.example.com",
        "web.base.url.freeze": "True",
    }
    for name, value in address.items():
        user.call("ir.config_parameter", "set_param", name, value)
