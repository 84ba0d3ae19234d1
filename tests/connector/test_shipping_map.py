"""Which shipping code and delivery method a destination gets; the amount stays."""

from psycopg2 import IntegrityError

from odoo.tests import Form
from odoo.tools import mute_logger

from .selling import SellingCase


class MapCase(SellingCase):
    def setUp(self):
        super().setUp()
        self.product = self.make_product("OURS")
        self.ours = self.offer("Ours", sku="OURS")
        self.post = self.make_carrier("Post")
        self.courier = self.make_carrier("Courier")

    def make_carrier(self, name, **vals):
        service = self.make_product(name=name, type="service", is_storable=False)
        return self.env["delivery.carrier"].create(
            {"name": name, "product_id": service.id, "fixed_price": 99.0, **vals}
        )

    def get_row(self, zone):
        return self.shop.shipping_map_ids.filtered(lambda row: row.zone == zone)

    def add_country(self, code, **vals):
        return self.env["bigcartel.shipping.map"].create(
            {
                "backend_id": self.shop.id,
                "zone": "country",
                "country_id": self.env.ref(f"base.{code.lower()}").id,
                "code": f"TO_{code}",
                **vals,
            }
        )

    def sell_to(self, country, **kwargs):
        """Return the sale order of an order to a country."""
        address = {"shipping_country_id": country, "shipping_state": ""}
        kwargs = {"shipping": "4.5", **kwargs}
        return self.sell((self.ours, 1), address=address, **kwargs).sale_order_id

    def get_shipping(self, sale):
        return sale.order_line.filtered("is_delivery")


