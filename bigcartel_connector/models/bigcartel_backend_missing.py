from collections import Counter
from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ..api import UNSHIPPED
from ..const import LOOK_BATCH, LOOK_LIMIT, OPEN_STATES, UNNUMBERED, WITHDRAWN_DAYS
from ..utils.answers import Answers
from ..utils.seen import Seen
from .bigcartel_backend_cancel import CANCEL_ACTIVITY


class BigcartelBackend(models.Model):
    """Missing: open orders that the list of unshipped orders did not bring.

    They are shipped, cancelled or refunded there, or moved from one page to another
    while the list was read. Each is asked for by its number.
    """

    _inherit = "bigcartel.backend"

    list_suspicious = fields.Boolean(
        readonly=True,
        copy=False,
        help="Most open orders vanished at once. Only another whole list, or a person "
        "who tests the connection, ends that.",
    )

    # === BUSINESS METHODS === #

    def _record_success(self, tested=False):
        """Override: that Big Cartel answers does not make its list a good one."""
        if self.list_suspicious and not tested:
            return None
        self._record_suspicion("")
        return super()._record_success(tested)

    def _record_suspicion(self, problem):
        """Keep whether what a whole list said can be true.

        :param str problem: what is suspicious, for people; empty where nothing is
        """
        # Whoever imports need not be allowed to write on the shop.
        shop_sudo = self.sudo()
        if shop_sudo.list_suspicious != bool(problem):
            shop_sudo.list_suspicious = bool(problem)

    def _look_again(self, client, catalogue, seen, counts, progress):
        """Look at open orders that a whole walk did not bring.

        :param client: `api.Client`
        :param catalogue: `Catalogue` of the shop
        :param seen: `Seen`, what the walk brought
        :param counts: `collections.Counter` of the run, updated in place
        :param progress: function called between units of work
        :return: what is suspicious, for people; empty where nothing is
        :rtype: str
        :raise api.ApiError: as soon as Big Cartel does not answer
        """
        self._close_cancel_notices(seen)
        if seen.is_whole:
            self.env["bigcartel.order"]._forget_unnumbered(self, seen.unnumbered)
        missing = self._get_missing(seen)
        if not missing:
            return ""
        # No transaction is open while the network is waited for.
        progress()
        reasons, explained = {}, set()
        for numbers in split_every(LOOK_BATCH, missing[:LOOK_LIMIT].mapped("name")):
            answers = Answers(client, numbers)
            self._apply_answers(answers, counts, catalogue, progress)
            doubtful = self._get_doubtful(answers)
            explained.update(set(answers.answered) - doubtful)
            reasons.update(dict.fromkeys(answers.missing, "gone"))
            reasons.update(dict.fromkeys(doubtful, "unlisted"))
            time_left = progress()
            if answers.error:
                raise answers.error
            if time_left <= 0:
                break
        explained |= self._recheck_unlisted(client, catalogue, seen, reasons, progress)
        vanished = missing.filtered(
            lambda order: order._is_open() and order.name not in explained
        )
        return self._infer_withdrawn(reasons, len(vanished))

    def _get_missing(self, seen):
        """Return the orders that are to be asked for.

        What seems cancelled is looked at for a while, also where we cancelled its
        quotation: it may be shipped there after all. Then only the list brings it
        back, unless a person still has to decide.
        """
        since = fields.Datetime.now() - timedelta(days=WITHDRAWN_DAYS)
        Order = self.env["bigcartel.order"]
        query = Order._search(
            Domain("backend_id", "=", self.id)
            & (
                Domain("state", "in", OPEN_STATES)
                | Domain("withdrawn_cancelled", "=", True)
            )
            & (
                Domain("withdrawn_at", "=", False)
                | Domain("withdrawn_at", ">", since)
                | Domain("stopped", "=", True)
            ),
            order="looked_at nulls first, id",
        )
        # Plain values: of a large shop's open orders, hardly any is missing.
        name = Order._field_to_sql(query.table, "name", query)
        rows = self.env.execute_query(
            query.select(SQL.identifier(query.table, "id"), name)
        )
        missing = Order.browse(
            order_id
            for order_id, number in rows
            # What has no number cannot be asked for.
            if number not in seen.numbers and not number.startswith(UNNUMBERED)
        )
        missing.fetch(["name", "state", "withdrawn"])
        return missing

    def _get_doubtful(self, answers):
        """Return the numbers of what is not in the list, but looks as if it had to be.

        :param answers: `Answers`
        :rtype: set[str]
        """
        orders = self._get_orders(answers.answered).grouped("name")
        return {
            document.number
            for document in answers.page.orders
            if document.number in orders
            and orders[document.number]._is_doubtful(document)
        }

    def _recheck_unlisted(self, client, catalogue, seen, reasons, progress):
        """Keep as unlisted only what two lists lack and is unshipped after both.

        An order that is shipped while a list is read moves another one out of sight.

        :param dict reasons: {number: a value of the order's `withdrawn`}; what turns
            out not to be unlisted is removed
        :return: the numbers of what was removed
        :rtype: set[str]
        :raise api.ApiError: as soon as Big Cartel does not answer
        """
        doubtful = {number for number in reasons if reasons[number] == "unlisted"}
        if not doubtful:
            return set()
        absent = set()
        if seen.is_whole:
            again = Seen()
            for page in client.iter_order_pages(shipping_status=UNSHIPPED):
                again.add(page)
            absent = doubtful - again.numbers if again.is_whole else absent
        answers = Answers(client, sorted(absent))
        # Counted already, when they were asked for first.
        self._apply_answers(answers, Counter(), catalogue, progress)
        if answers.error:
            raise answers.error
        for number in doubtful - self._get_doubtful(answers):
            del reasons[number]
        return doubtful - reasons.keys()

    def _close_cancel_notices(self, seen):
        """Close what asks to cancel orders that are not open at Big Cartel any more."""
        kind_id = self.env["ir.model.data"]._xmlid_to_res_id(
            CANCEL_ACTIVITY, raise_if_not_found=False
        )
        if self.cancel_notice != "activity" or not kind_id or not seen.is_whole:
            return
        waiting = self.env["bigcartel.order"].search(
            [
                ("backend_id", "=", self.id),
                ("state", "=", "cancelled"),
                ("sale_order_id.activity_ids.activity_type_id", "=", kind_id),
            ]
        )
        waiting.filtered(
            lambda order: order.name not in seen.numbers
        )._close_cancel_notice()
