"""Tables as full as those of big shops.

Odoo makes a shop, and one order of each kind, with all that belongs to it. PostgreSQL
makes copies: each has its own number, customer, shop and date.
"""

import itertools
from collections import defaultdict
from dataclasses import dataclass

from tests.sandbox import Sandbox, Shop

from .copying import Copier
from .templates import KINDS, Templates, make_shops

API_URL = "bigcartel_connector.api_url"
# What is filled.
TABLES = (
    "bigcartel_log",
    "bigcartel_order",
    "bigcartel_product_link",
    "bigcartel_shipment",
    "bigcartel_webhook_event",
    "product_product",
    "res_partner",
    "sale_order",
    "sale_order_line",
    "stock_move",
    "stock_picking",
)
FIRST = "Ada Bea Cleo Dara Elif Finn Gus Hana Ines Jonas Kai Lena Maya Nils Omar Pia"
LAST = (
    "Adler Baker Castro Diaz Endo Fuchs Garcia Hansen Ito Jansen Keller Lopez Moreau "
    "Novak Okafor Perez Quinn Rossi Sato Tanaka Ueda Vogel Weber Xu Young Zeller"
)
NAMES = "Heron Otter Maple Fern Comet Tide Moth Willow Ember Lark Quartz Bramble"
GOODS = "Tee Print Zine Mug Cap Tote Sticker Pin Hoodie Poster"


@dataclass(frozen=True)
class Size:
    """How many there are of what; links are counted in each shop."""

    shops: int
    orders: int
    products: int
    links: int
    logs: int
    events: int


def fill(env, size):
    """Fill the tables, and have PostgreSQL count them; nothing is committed here.

    :param size: `Size`
    :return: the shops, of two companies
    """
    second = env["res.company"].create({"name": "Second Company"})
    with Sandbox(Shop.empty("880001")) as sandbox:
        env["ir.config_parameter"].set_param(API_URL, sandbox.url)
        shops = make_shops(env, second, size.shops)
        shops[0].access_token = sandbox.shop.access_token
        templates = Templates(shops[0], sandbox.shop).make()
    env.flush_all()
    env.invalidate_all()
    _Filling(shops, size).run(templates)
    _clean_up(env.cr)
    env.registry.clear_cache()
    return shops


def _clean_up(cr):
    """Do what autovacuum does in time: sort new texts into indexes, and count rows."""
    cr.execute(
        "SELECT gin_clean_pending_list(i.oid) FROM pg_class i JOIN pg_am a"
        " ON a.oid = i.relam WHERE a.amname = 'gin' AND i.relkind = 'i'"
    )
    cr.execute(f"ANALYZE {', '.join(TABLES)}")


