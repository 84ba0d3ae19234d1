from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

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
            vals_by_key.setdefault(
                self._get_line_key(line),
                {
                    "backend_id": backend.id,
                    "bigcartel_product_id": line.product_id,
                    "bigcartel_option_id": line.option_id,
                    "product_name": self._get_sold_name(line),
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
                if product.has_options and not option_name:
                    # Of the whole product only the beginning is known.
                    sku = ""
                if sku != (link.sku or ""):
                    link.sku = sku
        self.sku_read = True

    def _match_by_reference(self):
        """Link what exactly one internal reference fits; two only suggest.

        What a person said of the whole product stays as it is.
        """
        answers = self._get_answers()
        open_links = self.filtered(
            lambda link: (
                link.sku and link.match_by_sku and answers[link.id].state == "to_link"
            )
        )
        matched = self.browse()
        for backend, links in open_links.grouped("backend_id").items():
            products = self._find_by_reference(links.mapped("sku"), backend.company_id)
            for link in links:
                found = products.get(normalize_reference(link.sku), ())
                if len(found) == 1:
                    # Open drafts follow once, when all are matched.
                    link.with_context(bigcartel_keep_drafts=True).product_id = found
                    matched |= link
        matched._update_drafts()

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
        domain = Domain("bigcartel_reference", "in", list(wanted))
        domain &= Domain(Product._check_company_domain(company))
        domain &= self._get_linkable_domain()
        return Product.search(domain).grouped("bigcartel_reference")
