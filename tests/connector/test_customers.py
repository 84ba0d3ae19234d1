"""Who bought: found by e-mail within the company, else created, never a colleague."""

from markupsafe import escape

from odoo.tests import new_test_user

from .importing import ImportCase

EMAIL = "maya.okafor@example.com"


class CustomerCase(ImportCase):
    def buy(self, **values):
        """Place an order and import it; return its sale order."""
        number = self.place(**values)
        self.import_orders()
        order = self.get_order(number)
        self.assertTrue(order.sale_order_id, order.error)
        return order.sale_order_id

    def make_partner(self, **vals):
        return self.env["res.partner"].create({"name": "Known", "email": EMAIL, **vals})


class TestFindingCustomers(CustomerCase):
    def test_a_new_customer_is_created_with_everything(self):
        """F27"""
        partner = self.buy(customer="maya").partner_id
        self.assertEqual(partner.name, "Maya Okafor")
        self.assertEqual(partner.email, EMAIL)
        self.assertEqual(partner.phone, "+1 (503) 555-0142")
        self.assertEqual(partner.street, "418 NE Alder Ct")
        self.assertEqual(partner.city, "Portland")
        self.assertEqual(partner.zip, "97214")
        self.assertEqual(partner.state_id.code, "OR")
        self.assertEqual(partner.country_id, self.env.ref("base.us"))
        self.assertEqual(partner.company_id, self.company)

    def test_the_same_buyer_twice_is_one_contact(self):
        """F26"""
        first = self.buy()
        second = self.buy()
        self.assertEqual(first.partner_id, second.partner_id)
        self.assertEqual(first.partner_shipping_id, second.partner_id)
        self.assertFalse(first.partner_id.child_ids)

    def test_the_same_buyer_twice_on_one_page_is_one_contact(self):
        """F26"""
        self.place_many(3)
        self.import_orders()
        sales = self.get_orders().sale_order_id
        self.assertEqual(len(sales), 3)
        self.assertEqual(len(sales.partner_id), 1)

    def test_case_and_spaces_of_the_address_do_not_matter(self):
        """F26"""
        partner = self.make_partner()
        for email in ("Maya.Okafor@Example.COM", f"  {EMAIL} ", f"\t{EMAIL}\n"):
            with self.subTest(email):
                sale = self.buy(customer_email=email)
                self.assertEqual(sale.partner_id, partner)

    def test_nothing_of_a_known_contact_is_changed(self):
        partner = self.make_partner(phone="123", street="Old Road 1")
        before = partner.read(["name", "email", "phone", "street", "country_id"])
        self.buy()
        self.env.invalidate_all()
        after = partner.read(["name", "email", "phone", "street", "country_id"])
        self.assertEqual(before, after)

    def test_the_same_address_under_another_name_is_a_delivery_address(self):
        """F26: a present, sent to somebody else."""
        first = self.buy()
        second = self.buy(customer_first_name="Ada", customer_last_name="Byron")
        self.assertEqual(first.partner_id, second.partner_id)
        self.assertEqual(second.partner_shipping_id.name, "Ada Byron")
        self.assertEqual(second.partner_shipping_id.parent_id, first.partner_id)
        self.assertEqual(second.partner_shipping_id.type, "delivery")
        self.assertEqual(second.partner_invoice_id, first.partner_id)

    def test_a_contact_of_a_company_is_found(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        contact = self.make_partner(parent_id=firm.id)
        self.assertEqual(self.buy().partner_id, contact)

    def test_a_delivery_address_is_no_customer(self):
        parent = self.env["res.partner"].create({"name": "Somebody"})
        child = self.make_partner(parent_id=parent.id, type="delivery")
        self.assertNotIn(self.buy().partner_id, parent | child)

    def test_an_internal_users_contact_is_never_used(self):
        """F26"""
        colleague = new_test_user(self.env, "maya", email=EMAIL)
        former = new_test_user(self.env, "old", email="ben.c@example.com")
        former.active = False
        self.assertNotEqual(self.buy().partner_id, colleague.partner_id)
        self.assertNotEqual(self.buy(customer="ben").partner_id, former.partner_id)
        self.assertEqual(self.buy().partner_id.email, EMAIL)

    def test_a_portal_users_contact_is_used(self):
        buyer = new_test_user(
            self.env, "maya_portal", groups="base.group_portal", email=EMAIL
        )
        self.assertEqual(self.buy().partner_id, buyer.partner_id)


class TestCompanies(CustomerCase):
    def setUp(self):
        super().setUp()
        self.other_company = self.env["res.company"].create(
            {"name": "Company B", "currency_id": self.env.ref("base.USD").id}
        )

    def test_customers_of_another_company_are_not_shared(self):
        """F26"""
        theirs = self.make_partner(company_id=self.other_company.id)
        self.assertNotEqual(self.buy().partner_id, theirs)

    def test_a_customer_of_all_companies_is_found(self):
        everybodys = self.make_partner(company_id=False)
        self.assertEqual(self.buy().partner_id, everybodys)

    def test_the_companys_own_customer_comes_first(self):
        self.make_partner(company_id=False)
        own = self.make_partner(company_id=self.company.id)
        self.assertEqual(self.buy().partner_id, own)

    def test_everything_belongs_to_the_company_of_the_shop(self):
        """F40: whoever presses the button, and whatever company is theirs."""
        reviewer = new_test_user(
            self.env,
            "reviewer",
            groups="bigcartel_connector.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, (self.company | self.other_company).ids)],
        )
        self.shop.write({"company_id": self.other_company.id, "warehouse_id": False})
        number = self.place(address={"state": "Atlantis"})
        companies = (self.company | self.other_company).ids
        self.shop.with_user(reviewer).with_context(
            allowed_company_ids=companies
        ).action_import_orders()
        order = self.get_order(number)
        self.assertEqual(order.company_id, self.other_company)
        sale = order.sale_order_id
        self.assertEqual(sale.company_id, self.other_company)
        self.assertEqual(sale.warehouse_id.company_id, self.other_company)
        self.assertEqual(sale.partner_id.company_id, self.other_company)
        self.assertEqual(order.company_id, sale.order_line.company_id)
        links = sale.order_line.bigcartel_link_id
        self.assertEqual(links.company_id, self.other_company)

    def test_the_scheduled_action_works_for_the_company_of_the_shop(self):
        """F40"""
        self.shop.write({"company_id": self.other_company.id, "warehouse_id": False})
        self.place()
        self.run_import_job()
        sale = self.get_orders().sale_order_id
        self.assertEqual(sale.company_id, self.other_company)
        self.assertEqual(sale.warehouse_id.company_id, self.other_company)


class TestStrangeCustomers(CustomerCase):
    """F6, F17: matching a customer never makes an order fail."""

    def test_a_customer_with_only_an_email_address(self):
        partner = self.buy(customer={"email": EMAIL}).partner_id
        self.assertEqual(partner.name, EMAIL)
        self.assertEqual(partner.email, EMAIL)

    def test_a_customer_with_one_name_or_none(self):
        for names, name in (
            ({"first_name": "Cher"}, "Cher"),
            ({"last_name": " Prince "}, "Prince"),
            ({"first_name": None, "last_name": ""}, "one@example.com"),
        ):
            with self.subTest(name):
                email = {"email": "one@example.com" if "@" in name else ""}
                partner = self.buy(customer={**names, **email}).partner_id
                self.assertEqual(partner.name, name)

    def test_a_customer_without_anything(self):
        sale = self.buy(customer={"email": None})
        self.assertIn(sale.bigcartel_order_id.name, sale.partner_id.name)
        self.assertFalse(sale.partner_id.email)

    def test_bad_email_addresses_are_kept_as_they_are(self):
        for email in ("name#example.com", "@", "nobody", "a b c"):
            with self.subTest(email):
                buyer = {"first_name": "Ada", "email": email}
                first = self.buy(customer=buyer)
                self.assertEqual(first.partner_id.email, email)
                second = self.buy(customer=buyer)
                self.assertEqual(first.partner_id, second.partner_id)

    def test_people_without_email_are_told_apart_by_name_and_address(self):
        home = {"address_1": "1 Main Street", "zip": "12345"}
        ada = self.buy(customer={"first_name": "Ada"}, address=home)
        same = self.buy(customer={"first_name": " ADA "}, address=home)
        other = self.buy(customer={"first_name": "Bob"}, address=home)
        self.assertEqual(ada.partner_id, same.partner_id)
        self.assertNotEqual(ada.partner_id, other.partner_id)

    def test_spaces_and_accents_of_a_name_make_no_other_person(self):
        home = {"shipping_address_1": "1 Rue Haute", "shipping_zip": "75001"}
        first = self.buy(
            customer={"first_name": "José ", "last_name": " Da  Lima", **home}
        )
        self.assertEqual(first.partner_id.name, "José Da Lima")
        self.assertEqual(first.bigcartel_order_id.customer_name, "José Da Lima")
        again = self.buy(
            customer={"first_name": "José", "last_name": "Da  Lima", **home}
        )
        self.assertEqual(again.partner_id, first.partner_id)
        first.partner_id.name = "José   Da Lima"
        again = self.buy(
            customer={"first_name": "José", "last_name": "Da Lima", **home}
        )
        self.assertEqual(again.partner_id, first.partner_id)

    def test_a_name_with_wildcards_finds_nobody_else(self):
        known = self.env["res.partner"].create({"name": "Percival"})
        sale = self.buy(customer={"first_name": "P%"})
        self.assertNotEqual(sale.partner_id, known)
        self.assertEqual(sale.partner_id.name, "P%")

    def test_texts_of_every_kind_arrive(self):
        for first, last in (("Zoë 🐦", "D'Aubigné"), ("נועה", "לוי"), ("陽", "田中")):
            with self.subTest(first):
                partner = self.buy(
                    customer={"first_name": first, "last_name": last}
                ).partner_id
                self.assertEqual(partner.name, f"{first} {last}")

    def test_nul_bytes_are_dropped(self):
        sale = self.buy(
            customer={"first_name": "A\x00da", "email": "ada@example.com"},
            note="Hello\x00 there",
        )
        self.assertEqual(sale.partner_id.name, "Ada")
        self.assertEqual(sale.bigcartel_note, "Hello there")


class TestNotes(CustomerCase):
    """F17"""

    def test_notes_arrive_whole(self):
        long_note = "Please ring twice. 🎉\n" * 250
        for note in ("🐦💙🎉 mit Grüßen", "שלום", long_note.strip()):
            with self.subTest(note[:10]):
                self.assertEqual(self.buy(note=note).bigcartel_note, note)
        self.assertGreater(len(long_note), 5000)

    def test_html_in_a_note_is_shown_as_text(self):
        note = '<b>Bold</b> <script>alert("x")</script> Tom & Jerry'
        sale = self.buy(note=note)
        self.assertEqual(sale.bigcartel_note, note)
        field = sale._fields["bigcartel_note"]
        self.assertEqual(field.type, "text", "a field whose content is escaped")
        self.remote.edit_address(
            sale.bigcartel_order_id.name, customer_note=f"{note} again"
        )
        self.import_orders()
        body = sale.message_ids[0].body
        self.assertIn(str(escape("<b>Bold</b>")), body)
        self.assertNotIn("<script", body)
        self.assertNotIn("<b>", body)
