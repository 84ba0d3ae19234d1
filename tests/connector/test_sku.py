"""The SKU in a product's description, and what it links by itself."""

import unittest

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcartel_connector.utils.sku import normalize_reference, read_sku

from tests.sandbox.catalogue import ITEMS, stock_list

from .selling import SellingCase

DESCRIPTIONS = (
    ("SKU:PRINT-A3", "PRINT-A3"),
    ("Nice. sku: zine-04\r\n", "zine-04"),
    ("<p><strong>SKU:</strong> PIN-S&amp;F</p>", "PIN-S&F"),
    ("Wash cold.<br>SKU:&nbsp;HOODIE-1&nbsp;", "HOODIE-1"),
    ("Sku&#58; cards-6", "cards-6"),
    ("SKU : SPACED", "SPACED"),
    ("Was SKU: OLD.<br>Now SKU: NEW", "NEW"),
    ("S<b>KU</b>: SPLIT-1", "SPLIT-1"),
    ("SKU: TWO WORDS", "TWO WORDS"),
    ("SKU: A&lt;B", "A<B"),
    ("No number at all", ""),
    ("No SKU, just leave a note", ""),
    ("SKU:", ""),
    ("SKU: A and then SKU: <br>", ""),
    ("", ""),
    (None, ""),
)
WORDS = st.text(
    st.characters(categories=("Lu", "Ll", "Nd"), include_characters="-_./+"),
    min_size=1,
)


class TestReadSku(unittest.TestCase):
    def test_it_is_everything_behind_the_last_marker(self):
        for description, sku in DESCRIPTIONS:
            with self.subTest(description):
                self.assertEqual(read_sku(description), sku)

    def test_the_name_of_an_option_is_appended(self):
        self.assertEqual(read_sku("SKU:SHIRT-", "X-LARGE", True), "SHIRT-X-LARGE")
        self.assertEqual(
            read_sku("SKU: SHIRT- ", " Ink  Black ", True), "SHIRT-Ink Black"
        )

    def test_the_only_option_appends_nothing(self):
        self.assertEqual(read_sku("SKU:ZINE", "Default", False), "ZINE")

    def test_an_option_alone_is_no_sku(self):
        self.assertEqual(read_sku("Nothing written", "X-LARGE", True), "")

    @given(before=st.text(), written=WORDS, option=WORDS)
    def test_whatever_stands_before_does_not_matter(self, before, written, option):
        before = before.replace("<", " ").replace("&", " ")
        description = f"{before} SKU: {written}"
        self.assertEqual(read_sku(description), written)
        self.assertEqual(read_sku(description, option, True), written + option)

    @given(st.text(), st.text(), st.booleans())
    def test_no_description_is_too_strange(self, description, option, real):
        sku = read_sku(description, option, real)
        self.assertEqual(sku, sku.strip() if not real else sku.lstrip())

    @given(st.text(), st.sampled_from(("", " ", "\t", "\n", "\xa0")))
    def test_outer_spaces_and_case_do_not_count(self, reference, space):
        wanted = normalize_reference(reference)
        self.assertEqual(normalize_reference(space + reference + space), wanted)
        self.assertEqual(normalize_reference(reference.casefold()), wanted)
        self.assertEqual(normalize_reference(wanted), wanted)


class TestMatching(SellingCase):
    def test_sku_and_option_find_the_internal_reference(self):
        large = self.make_product("SHIRT-X-LARGE")
        self.make_product("SHIRT-")
        shirt = self.offer(sku="SHIRT-", options=["S", "X-LARGE"])
        order = self.sell((shirt.options[1], 1), (shirt.options[0], 1))
        self.assertEqual(self.get_items(order)[0].product_id, large)
        self.assertEqual(self.get_link(order, 0).sku, "SHIRT-X-LARGE")
        self.assertEqual(self.get_link(order, 1).sku, "SHIRT-S")
        self.assertEqual(self.get_link(order, 1).state, "to_link")

    def test_case_and_outer_spaces_do_not_count(self):
        """F21"""
        for reference, sku in (
            (" Tee-1 ", "TEE-1"),
            ("TEE-GRÜN", "tee-grün"),
            ("\tprint-a3", "PRINT-A3"),
            ("STRASSE", "straße"),
        ):
            with self.subTest(reference):
                product = self.make_product(reference)
                order = self.sell((self.offer(sku=sku), 1))
                self.assertEqual(self.get_items(order).product_id, product)

    def test_every_believable_description_is_read(self):
        for reference, name, option, _price in stock_list():
            self.make_product(reference.upper(), name=f"{name} {option}")
        for item in ITEMS:
            self.remote.add_product(item.name, item.description, item.options)
        options = [
            (option, 1)
            for product in self.remote.products.values()
            for option in product.options
        ]
        order = self.sell(*options)
        found = {
            line.bigcartel_link_id.sku
            for line in self.get_items(order)
            if line.bigcartel_linked
        }
        self.assertEqual(found, {sku for sku, *_rest in stock_list()})

    def test_two_products_of_one_reference_are_not_chosen_between(self):
        """F21"""
        self.make_product("TEE")
        self.make_product("tee ")
        order = self.sell((self.offer(sku="TEE"), 1))
        self.assertEqual(order.state, "to_link")
        self.assertFalse(self.get_link(order).product_id)

    def test_an_archived_product_is_not_found(self):
        """F20"""
        self.make_product("TEE", active=False)
        order = self.sell((self.offer(sku="TEE"), 1))
        self.assertEqual(order.state, "to_link")
        active = self.make_product("TEE")
        self.import_orders()
        self.assertEqual(self.get_items(order).product_id, active)

    def test_a_product_of_another_company_is_not_found(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.make_product("TEE", company_id=other.id)
        order = self.sell((self.offer(sku="TEE"), 1))
        self.assertEqual(order.state, "to_link")

    def test_without_a_sku_nothing_is_linked_and_no_product_is_made(self):
        """F20"""
        self.make_product("Heron Tee", name="Heron Tee")
        before = self.env["product.product"].search_count([])
        order = self.sell((self.offer("Heron Tee"), 1))
        self.assertEqual(order.state, "to_link")
        self.assertEqual(self.env["product.product"].search_count([]), before)
