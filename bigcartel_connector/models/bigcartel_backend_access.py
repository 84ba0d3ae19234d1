from odoo import api, models
from odoo.exceptions import ValidationError


class BigcartelBackend(models.Model):
    """What belongs to a shop's company stays apart from that of other companies."""

    _inherit = "bigcartel.backend"

    # === CONSTRAINT METHODS === #

    @api.constrains("company_id")
    def _check_company_id(self):
        """Keep a shop in the company that its orders were sold by.

        :raise ValidationError: it has orders or product links of another company
        """
        for shop in self:
            # They may be of a company that the person cannot see (any more).
            shop_sudo = shop.sudo()
            links_sudo = shop_sudo.env["bigcartel.product.link"]
            if shop_sudo.order_ids or links_sudo.search_count(
                [("backend_id", "=", shop.id)], limit=1
            ):
                raise ValidationError(
                    shop.env._(
                        "The orders and product links of %(shop)s belong to its "
                        "company. Connect another shop for another company.",
                        shop=shop.name,
                    )
                )
            shop_sudo.shipping_map_ids._check_company(["carrier_id"])
