"""Fetching the catalogue: what a shop sells can be linked before it is sold."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from tests.sandbox import Shop

from .linking import FetchingCase


class TestFetching(FetchingCase):
    def test_every_option_of_every_product_is_listed(self):
        answer = self.fetch()
        self.assertEqual(answer["type"], "success")
        self.assertEqual(
            answer["message"],
            "2 products: 3 options new, 0 renamed, 0 linked by reference",
        )
        self.assertEqual(
            self.get_names(), [("Heron Tee", "M"), ("Heron Tee", "S"), ("Zine", "")]
        )
        self.assertTrue(all(self.get_links().mapped("image_url")))
        self.assertTrue(self.shop.catalogue_at)

    def test_it_is_linked_by_the_one_reference_that_fits(self):
        self.tee.description = "SKU: TEE-"
        self.zine.description = "SKU: ZINE"
        small = self.make_product("TEE-S")
        self.make_product("ZINE")
        self.make_product("ZINE")
        self.assertIn("1 linked by reference", self.fetch()["message"])
        medium, linked, zine = self.get_links()
        self.assertEqual((linked.state, linked.product_id), ("linked", small))
        self.assertEqual((medium.state, zine.state), ("to_link", "to_link"))
        self.assertEqual((medium.sku, zine.sku), ("TEE-M", "ZINE"))

    def test_again_it_makes_nothing_twice_and_keeps_answers(self):
        self.fetch()
        medium, small, zine = self.get_links()
        medium.product_id = self.make_product("OURS")
        small.action_never()
        answer = self.fetch()
        self.assertIn("0 options new, 0 renamed, 0 linked", answer["message"])
        self.assertEqual(self.get_links(), medium | small | zine)
        self.assertEqual(
            (medium | small | zine).mapped("state"), ["linked", "never", "to_link"]
        )

    def test_a_link_that_a_person_removed_is_not_put_back(self):
        self.zine.description = "SKU: ZINE"
        self.make_product("ZINE")
        self.fetch()
        zine = self.get_links()[-1]
        zine.product_id = False
        self.assertIn("0 linked", self.fetch()["message"])
        self.assertEqual(zine.state, "to_link")

    def test_what_the_shop_has_no_more_stays_and_is_marked(self):
        self.fetch()
        medium, small, zine = self.get_links()
        self.tee.options.pop(1)
        self.remote.delete_product(self.zine.id)
        self.assertIn("2 no longer in the catalogue", self.fetch()["message"])
        self.assertEqual(
            (medium | small | zine).mapped("in_catalogue"), [False, True, False]
        )
        self.assertNotIn("no longer", self.fetch()["message"])
        self.zine.deleted = False
        self.fetch()
        self.assertTrue(zine.in_catalogue)

    def test_a_reviewer_may_press_it_and_an_outsider_may_not(self):
        reviewer = new_test_user(
            self.env, "reviewer", groups="bigcartel_connector.group_user"
        )
        answer = self.shop.with_user(reviewer).action_fetch_catalogue()["params"]
        self.assertEqual(answer["type"], "success")
        self.assertEqual(len(self.get_links()), 3)
        outsider = new_test_user(self.env, "outsider", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.shop.with_user(outsider).action_fetch_catalogue()

    def test_open_drafts_follow_what_is_linked_now(self):
        order = self.sell((self.zine, 1))
        self.assertEqual(order.state, "to_link")
        self.zine.description = "SKU: ZINE"
        self.make_product("ZINE")
        self.fetch()
        self.assertEqual(order.state, "ready")

    def test_it_takes_as_many_queries_for_many_options_as_for_few(self):
        def count(products):
            for number in range(products):
                name = f"Print {products}-{number}"
                self.offer(name, sku=f"P{products}-{number}", options=["A", "B"])
                self.make_product(f"P{products}-{number}A")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            answer = self.fetch()
            self.env.flush_all()
            self.assertIn(f"{products} linked by reference", answer["message"])
            return self.env.cr.sql_log_count - before

        count(1)
        few, many = count(3), count(30)
        self.assertLess(many - few, 15)


class TestSellingAfterwards(FetchingCase):
    """A sold line finds the very row that the catalogue made."""

    def assert_sold_as(self, ref, link):
        count = len(self.get_links())
        order = self.sell((ref, 1))
        self.assertEqual(self.get_link(order), link)
        self.assertEqual(len(self.get_links()), count)

    def test_a_product_without_options(self):
        self.fetch()
        self.assert_sold_as(self.zine, self.get_links()[-1])

    def test_a_product_with_options(self):
        self.fetch()
        medium, small, _zine = self.get_links()
        self.assert_sold_as(self.tee.options[0], small)
        self.assert_sold_as(self.tee.options[1], medium)

    def test_an_option_that_was_renamed(self):
        self.fetch()
        small = self.get_links()[1]
        small.product_id = self.make_product("OURS")
        self.tee.options[0].name = "Small"
        self.tee.name = "Grey Heron Tee"
        self.assertIn("2 renamed", self.fetch()["message"])
        self.assertEqual(small.display_name, "Grey Heron Tee – Small")
        self.assertEqual(small.state, "linked")
        self.assert_sold_as(self.tee.options[0], small)

    def test_a_product_that_got_options_later(self):
        self.fetch()
        zine = self.get_links()[-1]
        self.zine.options[0].name = "First print"
        self.remote.add_product("Spare", options=["x"])
        self.fetch()
        self.assertEqual(zine.option_name, "First print")
        self.assert_sold_as(self.zine.options[0], zine)

    def test_what_was_sold_before_is_not_listed_again(self):
        order = self.sell((self.zine, 1), (self.tee.options[1], 1))
        self.assertIn("1 options new", self.fetch()["message"])
        self.assertEqual(len(self.get_links()), 3)
        self.assertEqual(self.get_link(order).product_name, "Zine")

    def test_an_import_renames_what_it_sees_in_the_catalogue(self):
        order = self.sell((self.tee.options[0], 1))
        self.tee.options[0].name = "Small"
        self.sell((self.zine, 1))
        self.assertEqual(self.get_link(order).option_name, "Small")


class TestMadeByName(FetchingCase):
    """Links that people made by name alone become those of what they meant."""

    def setUp(self):
        super().setUp()
        self.product = self.make_product("OURS")

    def test_the_catalogue_knows_them_by_their_names(self):
        zine = self.create_link(product_name="Zine", product_id=self.product.id)
        small = self.create_link(product_name="Heron Tee", option_name="S")
        small.action_never()
        self.assertIn("1 options new", self.fetch()["message"])
        self.assertEqual(zine.bigcartel_option_id, self.zine.options[0].id)
        self.assertEqual(small.bigcartel_product_id, self.tee.id)
        order = self.sell((self.zine, 1), (self.tee.options[0], 1))
        self.assertEqual(self.get_link(order), zine)
        self.assertEqual(self.get_link(order, 1), small)
        self.assertEqual(order.state, "ready")

    def test_a_sale_knows_them_without_the_catalogue(self):
        self.sandbox.faults.add("html", path="/products", times=None)
        zine = self.create_link(product_name="Zine", product_id=self.product.id)
        order = self.sell((self.zine, 1))
        self.assertEqual(self.get_link(order), zine)
        self.assertEqual(order.state, "ready")

    def test_a_name_alone_is_the_whole_product_where_it_has_options(self):
        wide = self.create_link(product_name="Heron Tee", product_id=self.product.id)
        order = self.sell((self.tee.options[0], 1))
        self.assertEqual(wide.bigcartel_product_id, self.tee.id)
        self.assertFalse(wide.bigcartel_option_id)
        self.assertEqual(self.get_items(order).product_id, self.product)

    def test_an_option_s_name_may_stand_beside_the_product_s_number(self):
        small = self.create_link(
            bigcartel_product_id=self.tee.id,
            option_name="S",
            product_id=self.product.id,
        )
        self.fetch()
        self.assertEqual(small.bigcartel_option_id, self.tee.options[0].id)
        self.assertEqual(small.product_name, "Heron Tee")

    def test_two_products_of_one_name_are_left_to_people(self):
        zine = self.create_link(product_name="Zine", product_id=self.product.id)
        self.offer("Zine")
        self.fetch()
        self.assertFalse(zine.bigcartel_product_id)
        self.assertEqual(len(self.get_links()), 5)

    def test_what_was_sold_under_a_name_alone_belongs_to_what_was_deleted(self):
        placed = self.place((self.zine, 1))
        placed.lines[0].product_id = placed.lines[0].option_id = None
        self.import_orders()
        link = self.get_link(self.get_order(placed.number))
        link.product_id = self.product
        self.fetch()
        self.assertFalse(link.bigcartel_product_id)
        self.assertEqual(self.get_link(self.sell((self.zine, 1))).state, "to_link")


class TestShops(FetchingCase):
    def test_a_believable_shop_is_listed_and_linked_by_its_references(self):
        shop = Shop.believable()
        sandbox = self.start_sandbox(shop)
        self.addCleanup(sandbox.stop)
        self.shop.write({"access_token": shop.access_token})
        self.assertEqual(self.fetch()["type"], "success")
        self.assertIn("Calendar", " ".join(self.get_links().mapped("product_name")))
