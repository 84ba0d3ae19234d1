"""The list of product links: how often something was sold, and what answers for it."""

from odoo.exceptions import UserError, ValidationError
from odoo.service.model import call_kw
from odoo.tests import Form

from .selling import SellingCase

LIST = "bigcartel_connector.bigcartel_product_link_view_list"


class ListCase(SellingCase):
    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False
        self.product = self.make_product("OURS")
        self.tee = self.offer("Heron Tee", options=["S", "M"])
        self.zine = self.offer("Zine")
        self.small, self.medium = self.tee.options

    def sell_all(self):
        """Sell S on two orders and M on one of them; fetch the rest."""
        orders = self.sell((self.small, 3), (self.medium, 1))
        orders |= self.sell((self.small, 1))
        self.shop.action_fetch_catalogue()
        links = self.search([])
        self.env.invalidate_all()
        return orders, links

    def search(self, domain, **kwargs):
        return self.env["bigcartel.product.link"].search(
            [("backend_id", "=", self.shop.id), *domain], **kwargs
        )


class TestTimesSold(ListCase):
    def test_it_is_on_how_many_orders_it_was_sold(self):
        _orders, (medium, small, zine) = self.sell_all()
        self.assertEqual(small.times_sold, 2)
        self.assertEqual((medium | zine).mapped("times_sold"), [1, 0])

    def test_a_whole_product_was_sold_with_any_of_its_options(self):
        _orders, links = self.sell_all()
        wide = links[0]._get_or_create_wide()
        self.assertEqual(wide.times_sold, 2)

    def test_a_page_of_rows_takes_one_query(self):
        _orders, links = self.sell_all()
        self.env.flush_all()
        links.invalidate_recordset()
        with self.assertQueryCount(1):
            links.mapped("times_sold")

    def test_the_list_is_sorted_by_it(self):
        _orders, (medium, small, zine) = self.sell_all()
        self.assertEqual(
            self.search([], order="times_sold desc, id"), small | medium | zine
        )
        self.assertEqual(self.search([], order="times_sold")[0], zine)

    def test_what_was_not_sold_yet_is_found(self):
        _orders, (medium, small, zine) = self.sell_all()
        self.assertEqual(self.search([("times_sold", "=", 0)]), zine)
        self.assertEqual(self.search([("times_sold", ">", 0)]), medium | small)
        self.assertEqual(self.search([("times_sold", "!=", 2)]), medium | zine)

    def test_a_click_opens_those_orders(self):
        orders, (medium, small, zine) = self.sell_all()
        wide = small._get_or_create_wide()
        Order = self.env["bigcartel.order"]
        for link, expected in (
            (small, orders),
            (medium, orders[0]),
            (zine, Order),
            (wide, orders),
        ):
            action = link.action_open_orders()
            self.assertEqual(action["res_model"], "bigcartel.order")
            found = Order.search(action["domain"], order="id")
            self.assertEqual(found, expected.sorted("id"))
            self.assertEqual(len(found), link.times_sold)
        self.assertIn("Heron Tee – S", small.action_open_orders()["display_name"])


class TestIdentity(ListCase):
    def test_what_was_sold_stays_what_it_is(self):
        _orders, (_medium, small, _zine) = self.sell_all()
        for vals in (
            {"bigcartel_option_id": "42"},
            {"bigcartel_product_id": False},
            {"backend_id": self.shop.create({"name": "Second"}).id},
        ):
            with self.subTest(**vals), self.assertRaises(ValidationError):
                small.write(vals)
        small.write({"bigcartel_option_id": self.small.id, "option_name": "Small"})
        with Form(small, LIST) as form, self.assertRaises(AssertionError):
            form.option_name = "L"

    def test_what_was_not_sold_yet_can_be_corrected(self):
        _orders, links = self.sell_all()
        links[2].bigcartel_option_id = "42"
        self.assertIn("42", links[2].key)

    def test_a_row_made_by_hand_belongs_to_the_only_shop(self):
        with Form(self.env["bigcartel.product.link"], LIST) as form:
            form.product_name = "Poster"
        self.assertEqual(form.record.backend_id, self.shop)

    def test_of_two_shops_a_row_made_by_hand_names_one(self):
        self.shop.create({"name": "Second"})
        form = Form(self.env["bigcartel.product.link"], LIST)
        form.product_name = "Poster"
        with self.assertRaisesRegex(AssertionError, "backend_id"):
            form.save()
        form.backend_id = self.shop
        self.assertEqual(form.save().backend_id, self.shop)


