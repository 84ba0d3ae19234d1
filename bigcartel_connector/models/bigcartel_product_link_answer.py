from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .bigcartel_product_link import LINK_STATES


class BigcartelProductLink(models.Model):
    """What is known of a row on screens, and the answer *never ours*."""

    _inherit = "bigcartel.product.link"

    answer = fields.Selection(
        [*LINK_STATES, ("product", "Whole product")],
        compute="_compute_answer",
        search="_search_answer",
        help="'Whole product' means that this option has no answer of its own: it "
        "follows the row of the whole product.",
    )
    never_ours = fields.Boolean(
        compute="_compute_never_ours",
        inverse="_inverse_never_ours",
        exportable=False,
        help="Switch it on if somebody else delivers it, off to be asked again.",
    )

    # === COMPUTE METHODS === #

    @api.depends("state", "key", "product_key", "backend_id")
    def _compute_answer(self):
        answers = self._origin._get_answers()
        for link in self:
            origin = link._origin
            follows = (
                link.state == "to_link" and answers.get(origin.id, origin) != origin
            )
            link.answer = "product" if follows else link.state

    def _search_answer(self, operator, value):
        if operator != "in":
            return NotImplemented
        open_domain = Domain("state", "=", "to_link")
        followed = Domain.custom(
            to_sql=lambda model, alias, query: model._get_followed_sql(alias)
        )
        domains = [
            Domain("state", "in", [v for v in value if v in ("linked", "never")])
        ]
        if "to_link" in value:
            domains.append(open_domain & ~followed)
        if "product" in value:
            domains.append(open_domain & followed)
        return Domain.OR(domains)

    @api.depends("state")
    def _compute_never_ours(self):
        for link in self:
            link.never_ours = link.state == "never"

    def _inverse_never_ours(self):
        switched_on = self.filtered("never_ours")
        switched_on.action_never()
        # A product chosen at the same time is an answer already.
        (self - switched_on).filtered(
            lambda link: link.state == "never"
        ).action_reopen()

    @api.onchange("never_ours")
    def _onchange_never_ours(self):
        """What is never ours has no product, also before it is saved."""
        if self.never_ours:
            self.product_id = False
            self.state = "never"
        elif self.state == "never":
            self.state = "to_link"

    # === ACTION METHODS === #

    def action_never(self):
        """Remember that somebody else delivers these."""
        self.write({"state": "never"})

    def action_reopen(self):
        """Take the answers back."""
        self.write({"state": "to_link", "match_by_sku": False})

    # === BUSINESS METHODS === #

    @api.model
    def _get_followed_sql(self, alias):
        """Return whether the row of the whole product has an answer, as SQL.

        :param str alias: of the table of links in the query
        """
        self.flush_model(["backend_id", "key", "product_key", "state"])
        return SQL(
            """EXISTS (
                SELECT FROM bigcartel_product_link wide
                 WHERE wide.backend_id = %(link)s.backend_id
                   AND wide.key = %(link)s.product_key
                   AND wide.state != 'to_link'
            )""",
            link=SQL.identifier(alias),
        )
