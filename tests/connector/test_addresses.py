"""Where to send it: countries, states, delivery addresses, and what Odoo has not."""

from .importing import ImportCase

HOME = {
    "address_1": "1 Main Street",
    "address_2": None,
    "city": "Springfield",
    "state": "",
    "zip": "12345",
    "country_id": "US",
}


class AddressCase(ImportCase):
    def ship_to(self, **address):
        """Place an order to an address; return its sale order."""
        number = self.place(address={**HOME, **address})
        self.import_orders()
        order = self.get_order(number)
        self.assertTrue(order.sale_order_id, order.error)
        return order.sale_order_id

    def get_notes(self, sale):
        return " ".join(sale.message_ids.mapped("body"))


class TestStates(AddressCase):
    """F28: within the country only; by code, then by name."""

    def assert_state(self, sale, code):
        partner = sale.partner_shipping_id
        self.assertEqual(partner.state_id.code, code)
        self.assertEqual(partner.state_id.country_id, partner.country_id)
        self.assertEqual(partner.city, "Springfield")
        self.assertNotIn("not known in Odoo", self.get_notes(sale))

    def test_a_name_or_a_code_is_found(self):
        for country, text, code in (
            ("US", "District of Columbia", "DC"),
            ("US", "CA", "CA"),
            ("US", "ca", "CA"),
            ("US", " new   YORK ", "NY"),
            ("US", "Puerto Rico", "PR"),
            ("CA", "Quebec", "QC"),
            ("CA", "Québec", "QC"),
            ("BR", "Sao Paulo", "SP"),
            ("BR", "São Paulo", "SP"),
            ("IT", "TO", "TO"),
            ("AU", "victoria", "VIC"),
        ):
            with self.subTest(f"{country} {text}"):
                self.assert_state(self.ship_to(country_id=country, state=text), code)

    def test_a_code_means_the_state_of_its_own_country(self):
        """CA is California, unless the country says otherwise."""
        sale = self.ship_to(country_id="IT", state="CA")
        self.assertEqual(sale.partner_shipping_id.state_id.name, "Cagliari")

    def test_what_is_no_state_there_stays_in_the_address_with_a_note(self):
        for country, text in (("GB", "California"), ("US", "Atlantis"), ("SG", "XX")):
            with self.subTest(f"{country} {text}"):
                sale = self.ship_to(country_id=country, state=text)
                partner = sale.partner_shipping_id
                self.assertFalse(partner.state_id)
                self.assertEqual(partner.city, f"Springfield, {text}")
                self.assertEqual(partner.country_id.code, country)
                self.assertIn(f"“{text}” is not known in Odoo", self.get_notes(sale))

    def test_a_dash_or_nothing_is_no_state(self):
        for text in ("", "-", " - ", "--", ".", None):
            with self.subTest(text):
                sale = self.ship_to(state=text)
                self.assertFalse(sale.partner_shipping_id.state_id)
                self.assertEqual(sale.partner_shipping_id.city, "Springfield")
                self.assertNotIn("not known in Odoo", self.get_notes(sale))


class TestCountries(AddressCase):
    """F28"""

    def test_the_country_comes_from_its_code(self):
        for code in ("GB", "XK", "JP", "AX"):
            with self.subTest(code):
                sale = self.ship_to(country_id=code)
                self.assertEqual(sale.partner_shipping_id.country_id.code, code)
                self.assertEqual(sale.bigcartel_order_id.country_id.code, code)

    def test_it_is_found_however_big_cartel_gives_it(self):
        for way in ("both", "relationship", "attribute"):
            with self.subTest(way):
                self.sandbox.switches.country_as = way
                sale = self.ship_to(country_id="DE")
                self.assertEqual(sale.partner_shipping_id.country_id.code, "DE")

    def test_an_unknown_country_stays_in_the_address_with_a_note(self):
        sale = self.ship_to(country_id="ZZ", state="Old Province")
        partner = sale.partner_shipping_id
        self.assertFalse(partner.country_id)
        self.assertEqual(partner.city, "Springfield, Old Province, ZZ")
        self.assertIn("“ZZ” is not known in Odoo", self.get_notes(sale))
        self.assertIn("“Old Province” is not known", self.get_notes(sale))

    def test_no_country_is_noted(self):
        sale = self.ship_to(country_id=None)
        self.assertFalse(sale.partner_shipping_id.country_id)
        self.assertIn("gave no destination country", self.get_notes(sale))

    def test_the_notes_stand_on_lines_of_their_own(self):
        sale = self.ship_to(country_id="ZZ", state="Old Province")
        self.assertIn("<br>", self.get_notes(sale))

    def test_a_pick_up_has_no_address_and_needs_none(self):
        for way in ("null", "empty"):
            with self.subTest(way):
                self.sandbox.switches.pickup_address = way
                number = self.place(
                    address={**dict.fromkeys(HOME), "zip": None}, pickup=True
                )
                self.import_orders()
                sale = self.get_order(number).sale_order_id
                self.assertEqual(sale.partner_shipping_id, sale.partner_id)


