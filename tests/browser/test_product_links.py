"""The list of product links, as a reviewer fills and answers it."""

from .common import BrowserCase


class TestProductLinks(BrowserCase):
    def test_a_reviewer_links_the_catalogue_before_the_first_sale(self):
        product = self.make_product("LINKED-HERE", barcode="OURS-BARCODE")
        self.env["bigcartel.product.link"].search([]).unlink()
        url = "/odoo/bigcartel-links"
        self.run_tour("product_links", login="reviewer", url=url)
        links = self.env["bigcartel.product.link"].search([])
        self.assertEqual(len(links), len(self.remote.products))
        self.assertEqual(links[0].state, "never")
        self.assertEqual(links[-1].product_id, product)
