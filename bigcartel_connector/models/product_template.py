from odoo import api, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_bigcartel_helper(self):
        """Ask the variants, which the database deletes along with their template."""
        variants = self.with_context(active_test=False).product_variant_ids
        variants._unlink_except_bigcartel_helper()
