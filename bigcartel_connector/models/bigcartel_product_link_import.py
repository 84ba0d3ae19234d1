import re
from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError

from .bigcartel_product_link_key import IDENTITY

# What Odoo's CSV export puts before a text that a spreadsheet would take for a formula.
_ESCAPED_FORMULA = re.compile(r"'(?=[=+-])")


class BigcartelProductLink(models.Model):
    """Answers from a spreadsheet, by Odoo's own import and export."""

    _inherit = "bigcartel.product.link"

    # === ACTION METHODS === #

    @api.model
    def get_import_templates(self):
        """Override of `base_import` to offer a file to begin with."""
        return [
            {
                "label": self.env._("Import Template for Product Links"),
                "template": "/bigcartel_connector/static/csv/product_links.csv",
            }
        ]

    # === BUSINESS METHODS === #

    @api.model
    def _load_records(self, data_list, update=False):
        """Override of `base` so that a row of the list is updated, not made twice.

        A file need not know Odoo's ids: shop and numbers (or names) tell which row is
        meant. Open drafts follow once, when all answers are there.
        """
        data_list = [
            {**data, "values": self._clean_import_vals(data["values"])}
            for data in data_list
        ]
        self._find_import_rows(data_list)
        quiet = self.with_context(bigcartel_keep_drafts=True)
        links = super(BigcartelProductLink, quiet)._load_records(data_list, update)
        links = self.browse(links.ids)
        links._update_drafts()
        return links

    @api.model
    def _clean_import_vals(self, vals):
        """Return the values without what only a spreadsheet needs."""
        vals = dict(vals)
        for name in (*IDENTITY, "sku"):
            if isinstance(vals.get(name), str):
                vals[name] = _ESCAPED_FORMULA.sub("", vals[name], count=1)
        if not vals.get("state"):
            # An empty cell says nothing: the product does.
            vals.pop("state", None)
        return vals

    @api.model
    def _find_import_rows(self, data_list):
        """Say which row is meant where a file brings no id of this database.

        :param list data_list: as for `_load_records`, changed in place
        """
        # Base itself reads and writes external ids for whoever imports.
        data_sudo = self.env["ir.model.data"].sudo()
        xml_ids = [data["xml_id"] for data in data_list if data.get("xml_id")]
        # Base refuses an id of another model's record: nobody takes it from that.
        known = {
            f"{module}.{name}"
            for _id, module, name, model, *_rest, found in data_sudo._lookup_xmlids(
                xml_ids, self
            )
            if found or model != self._name
        }
        unknown = [
            data
            for data in data_list
            if data.get("xml_id") not in known and not data["values"].get("id")
        ]
        self._complete_numbers([data["values"] for data in unknown])
        meant = defaultdict(list)
        for data in unknown:
            vals = data["values"]
            meant[vals.get("backend_id"), self._get_vals_key(vals)].append(data)
        links = self.search(
            [
                ("backend_id", "in", list({shop for shop, _key in meant})),
                ("key", "in", [key for _shop, key in meant]),
            ]
        )
        for link in links:
            for data in meant[link.backend_id.id, link.key]:
                if data.get("xml_id"):
                    # The id that it has in another database is one of it here too.
                    data_sudo._update_xmlids([{**data, "record": link}])
                else:
                    data["values"]["id"] = link.id

    @api.model
    def _complete_numbers(self, vals_list):
        """Add Big Cartel's numbers where only names were written, if they are known.

        :param list vals_list: values of rows, changed in place
        :raise UserError: the names fit two products
        """
        default_shop = self._get_default_shop()
        for vals in vals_list:
            vals["backend_id"] = vals.get("backend_id") or default_shop.id
        named = [vals for vals in vals_list if not vals.get("bigcartel_option_id")]
        links = self.search(
            [
                ("backend_id", "in", [vals["backend_id"] for vals in named]),
                ("product_name", "in", [vals.get("product_name") for vals in named]),
            ]
        ).grouped(lambda link: (link.backend_id.id, link.product_name))
        for vals in named:
            of_name = links.get((vals["backend_id"], vals.get("product_name")))
            # What was sold under its names alone is known by them.
            if of_name and self._get_vals_key(vals) not in of_name.mapped("key"):
                vals.update(of_name._get_numbers(vals))

    def _get_numbers(self, vals):
        """Return the numbers of what these values mean among links of one name.

        Without an option it is the whole product, where that has options.
        """
        product_id = vals.get("bigcartel_product_id")
        option = vals.get("option_name") or ""
        links = self.filtered(
            lambda link: (
                link.bigcartel_product_id
                and (not product_id or link.bigcartel_product_id == product_id)
                and (not option or link.option_name == option)
            )
        )
        found = set(links.mapped("bigcartel_product_id"))
        if len(found) > 1:
            raise UserError(
                self.env._(
                    "Two products are called “%(name)s”. Write the Big Cartel Product "
                    "ID of the one that is meant beside it.",
                    name=vals["product_name"],
                )
            )
        if not found or (product_id and not option):
            # Unknown, or a whole product by its number.
            return {}
        numbers = {"bigcartel_product_id": found.pop()}
        exact = links.filtered(
            lambda link: link.bigcartel_option_id and (link.option_name or "") == option
        )
        if len(exact) == 1:
            numbers["bigcartel_option_id"] = exact.bigcartel_option_id
        return numbers
