import re

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL, escape_psql

from ..utils.address import fold

# How alike a name has to be at least, from 0 to 1: between Odoo's own fuzzy search
# (0.3, where "Print" already finds "Product") and PostgreSQL's default (0.6, where a
# name with a few more words at Big Cartel is not found).
NAME_LIKENESS = 0.4
# How many product templates of a like name are looked at, how many of their variants,
# and how many products are offered in the end.
MAX_TEMPLATES = 8
MAX_VARIANTS = 80
MAX_SUGGESTIONS = 5


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
        found = {}
        if link.sku:
            by_sku = link._find_by_reference([link.sku], self.company_id)
            for product in self.env["product.product"].union(*by_sku.values()):
                found.setdefault(product, self.env._("Same internal reference"))
            for product in self.env["product.product"].search(
                self._get_product_domain() & Domain("barcode", "=", link.sku),
                limit=MAX_SUGGESTIONS,
            ):
                found.setdefault(product, self.env._("Same barcode"))
        same, similar = self.env._("Same name"), self.env._("Similar name")
        for product in self._find_by_name():
            is_same = fold(product.name) == fold(link.product_name)
            found.setdefault(product, same if is_same else similar)
        return list(found.items())[:MAX_SUGGESTIONS]

    def _get_product_domain(self):
        """Return which products can be suggested at all."""
        Product = self.env["product.product"]
        company = Domain(Product._check_company_domain(self.company_id))
        return company & self.link_id._get_linkable_domain()

    def _find_by_name(self):
        """Return products named like what was sold.

        The best name comes first; of its variants, those of the sold option.
        """
        link = self.link_id
        Product = self.env["product.product"]
        if not link.product_name:
            return Product
        domain = self._get_product_domain() & Domain("sale_ok", "=", True)
        if not self.env.registry.has_trigram:
            # Without the extension of PostgreSQL, Odoo's own search has to do.
            name = escape_psql(link.product_name)
            found = Product.name_search(name, domain, limit=MAX_VARIANTS)
            products = Product.browse([product_id for product_id, _name in found])
            return self._sort_by_option(products, {})
        template_ids = self._search_like_templates(domain)
        variants = Domain("product_tmpl_id", "in", template_ids)
        products = Product.search(domain & variants, limit=MAX_VARIANTS)
        ranks = {template_id: rank for rank, template_id in enumerate(template_ids)}
        return self._sort_by_option(products, ranks)

    def _search_like_templates(self, domain):
        """Return the ids of templates with a name like the sold one, best first.

        Every translation of a name counts, as in the index of product names that
        Odoo keeps. What is equally alike is compared again as a whole, with and
        without the option's name.
        """
        link = self.link_id
        Template = self.env["product.template"]
        query = Template._search(Domain("product_variant_ids", "any", domain))
        unaccent = self.env.registry.unaccent
        names = Template.with_context(prefetch_langs=True)._field_to_sql(
            query.table, "name", query
        )
        names = unaccent(SQL("jsonb_path_query_array(%s, '$.*')::text", names))
        name = unaccent(Template._field_to_sql(query.table, "name", query))
        sold = unaccent(SQL("%s", link.product_name))
        in_full = " ".join(filter(None, (link.product_name, link.option_name)))
        with_option = SQL("similarity(%s, %s)", unaccent(SQL("%s", in_full)), name)
        query.add_where(SQL("%s <%% %s", sold, names))
        query.order = SQL(
            "word_similarity(%(sold)s, %(names)s) DESC,"
            " GREATEST(similarity(%(sold)s, %(name)s), %(with_option)s) DESC,"
            " %(with_option)s DESC, %(id)s",
            sold=sold,
            names=names,
            name=name,
            with_option=with_option,
            id=SQL.identifier(query.table, "id"),
        )
        query.limit = MAX_TEMPLATES
        # For this transaction, as Odoo's own fuzzy search does it.
        self.env.cr.execute(
            SQL(
                "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)",
                str(NAME_LIKENESS),
            )
        )
        return list(query)

    def _sort_by_option(self, products, ranks):
        """Return products by the rank of their template, those of the option first.

        :param dict ranks: {template id: rank}
        """
        option = set(re.findall(r"\w+", fold(self.link_id.option_name)))

        def sort_key(product):
            words = set(re.findall(r"\w+", fold(product.display_name)))
            return ranks.get(product.product_tmpl_id.id, 0), -len(option & words)

        return products.sorted(sort_key)


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
