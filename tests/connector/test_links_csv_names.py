"""Product links in a spreadsheet without Big Cartel's numbers."""

from .linking import SpreadsheetCase


class TestNamesOnly(SpreadsheetCase):
    """Files of people who do not know Big Cartel's numbers."""

    def setUp(self):
        super().setUp()
        self.zine = self.offer("Zine")
        self.order = self.sell((self.tee.options[0], 1), (self.zine, 1))

    def load_names(self, name, option=""):
        return self.load_rows(("", "", name, option, "OURS", ""))

    def test_the_row_that_has_these_names_is_answered(self):
        self.assertEqual(self.load_names("Zine"), self.get_link(self.order, 1))
        self.assertEqual(self.load_names("Heron Tee", "S"), self.get_link(self.order))
        self.assertEqual(self.order.state, "ready")

    def test_a_product_s_name_answers_for_all_its_options(self):
        self.shop.action_fetch_catalogue()
        wide = self.load_names("Heron Tee")
        self.assertEqual(wide.key, wide.product_key)
        self.assertEqual(wide.bigcartel_product_id, self.tee.id)
        self.assertTrue(self.get_items(self.order)[0].bigcartel_linked)

    def test_an_option_s_name_may_stand_beside_the_product_s_number(self):
        link = self.load_rows((self.tee.id, "", "Heron Tee", "S", "OURS", ""))
        self.assertEqual(link, self.get_link(self.order))

    def test_names_that_nobody_knows_yet_wait_for_the_catalogue(self):
        link = self.load_names("Poster")
        self.assertFalse(link.bigcartel_product_id)
        poster = self.offer("Poster")
        self.shop.action_fetch_catalogue()
        self.assertEqual(link.bigcartel_product_id, poster.id)

    def test_what_was_sold_under_names_alone_is_known_by_them(self):
        placed = self.place((self.zine, 1))
        placed.lines[0].product_id = placed.lines[0].option_id = None
        self.import_orders()
        deleted = self.get_link(self.get_order(placed.number))
        self.assertEqual(self.load_names("Zine"), deleted)
        self.assertEqual(self.get_link(self.order, 1).state, "to_link")

    def test_names_of_two_products_are_refused_with_their_row(self):
        self.sell((self.offer("Zine"), 1))
        result = self.load((self.shop.name, "", "", "Zine", "", "OURS", ""))
        self.assertFalse(result["ids"])
        self.assertIn(
            "Two products are called “Zine”", result["messages"][0]["message"]
        )
