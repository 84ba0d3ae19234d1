import logging
import time
from collections import Counter
from datetime import datetime, timedelta, timezone

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from odoo.addons.base.models.ir_cron import MIN_TIME_PER_JOB

from ..api import ApiError, Throttled
from ..const import BUTTON_SECONDS, UNSHIPPED
from ..utils.catalogue import Catalogue

_logger = logging.getLogger(__name__)


class BigcartelBackend(models.Model):
    """Importing orders: the loop, and its three units of work per page."""

    _inherit = "bigcartel.backend"

    # === ACTION METHODS === #

    def action_import_orders(self):
        """Import the shop's unshipped orders now, and report.

        What takes too long for a button goes on in the scheduled action.

        :return: a notification
        :raise UserError: when Big Cartel refused the credentials, or another worker
            imports the same orders at this moment
        """
        self.ensure_one()
        if self.reconnect_required:
            raise UserError(
                self.env._("Big Cartel refused the credentials: %s", self.last_error)
            )
        deadline = time.monotonic() + BUTTON_SECONDS
        try:
            finished = self._import_orders(
                lambda: deadline - time.monotonic(), by_hand=True
            )
        except UniqueViolation as error:
            raise UserError(
                self.env._(
                    "The orders of this shop are being imported at this moment. Look "
                    "again in a minute."
                )
            ) from error
        return self._notify_import(finished)

    def _notify_import(self, finished):
        """Say how an import by hand ended, and leave its rest to the background."""
        if self.state == "error":
            return self._notify(self.env._("Import stopped"), self.last_error, "danger")
        message = self.last_result
        if finished:
            return self._notify(self.env._("Orders imported"), message, "success")
        self._trigger_import(at=self.paused_until or None)
        message += " " + self.env._("The rest follows in the background.")
        if self.paused_until:
            message = f"{self.last_error} {message}"
            return self._notify(self.env._("Import paused"), message, "warning")
        return self._notify(self.env._("Orders imported"), message, "success")

    # === SCHEDULED ACTIONS === #

    @api.model
    def _cron_import_orders(self):
        """Import the orders of every connected shop; nothing raises out of it."""
        IrCron = self.env["ir.cron"]
        shops = self._get_shops_to_import()
        IrCron._commit_progress(remaining=len(shops))
        for shop in shops:
            try:
                shop.last_attempt_at = datetime.now(timezone.utc).replace(tzinfo=None)
                IrCron._commit_progress()
                shop._import_orders(IrCron._commit_progress)
                # What was left to write fails here if at all.
                IrCron._commit_progress()
            except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, UniqueViolation):
                # Another worker took in the same page: the next run takes up the rest.
                self.env.cr.rollback()
                _logger.info("Shop %s is being imported by another worker", shop.id)
            except Exception as error:
                self.env.cr.rollback()
                _logger.warning("Import of shop %s failed", shop.id, exc_info=True)
                shop._record_failure(error)
            if not IrCron._commit_progress(1):
                break

    @api.model
    def _get_shops_to_import(self):
        """Return the shops whose turn it is in this run, longest waiting first.

        The framework calls again for what did not fit: what was tried since this run
        began is not tried again. Where Big Cartel asked for a pause, it gets it.
        """
        now = datetime.now(timezone.utc).replace(tzinfo=None)
        domain = (
            Domain("state", "in", ("connected", "error"))
            & Domain("reconnect_required", "=", False)
            & (Domain("paused_until", "=", False) | Domain("paused_until", "<=", now))
        )
        shops = self.search(domain, order="last_attempt_at nulls first, id")
        if "cron_end_time" not in self.env.context:
            return shops
        left = self.env.context["cron_end_time"] - time.monotonic()
        began = now - timedelta(seconds=MIN_TIME_PER_JOB - left)
        # Not in the domain, which knows whole seconds only.
        return shops.filtered(
            lambda shop: not shop.last_attempt_at or shop.last_attempt_at < began
        )

    def _trigger_import(self, at=None):
        """Have the scheduled action run soon, or at a moment."""
        # The scheduled action belongs to the system.
        self.env.ref("bigcartel_connector.ir_cron_import_orders").sudo()._trigger(at)

    # === BUSINESS METHODS === #

    def _import_orders(self, progress, by_hand=False):
        """Take in, link, build and complete all unshipped orders.

        :param progress: function called between units of work. The scheduled action
            commits there; it returns the seconds that are left.
        :param bool by_hand: whether a person asked for it: descriptions are read
            again for everything that is still to be linked
        :return: whether the walk came to its end
        :rtype: bool
        """
        self.ensure_one()
        # The import works for the shop, whoever pressed its button.
        shop = self.sudo().with_company(self.company_id)
        counts = Counter()
        shop._match_open_links(read_again=by_hand)
        finished = False
        try:
            finished = shop._walk_orders(counts, progress, by_hand)
        except Throttled as error:
            shop._record_pause(error)
        except ApiError as error:
            shop._record_failure(error)
            _logger.warning("Import of shop %s stopped: %s", shop.id, error)
        else:
            shop._record_success()
        shop._complete_ready(progress)
        shop._record_result(counts, finished, by_hand)
        return finished

    def _walk_orders(self, counts, progress, by_hand):
        """Take in, link and build all unshipped orders, page by page.

        :return: whether the walk came to its end
        :rtype: bool
        :raise api.ApiError: as soon as a page cannot be had
        """
        with self._get_client() as client:
            if not (self.account_id and self.shop_name):
                # Never connected: whose orders these are has to be known first, so
                # that no account is imported twice.
                self._record_account(client.get_account())
            catalogue = Catalogue(client)
            for page in client.iter_order_pages(shipping_status=UNSHIPPED):
                orders = self._take_in(page, counts)
                links = self._get_unread_links()
                # No transaction is open while the network is waited for.
                progress()
                if links:
                    self._read_catalogue(links, catalogue.get_products())
                    progress()
                self._build(orders, counts)
                if progress() <= 0 and by_hand:
                    return False
        return True

    def _take_in(self, page, counts):
        """Unit of work: a page of documents into the inbox, and its sold items."""
        orders = self.env["bigcartel.order"]._take_in(self, page, counts)
        lines = [line for document in page.orders for line in document.lines]
        self.env["bigcartel.product.link"]._get_or_create(self, lines)
        return orders

    def _get_unread_links(self):
        """Return what was sold and not looked up in the catalogue yet."""
        return self.env["bigcartel.product.link"].search(
            [
                ("backend_id", "=", self.id),
                ("sku_read", "=", False),
                ("state", "=", "to_link"),
            ]
        )

    def _read_catalogue(self, links, products):
        """Unit of work: the SKUs of what was sold for the first time.

        :param products: list of `api.Product`; None where the catalogue could not be
            read: then the next run tries again
        """
        if products is not None:
            links._read_catalogue(products)
            links._match_by_reference()

    def _build(self, orders, counts):
        """Unit of work: the new orders of a page become drafts."""
        built = orders._build()
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
        _logger.info("Shop %s: %s", self.id, self.last_result)
        if finished:
            self.last_import_at = fields.Datetime.now()
        if by_hand or counts["created"] or counts["updated"]:
            self.message_post(body=self.env._("Import: %s.", self.last_result))
