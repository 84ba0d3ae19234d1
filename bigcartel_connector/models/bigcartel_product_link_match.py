from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..utils.sku import normalize_reference, read_sku


class BigcartelProductLink(models.Model):
    """Finding the Odoo product of a sold item by the SKU in its description."""

    _inherit = "bigcartel.product.link"

    # === ACTION METHODS === #

    def action_match_by_reference(self):
        """Link by internal reference now, also what a person had opened again."""
        self.write({"match_by_sku": True})
        self._match_by_reference()

    # === BUSINESS METHODS === #

    @api.model
    def _get_or_create(self, backend, lines):
        """Return the links of sold lines, made where they are new.

        :param backend: the shop
        :param lines: `api.OrderLine` objects
        :return: {key: link}
        """
        vals_by_key = {}
        for line in lines:
            identity = (
                line.product_id,
                line.option_id,
                line.product_name,
                line.option_name,
            )
            _product_key, key = self._get_keys(*identity)
            vals_by_key.setdefault(
                key,
                {
                    "backend_id": backend.id,
                    "bigcartel_product_id": line.product_id,
                    "bigcartel_option_id": line.option_id,
                    "product_name": line.product_name,
                    "option_name": line.option_name,
                    "image_url": line.image_url,
                },
            )
        links = self.search(
            [("backend_id", "=", backend.id), ("key", "in", list(vals_by_key))]
        )
        known = set(links.mapped("key"))
        links |= self.create([v for k, v in vals_by_key.items() if k not in known])
        return {link.key: link for link in links}

    def _read_catalogue(self, products):
        """Store the SKU that the shop's catalogue gives for each of these links.

        :param products: iterable of `api.Product`
        """
        links_by_product = defaultdict(self.browse)
        for link in self:
            links_by_product[link.bigcartel_product_id] |= link
        links_by_product.pop(False, None)
        for product in products:
            options = {option.id: option.name for option in product.options}
            for link in links_by_product.pop(product.id, self.browse()):
                option_name = options.get(link.bigcartel_option_id, link.option_name)
                sku = read_sku(product.description, option_name, product.has_options)
                if sku != (link.sku or ""):
                    link.sku = sku
        self.sku_read = True

    def _match_by_reference(self):
        """Link what exactly one internal reference fits; two only suggest."""
        open_links = self.filtered(
            lambda link: link.state == "to_link" and link.sku and link.match_by_sku
        )
        for backend, links in open_links.grouped("backend_id").items():
            products = self._find_by_reference(
                links.mapped("sku"), backend.company_id
            )
            for link in links:
                found = products.get(normalize_reference(link.sku))
                if found and len(found) == 1:
                    link.product_id = found

    @api.model
    def _find_by_reference(self, references, company):
        """Return the products of a company by normalised internal reference.

        :param references: internal references as they were written
        :return: {normalised reference: products}
        :rtype: dict
        """
        wanted = {normalize_reference(text) for text in references} - {""}
        if not wanted:
            return {}
        Product = self.env["product.product"].with_context(active_test=True)
        Product.flush_model(["default_code", "active"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM product_product"
                " WHERE active AND lower(btrim(default_code)) IN %s",
                tuple(wanted),
            )
        )
        domain = Domain("id", "in", [row[0] for row in rows])
        domain &= Domain(Product._check_company_domain(company))
        return Product.search(domain).grouped(
            lambda product: normalize_reference(product.default_code)
        )
