"""Texts from outside stay texts: on screens, in mails, on paper and in exports."""

import csv
import io
import json

import openpyxl

from odoo.http import Request
from odoo.tests import HttpCase

from .attacking import FORMULAS, HTML, place_attack
from .delivering import DeliveryCase

# What an escaped attack looks like; unescaped, each of them would do something.
LIVE = ("<img src=x", "<script>window", "<b>bold", 'href="javascript:')


class TestHtml(DeliveryCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False
        self.number = place_attack(self.remote)
        self.import_orders()
        self.order = self.get_order(self.number)
        self.sale = self.order.sale_order_id

    def assert_harmless(self, html, name):
        self.assertTrue(html, name)
        for live in LIVE:
            self.assertNotIn(live, html, name)

    def change_there(self):
        """Change the texts at Big Cartel, so that notes repeat them."""
        remote = self.remote.orders[self.number]
        remote.customer_note = f"{HTML} again"
        remote.shipping_city = f"{HTML} again"
        self.import_orders()

    def test_what_is_stored_as_html_is_escaped(self):
        self.assertTrue(self.sale)
        self.change_there()
        self.order.activity_schedule("mail.mail_activity_data_todo")
        messages = self.sale.message_ids | self.order.message_ids
        bodies = "".join(messages.mapped("body"))
        self.assertIn("&lt;img src=x", bodies)
        self.assert_harmless(bodies, "chatter")
        self.assert_harmless(self.order.totals, "totals")
        for activity in self.env["mail.activity"].search([]):
            self.assertNotRegex(activity.note or "", "<img|<script|<b>bold")
        partner = self.sale.partner_id
        for record in (partner, self.sale, self.order):
            for name, field in record._fields.items():
                if field.type == "html" and field.store and record[name]:
                    self.assert_harmless(record[name], f"{record._name}.{name}")

    def test_what_is_stored_is_the_text_as_it_was_sold(self):
        line = self.sale.order_line.filtered("bigcartel_line_ref")[0]
        self.assertIn(HTML, line.name)
        self.assertIn("{{7*7}}", self.order.customer_note)

    def test_mail_paper_and_portal_show_texts(self):
        template = self.env.ref("bigcartel_connector.mail_template_review")
        body = template._render_field("body_html", self.shop.ids)[self.shop.id]
        self.assertIn(self.number, body)
        self.assertIn("&lt;img src=x", body)
        self.assert_harmless(body, "mail")
        portal = self.url_open(self.sale.get_portal_url()).text
        self.sale.order_line.filtered("bigcartel_link_id").product_id = self.shirt
        self.sale.action_confirm()
        render = self.env["ir.actions.report"]._render_qweb_html
        pages = [portal] + [
            render(report, records.ids)[0].decode()
            for report, records in (
                ("sale.action_report_saleorder", self.sale),
                ("stock.action_report_delivery", self.sale.picking_ids),
            )
        ]
        for page in pages:
            self.assert_harmless(page, page)
            self.assertIn("&lt;img src=x", page)


class TestFormulas(DeliveryCase, HttpCase):
    """What is exported holds no formula, whoever opens it with what."""

    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False
        for formula in FORMULAS:
            place_attack(self.remote, formula)
        self.import_orders()
        self.make_user(
            "clerk",
            "base.group_user",
            "base.group_allow_export",
            "bigcartel_connector.group_manager",
            password="clerk-12345",
        )
        self.authenticate("clerk", "clerk-12345")

    def export(self, kind, model, names, groupby=()):
        """Export all records of a model as a person does, and return the file."""
        fields = [{"name": name, "label": name, "type": "char"} for name in names]
        data = {
            "model": model,
            "fields": fields,
            "ids": not groupby and self.env[model].search([]).ids,
            "domain": [],
            "groupby": list(groupby),
            "import_compat": False,
        }
        answer = self.url_open(
            f"/web/export/{kind}",
            data={"data": json.dumps(data), "csrf_token": Request.csrf_token(self)},
        )
        self.assertEqual(answer.status_code, 200, answer.text[:500])
        return answer.content

    def get_texts(self, model):
        """Return the names of what a person can export of a model as text."""
        return [
            name
            for name, field in self.env[model]._fields.items()
            if field.type in ("char", "text")
            and field.store
            and getattr(field, "exportable", True)
            and not field.groups
        ]

    def test_no_formula_gets_into_a_spreadsheet(self):
        for model in (
            "bigcartel.order",
            "bigcartel.product.link",
            "bigcartel.shipment",
            "sale.order",
        ):
            names = self.get_texts(model)
            with self.subTest(model, kind="csv"):
                text = self.export("csv", model, names).decode()
                for row in list(csv.reader(io.StringIO(text)))[1:]:
                    for cell in row:
                        self.assertFalse(cell.startswith(("=", "+", "-")), cell)
            with self.subTest(model, kind="xlsx"):
                self.assert_no_formula(self.export("xlsx", model, names))

    def test_no_formula_gets_into_a_spreadsheet_of_groups(self):
        for groupby in (["customer_name"], ["sale_order_id", "customer_name"]):
            with self.subTest(groupby):
                names = ["name", "customer_name"]
                content = self.export("xlsx", "bigcartel.order", names, groupby)
                texts = self.assert_no_formula(content)
                self.assertTrue(any("=1+1" in text for text in texts))

    def assert_no_formula(self, content):
        """Return the texts of a spreadsheet, none of which is a formula."""
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        for cell in cells:
            self.assertNotEqual(cell.data_type, "f", cell.value)
        return [cell.value for cell in cells if cell.value]
