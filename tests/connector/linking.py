"""What the tests of the product links share: catalogues and spreadsheets."""

import csv
import io

from odoo.addons.web.controllers.export import CSVExport

from .selling import SellingCase

# The columns of a spreadsheet.
FIELDS = [
    "backend_id",
    "bigcartel_product_id",
    "bigcartel_option_id",
    "product_name",
    "option_name",
    "product_id",
    "state",
]


class FetchingCase(SellingCase):
    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False
        self.zine = self.offer("Zine")
        self.tee = self.offer("Heron Tee", options=["S", "M"])

    def fetch(self):
        """Press the button; return what its notification says."""
        return self.shop.action_fetch_catalogue()["params"]

    def get_links(self):
        return self.env["bigcartel.product.link"].search(
            [("backend_id", "=", self.shop.id)]
        )

    def get_names(self):
        return [
            (link.product_name, link.option_name or "") for link in self.get_links()
        ]

    def create_link(self, **vals):
        return self.env["bigcartel.product.link"].create(
            {"backend_id": self.shop.id, **vals}
        )


class SpreadsheetCase(SellingCase):
    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False
        self.product = self.make_product("OURS", barcode="4006381333931")
        self.other = self.make_product("OTHER")
        self.tee = self.offer("Heron Tee", options=["S", "M"])
        self.Link = self.env["bigcartel.product.link"]

    def load(self, *rows, names=FIELDS):
        return self.Link.load(names, [list(row) for row in rows])

    def load_rows(self, *rows):
        """Import rows of this shop; return their links."""
        result = self.load(*[(self.shop.name, *row) for row in rows])
        self.assertFalse(result["messages"])
        return self.Link.browse(result["ids"])

    def get_row(self, option=0, product="", state=""):
        chosen = self.tee.options[option]
        return (self.tee.id, chosen.id, "Heron Tee", chosen.name, product, state)

    def export(self, links, names):
        """Return what the file holds that Odoo's export makes: header and rows."""
        rows = links.export_data(names)["datas"]
        text = CSVExport().from_data(names, names, rows)
        header, *rows = csv.reader(io.StringIO(text))
        return header, rows

    def import_file(self, content, dryrun=False):
        """Import a file as the web client does; return the outcome."""
        self.env.flush_all()
        wizard = self.env["base_import.import"].create(
            {
                "res_model": "bigcartel.product.link",
                "file": content,
                "file_name": "links.csv",
                "file_type": "text/csv",
            }
        )
        options = {"has_headers": True, "quoting": '"', "separator": ","}
        preview = wizard.parse_preview(options)
        names = [False] * len(preview["headers"])
        for column, path in preview["matches"].items():
            names[int(column)] = "/".join(path)
        self.assertTrue(all(names), preview["headers"])
        return wizard.execute_import(names, preview["headers"], options, dryrun)
