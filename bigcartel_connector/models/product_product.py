from odoo import api, fields, models

from ..utils.sku import normalize_reference


class ProductProduct(models.Model):
    _inherit = "product.product"

    # Stored, so that no import reads the whole product table, and made in Python, so
    # that case is ignored whatever the language of the database.
    bigcartel_reference = fields.Char(
        "Reference as Compared",
        compute="_compute_bigcartel_reference",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="The internal reference without case and outer spaces.",
    )

    @api.depends("default_code")
    def _compute_bigcartel_reference(self):
        for product in self:
            product.bigcartel_reference = (
                normalize_reference(product.default_code) or False
            )

    def write(self, vals):
        """Override of `product`: archived products answer no link any more.

        Their links are open again, and open drafts follow; so it is the other way.
        """
        res = super().write(vals)
        if "active" in vals:
            # Whoever archives products need not be a user of the connector.
            links_sudo = self.env["bigcartel.product.link"].sudo()
            links_sudo.search([("product_id", "in", self.ids)])._update_drafts()
        return res
