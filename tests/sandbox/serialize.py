"""Records into JSON:API documents, in the captured shapes (facts 5)."""

import copy

from . import captured
from .geography import country, currency
from .serialize_order import OrderDocument
from .wire import apply_raw, money


def ref(kind, identity):
    return {"data": {"type": kind, "id": identity}}


def refs(kind, rows):
    return {"data": [{"type": kind, "id": row.id} for row in rows]}


def document(resource, included):
    """One resource [sample]; ``included`` without doubles, in order of use."""
    return {"data": resource, "included": unique(included)}


def unique(included):
    """[CAP] ``included`` is de-duplicated across rows, by type and id."""
    first = {}
    for row in included:
        # A test may have made anything of it.
        known = isinstance(row, dict) and "type" in row and "id" in row
        key = (row["type"], row["id"]) if known else id(row)
        first.setdefault(repr(key), row)
    return list(first.values())


class Serializer:
    """Writes one shop's documents.

    ``links`` is where ``links`` point to, ``host`` where pictures are served.
    """

    def __init__(self, shop, switches, links, host):
        self.shop = shop
        self.switches = switches
        self.base = f"{links}/v1/accounts/{shop.account.id}"
        self.host = host

    # --- accounts ---

    def account(self):
        account = self.shop.account
        if account.source:
            return captured.copy_of(account.source)
        included = [
            currency(account.currency),
            country(account.country),
            _plan(account.plan),
        ]
        resource = {
            "id": account.id,
            "type": "accounts",
            "attributes": _account_attributes(account),
            "links": {"self": self.base},
            "relationships": self._account_relationships(account),
        }
        return apply_raw(resource, account.raw), included

    def _account_relationships(self, account):
        related = {
            name: {"links": {"related": f"{self.base}/{name}"}}
            for name in ("orders", "categories", "products", "discounts")
        }
        return {
            "currency": ref("currencies", account.currency),
            "country": ref("countries", account.country),
            "plan": ref("plans", account.plan),
            **related,
        }

    # --- products ---

    def product(self, product):
        if product.source:
            return captured.copy_of(product.source)
        category = self._category(product)
        image = self._image(product)
        included = [self._option(option) for option in product.options]
        included += [category, image]
        resource = {
            "id": product.id,
            "type": "products",
            "attributes": self._product_attributes(product),
            "relationships": {
                "options": refs("product_options", product.options),
                "categories": {"data": [_identity(category)]},
                "artists": {"data": []},
                "shipping_options": {"data": []},
                "images": {"data": [_identity(image)]},
            },
        }
        return apply_raw(resource, product.raw), included

    def _product_attributes(self, product):
        name = self.shop.account.subdomain
        prices = [option.price for option in product.options]
        return {
            "name": product.name,
            "permalink": product.permalink,
            "status": product.status,
            "description": product.description,
            "created_at": product.created_at,
            "updated_at": product.updated_at,
            "default_price": money(min(prices)) if prices else None,
            "on_sale": product.on_sale,
            "position": product.position,
            "url": f"https://{name}.bigcartel.com/product/{product.permalink}",
            "primary_image_url": self.picture(product.id),
            "category_names": [product.category],
            "has_option_groups": False,
        }

    def _option(self, option):
        stock = {"counted": option.quantity, "zero": 0}
        return apply_raw(
            {
                "id": option.id,
                "type": "product_options",
                "attributes": {
                    "name": option.name,
                    "price": money(option.price),
                    "quantity": stock.get(self.switches.inventory_quantity),
                    "sold": option.sold,
                    "has_digital_file": False,
                },
            },
            option.raw,
        )

    def _category(self, product):
        names = list(dict.fromkeys(p.category for p in self.shop.products.values()))
        position = names.index(product.category) + 1
        identity = str(11_593_800 + position)
        return {
            "id": identity,
            "type": "categories",
            "attributes": {
                "name": product.category,
                "permalink": product.category.lower().replace(" ", "-"),
                "position": position,
            },
            "links": {"self": f"{self.base}/categories/{identity}"},
        }

    def _image(self, product):
        identity = f"7{product.id}"
        return {
            "id": identity,
            "type": "product_images",
            "attributes": {"url": self.picture(product.id)},
            "links": {"self": f"{self.base}/product_images/{identity}"},
        }

    def picture(self, product_id):
        return f"{self.host}/images/{self.shop.account.id}/{product_id}.png"

    # --- orders and shipments ---

    def order(self, order):
        """(resource, included) of an order, with everything a test bent."""
        if order.source:
            resource, included = captured.order(order)
        else:
            resource, included = OrderDocument(self, order).build()
        apply_raw(resource, order.raw)
        if order.rewrite:
            order.rewrite(resource, included)
        return resource, included

    def shipment(self, order, shipment):
        """[OPEN] no shipment document was ever seen; JSON:API's shape is assumed."""
        attributes = copy.deepcopy(shipment)
        del attributes["shipped"]
        identity = attributes.pop("id")
        attributes["items"] = [
            {"order_line_item_id": line_id, "quantity": quantity}
            for line_id, quantity in shipment["shipped"].items()
        ]
        for name in ("carrier", "tracking_number", "tracking_url"):
            attributes.setdefault(name, None)
        place = f"{self.base}/orders/{order.number}/shipments/{identity}"
        resource = {
            "id": identity,
            "type": "shipments",
            "attributes": attributes,
            "links": {"self": place},
            "relationships": {"order": ref("orders", order.number)},
        }
        return resource, []


def _identity(resource):
    return {"type": resource["type"], "id": resource["id"]}


def _plan(name):
    limit = {"gold": 5, "platinum": 50}.get(name, 500)
    return {
        "id": name,
        "type": "plans",
        "attributes": {
            "max_products": limit,
            "max_images_per_product": 1 if name == "gold" else 25,
            "name": name.capitalize(),
            "monthly_rate": "0.0" if name == "gold" else "15.0",
        },
    }


def _account_attributes(account):
    """[CAP 2015] and [MIND 2026] together."""
    url = f"https://{account.subdomain}.bigcartel.com"
    return {
        "subdomain": account.subdomain,
        "store_name": account.store_name,
        "description": account.description,
        "contact_email": account.contact_email,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "url": url,
        "website": None,
        "time_zone": account.time_zone,
        "artists_enabled": False,
        "inventory_enabled": account.inventory_enabled,
        "has_active_advanced_tax_settings": False,
        "launched": True,
        "under_maintenance": False,
        "created_at": account.created_at,
        "updated_at": account.updated_at,
    }
