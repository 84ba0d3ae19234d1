from collections import Counter, defaultdict

from odoo import api, fields, models

from ..utils.sku import read_sku


class BigcartelProductLink(models.Model):
    """Rows for everything that a shop sells, also before it is sold."""

    _inherit = "bigcartel.product.link"

    in_catalogue = fields.Boolean(
        default=True,
        readonly=True,
        copy=False,
        help="Whether the shop still had it when its catalogue was fetched last.",
    )

    # === ACTION METHODS === #

    def action_fetch_catalogue(self):
        """Fetch what the list is about: its shop, or all that are connected.

        Whatever rows are selected: the button is there without any.
        """
        shops = self.env["bigcartel.backend"].browse(
            self.env.context.get("default_backend_id", ())
        )
        if not shops:
            shops = shops.search([("state", "!=", "draft")])
        return shops.action_fetch_catalogue()

    # === BUSINESS METHODS === #

    @api.model
    def _take_in_catalogue(self, backend, products, complete):
        """Make or update the row of each option, and link what has one reference.

        People's answers stay, and so does what the shop has no more: it may be on
        orders. A unit of work: it leaves the transaction to its caller.

        :param backend: the shop
        :param products: list of `api.Product`
        :param bool complete: whether these are all products of the shop
        :return: how many `products`, and `new`, `renamed`, `linked` and `gone` rows
        :rtype: Counter
        """
        wanted = self._prepare_catalogue(backend, products)
        self._adopt_catalogue(backend, products)
        known = self._get_links_of_products(backend, products)
        counts = Counter(products=len(products), renamed=known._follow(products))
        known_keys = set(known.mapped("key"))
        created = self.create([v for k, v in wanted.items() if k not in known_keys])
        present = created | known.filtered(
            lambda link: link.key in wanted or link.key == link.product_key
        )
        counts["new"] = len(created)
        counts["gone"] = self._mark_gone(backend, present, complete)
        counts["linked"] = len(present._match_by_reference())
        return counts

    @api.model
    def _prepare_catalogue(self, backend, products):
        """Return the values of the rows of everything that a shop sells, by key.

        :param products: list of `api.Product`
        :rtype: dict
        """
        vals_list = [
            vals
            for product in products
            for vals in self._prepare_catalogue_vals_list(backend, product)
        ]
        return {self._get_vals_key(vals): vals for vals in vals_list}

    @api.model
    def _prepare_catalogue_vals_list(self, backend, product):
        """Return the values of the rows of a product: one for each option.

        :param product: `api.Product`
        :rtype: list[dict]
        """
        common = {
            "backend_id": backend.id,
            "bigcartel_product_id": product.id,
            "product_name": product.name,
            "image_url": product.image_url,
            "sku_read": True,
        }
        vals_list = []
        for option in product.options:
            name = self._get_catalogue_option_name(product, option.id, "")
            sku = self._get_catalogue_sku(product, name)
            vals = {"bigcartel_option_id": option.id, "option_name": name, "sku": sku}
            vals_list.append({**common, **vals})
        # Without options the answer for the whole product serves whatever is sold.
        return vals_list or [common]

    @api.model
    def _get_catalogue_option_name(self, product, option_id, known_name):
        """Return an option's name as a sold line has it: *Default* has none.

        :param known_name: what it is called where the catalogue does not say
        """
        names = {option.id: option.name for option in product.options}
        name = names.get(option_id)
        if name and not product.has_options:
            return ""
        return name or known_name or ""

    @api.model
    def _get_catalogue_sku(self, product, option_name):
        """Return the SKU of an option; of the whole product, where it has no options.

        Where it has some, only the SKU's beginning is known without an option.
        """
        if product.has_options and not option_name:
            return ""
        return read_sku(product.description, option_name, product.has_options)

    @api.model
    def _get_links_of_products(self, backend, products):
        """Return the rows that a shop has of these products and their options."""
        keys = [self._get_keys(product.id, "", "", "")[0] for product in products]
        return self.search(
            [("backend_id", "=", backend.id), ("product_key", "in", keys)]
        )

    def _follow(self, products):
        """Bring names, picture and SKU of these rows up to date with the catalogue.

        :param products: iterable of `api.Product`
        :return: how many have another name now
        :rtype: int
        """
        by_id = {product.id: product for product in products}
        renamed = 0
        for link in self:
            product = by_id.get(link.bigcartel_product_id)
            if not product:
                continue
            vals = link._prepare_follow_vals(product)
            changed = {k: v for k, v in vals.items() if (link[k] or "") != (v or "")}
            renamed += bool({"product_name", "option_name"} & changed.keys())
            if changed:
                link.write(changed)
        return renamed

    def _prepare_follow_vals(self, product):
        """Return what the catalogue says of a row.

        :param product: `api.Product`
        """
        self.ensure_one()
        option_name = self._get_catalogue_option_name(
            product, self.bigcartel_option_id, self.option_name
        )
        return {
            "product_name": product.name or self.product_name,
            "option_name": option_name,
            "image_url": product.image_url or self.image_url,
            "sku": self._get_catalogue_sku(product, option_name),
        }

    @api.model
    def _mark_gone(self, backend, present, complete):
        """Remember what the shop has and has no more; return how many went.

        :param present: the rows of what it has
        :param bool complete: whether nothing else is in its catalogue
        """
        present.filtered(lambda link: not link.in_catalogue).in_catalogue = True
        if not complete:
            return 0
        gone = self.search(
            [
                ("backend_id", "=", backend.id),
                ("bigcartel_product_id", "!=", False),
                ("in_catalogue", "=", True),
                ("id", "not in", present.ids),
            ]
        )
        gone.in_catalogue = False
        return len(gone)

    # === LINKS MADE BY NAME === #

    @api.model
    def _adopt_catalogue(self, backend, products):
        """Give links that people made by name their numbers in the catalogue.

        :param products: list of `api.Product`
        """
        wanted = self._prepare_catalogue(backend, products)
        adopted = self._adopt(backend, list(wanted.values()), catalogue=True)
        adopted.filtered(lambda link: link.state != "to_link")._update_drafts()

    @api.model
    def _adopt(self, backend, vals_list, catalogue=False):
        """Give links that people made by name the numbers of what they meant.

        Only what was never sold: what was sold under a name alone is of a product
        that is deleted. Where two items fit, people decide.

        :param vals_list: values of rows, as for `create`
        :param bool catalogue: whether these are all there is. Then a name without an
            option is that of a whole product, where it has options.
        :return: the links that have numbers now
        """
        claims = defaultdict(set)
        for vals in vals_list:
            for key, numbers in self._get_claims(vals, catalogue):
                claims[key].add(numbers)
        certain = {
            k: claimed.pop() for k, claimed in claims.items() if len(claimed) == 1
        }
        if not certain:
            return self.browse()
        domain = [("backend_id", "=", backend.id)]
        named = self.search(
            [*domain, ("key", "in", list(certain)), ("times_sold", "=", 0)]
        )
        new_keys = {
            link: self._get_keys(*certain[link.key], "", "")[1] for link in named
        }
        taken = self.search([*domain, ("key", "in", list(new_keys.values()))])
        taken = set(taken.mapped("key"))
        adopted = self.browse()
        for link, new_key in new_keys.items():
            if new_key not in taken:
                taken.add(new_key)
                link._set_numbers(*certain[link.key])
                adopted |= link
        return adopted

    def _set_numbers(self, product_id, option_id):
        """Write Big Cartel's numbers on a link that was known by name.

        :param str option_id: empty for a whole product
        """
        self.write(
            {
                "bigcartel_product_id": product_id,
                "bigcartel_option_id": option_id or False,
            }
        )

    @api.model
    def _get_claims(self, vals, catalogue):
        """Return under which keys without numbers a row may be known already.

        :param dict vals: values of a row
        :return: list of (key, (product's number, option's number))
        """
        product_id = vals.get("bigcartel_product_id")
        option_id = vals.get("bigcartel_option_id")
        if not product_id or not option_id:
            return []
        numbers = (product_id, option_id)
        name, option = vals.get("product_name"), vals.get("option_name")
        wide, by_name = self._get_keys("", "", name, option)
        claims = [(by_name, numbers)] if name else []
        if option:
            claims.append((self._get_keys(product_id, "", "", option)[1], numbers))
        if catalogue and option and name:
            claims.append((wide, (product_id, "")))
        elif catalogue and not option:
            claims.append((self._get_keys(product_id, "", "", "")[1], numbers))
        return claims