class _Filling:
    """What PostgreSQL fills."""

    def __init__(self, shops, size):
        self.env = shops.env
        self.shops = shops
        self.size = size
        # Of each shop.
        self._company_ids = [shop.company_id.id for shop in shops]

    def run(self, templates):
        self._make_products()
        links = self._copy_links(templates["shipped"])
        self._copy_orders(templates, links)
        self._insert_logs()
        self._insert_events()

    # --- what is different in each copy, as SQL ---

    def _pick(self, values, seed="c.n"):
        """Return one of these values, in no order that a database could make use of."""
        items = ", ".join(f"'{value}'" for value in values)
        return f"(ARRAY[{items}])[1 + abs(hashint4({seed})) % {len(values)}]"

    def _get_shop(self, values, seed="c.n"):
        """Return one of the values of the shops: the first has most orders."""
        items = ", ".join(map(str, values))
        chance = f"(abs(hashint4({seed} + 7)) % 1000) / 1000.0"
        position = f"1 + floor({len(values)} * power({chance}, 1.5))::int"
        return f"(ARRAY[{items}])[{position}]"

    def _get_moment(self, days, seed="c.n"):
        """Return a moment of these last days."""
        chance = f"(abs(hashint4({seed} + 13)) % 1000000) / 1000000.0"
        return (
            "date_trunc('second', now() at time zone 'UTC'"
            f" - interval '1 day' * ({days}) * ({chance}))"
        )

    def _get_customer(self):
        first = self._pick(FIRST.split(), "c.n / 2 + 1")
        last = self._pick(LAST.split(), "c.n / 2 + 2")
        # Everybody orders twice.
        email = f"lower({first} || '.' || {last} || (c.n / 2)::text || '@example.com')"
        return f"{first} || ' ' || {last}", email

    def _get_item(self, seed="c.n"):
        name = self._pick(NAMES.split(), seed)
        return f"{name} || ' ' || {self._pick(GOODS.split(), f'{seed} + 3')}"

    def _get_product(self, number):
        """Return the product of one of the links."""
        ids = ", ".join(map(str, self._product_ids))
        return f"(ARRAY[{ids}])[1 + ({number}) % {len(self._product_ids)}]"

    # --- filling ---

    def _make_products(self):
        names = itertools.product(NAMES.split(), GOODS.split())
        products = self.env["product.product"].create(
            [
                {"name": " ".join(name), "is_storable": True}
                for name in itertools.islice(names, self.size.products)
            ]
        )
        self._product_ids = products.ids

    def _copy_links(self, order):
        """Copy the link of a sold item; return the id of the first copy."""
        link = order.sale_order_id.order_line.bigcartel_link_id[:1]
        shop_ids = ", ".join(map(str, self.shops.ids))
        companies = ", ".join(map(str, self._company_ids))
        position = f"[1 + (c.n - 1) / {self.size.links}]"
        state = "(ARRAY['linked', 'linked', 'linked', 'never', 'to_link'])[1 + c.n % 5]"
        changes = {
            "backend_id": f"(ARRAY[{shop_ids}]){position}",
            "company_id": f"(ARRAY[{companies}]){position}",
            "state": state,
            "product_id": (
                f"CASE WHEN {state} = 'linked' THEN {self._get_product('c.n')} END"
            ),
            "product_name": self._get_item("c.n / 3"),
            "option_name": "(ARRAY['S', 'M', 'L'])[1 + c.n % 3]",
            "bigcartel_product_id": "(1000000 + c.n / 3)::text",
            "bigcartel_option_id": "(2000000 + c.n)::text",
            "key": "'id:' || (1000000 + c.n / 3) || '|id:' || (2000000 + c.n)",
            "product_key": "'id:' || (1000000 + c.n / 3)",
            "sku": "'SKU-' || c.n",
            "in_catalogue": "c.n % 10 != 0",
        }
        copier = Copier(self.env, {link._name: {link.id: 1}}, {link._name: changes})
        copier.copy({1: len(self.shops) * self.size.links})
        return copier.offsets[link._name][0]

    def _copy_orders(self, templates, first_link):
        rows = defaultdict(dict)
        for order in templates.values():
            for records in self._get_records(order):
                rows[records._name].update(dict.fromkeys(records.ids, order.id))
        counts = {
            order.id: max(1, self.size.orders * KINDS[kind][0] // 1000)
            for kind, order in templates.items()
        }
        Copier(self.env, rows, self._get_changes(templates, first_link)).copy(counts)

    def _get_records(self, order):
        """Return all that is copied with an order."""
        sale = order.sale_order_id
        return (
            sale.partner_id,
            order,
            sale,
            sale.order_line,
            sale.picking_ids,
            sale.picking_ids.move_ids,
            order.shipment_ids,
        )

    def _get_changes(self, templates, first_link):
        days = "CASE c.of_group "
        for kind, order in templates.items():
            days += f"WHEN {order.id} THEN {KINDS[kind][1]} "
        moment = self._get_moment(days + "END")
        shop = self._get_shop(self.shops.ids)
        company = self._get_shop(self._company_ids)
        of_shop = {"company_id": company, "create_date": moment, "write_date": moment}
        return {
            "res.partner": self._get_partner(),
            "bigcartel.order": {**of_shop, **self._get_order(shop, moment)},
            "sale.order": {
                **of_shop,
                "name": "'BC' || c.n",
                "bigcartel_backend_id": shop,
                "date_order": moment,
                "access_token": "NULL",
            },
            "sale.order.line": {
                "company_id": company,
                **self._get_line(shop, first_link),
            },
            "stock.picking": {
                **of_shop,
                "name": "'WH/OUT/' || lpad((100 + c.n)::text, 7, '0')",
                "scheduled_date": moment,
            },
            "stock.move": {"company_id": company, "date": moment},
            "bigcartel.shipment": {
                **of_shop,
                "backend_id": shop,
                "tracking_number": "'1Z' || upper(substr(md5(c.n::text), 1, 12))",
                "done_at": f"CASE WHEN t.done_at IS NOT NULL THEN {moment} END",
            },
        }

    def _get_partner(self):
        name, email = self._get_customer()
        return {
            "name": name,
            "complete_name": name,
            "email": email,
            "email_normalized": email,
        }

    def _get_order(self, shop, moment):
        name, email = self._get_customer()
        return {
            "backend_id": shop,
            "name": "upper(substr(md5(c.n::text), 1, 4)) || '-' || 100000 + c.n",
            "customer_name": name,
            "customer_email": email,
            "email_normalized": email,
            "item_names": f"'1 × ' || {self._get_item()}",
            "ordered_at": moment,
            "shipped_at": f"CASE WHEN t.shipped_at IS NOT NULL THEN {moment} END",
        }

    def _get_line(self, shop, first_link):
        """Return which of its shop's links a line is of; they follow each other."""
        index = f"array_position(ARRAY[{', '.join(map(str, self.shops.ids))}], {shop})"
        number = (
            f"({index} - 1) * {self.size.links}"
            f" + abs(hashint4(c.n + t.id)) % {self.size.links}"
        )
        product = self._get_product(f"{number} + 1")
        sold = "CASE WHEN t.bigcartel_link_id IS NOT NULL THEN"
        return {
            "bigcartel_link_id": f"{sold} {first_link} + {number} END",
            "product_id": f"{sold} {product} ELSE t.product_id END",
        }

    def _insert_logs(self):
        level = "CASE WHEN n % 200 = 1 THEN 'error' WHEN n % 100 = 1 THEN 'warning'"
        moment = self._get_moment("30", "n")
        self.env.cr.execute(
            "INSERT INTO bigcartel_log (backend_id, company_id, level, operation,"
            " direction, order_number, text, duration, requests, failures, create_date,"
            f" write_date) SELECT {self._get_shop(self.shops.ids, 'n')},"
            f" {self._get_shop(self._company_ids, 'n')}, {level} ELSE 'info' END,"
            " CASE WHEN n % 50 = 0 THEN 'push' WHEN n % 90 = 0 THEN 'look'"
            " ELSE 'import' END, CASE WHEN n % 50 = 0 THEN 'out' ELSE 'in' END,"
            " CASE WHEN n % 50 = 0 THEN 'AB-' || n END,"
            " CASE WHEN n % 50 = 0 THEN 'AB-' || n || ' is marked as shipped.'"
            " ELSE n % 97 || ' fetched, ' || n % 7 || ' created' END,"
            f" 1.5, 2, 0, {moment}, {moment}"
            f" FROM generate_series(1, {self.size.logs}) AS n"
        )

    def _insert_events(self):
        state = "CASE WHEN n % 500 = 0 THEN 'failed' WHEN n % 501 = 0 THEN 'pending'"
        self.env.cr.execute(
            "INSERT INTO bigcartel_webhook_event (backend_id, company_id, account_id,"
            " type, order_number, state, times, received_at)"
            f" SELECT {self._get_shop(self.shops.ids, 'n')},"
            f" {self._get_shop(self._company_ids, 'n')}, '880001', 'order.updated',"
            f" 'AB-' || n, {state} ELSE 'done' END, 1, {self._get_moment('7', 'n')}"
            f" FROM generate_series(1, {self.size.events}) AS n"
        )
