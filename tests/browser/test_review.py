"""Reviewers link what was sold, and complete orders, with a mouse, keys or a thumb."""

from .common import BrowserCase

LIST = "/odoo/action-bigcartel_connector.bigcartel_order_action_review"
DONE = ".o_statusbar_status button[data-value=sale].o_arrow_button_current"
SUGGESTION = ".modal [name=suggestion_ids] button[name=action_choose]"


class TestReview(BrowserCase):
    def setUp(self):
        super().setUp()
        self.names = ("Heron Poster", "Moth Mug", "Fern Zine")
        self.products = self.env["product.product"].union(
            *(self.make_product(name[:3], name=f"{name}, new") for name in self.names)
        )
        self.offers = [self.remote.add_product(name) for name in self.names]

    def sell_open(self, count=3, ours=3):
        """Return an order of one of each, none of it linked.

        :param int ours: how many of the products we have at all
        """
        self.products[ours:].active = False
        return self.place_and_import([(offer, 1) for offer in self.offers[:count]])

    def assert_complete(self, order):
        self.assertEqual(order.state, "done")
        lines = order.sale_order_id.order_line.filtered("bigcartel_line_ref")
        self.assertEqual(lines.product_id, self.products[: len(lines)])

    def test_three_lines_are_linked_and_the_order_is_complete_in_seven_clicks(self):
        order = self.sell_open()
        self.run_tour("review", login="reviewer", url=LIST)
        self.assert_complete(order)
        self.assertEqual(len(self.get_open(order).move_ids), 3)

    def test_never_ours_is_an_answer_as_good_as_a_link(self):
        order = self.sell_open(2, ours=1)
        self.run_tour(
            "never_ours", login="reviewer", url=self.url_of(order.sale_order_id)
        )
        self.assertEqual((order.state, order.progress), ("done", "2 / 2"))
        self.assertEqual(self.get_open(order).move_ids.product_id, self.products[0])

    def test_an_order_is_completed_anyway(self):
        order = self.sell_open(1)
        self.run_tour(
            "complete_anyway", login="reviewer", url=self.url_of(order.sale_order_id)
        )
        self.assertEqual((order.state, order.progress), ("done", "0 / 1"))
        self.assertFalse(order.sale_order_id.picking_ids)

    def test_keys_are_enough(self):
        order = self.sell_open()
        url = self.url_of(order.sale_order_id)
        with self.playwright_page("reviewer") as page:
            keys = page.keyboard
            page.goto(url)
            page.wait_for_selector("button[name=action_bigcartel_link_products]")
            keys.press("Alt+l")
            # The focus is in the product: its first suggestion is one Tab away.
            page.wait_for_selector(".modal [name=product_id] input:focus")
            keys.press("Tab")
            keys.press("Enter")
            page.wait_for_selector(
                f".modal [name=product_name]:has-text('{self.names[1]}')"
            )
            page.wait_for_selector(".modal [name=product_id] input:focus")
            # Typing finds a product as well, here by its reference.
            keys.type("Mot")
            page.wait_for_selector(".o-autocomplete--dropdown-item:has-text('Moth')")
            keys.press("Enter")
            page.wait_for_selector("body:not(:has(.o-autocomplete--dropdown-item))")
            keys.press("Alt+q")
            page.wait_for_selector(
                f".modal [name=product_name]:has-text('{self.names[2]}')"
            )
            page.wait_for_selector(".modal [name=product_id] input:focus")
            keys.press("Tab")
            keys.press("Enter")
            page.wait_for_selector(DONE)
        self.assert_complete(order)

    def test_a_phone_links_from_the_line(self):
        order = self.sell_open(1)
        url = self.url_of(order.sale_order_id)
        phone = {"viewport": {"width": 390, "height": 844}}
        with self.playwright_page(
            "reviewer", **phone, has_touch=True, is_mobile=True
        ) as page:
            page.goto(url)
            page.tap("[name=order_line] button[name=action_bigcartel_link]")
            page.tap(SUGGESTION)
            page.wait_for_selector("[name=order_line] .fa-check")
            width = page.evaluate("document.documentElement.scrollWidth")
        self.assertLessEqual(width, 390)
        self.assert_complete(order)
