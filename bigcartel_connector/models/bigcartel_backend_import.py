import logging
import time
from collections import Counter
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

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
        """
        self.ensure_one()
        if self.reconnect_required:
            raise UserError(
                self.env._("Big Cartel refused the credentials: %s", self.last_error)
            )
        deadline = time.monotonic() + BUTTON_SECONDS
        finished = self._import_orders(
            lambda: deadline - time.monotonic(), by_hand=True
        )
        if self.state == "error":
            return self._notify(
                self.env._("Import stopped"), self.last_error, "danger"
            )
        message = self.last_result
        if not finished:
            # The scheduled action belongs to the system.
            self.env.ref("bigcartel_connector.ir_cron_import_orders").sudo()._trigger()
            message += " " + self.env._("The rest follows in the background.")
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
                shop._import_orders(IrCron._commit_progress)
            except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, UniqueViolation):
                # Another worker took in the same page: the next run takes up the rest.
                self.env.cr.rollback()
                _logger.info("Shop %s is being imported by another worker", shop.id)
            except Exception as error:
                self.env.cr.rollback()
                _logger.warning("Import of shop %s failed", shop.id, exc_info=True)
                shop._record_failure(error)
            shop.last_attempt_at = fields.Datetime.now()
            if not IrCron._commit_progress(1):
                break

    @api.model
    def _get_shops_to_import(self):
        """Return the shops whose turn it is in this run, longest waiting first.

        The framework calls again for what did not fit: what was tried since this run
        began is not tried again.
        """
        seconds = 60
        if "cron_end_time" in self.env.context:
            seconds = 10 + time.monotonic() - self.env.context["cron_end_time"]
        began = fields.Datetime.now() - timedelta(seconds=max(seconds, 0) + 1)
        return self.search(
            [
                ("state", "in", ("connected", "error")),
                ("reconnect_required", "=", False),
                "|",
                ("last_attempt_at", "=", False),
                ("last_attempt_at", "<", began),
            ],
            order="last_attempt_at nulls first, id",
        )

    # === BUSINESS METHODS === #

    def _import_orders(self, progress, by_hand=False):
        """Walk all unshipped orders: take in, link, build and complete page by page.

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
        counts, finished = Counter(), False
        shop._match_open_links(read_again=by_hand)
        try:
            with shop._get_client() as client:
                catalogue = Catalogue(client)
                for page in client.iter_order_pages(shipping_status=UNSHIPPED):
                    orders = shop._take_in(page, counts)
                    progress()
                    shop._read_catalogue(catalogue)
                    progress()
                    shop._build(orders, counts)
                    if progress() <= 0 and by_hand:
                        break
                else:
                    finished = True
        except Throttled as error:
            # A pause is no outage: the next run goes on.
            shop.last_error = str(error)
        except ApiError as error:
            shop._record_failure(error)
            _logger.warning("Import of shop %s stopped: %s", shop.id, error)
        else:
            shop._record_success()
        shop._complete_ready(progress)
        shop._record_result(counts, finished, by_hand)
        return finished

    def _take_in(self, page, counts):
        """Unit of work: a page of documents into the inbox, and its sold items."""
        orders = self.env["bigcartel.order"]._take_in(self, page, counts)
        lines = [line for document in page.orders for line in document.lines]
        self.env["bigcartel.product.link"]._get_or_create(self, lines)
        return orders

    def _read_catalogue(self, catalogue):
        """Unit of work: read the catalogue when something was sold for the first time.

        Where it cannot be read, the next run tries again.
        """
        links = self.env["bigcartel.product.link"].search(
            [
                ("backend_id", "=", self.id),
                ("sku_read", "=", False),
                ("state", "=", "to_link"),
            ]
        )
        products = catalogue.get_products() if links else None
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
        domain = [
            ("backend_id", "=", self.id),
            ("state", "=", "ready"),
            ("hold", "=", False),
            ("amount_difference", "=", 0),
        ]
        while self.auto_confirm:
            ready = Order.search(domain, limit=50, order="ordered_at, id")
            ready._complete_ready(limit=50)
            if not ready or progress() <= 0 or ready & Order.search(domain):
                break
        Order.search(
            [*domain[:3], ("amount_difference", "!=", 0)]
        )._complete_ready()

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
