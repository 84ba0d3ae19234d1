"""What makes two sold items the same: numbers, names, or nothing at all."""

from .selling import SellingCase


class KeyCase(SellingCase):
    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False
        self.product = self.make_product("OURS")

    def sell_as(self, *names, **kwargs):
        """Sell products that are deleted at Big Cartel, under these names."""
        placed = self.place(*[(self.offer(), 1) for _name in names], **kwargs)
        for line, name in zip(placed.lines, names, strict=True):
            line.product_id = line.option_id = None
            line.product_name = name
        self.import_orders()
        return self.get_order(placed.number)


class TestWithoutNumbers(KeyCase):
    def test_one_name_is_one_item(self):
        """F20"""
        first, second = self.sell_as("Zine"), self.sell_as("Zine")
        self.get_link(first).product_id = self.product
        self.assertEqual(second.state, "ready")

    def test_what_has_no_name_either_is_like_nothing_else(self):
        first, second = self.sell_as("", ""), self.sell_as("")
        self.assertEqual(first.state, "to_link")
        self.get_link(first).product_id = self.product
        self.assertEqual((first.linked_count, second.linked_count), (1, 0))
        self.assertFalse(self.get_items(first)[1].bigcartel_linked)

    def test_it_is_answered_for_its_whole_product_alone(self):
        first, second = self.sell_as(""), self.sell_as("")
        wizard = self.env["bigcartel.link.wizard"].create(
            {
                "line_id": self.get_items(first).id,
                "product_id": self.product.id,
                "scope": "product",
            }
        )
        wizard.action_link()
        self.assertEqual((first.state, second.state), ("ready", "to_link"))

    def test_it_keeps_its_link_from_import_to_import(self):
        order = self.sell_as("")
        link = self.get_link(order)
        self.import_orders()
        self.assertEqual(self.get_link(order), link)
        self.assertEqual(self.get_items(order).name, "Item without a name")
        self.assertTrue(link.display_name, "it can be told from others in the list")


class TestLongNames(KeyCase):
    def test_a_name_of_any_length_is_imported_and_linked(self):
        # Random enough that PostgreSQL cannot compress it below its limit.
        name = "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(5000))
        first, second, other = (
            self.sell_as(text) for text in (name, name, f"{name} II")
        )
        self.assertEqual(first.state, "to_link", first.error)
        self.assertEqual(self.get_items(first).name, name)
        self.assertEqual(self.get_link(first), self.get_link(second))
        self.get_link(first).product_id = self.product
        self.assertEqual((second.state, other.state), ("ready", "to_link"))

    def test_an_option_s_name_may_be_as_long(self):
        placed = self.place((self.offer(), 1))
        line = placed.lines[0]
        line.option_id = None
        line.product_option_name = "".join(
            chr(0x4E00 + n * 7919 % 20000) for n in range(5000)
        )
        self.import_orders()
        order = self.get_order(placed.number)
        self.assertEqual(order.state, "to_link", order.error)
        self.assertLess(len(self.get_link(order).key), 300)
