"""The screens as a screen reader has them: whatever can be pressed has a name."""

import re

from .common import BrowserCase

ACTIONS = (
    "bigcartel_backend_dashboard_action",
    "bigcartel_order_action",
    "bigcartel_product_link_action",
    "bigcartel_shipment_action",
    "bigcartel_shipping_map_action",
)
NAMELESS = re.compile(r"^\s*- ((?:button|link|tab|menuitem)(?: \[[^]]*\])*):?$", re.M)
BUSY = ".o_loading_indicator"


def find_nameless(page):
    """Return what can be pressed but has no name, and how many buttons have one."""
    text = "".join(
        part.aria_snapshot() for part in page.locator(".o_action, .modal").all()
    )
    return NAMELESS.findall(text), text.count("- button")


class TestAccessibility(BrowserCase):
    def test_whatever_can_be_pressed_has_a_name(self):
        order = self.place_and_import([(self.remote_shirt, 1), (self.remote_print, 1)])
        screens = {name: f"/odoo/action-bigcartel_connector.{name}" for name in ACTIONS}
        for record in (self.shop, order, order.sale_order_id):
            screens[record._name] = self.url_of(record)
        found = {}
        with self.playwright_page("manager") as page:
            for name, address in screens.items():
                page.goto(address)
                page.locator(".o_action.o_view_controller").wait_for()
                page.locator(BUSY).wait_for(state="hidden")
                found[name] = find_nameless(page)
            page.click("button[name=action_bigcartel_link_products]")
            page.locator(".modal button[name=action_link]").wait_for()
            found["the link dialog"] = find_nameless(page)
            page.evaluate(
                "document.querySelector('.modal footer')"
                ".append(document.createElement('button'))"
            )
            found["a bad dialog"] = find_nameless(page)
        self.assertEqual(found.pop("a bad dialog")[0], ["button"])
        for name, (nameless, named) in found.items():
            with self.subTest(name):
                self.assertEqual(nameless, [])
                self.assertGreater(named, 0)
