import logging
from contextlib import closing
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..api import UNSHIPPED, ApiError, Throttled
from ..const import RESUME_OVERLAP
from ..utils.catalogue import Catalogue
from ..utils.run import Run
from ..utils.seen import Seen

_logger = logging.getLogger(__name__)


class BigcartelBackend(models.Model):
    """Importing orders: one shop's walk, and its three units of work per page."""

    _inherit = "bigcartel.backend"

    # === BUSINESS METHODS === #

    def _import_orders(self, progress, by_hand=False, run=None):
        """Take in, link, build and complete all unshipped orders.

        :param progress: function called between units of work. The scheduled action
            commits there; it returns the seconds that are left.
        :param bool by_hand: whether a person waits for it. Then descriptions are read
            again for everything that is still to be linked.
        :param Run run: what counts; the caller's, who logs a run that breaks off
        :return: whether the walk came to its end
        :rtype: bool
        """
        self.ensure_one()
        # The import works for the shop, whoever pressed its button.
        shop = self.sudo().with_company(self.company_id)
        counts = Run() if run is None else run
        shop._match_open_links(read_again=by_hand)
        # That may have confirmed orders; no transaction is open while the network is
        # waited for.
        progress()
        finished, problem = False, ""
        try:
            finished, problem = shop._walk_orders(counts, progress, by_hand)
        except Throttled as error:
            counts.error = error
            shop._record_pause(error)
            shop._keep_place(counts.place, shop.paused_until)
        except ApiError as error:
            counts.error = error
            shop._record_failure(error)
            _logger.warning("Import of shop %s stopped: %s", shop.id, error)
        else:
            if finished:
                shop._record_suspicion(problem)
            shop._record_walk(counts, problem)
        shop._finish_import(counts, finished, progress, by_hand)
        return finished

    def _finish_import(self, counts, finished, progress, by_hand=False):
        """Complete what is ready, tell of what is to be reviewed, say what was done.

        :param Run counts: of the run
        :param bool finished: whether the walk came to its end
        :param progress: as in `_import_orders`
        :param bool by_hand: as in `_import_orders`
        """
        self.env["bigcartel.product.link"]._update_missed_drafts(self)
        self._complete_ready(progress)
        self._notice_review(progress)
        self._record_result(counts, finished, by_hand)

    def _walk_orders(self, counts, progress, by_hand):
        """Take in, link and build all unshipped orders, and look at what is missing.

        It begins at the oldest order, or near where the last walk was cut short.

        :return: whether the walk came to its end, and what is suspicious, for people
        :rtype: tuple
        :raise api.ApiError: as soon as a page cannot be had
        """
        known, late = self._take_place(by_hand), False
        start = max(known - RESUME_OVERLAP, 0)
        counts.place = known
        with (
            self._get_client(counts) as client,
            # However it ends, no request is left on its way.
            closing(self._iter_pages(client, start)) as pages,
        ):
            self._identify(client)
            catalogue, seen = Catalogue(client), Seen()
            for page in pages:
                if late:
                    self._keep_place(counts.place)
                    return False, ""
                seen.add(page)
                before = counts["created"] + counts["rows"]
                self._import_page(page, counts, catalogue, progress)
                left, after = progress(), counts["created"] + counts["rows"]
                late = self._is_late(left, by_hand or after > before, page.end > known)
                counts.place = max(page.end, known)
            counts.place = 0
            if start:
                self._follow_resumed(counts)
                return False, ""
            return True, self._look_again(client, catalogue, seen, counts, progress)

    @api.model
    def _is_late(self, left, news, further):
        """Return whether a walk ends after a page, so that others have their turn.

        So that a shop of any size is walked to its end, pages that bring nothing may
        take longer, but not until Odoo kills the scheduled action. Each walk gets
        further than the one before.

        :param float left: seconds that are left
        :param bool news: whether the page brought something
        :param bool further: whether the last walk had not come so far
        """
        return left <= 0 and (news or (further and left <= -self._get_overtime()))

    def _iter_pages(self, client, start):
        """Return the pages of unshipped orders; what did not change is not read.

        :param client: `api.Client`
        :param int start: how many orders to leave out
        """
        Order = self.env["bigcartel.order"]
        return client.iter_order_pages(
            shipping_status=UNSHIPPED,
            find_unchanged=partial(Order._find_unchanged, self),
            start=start,
        )

    def _record_walk(self, counts, problem):
        """Note that Big Cartel answered, and whether what it said can be true.

        :param Run counts: of the run
        :param str problem: what is suspicious, for people
        """
        if problem:
            counts.error = UserError(problem)
            self._record_failure(counts.error)
        else:
            self._record_success()

    def _identify(self, client):
        """Look up whose shop it is, so that no account is imported twice.

        :param client: `api.Client`
        :raise api.ApiError: it cannot be had
        """
        if not (self.account_id and self.shop_name):
            self._record_account(client.get_account())

    def _import_page(self, page, counts, catalogue, progress):
        """Take in, link and build one page of orders: three units of work.

        :param page: `api.OrderPage`
        :param counts: `collections.Counter` of the run, updated in place
        :param catalogue: `Catalogue` of the shop
        :param progress: function called between units of work
        """
        orders = self.env["bigcartel.order"]._take_in(self, page, counts)
        links = self._get_unread_links()
        # No transaction is open while the network is waited for.
        progress()
        if links:
            products = catalogue.get_products()
            self._read_catalogue(links, products, catalogue.is_complete)
            progress()
        self._build(orders, counts, page.orders)

    def _get_unread_links(self):
        """Return what was sold and not looked up in the catalogue yet."""
        return self.env["bigcartel.product.link"].search(
            [
                ("backend_id", "=", self.id),
                ("sku_read", "=", False),
                ("state", "=", "to_link"),
            ]
        )

    def _read_catalogue(self, links, products, complete):
        """Unit of work: the SKUs of what was sold for the first time.

        :param products: list of `api.Product`; None where the catalogue could not be
            read: then the next run tries again
        :param bool complete: whether these are all there are
        """
        if products is not None:
            links._read_catalogue(products, complete)
            links._match_by_reference()

    def _build(self, orders, counts, documents=()):
        """Unit of work: the new orders of a page become drafts.

        :param documents: `api.Order` objects of these orders that were read already
        """
        self._count_built(orders, orders._build(documents), counts)

    def _count_built(self, orders, built, counts):
        """Count what became of orders that were to be built.

        :param built: those that have a sale order now
        """
        failed = (orders - built).filtered(lambda order: order.state == "error")
        counts["created"] += len(built)
        counts["failed"] += len(failed)
        # What another worker is building, or turned out to be unpaid.
        counts["waiting"] += len(orders - built - failed)

    def _match_open_links(self, read_again):
        """Link what has found its product meanwhile."""
        links = self.env["bigcartel.product.link"].search(
            [("backend_id", "=", self.id), ("state", "=", "to_link")]
        )
        if read_again:
            links.sku_read = False
        links._match_by_reference()

    def _complete_ready(self, progress):
        """Unit of work, repeated: confirm what is ready, a batch at a time."""
        Order = self.env["bigcartel.order"]
        # What fails from here on has its next try in the next run.
        failed = self._get_unconfirmed()
        domain = (
            Domain("backend_id", "=", self.id)
            & Domain("state", "=", "ready")
            & Domain("hold", "=", False)
        )
        differs = Domain("amount_difference", "!=", 0)
        # With a message: it differed, which may be over.
        Order.search(
            domain & (differs | Domain("error", "!=", False))
        )._complete_ready()
        domain &= Domain("amount_difference", "=", 0)
        while self.auto_confirm:
            ready = Order.search(domain, limit=50, order="ordered_at, id")
            if not ready:
                break
            ready._complete_ready(limit=50)
            # What somebody else has locked is left to the next run.
            domain &= Domain("id", "not in", ready.ids)
            if progress() <= 0:
                if Order.search_count(domain, limit=1):
                    self._trigger_import()
                break
        # One at least in each run, the longest untried first.
        for order in failed:
            order._complete_again()
            if progress() <= 0:
                break

    def _get_unconfirmed(self):
        """Return the orders whose draft Odoo refused to confirm in an earlier run."""
        if not self.auto_confirm:
            return self.env["bigcartel.order"]
        return self.env["bigcartel.order"].search(
            [
                ("backend_id", "=", self.id),
                ("state", "=", "error"),
                ("hold", "=", False),
                ("sale_order_id.state", "in", ("draft", "sent")),
            ],
            order="write_date, id",
        )

    def _record_result(self, counts, finished, by_hand):
        """Say what the run did, so that it adds up."""
        self.last_result = self.env._(
            "%(fetched)s fetched = %(created)s created + %(updated)s updated + "
            "%(unchanged)s unchanged + %(waiting)s waiting + %(failed)s failed",
            **{
                name: counts[name]
                for name in (
                    "fetched",
                    "created",
                    "updated",
                    "unchanged",
                    "waiting",
                    "failed",
                )
            },
        )
        if finished:
            self.last_import_at = fields.Datetime.now()
            self._end_silence()
        elif not self.reconnect_required:
            self.last_result += ". " + self.env._("The rest follows in the background")
        _logger.info("Shop %s: %s", self.id, self.last_result)
        self._log_import(counts)
        if by_hand or counts["created"] or counts["updated"]:
            self.message_post(body=self.env._("Import: %s.", self.last_result))
