"""How an order comes to be: lines, charges, payment, totals."""

import hashlib

from . import pricing
from .customers import CUSTOMERS, Customer
from .geography import country_name
from .records import ZERO, Adjustment, Event, Line, Order, Transaction
from .wire import decimal, stamp


def number_for(seed, count):
    """[CAP] four capitals, a dash, six digits; leading zeros occur."""
    digest = hashlib.sha256(f"{seed}:{count}".encode()).digest()
    letters = "".join(chr(65 + byte % 26) for byte in digest[:4])
    return f"{letters}-{int.from_bytes(digest[4:8], 'big') % 700_000:06d}"


class Till:
    """Builds orders for a shop; the shop files them."""

    def __init__(self, shop):
        self.shop = shop

    def build(
        self, lines, customer, address, note, discount, tax, shipping, payment_status
    ):
        shop = self.shop
        who = _customer(customer) if customer else self._anyone()
        order = Order(shop.new_number(), currency=shop.account.currency)
        _set(order, who)
        _set(order, address or {})
        order.customer_note = note
        order.created_at = order.updated_at = stamp(shop.now())
        order.lines = [self._line(ref, qty) for ref, qty in lines or self._anything()]
        order.settle()
        self._charge(order, discount, tax, shipping)
        order.payment_status = "unpaid"
        if payment_status == "completed":
            self.pay(order)
        order.payment_status = payment_status
        return order

    def pay(self, order):
        """Payment as captured: a transaction, an event, ``completed_at``."""
        shop = self.shop
        order.payment_status = "completed"
        order.completed_at = order.updated_at = stamp(shop.now())
        number = shop.new_id()
        order.transactions.append(
            Transaction(number, order.total, processor_id=f"pi_{number}")
        )
        self.note_event(order, "Payment completed", "payment_status")

    def note_event(self, order, message, identifier):
        order.updated_at = stamp(self.shop.now())
        event = Event(self.shop.new_id(), order.updated_at, message, identifier)
        order.events.append(event)

    def _line(self, ref, quantity):
        product, option = self.shop.find_sold(ref)
        plain = option.name == "Default"
        option.sold += quantity
        return Line(
            id=self.shop.new_id(),
            product_id=product.id,
            option_id=option.id,
            product_name=product.name,
            # [CAP] "" where the product has only its default option
            product_option_name="" if plain else option.name,
            quantity=quantity,
            price=option.price,
            category_names=[product.category],
        )

    def _charge(self, order, discount, tax, shipping):
        country = order.shipping_country_id
        adjust = self._adjuster(order)
        if shipping is None:
            shipping = pricing.shipping(country, order.item_count)
        adjust("shipping", shipping, _shipping_label(country))
        amount, label = _discount(discount)
        if amount:
            adjust("discount", amount, label)
        if tax is None:
            taxable = order.item_total - amount
            tax = pricing.tax(country, order.shipping_state, taxable)
        if decimal(tax):
            adjust("tax", tax, None)
        order.settle()
        remits = self.shop.account.country == country == "US"
        order.tax_remitted_by_big_cartel = order.tax_total if remits else ZERO
        _spread_tax(order)

    def _adjuster(self, order):
        def adjust(kind, amount, label):
            row = Adjustment(self.shop.new_id(), kind, decimal(amount), label)
            order.adjustments.append(row)

        return adjust

    def _anyone(self):
        return CUSTOMERS[self.shop.random.choice(sorted(CUSTOMERS))].fields()

    def _anything(self):
        options = [
            option.id
            for product in self.shop.products.values()
            if not product.deleted and product.status == "active"
            for option in product.options
        ]
        if not options:
            raise LookupError("the shop sells nothing: add_product() first")
        dice = self.shop.random
        chosen = dice.sample(options, min(len(options), dice.randint(1, 3)))
        return [(option, dice.choice((1, 1, 1, 2, 3))) for option in chosen]


def _customer(customer):
    """A key of ``CUSTOMERS``, a Customer, or a dict with or without prefix."""
    if isinstance(customer, str):
        customer = CUSTOMERS[customer]
    if isinstance(customer, Customer):
        return customer.fields()
    return {
        name if name.startswith(("customer_", "shipping_")) else f"customer_{name}": v
        for name, v in customer.items()
    }


def _set(order, values):
    for name, value in values.items():
        # An address has a state, and so has an order: the address is meant.
        field = f"shipping_{name}" if hasattr(order, f"shipping_{name}") else name
        if not hasattr(order, field):
            raise AttributeError(f"an order has no {name!r}")
        setattr(order, field, value)


def _discount(discount):
    if discount is None:
        return ZERO, None
    if isinstance(discount, (tuple, list)):
        return decimal(discount[0]), discount[1]
    return decimal(discount), "[HELLO] Hello there"


def _shipping_label(country):
    """[CAP] "Shipping to United States"."""
    return f"Shipping to {country_name(country)}" if country else "Shipping"


def _spread_tax(order):
    """The lines' tax_total: by value, the last line takes the rest."""
    left = order.tax_total
    for line in order.lines[:-1]:
        share = order.tax_total * line.total / (order.item_total or 1)
        line.tax_total = share.quantize(pricing.CENT)
        left -= line.tax_total
    order.lines[-1].tax_total = left
