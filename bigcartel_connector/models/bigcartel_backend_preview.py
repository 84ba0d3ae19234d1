import time
from collections import Counter, defaultdict
from datetime import datetime, timezone

from odoo import api, models
from odoo.exceptions import UserError

from ..api import UNSHIPPED, ApiError
from ..const import PREVIEW_SECONDS
from ..utils.memory import order_memory
from ..utils.run import Run

# What becomes of an order that is imported unless it is older than the start date.
DATED_KINDS = ("import", "check", "currency")


class BigcartelBackend(models.Model):
    """Looking before importing: what would become of each unshipped order."""

    _inherit = "bigcartel.backend"

    # === BUSINESS METHODS === #

    def _preview_orders(self):
        """Look at all unshipped orders, and write nothing but a row in the log.

        The start date is left out, so that another one needs no other look.

        :return: what was found, as JSON without anything personal, and what went
            wrong, for a person to read, or False. Nothing found at all is None, else::

                {
                    "kinds": {kind: number of orders},
                    "moments": {kind of `DATED_KINDS`: [seconds since 1970, or None]},
                    "oldest": seconds since 1970, or None,
                    "currencies": [codes of currencies that Odoo cannot use],
                    "complete": whether all were looked at,
                }

        :rtype: tuple
        """
        self.ensure_one()
        preview, run = _Preview(), Run()
        deadline = time.monotonic() + PREVIEW_SECONDS
        try:
            with self._get_client(run) as client:
                for page in client.iter_order_pages(shipping_status=UNSHIPPED):
                    preview.pages += 1
                    self._preview_page(page, preview)
                    if time.monotonic() > deadline:
                        break
                else:
                    preview.complete = True
        except (ApiError, UserError) as error:
            self._log("look", run=run, error=error)
            return preview.to_json() if preview.pages else None, str(error)
        self._log("look", self.env._("Preview before the first import"), run)
        return preview.to_json(), False

    def _preview_page(self, page, preview):
        """Add a page's orders to what was found, by the rules of the import."""
        Order = self.env["bigcartel.order"]
        numbers = [document.number for document in page.orders]
        known = Order.search(
            [("backend_id", "=", self.id), ("name", "in", numbers)]
        ).grouped("name")
        memories = {number: order_memory(self.account_id, number) for number in numbers}
        before = set(Order._get_remembered(list(memories.values())).mapped("name"))
        currencies = Order._get_references(self, page.orders)["currencies"]
        for document in page.orders:
            order = known.get(document.number, Order)
            currency = currencies.get(document.currency, self.env["res.currency"])
            kind = self._get_preview_kind(document, order, currency)
            if not order and memories[document.number] in before:
                kind = "imported"
            if kind == "currency":
                preview.currencies.add(document.currency or "?")
            # What a person asked for is imported however old it is.
            dated = not order.import_forced
            preview.add(kind, Order._get_ordered_at(document), dated)
        preview.kinds["unreadable"] += len(page.unreadable)

    @api.model
    def _get_preview_kind(self, document, order, currency):
        """Return what an import would make of an order, start date aside.

        :param document: `api.Order`
        :param order: its row in the inbox; of none if it is new
        :param currency: `res.currency`, of none where Odoo does not know it
        """
        if order.sale_order_id:
            return "imported"
        if not order._is_undecided():
            return "left"
        reason = order._get_waiting_reason(document, forced=order.import_forced)
        if reason:
            return reason
        if order._get_currency_problem(currency, document.currency):
            return "currency"
        return "check" if order._get_hold(document)["hold"] else "import"

    @api.model
    def _count_preview(self, preview, since):
        """Return how many orders there are of each kind, for a start date.

        :param dict preview: what `_preview_orders` returned
        :param datetime since: the start date; False for none
        :rtype: Counter
        """
        counts = Counter(preview["kinds"])
        is_too_old = self.env["bigcartel.order"]._is_too_old
        for kind, moments in preview["moments"].items():
            old = sum(is_too_old(to_datetime(moment), since) for moment in moments)
            counts[kind] += len(moments) - old
            counts["too_old"] += old
        return counts


class _Preview:
    """What was found so far."""

    def __init__(self):
        self.kinds = Counter()
        self.moments = defaultdict(list)
        self.oldest = None
        self.currencies = set()
        self.pages = 0
        self.complete = False

    def add(self, kind, ordered_at, dated):
        """Add one order."""
        moment = None
        if ordered_at:
            moment = int(ordered_at.replace(tzinfo=timezone.utc).timestamp())
            self.oldest = min(moment, self.oldest or moment)
        if dated and kind in DATED_KINDS:
            self.moments[kind].append(moment)
        else:
            self.kinds[kind] += 1

    def to_json(self):
        return {
            "kinds": dict(self.kinds),
            "moments": dict(self.moments),
            "oldest": self.oldest,
            "currencies": sorted(self.currencies),
            "complete": self.complete,
        }


def to_datetime(moment):
    """Return a moment as Odoo stores it: naive, in UTC."""
    if moment is None:
        return None
    return datetime.fromtimestamp(moment, timezone.utc).replace(tzinfo=None)
