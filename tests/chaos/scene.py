"""A sandbox shop, the shop in Odoo that is connected to it, and what happens there."""

import itertools
import time

from tests.sandbox import Sandbox, Shop

from .worker import PATIENT, Worker, transaction

API_URL = "bigcartel_connector.api_url"
PRODUCTS = {"MUG": "12.50", "TEE": "24.00", "CAP": "18.90", "BAG": "9.99"}
_accounts = itertools.count(880001)


class Scene:
    """One shop there and here; a context manager.

    :param chance: `random.Random`, which decides everything that is left to chance
    """

    def __init__(self, chance):
        self.chance = chance
        self.account = str(next(_accounts))
        self.sandbox = Sandbox(Shop.empty(self.account))
        self.remote = self.sandbox.shop
        # A whole shipment told twice is a double there, and no error that hides it.
        self.sandbox.switches.duplicate_shipment = "accept"
        self.sandbox.switches.max_page_limit = 5
        # (e-mail, street) of addresses that were right until the seller corrected them.
        self.replaced = set()
        # Orders of which something has left.
        self.delivered = set()
        # Orders that the seller shipped or deleted there, which ends what we know.
        self.withdrawn = set()
        self._tracking = itertools.count(1)

    def __enter__(self):
        self.sandbox.start()
        self.options = []
        for name, price in PRODUCTS.items():
            self.offer(name, price)
        with transaction() as env:
            partners = env["res.partner"].with_context(active_test=False)
            self.last_partner_id = partners.search([], order="id desc", limit=1).id
            env["ir.config_parameter"].set_param(API_URL, self.sandbox.url)
            env.ref("base.USD").active = True
            for name in PRODUCTS:
                _make_product(env, name)
            shop = env["bigcartel.backend"].create(
                {"account_id": self.account, "access_token": self.remote.access_token}
            )
            shop.action_test_connection()
            self.shop_id = shop.id
        return self

    def __exit__(self, *exc):
        if not any(exc):
            with transaction() as env:
                self.get_shop(env).active = False
        self.sandbox.stop()

    def get_shop(self, env):
        return env["bigcartel.backend"].browse(self.shop_id)

    # --- what people do ---

    def offer(self, name, price):
        """Have the seller offer something; return what can be ordered.

        :param str name: the reference of our product
        """
        product = self.remote.add_product(name, f"SKU:{name}", price=price)
        self.options.append(product.options[0].id)
        return product.options[0].id

    def offer_more(self):
        """Have the seller offer what was never sold; return what can be ordered."""
        name = f"NEW-{self.account}-{len(self.options)}"
        with transaction() as env:
            _make_product(env, name)
        return self.offer(name, "7.25")

    def reconnect(self):
        """Have a person connect a shop again that was refused."""
        with transaction() as env:
            shop = self.get_shop(env)
            if shop.reconnect_required:
                shop.action_test_connection()

    def place(self, count):
        """Have customers place orders; some of them buy again, some pay later."""
        for number in range(count):
            paid = self.chance.choice(("completed",) * 7 + ("unpaid",))
            chosen = self.chance.sample(self.options, self.chance.randint(1, 3))
            buyer = self.chance.randint(1, 30)
            self.remote.place_order(
                [(option, self.chance.randint(1, 3)) for option in chosen],
                customer={
                    "first_name": "Buyer",
                    "last_name": f"Number {buyer}",
                    "email": f"buyer{buyer}@example.com",
                    "shipping_address_1": f"{self.chance.randint(1, 3)} Main St",
                    "shipping_city": "Portland",
                    "shipping_state": "Oregon",
                    "shipping_zip": "97214",
                    "shipping_country_id": "US",
                },
                # One at least, so that there is work.
                payment_status=paid if number else "completed",
            )

    def edit(self, count):
        """Have the seller correct addresses, and let money come in.

        What has left already has its address.
        """
        unshipped = [
            order
            for number, order in self.remote.orders.items()
            if order.shipping_status == "unshipped" and number not in self.delivered
        ]
        for order in self.chance.sample(unshipped, min(count, len(unshipped))):
            if order.payment_status == "unpaid":
                self.remote.pay(order.number)
            else:
                self.replaced.add((order.customer_email, order.shipping_address_1))
                street = f"{self.chance.randint(100, 999)} Corrected Ave"
                self.remote.edit_address(order.number, address_1=street)

    def deliver(self, share=1.0):
        """Have the warehouse validate open deliveries, whole or in part."""
        with transaction() as env:
            sales = env["sale.order"].search(
                [("bigcartel_backend_id", "=", self.shop_id)], order="id"
            )
            validated = False
            for picking in sales.picking_ids:
                if picking.state in ("done", "cancel"):
                    continue
                # One at least, where a share is not by accident nothing.
                if self.chance.random() < share or share > 0.5 and not validated:
                    self._validate(picking)
                    validated = True
                    self.delivered.add(picking.sale_id.bigcartel_order_id.name)

    def _validate(self, picking):
        in_part = self.chance.random() < 0.4
        for move in picking.move_ids:
            wanted = int(move.product_uom_qty)
            if in_part:
                wanted = self.chance.randint(0, wanted)
            move.quantity = wanted
            move.picked = bool(wanted)
        if not any(picking.move_ids.mapped("quantity")):
            picking.move_ids[0].write({"quantity": 1, "picked": True})
        if self.chance.random() < 0.6:
            picking.carrier_tracking_ref = f"TRACK-{next(self._tracking)}"
        options = {"skip_sms": True, "skip_backorder": True}
        done = picking.with_context(**options).button_validate()
        if done is not True or picking.state != "done":
            raise RuntimeError(f"{picking.name} could not be validated: {done}")

    # --- what runs by itself ---

    def run(self, job, patience=PATIENT):
        """Let a worker run a scheduled action to its end; return it."""
        self.let_time_pass()
        worker = Worker(job, patience)
        worker.went_well = worker.wait()
        return worker

    def let_time_pass(self):
        """Whatever waits for a later moment is due."""
        with transaction() as env:
            self.get_shop(env).paused_until = False
            env["bigcartel.shipment"].search(
                [("backend_id", "=", self.shop_id), ("next_attempt", "!=", False)]
            ).next_attempt = False

    def settle(self):
        """Let one run of each scheduled action finish, after whatever went wrong."""
        for job in ("import", "push"):
            if not self.run(job).went_well:
                raise RuntimeError(f"{job} failed with nothing in its way")


def _make_product(env, name):
    Product = env["product.product"]
    if not Product.search_count([("default_code", "=", name)]):
        Product.create({"name": name, "default_code": name, "type": "consu"})


def wait_until_gone(pid, seconds=20):
    """Tell whether PostgreSQL has ended all that a process had begun there."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        with transaction() as env:
            env.cr.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s",
                [f"odoo-{pid}"],
            )
            if not env.cr.fetchone()[0]:
                return True
        time.sleep(0.02)
    return False
