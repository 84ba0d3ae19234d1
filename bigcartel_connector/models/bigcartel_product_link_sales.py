from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from .bigcartel_product_link_key import IDENTITY

# What a search for a number of sales may ask.
COMPARISONS = {name: SQL(name) for name in ("<", "<=", ">", ">=")}


class BigcartelProductLink(models.Model):
    """On how many orders something was sold, and what that settles."""

    _inherit = "bigcartel.product.link"

    times_sold = fields.Integer(
        compute="_compute_times_sold",
        search="_search_times_sold",
        help="On how many orders here it was sold; of a whole product, with any of its "
        "options.",
    )

    # === COMPUTE METHODS === #

    def _compute_times_sold(self):
        """Count for all rows of a page in one query."""
        counts = {}
        if self._origin:
            counts = dict(
                self.env.execute_query(
                    SQL(
                        "SELECT id, %s FROM bigcartel_product_link WHERE id IN %s",
                        self._get_times_sold_sql("bigcartel_product_link"),
                        tuple(self._origin.ids),
                    )
                )
            )
        for link in self:
            link.times_sold = counts.get(link._origin.id, 0)

    def _search_times_sold(self, operator, value):
        # The usual questions are answered without counting.
        if operator == ">" and value == 0:
            return Domain.custom(to_sql=self._get_sold_sql)
        if operator == "in" and set(value) == {0}:
            return ~Domain.custom(to_sql=self._get_sold_sql)
        if operator == "in":
            test = SQL("IN %s", tuple(value) or (None,))
        elif operator in COMPARISONS:
            test = SQL("%s %s", COMPARISONS[operator], value)
        else:
            return NotImplemented
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s %s", model._get_times_sold_sql(alias), test
            )
        )

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Override of `base` to sort by the number of orders, which is not stored.

        Stored, each import would write on the rows of what sells best.
        """
        if field_name == "times_sold":
            return SQL("%s %s", self._get_times_sold_sql(alias), direction)
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    # === CRUD METHODS === #

    def write(self, vals):
        """Override of `base`: what was sold stays what it is at Big Cartel.

        :raise ValidationError: for another shop or another item of what was sold
        """
        changed = self.filtered(lambda link: link._is_another_item(vals))
        sold = changed.filtered("times_sold")
        if sold:
            raise ValidationError(
                self.env._(
                    "%(names)s was sold already, so it stays what it is at Big Cartel. "
                    "Add another row for another shop, product or option.",
                    names=", ".join(sold.mapped("display_name")),
                )
            )
        return super().write(vals)

    # === ACTION METHODS === #

    def action_open_orders(self):
        """Show the orders on which these were sold."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bigcartel_connector.bigcartel_order_action"
        )
        links = self._with_options()
        names = ", ".join(self.mapped("display_name"))
        return {
            **action,
            "display_name": self.env._("Orders with %(names)s", names=names),
            "domain": [("sale_order_id.order_line.bigcartel_link_id", "in", links.ids)],
            "context": {"create": False},
        }

    # === BUSINESS METHODS === #

    def _is_another_item(self, vals):
        """Whether these values make this row one of another item."""
        self.ensure_one()
        if vals.get("backend_id", self.backend_id.id) != self.backend_id.id:
            return True
        if not set(IDENTITY) & vals.keys():
            return False
        identity = {name: vals.get(name, self[name]) for name in IDENTITY}
        return self._get_vals_key(identity) != self.key

    @api.model
    def _get_times_sold_sql(self, alias):
        """Return the number of orders on which a row's item was sold, as SQL.

        :param str alias: of the table of links in the query
        """
        self._flush_times_sold()
        return SQL(
            """(
                SELECT COUNT(DISTINCT line.order_id)
                  FROM bigcartel_product_link sold
                  JOIN sale_order_line line ON line.bigcartel_link_id = sold.id
                 WHERE sold.backend_id = %(link)s.backend_id
                   AND sold.product_key = %(link)s.product_key
                   AND (sold.id = %(link)s.id OR %(link)s.key = %(link)s.product_key)
            )""",
            link=SQL.identifier(alias),
        )

    @api.model
    def _get_sold_sql(self, model, alias, query):
        """Return whether a row's item was ever sold, as SQL for `Domain.custom`.

        One line is enough; of an EXISTS, PostgreSQL may make a list of all lines.
        """
        model._flush_times_sold()
        return SQL(
            """(
                SELECT TRUE
                  FROM bigcartel_product_link sold
                  JOIN sale_order_line line ON line.bigcartel_link_id = sold.id
                 WHERE sold.backend_id = %(link)s.backend_id
                   AND sold.product_key = %(link)s.product_key
                   AND (sold.id = %(link)s.id OR %(link)s.key = %(link)s.product_key)
                 LIMIT 1
            ) IS TRUE""",
            link=SQL.identifier(alias),
        )

    @api.model
    def _flush_times_sold(self):
        """Write what the number of orders is counted from."""
        self.flush_model(["backend_id", "key", "product_key"])
        self.env["sale.order.line"].flush_model(["bigcartel_link_id", "order_id"])
