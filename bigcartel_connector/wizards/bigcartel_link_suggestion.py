from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import escape_psql

from ..utils.address import fold


class BigcartelLinkWizard(models.TransientModel):
    """Products that may be what was sold."""

    _inherit = "bigcartel.link.wizard"

    # === BUSINESS METHODS === #

    def _get_suggestions(self):
        """Return products that may be what was sold, best first, with the reason.

        :rtype: list[tuple[product.product, str]]
        """
        self.ensure_one()
        link = self.link_id
        Product = self.env["product.product"]
        domain = self._get_product_domain()
        found = {}
        if link.sku:
            by_sku = link._find_by_reference([link.sku], self.company_id)
            for product in Product.union(*by_sku.values()):
                found.setdefault(product, self.env._("Internal reference"))
            for product in Product.search(
                domain & Domain("barcode", "=", link.sku), limit=3
            ):
                found.setdefault(product, self.env._("Barcode"))
        for product in self._find_by_name():
            found.setdefault(product, self.env._("Name"))
        return list(found.items())[:6]

    def _get_product_domain(self):
        """Return which products can be suggested at all."""
        Product = self.env["product.product"]
        company = Domain(Product._check_company_domain(self.company_id))
        return company & self.link_id._get_linkable_domain()

    def _find_by_name(self):
        """Return products named like what was sold, those of its option first."""
        link = self.link_id
        if not link.product_name:
            return self.env["product.product"]
        domain = self._get_product_domain() & Domain("sale_ok", "=", True)
        domain &= Domain("name", "ilike", escape_psql(link.product_name))
        Product = self.env["product.product"]
        option = fold(link.option_name)
        return Product.search(domain, limit=80).sorted(
            lambda product: option not in fold(product.display_name)
        )


class BigcartelLinkSuggestion(models.TransientModel):
    _name = "bigcartel.link.suggestion"
    _description = "Suggested Product for a Big Cartel Item"

    wizard_id = fields.Many2one(
        "bigcartel.link.wizard",
        required=True,
        ondelete="cascade",
        help="The dialog that suggests the product.",
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        ondelete="cascade",
        help="A product that may be what was sold.",
    )
    reason = fields.Char("Found By", help="What the product has in common with it.")

    def action_choose(self):
        """Link this product, and go on with the next line without an answer."""
        self.ensure_one()
        self.wizard_id.product_id = self.product_id
        return self.wizard_id.action_link_next()
