"""An order whose every text is an attack, on each screen that shows it."""

from tests.connector.attacking import HTML, SCRIPT, place_attack

from .common import BrowserCase

# What stays in the server's words, wherever it shows what is from outside.
SIGN = "onerror="
# Actions of ours, each with the kinds of views that show texts from outside.
SCREENS = {
    "bigcartel_order_action": ("list", "kanban"),
    "bigcartel_product_link_action": ("list", "kanban"),
    "bigcartel_shipment_action": ("list", "kanban"),
    "bigcartel_log_action": ("list", "kanban"),
    "bigcartel_webhook_event_action": ("list", "kanban"),
    "bigcartel_shipping_map_action": ("list", "kanban"),
    "bigcartel_backend_action": ("list",),
    "bigcartel_backend_dashboard_action": ("kanban",),
}
DO_ACTION = """async ([action, options]) => {
    await odoo.__WOWL_DEBUG__.root.env.services.action.doAction(action, options);
}"""


class TestInjection(BrowserCase):
    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False
        number = place_attack(self.remote)
        self.import_orders()
        self.order = self.get_order(number)
        self.sale = self.order.sale_order_id
        self.sale.order_line.bigcartel_link_id.image_url = f"javascript:{SCRIPT}"
        remote = self.remote.orders[number]
        remote.customer_note += " again"
        self.import_orders()
        line = self.sale.order_line.filtered("bigcartel_link_id")
        self.link = line.bigcartel_link_id
        # A dialog is for whom it was opened.
        manager = self.env["res.users"].search([("login", "=", "manager")])
        self.dialog = line.with_user(manager).action_bigcartel_link()
        self.link.product_id = self.shirt
        self.sale.action_confirm()
        self.picking = self.sale.picking_ids
        self.place_texts()

    def place_texts(self):
        """Have attacks where the sandbox brings none: words of errors and names."""
        self.shop.write({"name": HTML, "shop_url": f"javascript:{SCRIPT}"})
        self.shop.shipping_map_ids[:1].code = HTML
        self.order.write({"error": HTML, "stopped": True, "withdrawn": "cancelled"})
        self.shipment = self.env["bigcartel.shipment"].create(
            {
                "backend_id": self.shop.id,
                "order_id": self.order.id,
                "picking_id": self.picking.id,
                "state": "failed",
                "error": HTML,
                "result": HTML,
            }
        )
        self.picking.carrier_tracking_ref = HTML
        self.shop._log("import", HTML, order=self.order)
        self.event = self.env["bigcartel.webhook.event"].create(
            {
                "backend_id": self.shop.id,
                "type": HTML,
                "order_number": HTML,
                "state": "done",
            }
        )

    def test_no_text_from_outside_runs_a_script_on_any_screen(self):
        dialog = {"views": [(False, "form")], **self.dialog}
        notice = self.shop._notify(HTML, HTML, "info")
        del notice["params"]["next"]
        forms = {
            record: record._get_records_action(views=[(False, "form")])
            for record in (
                *(self.sale, self.picking, self.sale.partner_id, self.shop),
                *(self.order, self.shipment, self.link, self.event),
            )
        }
        with self.playwright_page("manager") as page:
            page.goto("/odoo/action-bigcartel_connector.bigcartel_order_action")
            page.locator(".o_data_row").first.wait_for()
            for name, kinds in SCREENS.items():
                action = f"bigcartel_connector.{name}"
                for kind in kinds:
                    self.open(page, action, kind, f".o_{kind}_view")
            for record, action in forms.items():
                self.open(page, action, "form", ".o_form_view")
                if record == self.sale:
                    self.assert_shown(page, ".o-mail-Message", "chatter")
            self.open(page, dialog, "form", ".modal-body")
            self.open(page, notice, "", ".o_notification")

    def open(self, page, action, kind, place):
        """Run an action in the web client, as its menus and buttons do."""
        options = {"viewType": kind, "clearBreadcrumbs": True}
        page.evaluate(DO_ACTION, [action, options])
        self.assert_shown(page, place, f"{action} {kind}")

    def assert_shown(self, page, place, name):
        """What is from outside is there, as the text that it is."""
        text = page.locator(place).get_by_text(SIGN)
        text.first.wait_for(state="attached")
        self.assert_nothing_ran(page, name)

    def assert_nothing_ran(self, page, name):
        self.assertIsNone(page.evaluate("window.attacked ?? null"), name)
        self.assertEqual(page.locator("img[src='x']").count(), 0, name)
        links = page.locator("a[href^='javascript:']")
        self.assertEqual(links.count(), 0, name)
