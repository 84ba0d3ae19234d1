import hashlib

from odoo import api, fields, models

# Characters up to which a key holds a number or name as it is: an entry of a database
# index has a largest size, and a name at Big Cartel none that is documented.
KEY_PART_LENGTH = 100

# The fields that a key is made of.
IDENTITY = (
    "bigcartel_product_id",
    "bigcartel_option_id",
    "product_name",
    "option_name",
)


class BigcartelProductLink(models.Model):
    """What makes two sold items the same one."""

    _inherit = "bigcartel.product.link"

    key = fields.Char(compute="_compute_key", store=True, precompute=True)
    product_key = fields.Char(
        compute="_compute_key", store=True, precompute=True, index=True
    )

    _key_uniq = models.Constraint(
        "UNIQUE(backend_id, key)",
        "This product or option is in the list of this shop already.",
    )

    # === COMPUTE METHODS === #

    @api.depends(*IDENTITY)
    def _compute_key(self):
        for link in self:
            identity = (link[name] for name in IDENTITY)
            link.product_key, link.key = self._get_keys(*identity)

    # === BUSINESS METHODS === #

    @api.model
    def _get_keys(self, product_id, option_id, product_name, option_name):
        """Return the key of the whole product and the key of one option.

        Big Cartel's numbers identify a product; what was deleted there has none, so
        that names take their place. Without an option both keys are equal.
        """
        product = self._get_key_part(product_id, product_name) or "name:"
        option = self._get_key_part(option_id, option_name)
        return product, f"{product}|{option}" if option else product

    @api.model
    def _get_vals_key(self, vals):
        """Return the key of the row that has, or would have, these values."""
        return self._get_keys(*(vals.get(name) for name in IDENTITY))[1]

    @api.model
    def _get_key_part(self, number, name):
        """Return a number, or else a name, as part of a key; empty without both."""
        text = number or name or ""
        if len(text) > KEY_PART_LENGTH:
            text = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
        return text and f"{'id' if number else 'name'}:{text}"

    @api.model
    def _get_line_key(self, line):
        """Return the key of the link of a sold line.

        :param line: `api.OrderLine`
        """
        _product_key, key = self._get_keys(
            line.product_id, line.option_id, self._get_sold_name(line), line.option_name
        )
        return key

    @api.model
    def _get_sold_name(self, line):
        """Return under which name a link knows a sold line.

        What has neither a number nor a name is like nothing else that was sold: it
        goes by the number of its line.
        """
        return line.product_name or ("" if line.product_id else f"#{line.id}")
