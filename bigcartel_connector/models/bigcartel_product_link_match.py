from odoo import api, models
from odoo.fields import Domain

from ..utils.sku import normalize_reference


class BigcartelProductLink(models.Model):
    """Finding the Odoo product of a sold item by the SKU in its description."""

    _inherit = "bigcartel.product.link"

    # === ACTION METHODS === #

    def action_match_by_reference(self):
        """Link by internal reference now, also what a person had opened again.

        :return: a notification
        """
        self.write({"match_by_sku": True})
        linked = self._match_by_reference()
        left = self.filtered(lambda link: link.answer == "to_link")
        message = self.env._("%(linked)s linked by reference.", linked=len(linked))
        if left:
            message += " " + self.env._(
                "%(left)s still to link: no internal reference is their SKU, or "
                "several are.",
                left=len(left),
            )
        kind = "warning" if left else "success"
        return self.env["bigcartel.backend"]._notify(
            self.env._("Link by reference"), message, kind
        )

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
        for key in links.mapped("key"):
            vals_by_key.pop(key)
        adopted = self._adopt(backend, list(vals_by_key.values()))
        for key in adopted.mapped("key"):
            vals_by_key.pop(key)
        links |= adopted | self.create(list(vals_by_key.values()))
        return {link.key: link for link in links}

    def _read_catalogue(self, products, complete=True):
        """Store what the shop's catalogue says of these links of one shop.

        Names and pictures of what was linked before follow on the same way.

        :param products: list of `api.Product`
        :param bool complete: whether these are all; what is missing in a part of the
            catalogue is not known not to exist
        """
        backend = self.backend_id
        self._adopt_catalogue(backend, products)
        self._get_links_of_products(backend, products)._follow(products)
        ids = {product.id for product in products}
        self.filtered(
            lambda link: complete or link.bigcartel_product_id in ids
        ).sku_read = True

    def _match_by_reference(self):
        """Link what exactly one internal reference fits; two only suggest.

        What a person said of the whole product stays as it is.

        :return: the links that were open and are linked now
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
        return matched

    @api.model
    def _update_missed_drafts(self, backend):
        """Unit of work: drafts that were built while somebody answered follow now.

        Of two transactions that run at once, neither sees what the other one does:
        the new draft has the old answer, and whoever answered saw no draft.
        """
        # The whole company's drafts follow, whoever they belong to.
        groups = (
            self.env["sale.order.line"]
            .sudo()
            ._read_group(
                [
                    ("bigcartel_link_id.backend_id", "=", backend.id),
                    ("bigcartel_by_hand", "=", False),
                    ("order_id.state", "in", ("draft", "sent")),
                ],
                ["bigcartel_link_id", "bigcartel_link_state", "product_id"],
            )
        )
        links = self.browse(link.id for link, _state, _product in groups)
        answers, missed = links._get_answers(), self.browse()
        for link, state, product in groups:
            answer = answers[link.id]
            moved = answer.state == "linked" and answer.product_id != product
            if answer.state != state or moved:
                missed |= self.browse(link.id)
        missed._update_drafts()

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
        products = Product.search(domain)
        # What a link checks of its product is read here, for all of them at once.
        products.mapped("type")
        return products.grouped("bigcartel_reference")