class TestDeliveryAddresses(AddressCase):
    def test_another_address_becomes_a_delivery_address(self):
        """F26, F27"""
        first = self.ship_to()
        second = self.ship_to(address_1="9 Office Park", zip="54321")
        self.assertEqual(second.partner_id, first.partner_id)
        self.assertEqual(first.partner_id.street, "1 Main Street")
        delivery = second.partner_shipping_id
        self.assertEqual(delivery.parent_id, first.partner_id)
        self.assertEqual(delivery.type, "delivery")
        self.assertEqual(delivery.street, "9 Office Park")
        self.assertEqual(delivery.zip, "54321")
        self.assertEqual(delivery.name, "Maya Okafor")
        self.assertEqual(delivery.email, first.partner_id.email)
        self.assertEqual(delivery.phone, first.partner_id.phone)
        self.assertEqual(delivery.company_id, first.partner_id.company_id)

    def test_an_equal_address_is_reused(self):
        """F26: case, accents and spaces make no other address."""
        self.ship_to()
        first = self.ship_to(address_1="9 Café Road", city="Lyon")
        for street in ("9 Café Road", "9 cafe road", "  9  Café   Road "):
            with self.subTest(street):
                again = self.ship_to(address_1=street, city="LYON ")
                self.assertEqual(again.partner_shipping_id, first.partner_shipping_id)
        self.assertEqual(len(first.partner_id.child_ids), 1)

    def test_equal_new_addresses_on_one_page_are_one(self):
        self.ship_to()
        for _order in range(3):
            self.place(address={**HOME, "address_1": "9 Office Park"})
        self.import_orders()
        sales = self.get_orders().sale_order_id
        self.assertEqual(len(sales), 4)
        self.assertEqual(len(sales.partner_shipping_id), 2)

    def test_a_second_address_line_makes_another_address(self):
        first = self.ship_to()
        second = self.ship_to(address_2="Flat 2")
        self.assertNotEqual(first.partner_shipping_id, second.partner_shipping_id)
        self.assertEqual(second.partner_shipping_id.street2, "Flat 2")

    def test_a_known_contact_without_an_address_keeps_having_none(self):
        known = self.env["res.partner"].create(
            {"name": "Maya", "email": "maya.okafor@example.com"}
        )
        sale = self.ship_to()
        self.assertEqual(sale.partner_id, known)
        self.assertFalse(known.street)
        self.assertEqual(sale.partner_shipping_id.street, "1 Main Street")

    def test_everything_is_stripped(self):
        """F29"""
        sale = self.ship_to(
            address_1=" 1 Main Street\t",
            address_2="  ",
            city="\nSpringfield ",
            zip=" 12345 ",
            state=" OR ",
        )
        partner = sale.partner_shipping_id
        self.assertEqual(partner.street, "1 Main Street")
        self.assertFalse(partner.street2)
        self.assertEqual(partner.city, "Springfield")
        self.assertEqual(partner.zip, "12345")
        self.assertEqual(partner.state_id.code, "OR")

    def test_the_delivery_goes_to_the_delivery_address(self):
        """F27"""
        self.ship_to()
        sale = self.ship_to(address_1="9 Office Park")
        product = self.make_product("MUG")
        sale.order_line.bigcartel_link_id.product_id = product
        self.assertEqual(sale.state, "sale")
        self.assertEqual(sale.picking_ids.partner_id, sale.partner_shipping_id)
        self.assertEqual(sale.picking_ids.partner_id.street, "9 Office Park")
