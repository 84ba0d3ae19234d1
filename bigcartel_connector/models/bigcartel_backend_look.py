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
        shop._infer_withdrawn(dict.fromkeys(answers.missing, "gone"))
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

    def _open_order(self, number):
        """Open the order of this shop with a number.

        :return: an action; False where there is none
        """
        order = self._get_orders([number])
        return bool(order) and order.get_formview_action()

    def _infer_withdrawn(self, reasons, vanished=None):
        """Treat orders as cancelled at Big Cartel, unless most of them vanish at once.

        :param dict reasons: {number: a value of the order's `withdrawn`}
        :param vanished: how many orders are not where they were, if more than these
        :return: what is suspicious, for people; empty where nothing is
        :rtype: str
        """
        orders = self._get_orders(reasons).filtered(lambda order: order._is_open())
        if not orders:
            return ""
        problem = self._get_mass_problem(vanished or len(orders))
        if not problem:
            for order in orders:
                order._withdraw(reasons[order.name])
        return problem

    def _get_mass_problem(self, count):
        """Return what is wrong where so many orders vanish at once, if anything is."""
        if count <= MASS:
            return ""
        open_count = self.env["bigcartel.order"].search_count(
            [
                ("backend_id", "=", self.id),
                ("state", "in", OPEN_STATES),
                ("withdrawn", "=", False),
            ]
        )
        if 2 * count <= open_count:
            return ""
        return self.env._(
            "%(count)s of %(all)s open orders vanished at Big Cartel all at once. That "
            "looks like a fault there: nothing was cancelled here. Check some of them "
            "at Big Cartel. If they are cancelled there, ignore or cancel them here.",
            count=count,
            all=open_count,
        )
