from odoo import api, fields, models
from odoo.exceptions import UserError

from ..utils.sku import normalize_reference

# The helper products, by what they stand for on a sale order: a sold item that is not
# linked, and what was charged besides (data/product_data.xml).
HELPERS = ("item", "shipping", "discount", "tax")


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

    # === CRUD METHODS === #

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

    @api.ondelete(at_uninstall=False)
    def _unlink_except_bigcartel_helper(self):
        helpers = self & self._get_bigcartel_helpers()
        if helpers:
            raise UserError(
                self.env._(
                    "%(products)s cannot be deleted: orders of Big Cartel need it for "
                    "what is not linked, shipping, discounts and tax. Archive it, if "
                    "it is in the way.",
                    products=", ".join(helpers.mapped("name")),
                )
            )

    # === BUSINESS METHODS === #

    @api.model
    def _get_bigcartel_helpers(self):
        """Return the service products that stand for what is not linked."""
        find = self.env["ir.model.data"]._xmlid_to_res_id
        ids = [find(f"bigcartel_connector.product_{name}") for name in HELPERS]
        return self.browse(filter(None, ids))
