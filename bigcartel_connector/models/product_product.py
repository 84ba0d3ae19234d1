from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    # References are compared without case and outer spaces; without this index each
    # import would read the whole product table.
    _bigcartel_reference_idx = models.Index("(lower(btrim(default_code)))")