class TestDestinations(MapCase):
    def test_every_shop_has_two_codes_from_the_start(self):
        self.assertEqual(
            {row.zone: row.code for row in self.shop.shipping_map_ids},
            {"domestic": "DOMESTIC_DEFAULT", "international": "INTERNATIONAL_DEFAULT"},
        )

    def test_rows_given_with_a_new_shop_are_kept(self):
        shop = self.env["bigcartel.backend"].create(
            {
                "name": "New",
                "shipping_map_ids": [(0, 0, {"zone": "domestic", "code": "MINE"})],
            }
        )
        self.assertEqual(
            sorted(shop.shipping_map_ids.mapped("code")),
            ["INTERNATIONAL_DEFAULT", "MINE"],
        )

    def test_domestic_is_the_shop_s_own_country(self):
        self.assertEqual(self.sell_to("US").bigcartel_shipping_code, "DOMESTIC_DEFAULT")
        self.shop.country_id = self.env.ref("base.de")
        self.assertEqual(self.sell_to("DE").bigcartel_shipping_code, "DOMESTIC_DEFAULT")

    def test_everywhere_else_is_international(self):
        sale = self.sell_to("JP")
        self.assertEqual(sale.bigcartel_shipping_code, "INTERNATIONAL_DEFAULT")

    def test_a_row_for_the_country_comes_first(self):
        self.add_country("CA", carrier_id=self.courier.id)
        self.add_country("US")
        canada, home, japan = (self.sell_to(code) for code in ("CA", "US", "JP"))
        self.assertEqual(canada.bigcartel_shipping_code, "TO_CA")
        self.assertEqual(canada.carrier_id, self.courier)
        self.assertEqual(home.bigcartel_shipping_code, "TO_US")
        self.assertEqual(japan.bigcartel_shipping_code, "INTERNATIONAL_DEFAULT")

    def test_an_order_that_is_picked_up_gets_no_code(self):
        sale = self.sell_to(None)
        self.assertFalse(sale.bigcartel_shipping_code or sale.carrier_id)

    def test_a_zone_without_a_row_gets_no_code(self):
        self.get_row("international").unlink()
        self.assertFalse(self.sell_to("JP").bigcartel_shipping_code)

    def test_one_destination_has_one_row(self):
        self.add_country("CA")
        for vals in (
            {"zone": "domestic", "country_id": False},
            {"zone": "country", "country_id": self.env.ref("base.ca").id},
            {"zone": "country", "country_id": False},
            {"zone": "international", "country_id": self.env.ref("base.ca").id},
        ):
            with (
                self.subTest(vals),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.add_country("JP", **vals)


class TestDeliveryMethod(MapCase):
    def setUp(self):
        super().setUp()
        self.get_row("domestic").carrier_id = self.post

    def change(self, sale, carrier):
        """Change the method of one order as Odoo's own dialog does."""
        sale = sale.with_context(carrier_recompute=True)
        with Form.from_action(self.env, sale.action_open_delivery_wizard()) as form:
            form.carrier_id = carrier
            self.assertEqual(form.display_price, 99.0)
        form.record.button_confirm()

    def test_the_method_reaches_the_transfer(self):
        sale = self.sell_to("US")
        self.assertEqual(sale.carrier_id, self.post)
        self.assertEqual(sale.picking_ids.carrier_id, self.post)

    def test_the_amount_stays_what_was_charged(self):
        sale = self.sell_to("US")
        shipping = self.get_shipping(sale)
        self.assertEqual((len(shipping), shipping.price_unit), (1, 4.5))
        self.assertEqual(sale.amount_total, 14.5)

    def test_free_shipping_stays_free(self):
        sale = self.sell_to("US", shipping=0)
        self.assertFalse(self.get_shipping(sale))
        self.change(sale, self.courier)
        self.assertFalse(self.get_shipping(sale))
        self.assertEqual((sale.carrier_id, sale.amount_total), (self.courier, 10.0))

    def test_another_method_on_a_draft_changes_no_amount(self):
        self.shop.auto_confirm = False
        sale = self.sell_to("US")
        self.change(sale, self.courier)
        self.assertEqual(sale.carrier_id, self.courier)
        shipping = self.get_shipping(sale)
        self.assertEqual(
            (shipping.name, shipping.price_unit), ("Shipping to United States", 4.5)
        )
        sale.bigcartel_order_id.action_complete()
        self.assertEqual(sale.picking_ids.carrier_id, self.courier)

    def test_another_method_reaches_open_transfers(self):
        for change in (self.change, lambda sale, carrier: self.write(sale, carrier)):
            sale = self.sell_to("US")
            change(sale, self.courier)
            self.assertEqual(sale.picking_ids.carrier_id, self.courier)
            self.assertEqual(sale.amount_total, 14.5)

    def write(self, sale, carrier):
        sale.carrier_id = carrier

    def test_another_method_leaves_other_orders_and_done_transfers_alone(self):
        sale, other = self.sell_to("US"), self.sell_to("US")
        self.deliver(sale.picking_ids)
        self.change(sale, self.courier)
        self.assertEqual(sale.picking_ids.carrier_id, self.post)
        self.assertEqual(other.carrier_id, self.post)
        self.assertEqual(other.picking_ids.carrier_id, self.post)

    def deliver(self, picking):
        picking.move_ids.quantity = 1
        picking.move_ids.picked = True
        picking.with_context(skip_sms=True, skip_backorder=True).button_validate()
        self.assertEqual(picking.state, "done")

    def test_a_method_that_invoices_its_real_cost_adds_nothing(self):
        self.post.write(
            {"invoice_policy": "real", "integration_level": "rate_and_ship"}
        )
        sale = self.sell_to("US")
        self.deliver(sale.picking_ids)
        self.assertEqual(sale.picking_ids.carrier_price, 99.0)
        self.assertEqual(self.get_shipping(sale).price_unit, 4.5)
        self.assertEqual(sale.amount_total, 14.5)
        self.assertEqual(sale.bigcartel_order_id.amount_difference, 0)

    def test_an_ordinary_order_takes_the_method_s_price(self):
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Somebody"}).id,
                "order_line": [(0, 0, {"product_id": self.product.id})],
            }
        )
        self.change(sale, self.courier)
        self.assertEqual(self.get_shipping(sale).price_unit, 99.0)
