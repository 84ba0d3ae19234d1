"""What was sold stands on the sale order as it was sold."""

from tests.sandbox import ABSENT

from .selling import SellingCase


class TestSoldLines(SellingCase):
    def test_each_sold_line_has_its_own_name_option_quantity_and_price(self):
        tee = self.offer("Heron Tee", options=[("S", "28.0"), ("X-LARGE", "30.5")])
        zine = self.offer("Tide Table Zine #4", price="7.5")
        order = self.sell((tee.options[1], 2), (zine, 3), (tee.options[0], 1))
        self.assertEqual(
            [
                (line.name, line.product_uom_qty, line.price_unit)
                for line in self.get_items(order)
            ],
            [
                ("Heron Tee (X-LARGE)", 2, 30.5),
                ("Tide Table Zine #4", 3, 7.5),
                ("Heron Tee (S)", 1, 28.0),
            ],
        )
        self.assert_total(order, "111.5")

    def test_lines_that_are_not_linked_are_on_the_order_as_they_were_sold(self):
        """F19"""
        order = self.sell((self.offer("Mystery Envelope", price="15.0"), 2))
        line = self.get_items(order)
        self.assertEqual(
            (line.name, line.product_uom_qty, line.price_unit, line.price_total),
            ("Mystery Envelope", 2, 15.0, 30.0),
        )
        self.assertEqual(line.product_id.type, "service")
        self.assertFalse(line.bigcartel_linked)
        self.assertEqual((order.linked_count, order.line_count), (0, 1))
        self.assertEqual(order.state, "to_link")

    def test_two_lines_of_one_option_stay_two_lines(self):
        """F22"""
        product = self.make_product("PIN")
        pin = self.offer("Enamel Pin", sku="PIN", price="11.25")
        placed = self.place((pin, 1), (pin, 4))
        self.import_orders()
        order = self.get_order(placed.number)
        lines = self.get_items(order)
        self.assertEqual(
            lines.mapped("bigcartel_line_ref"), [line.id for line in placed.lines]
        )
        self.assertEqual(lines.mapped("product_uom_qty"), [1, 4])
        self.assertEqual(lines.product_id, product)
        self.assertEqual(len(lines.bigcartel_link_id), 1)
        self.assert_total(order, "56.25")

    def test_a_line_that_cost_nothing_stays_free(self):
        self.make_product("GIFT", list_price=9.0)
        order = self.sell(
            (self.offer("Gift", sku="GIFT", price="0.0"), 2),
            (self.offer("Zine", price="7.5"), 1),
        )
        self.assertEqual(self.get_items(order).mapped("price_unit"), [0.0, 7.5])
        self.assert_total(order, "7.5")

    def test_a_line_without_a_name_is_kept(self):
        placed = self.place((self.offer("Zine", price="7.5"), 1))
        placed.lines[0].product_name = ""
        self.import_orders()
        line = self.get_items(self.get_order(placed.number))
        self.assertEqual((line.name, line.price_unit), ("Item without a name", 7.5))

    def test_a_line_of_no_units_is_kept_and_delivers_nothing(self):
        self.make_product("ZINE")
        placed = self.place((self.offer("Zine", sku="ZINE"), 1))
        placed.lines[0].quantity = 0
        placed.settle()
        self.import_orders()
        order = self.get_order(placed.number)
        self.assertEqual(self.get_items(order).product_uom_qty, 0)
        self.assertFalse(order.sale_order_id.picking_ids)


