from odoo import fields, models

from ..const import MASS, OPEN_STATES
from ..utils.answers import Answers
from ..utils.catalogue import Catalogue


class BigcartelBackend(models.Model):
    """Looking at orders again: those that Big Cartel is asked for by number."""

    _inherit = "bigcartel.backend"

    # === BUSINESS METHODS === #

    def _look_at(self, client, numbers, counts):
        """Ask Big Cartel for orders, known here or not, and apply what it says.

        A unit of work: it leaves the transaction to its caller.

        :param client: `api.Client` of the shop
        :param numbers: of the orders
        :param counts: `collections.Counter` of what the import counts, and `missing`;
            updated in place
        :return: the orders that are here now
        :raise api.ApiError: as soon as Big Cartel does not answer; what it said before
            is applied
        :raise psycopg2.Error: when another worker takes in the same orders
        """
        self.ensure_one()
        # The import works for the shop, whoever has it look.
        shop = self.sudo().with_company(self.company_id)
        answers = Answers(client, dict.fromkeys(numbers))
        shop._apply_answers(answers, counts, Catalogue(client))
        shop._infer_withdrawn(answers.missing, "gone")
        orders = shop._get_orders([*answers.answered, *answers.missing])
        orders._complete_asked()
        if answers.error:
            raise answers.error
        return orders

    def _apply_answers(self, answers, counts, catalogue, progress=lambda: None):
        """Take in, link and build what was asked for; remember that it was.

        :param answers: `Answers`
        :param counts: `collections.Counter`, updated in place
        :param catalogue: `Catalogue` of the shop
        :param progress: function called between units of work
        """
        if answers.answered:
            self._import_page(answers.page, counts, catalogue, progress)
        counts["missing"] += len(answers.missing)
        asked = self._get_orders([*answers.answered, *answers.missing])
        asked.looked_at = fields.Datetime.now()

    def _get_orders(self, numbers):
        """Return the orders of this shop with these numbers."""
        return self.env["bigcartel.order"].search(
            [("backend_id", "=", self.id), ("name", "in", list(numbers))]
        )

    def _infer_withdrawn(self, numbers, reason):
        """Treat orders as cancelled at Big Cartel, unless most of them vanish at once.

        :param numbers: of orders that are not where they were
        :param str reason: a value of the order's `withdrawn`
        :return: how many changed
        :rtype: int
        """
        if not numbers:
            return 0
        orders = self._get_orders(numbers).filtered(
            lambda order: order.state in OPEN_STATES and not order.withdrawn
        )
        if self._is_mass(len(orders)):
            return 0
        return sum(order._withdraw(reason) for order in orders)

    def _is_mass(self, count):
        """Return whether so many orders vanishing at once rather is a fault."""
        if count <= MASS:
            return False
        open_count = self.env["bigcartel.order"].search_count(
            [
                ("backend_id", "=", self.id),
                ("state", "in", OPEN_STATES),
                ("withdrawn", "=", False),
            ]
        )
        return 2 * count > open_count
