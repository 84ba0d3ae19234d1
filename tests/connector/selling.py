"""What the tests of sold lines share: short ways to sell, and to look at it."""

from decimal import Decimal

from odoo.tests import Form

from .common import ConnectorCase

# A customer without believable taxes: what a test says is charged, nothing else.
BUYER = {
    "first_name": "Maya",
    "last_name": "Okafor",
    "email": "maya@example.com",
    "shipping_address_1": "418 NE Alder Ct",
    "shipping_city": "Portland",
    "shipping_state": "Oregon",
    "shipping_zip": "97214",
    "shipping_country_id": "US",
}


class SellingCase(ConnectorCase):
    """Orders have no shipping, tax or discount unless a test charges them."""

    def offer(self, name="Heron Tee", sku="", price="10.0", options=(), **fields):
        """Return a new product of the remote shop."""
        description = f"Printed by hand. SKU:{sku}" if sku else "Printed by hand."
        fields.setdefault("description", description)
        return self.remote.add_product(name, price=price, options=options, **fields)

    def place(self, *lines, **kwargs):
        """Place an order of (product or option, quantity) at Big Cartel."""
        kwargs = {"customer": BUYER, "shipping": 0, "tax": 0, **kwargs}
        return self.remote.place_order(list(lines), **kwargs)

    def sell(self, *lines, **kwargs):
        """Place an order, import it, and return its inbox row."""
        number = self.place(*lines, **kwargs).number
        self.import_orders()
        return self.get_order(number)

    def get_items(self, order):
        """Return the item lines of an order, in their order."""
        lines = order.sale_order_id.order_line.sorted("sequence")
        return lines.filtered(lambda line: line.bigcartel_line_type == "item")

    def get_line(self, order, line_type):
        """Return the lines of one type of an order."""
        return order.sale_order_id.order_line.filtered(
            lambda line: line.bigcartel_line_type == line_type
        )

    def get_link(self, order, position=0):
        return self.get_items(order)[position].bigcartel_link_id

    def assert_total(self, order, total):
        """Odoo's total is Big Cartel's, to the last decimal of the currency."""
        currency = order.sale_order_id.currency_id
        wanted = float(Decimal(total))
        self.assertEqual(currency.compare_amounts(order.amount_total, wanted), 0)
        self.assertEqual(
            currency.compare_amounts(order.sale_order_id.amount_total, wanted),
            0,
            f"{order.sale_order_id.amount_total} is not {total}",
        )
        self.assertEqual(order.amount_difference, 0)


class DialogCase(SellingCase):
    """A tee in two sizes is sold, which a person links in the dialog."""

    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False
        self.tee = self.offer("Heron Tee", options=["S", "M"])
        self.product = self.make_product("OURS")

    def open_dialog(self, line):
        return Form.from_action(self.env, line.action_bigcartel_link())

    def answer(self, line, product=None, scope="option", action="action_link"):
        """Answer in the dialog of a line, as a person does."""
        with self.open_dialog(line) as form:
            form.scope = scope
            if product:
                form.product_id = product
        return getattr(form.record, action)()

    def sell_tee(self, *options):
        lines = [(self.tee.options[option], 1) for option in options or (0,)]
        return self.sell(*lines)