class TestDeletedProducts(SellingCase):
    def sell_deleted(self, how):
        """Sell a product that is deleted before the order is imported."""
        self.sandbox.switches.deleted_product = how
        tee = self.offer("Logo Tee", sku="LOGO-", options=["M", "L"], price="22.0")
        placed = self.place((tee.options[1], 2))
        self.remote.delete_product(tee.id)
        self.import_orders()
        return self.get_order(placed.number)

    def test_a_deleted_product_is_imported_whatever_its_line_points_to(self):
        """F9, F18"""
        for how in ("null", "missing", "kept"):
            with self.subTest(how):
                order = self.sell_deleted(how)
                line = self.get_items(order)
                self.assertEqual(
                    (line.name, line.product_uom_qty, line.price_unit),
                    ("Logo Tee (L)", 2, 22.0),
                )
                self.assertEqual(order.state, "to_link")
                self.assert_total(order, "44.0")

    def test_a_deleted_product_can_be_linked_by_its_names(self):
        """F18"""
        first = self.sell_deleted("null")
        product = self.make_product("LOGO-L")
        self.get_link(first).product_id = product
        second = self.sell_deleted("null")
        self.assertEqual(self.get_link(second), self.get_link(first))
        self.assertEqual(self.get_items(second).product_id, product)

    def test_options_of_deleted_products_are_told_apart_by_their_names(self):
        """F18"""
        tee = self.offer("Logo Tee", options=["M", "L"])
        placed = self.place((tee.options[0], 1), (tee.options[1], 1))
        self.remote.delete_product(tee.id)
        self.import_orders()
        links = self.get_items(self.get_order(placed.number)).bigcartel_link_id
        self.assertEqual(sorted(links.mapped("option_name")), ["L", "M"])

    def place_bent(self, product_id, option_id):
        """Place an order whose line points to other than the sold option."""
        tee = self.offer("Logo Tee", options=["M", "L"])
        placed = self.place((tee.options[1], 1))
        line = placed.lines[0]
        known = {"product": tee.id, "product_option": tee.options[1].id}
        for name, kept in (("product", product_id), ("product_option", option_id)):
            data = {"type": f"{name}s", "id": known[name]} if kept else None
            line.raw["relationships"][name] = {"data": data}
        line.raw["attributes"]["product_id"] = ABSENT
        self.import_orders()
        return tee, self.get_order(placed.number)

    def test_without_an_option_the_product_and_the_option_name_are_the_key(self):
        """F18"""
        tee, order = self.place_bent(product_id=True, option_id=False)
        link = self.get_link(order)
        self.assertEqual(link.bigcartel_product_id, tee.id)
        self.assertFalse(link.bigcartel_option_id)
        self.assertEqual(link.option_name, "L")
        self.assertNotEqual(link.key, link.product_key)

    def test_without_product_and_option_the_names_are_the_key(self):
        """F18"""
        _tee, order = self.place_bent(product_id=False, option_id=False)
        link = self.get_link(order)
        self.assertFalse(link.bigcartel_product_id or link.bigcartel_option_id)
        self.assertEqual((link.product_name, link.option_name), ("Logo Tee", "L"))
        self.assertEqual(order.state, "to_link")

    def test_an_option_keeps_its_link_when_it_is_renamed(self):
        product = self.make_product()
        tee = self.offer("Logo Tee", options=["M", "L"])
        first = self.sell((tee.options[0], 1))
        self.get_link(first).product_id = product
        tee.name, tee.options[0].name = "Old Logo Tee", "Medium"
        second = self.sell((tee.options[0], 1))
        line = self.get_items(second)
        self.assertEqual(line.product_id, product)
        self.assertEqual(line.name, "Old Logo Tee (Medium)")


class TestSaleOrder(SellingCase):
    def test_the_order_number_has_a_field_of_its_own(self):
        """F37"""
        order = self.sell((self.offer(), 1))
        sale = order.sale_order_id
        self.assertEqual(sale.bigcartel_order_id, order)
        self.assertEqual(sale.bigcartel_backend_id, self.shop)
        self.assertEqual(sale.origin, f"Big Cartel {order.name}")
        self.assertFalse(sale.client_order_ref)

    def test_nobody_has_to_sign_or_pay_what_is_paid(self):
        sale = self.sell((self.offer(), 1)).sale_order_id
        self.assertFalse(sale.require_signature or sale.require_payment)

    def test_a_duplicated_sale_order_is_an_ordinary_one(self):
        self.make_product("TEE", list_price=70.0)
        order = self.sell((self.offer(sku="TEE", price="9.99"), 2), shipping="4.5")
        copied = order.sale_order_id.copy()
        self.assertFalse(copied.bigcartel_order_id or copied.bigcartel_backend_id)
        self.assertFalse(copied.order_line.filtered("bigcartel_line_type"))
        self.assertFalse(copied.order_line.bigcartel_link_id)
        copied.action_update_prices()
        line = copied.order_line.filtered(lambda line: line.product_id.is_storable)
        self.assertEqual(line.price_unit, 70.0)
        copied.action_confirm()
        self.assertEqual(order.sale_order_id.bigcartel_order_id, order)
        self.assertTrue(copied.picking_ids)