class TestAnswers(ListCase):
    def test_never_ours_is_a_switch_in_the_row(self):
        orders, (_medium, small, _zine) = self.sell_all()
        small.product_id = self.product
        with Form(small, LIST) as form:
            form.never_ours = True
            self.assertFalse(form.product_id)
            self.assertEqual(form.state, "never")
        self.assertEqual((small.state, small.never_ours), ("never", True))
        self.assertEqual(orders[1].state, "ready")
        with Form(small, LIST) as form:
            form.never_ours = False
        self.assertEqual((small.state, small.match_by_sku), ("to_link", False))
        self.assertEqual(orders[1].state, "to_link")

    def test_a_product_chosen_in_the_row_switches_never_ours_off(self):
        _orders, (_medium, small, _zine) = self.sell_all()
        small.never_ours = True
        with Form(small, LIST) as form:
            form.product_id = self.product
            self.assertFalse(form.never_ours)
        self.assertEqual((small.state, small.product_id), ("linked", self.product))

    def test_linking_by_reference_says_what_is_left(self):
        self.tee.description = "SKU: TEE-"
        _orders, links = self.sell_all()
        self.make_product("TEE-S")
        answer = links.action_match_by_reference()["params"]
        self.assertEqual(answer["type"], "warning")
        self.assertIn("1 linked by reference. 2 still to link", answer["message"])
        answer = links[1].action_match_by_reference()["params"]
        self.assertEqual(answer["message"], "0 linked by reference.")

    def test_an_option_shows_that_its_whole_product_answers(self):
        _orders, (medium, small, zine) = self.sell_all()
        wide = small._get_or_create_wide()
        wide.product_id = self.product
        medium.action_never()
        self.env.invalidate_all()
        self.assertEqual(
            (medium | small | zine | wide).mapped("answer"),
            ["never", "product", "to_link", "linked"],
        )
        for answer, links in (
            ("to_link", zine),
            ("product", small),
            ("linked", wide),
            ("never", medium),
        ):
            self.assertEqual(self.search([("answer", "=", answer)]), links)
        self.assertEqual(
            self.search([("answer", "in", ["to_link", "never"])]), medium | zine
        )

    def test_the_list_fetches_the_catalogue_of_its_shop_or_of_all(self):
        Link = self.env["bigcartel.product.link"]
        second = self.shop.create({"name": "Second", "account_id": "7"})

        def press(**context):
            kwargs = {"context": context}
            return call_kw(Link, "action_fetch_catalogue", [[]], kwargs)

        answer = press()["params"]
        self.assertIn("2 products: 3 options new", answer["message"])
        Link.search([]).unlink()
        press(default_backend_id=self.shop.id)
        self.assertEqual(Link.search([]).backend_id, self.shop)
        second.unlink()
        self.shop.unlink()
        with self.assertRaisesRegex(UserError, "Connect a shop"):
            press()

    def test_two_shops_report_by_name(self):
        second = self.shop.copy({"name": "Second", "access_token": "x"})
        second.state = "connected"
        answer = (self.shop | second).action_fetch_catalogue()["params"]
        self.assertEqual(answer["type"], "danger")
        self.assertIn(f"{self.shop.name}: 2 products", answer["message"])
        self.assertIn("Second: ", answer["message"])
