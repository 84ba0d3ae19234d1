from odoo import api, fields, models


class BigcartelShippingMap(models.Model):
    _name = "bigcartel.shipping.map"
    _description = "Big Cartel Shipping Map"
    _order = "backend_id, zone, country_id, id"
    _check_company_auto = True
    _rec_name = "code"

    backend_id = fields.Many2one(
        "bigcartel.backend",
        "Shop",
        required=True,
        ondelete="cascade",
        index=True,
        help="The shop whose orders this row is for.",
    )
    company_id = fields.Many2one(related="backend_id.company_id", store=True)
    zone = fields.Selection(
        [
            ("domestic", "Domestic"),
            ("international", "International"),
            ("country", "One country"),
        ],
        required=True,
        default="country",
        help="A row for one country comes first. Orders to the shop's own country "
        "take the domestic row, all others the international one.",
    )
    country_id = fields.Many2one(
        "res.country", help="The destination that this row is for."
    )
    code = fields.Char(
        "Shipping Code",
        required=True,
        help="The code your warehouse or carrier knows this service by.",
    )
    carrier_id = fields.Many2one(
        "delivery.carrier",
        "Delivery Method",
        check_company=True,
        help="The delivery method that orders to this destination get. The amount "
        "the customer paid for shipping stays as it is.",
    )

    _country_for_country_zone = models.Constraint(
        "CHECK((zone = 'country') = (country_id IS NOT NULL))",
        "A row for one country needs that country, and the domestic and "
        "international rows take none.",
    )
    _zone_uniq = models.UniqueIndex(
        "(backend_id, zone, COALESCE(country_id, 0))",
        "This shop already has a row for that destination.",
    )

    @api.onchange("zone")
    def _onchange_zone(self):
        if self.zone != "country":
            self.country_id = False

    # === BUSINESS METHODS === #

    def _get_rule(self, backend, country):
        """Return the row for a destination: its own, else its zone's.

        :param backend: the shop
        :param country: `res.country`; without one there is no row
        """
        own = self.filtered(lambda row: row.zone == "country")
        found = own.filtered(lambda row: row.country_id == country)
        if found or not country:
            return found[:1]
        home = backend.country_id or backend.company_id.country_id
        zone = "domestic" if country == home else "international"
        return self.filtered(lambda row: row.zone == zone)[:1]
