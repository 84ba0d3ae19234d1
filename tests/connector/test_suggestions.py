"""The products that the dialog suggests for what was sold."""

from odoo.fields import Command

from .selling import DialogCase


class SuggestionCase(DialogCase):
    def suggest(self, line):
        """Return the suggested products of a line, best first, and their reasons."""
        wizard = self.env["bigcartel.link.wizard"].create({"line_id": line.id})
        suggested = wizard.suggestion_ids
        return list(suggested.product_id), suggested.mapped("reason")

    def suggest_for(self, name, **kwargs):
        return self.suggest(self.get_items(self.sell((self.offer(name, **kwargs), 1))))

    def make_tees(self):
        """Return one product in two sizes."""
        size = self.env["product.attribute"].create(
            {
                "name": "Size",
                "value_ids": [
                    Command.create({"name": name}) for name in ("Small", "M")
                ],
            }
        )
        template = self.env["product.template"].create(
            {
                "name": "Heron Tee",
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": size.id,
                            "value_ids": [Command.set(size.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        return template.product_variant_ids


class TestSuggestionsBySku(SuggestionCase):
    def test_two_products_of_the_reference_are_both_suggested(self):
        """F21"""
        products = self.make_product("TEE") | self.make_product("tee ")
        line = self.get_items(self.sell((self.offer("Print", sku="TEE"), 1)))
        suggested, reasons = self.suggest(line)
        self.assertEqual(suggested, list(products))
        self.assertEqual(set(reasons), {"Same internal reference"})
        self.assertEqual(len(self.open_dialog(line).suggestion_ids), 2)

    def test_a_barcode_is_suggested(self):
        product = self.make_product(barcode="4006381333931")
        found = self.suggest_for("Pen", sku="4006381333931")
        self.assertEqual(found, ([product], ["Same barcode"]))

    def test_reference_and_barcode_come_before_the_name(self):
        named = self.make_product("NAMED", name="Ocean Print")
        twins = [self.make_product("P-7", name=name) for name in ("One", "Two")]
        coded = self.make_product(barcode="p-7")
        found = self.suggest_for("Ocean Print", sku="p-7")
        reasons = ["Same internal reference"] * 2 + ["Same barcode", "Same name"]
        self.assertEqual(found, ([*twins, coded, named], reasons))


class TestSuggestionsByName(SuggestionCase):
    def test_the_same_name_comes_before_similar_ones(self):
        similar = self.make_product("A", name="Heron Poster, signed")
        same = self.make_product("B", name="heron póster")
        self.make_product("C", name="Enamel pin")
        found = self.suggest_for("Heron Poster")
        self.assertEqual(found, ([same, similar], ["Same name", "Similar name"]))

    def test_the_same_name_comes_before_another_one_with_the_option_in_it(self):
        self.make_product("A", name="M, a Heron Tee Bag")
        same = self.make_product("B", name="Heron Tee")
        suggested, _reasons = self.suggest(self.get_items(self.sell_tee(1)))
        self.assertEqual(suggested[0], same)

    def test_a_misspelt_name_is_found(self):
        product = self.make_product("A", name="Risograph Print")
        found = self.suggest_for("Risogarph print")
        self.assertEqual(found, ([product], ["Similar name"]))

    def test_a_name_with_more_words_at_big_cartel_is_found(self):
        product = self.make_product("A", name="Ocean Lantern Print")
        found = self.suggest_for("Ocean Lantern Print – signed and numbered")
        self.assertEqual(found, ([product], ["Similar name"]))

    def test_a_name_in_another_language_is_found(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        product = self.make_product("A", name="Wool beanie")
        product.with_context(lang="fr_FR").name = "Bonnet en laine mérinos"
        found = self.suggest_for("Bonnet en laine merinos")
        self.assertEqual(found, ([product], ["Similar name"]))

    def test_the_variant_of_the_sold_option_comes_first(self):
        small, medium = self.make_tees()
        suggested, _reasons = self.suggest(self.get_items(self.sell_tee(1)))
        self.assertEqual(suggested, [medium, small])

    def test_the_product_named_like_the_sold_option_comes_first(self):
        small, medium = (
            self.make_product(f"{number}", name=f"Heron Tee {size}")
            for number, size in enumerate(("Small", "M"))
        )
        suggested, _reasons = self.suggest(self.get_items(self.sell_tee(1)))
        self.assertEqual(suggested, [medium, small])

    def test_a_name_with_wildcards_suggests_only_what_is_named_so(self):
        self.make_product("ANY", name="Anything")
        self.assertEqual(self.suggest_for("%"), ([], []))

    def test_products_of_another_company_are_not_suggested(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.make_product("TEE", company_id=other.id, name="Heron Tee")
        self.assertEqual(self.suggest(self.get_items(self.sell_tee())), ([], []))

    def test_what_is_archived_or_not_sold_is_not_suggested(self):
        self.make_product("A", name="Heron Tee", active=False)
        self.make_product("B", name="Heron Tee", sale_ok=False)
        self.assertEqual(self.suggest(self.get_items(self.sell_tee())), ([], []))

    def test_the_helper_products_are_not_suggested(self):
        helper = self.env.ref("bigcartel_connector.product_item")
        self.assertEqual(self.suggest_for(helper.name), ([], []))


class TestSuggestionsWithoutTrigrams(SuggestionCase):
    """A database without PostgreSQL's pg_trgm has Odoo's own search."""

    def setUp(self):
        super().setUp()
        self.patch(self.registry, "has_trigram", False)

    def test_names_are_found_those_of_the_option_first(self):
        small, medium = self.make_tees()
        suggested, reasons = self.suggest(self.get_items(self.sell_tee(1)))
        self.assertEqual(suggested, [medium, small])
        self.assertEqual(set(reasons), {"Same name"})

    def test_a_name_with_wildcards_suggests_only_what_is_named_so(self):
        self.make_product("ANY", name="Anything")
        self.assertEqual(self.suggest_for("%"), ([], []))


class TestManyProducts(SuggestionCase):
    def count_queries(self, line):
        # What the registry remembers is there when it counts.
        self.suggest(line)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        suggested, _reasons = self.suggest(line)
        return self.env.cr.sql_log_count - before, suggested

    def test_many_like_products_cost_no_more_queries_and_five_are_shown(self):
        self.make_tees()
        line = self.get_items(self.sell_tee())
        few, suggested = self.count_queries(line)
        self.assertEqual(len(suggested), 2)
        self.env["product.product"].create(
            [{"name": f"Heron Tee no. {number}"} for number in range(60)]
        )
        many, suggested = self.count_queries(line)
        self.assertEqual(len(suggested), 5)
        self.assertLessEqual(many, few)
