import logging
import time

from psycopg2.errors import UniqueViolation

from odoo import fields, models
from odoo.exceptions import UserError

from ..api import ApiError, Throttled
from ..const import BUTTON_SECONDS, CATALOGUE_CHECK
from ..utils.run import Run

_logger = logging.getLogger(__name__)

# How good a shop's answer is, worst first, and what a notification then says.
KINDS = ("danger", "warning", "success")


class BigcartelBackend(models.Model):
    """Fetching the catalogue: everything a shop sells, to be linked in advance."""

    _inherit = "bigcartel.backend"

    catalogue_at = fields.Datetime(
        "Catalogue Fetched",
        readonly=True,
        copy=False,
        help="When all products of the shop were last brought into the product links.",
    )

    # === ACTION METHODS === #

    def action_fetch_catalogue(self):
        """List everything that these shops sell, link it by reference, and report.

        Safe to repeat: answers that people gave stay.

        :return: a notification, also when something is wrong
        :raise UserError: when there is no shop, when Big Cartel refused the
            credentials, or when another worker lists the same products now
        """
        if not self:
            raise UserError(self.env._("Connect a shop first."))
        deadline = time.monotonic() + BUTTON_SECONDS
        reports = []
        try:
            for shop in self:
                reports.append(
                    shop._fetch_catalogue(lambda: deadline - time.monotonic())
                )
        except UniqueViolation as error:
            raise UserError(
                self.env._(
                    "The products of this shop are being listed at this moment. Look "
                    "again in a minute."
                )
            ) from error
        titles = {
            "danger": self.env._("Catalogue not fetched"),
            "warning": self.env._("Catalogue not complete"),
            "success": self.env._("Catalogue fetched"),
        }
        kind = min((kind for kind, _message in reports), key=KINDS.index)
        messages = [message for _kind, message in reports]
        if len(self) > 1:
            messages = [
                self.env._("%(shop)s: %(message)s", shop=shop.name, message=message)
                for shop, message in zip(self, messages, strict=True)
            ]
        return self._notify(titles[kind], "\n".join(messages), kind)

    # === BUSINESS METHODS === #

    def _fetch_catalogue(self, get_seconds_left):
        """Bring all products of a shop into the product links.

        What came before an outage is taken in as well.

        :param get_seconds_left: function that returns how long this may still take
        :return: (kind of the notification, message)
        :rtype: tuple[str, str]
        """
        self.ensure_one()
        if self.reconnect_required:
            return "danger", self.env._(
                "Big Cartel refused the credentials: %s", self.last_error
            )
        # The catalogue is fetched for the shop, whoever pressed its button.
        shop = self.sudo().with_company(self.company_id)
        products, run = [], Run()
        complete = shop._try_read_products(products, get_seconds_left, run)
        if run.error and not products:
            shop._log("catalogue", run=run, error=run.error)
            kind = "warning" if shop.state == "connected" else "danger"
            return kind, str(run.error)
        counts = shop.env["bigcartel.product.link"]._take_in_catalogue(
            shop, products, complete
        )
        message = self._get_catalogue_message(counts)
        shop._log("catalogue", message, run, run.error)
        if complete:
            shop.catalogue_at = fields.Datetime.now()
            return "success", message
        return "warning", self._get_partial_catalogue_message(run.error, message)

    def _try_read_products(self, products, get_seconds_left, run):
        """Read the catalogue as `_read_products`, and keep what went wrong.

        :return: whether it was read to its end
        :rtype: bool
        """
        try:
            complete = self._read_products(products, get_seconds_left, run)
        except Throttled as throttled:
            run.error = throttled
            self._record_pause(throttled)
        except ApiError as failure:
            run.error = failure
            self._record_failure(failure)
            _logger.warning("Catalogue of shop %s not read: %s", self.id, failure)
        else:
            self._record_success()
            return complete
        return False

    def _get_partial_catalogue_message(self, error, message):
        """Return what came before an error, or before time was up.

        :param error: `api.ApiError`, or None
        :param str message: what came
        """
        reason = str(error) if error else self.env._("That took too long.")
        return self.env._(
            "%(reason)s So far: %(result)s. Press “Fetch catalogue” again later.",
            reason=reason,
            result=message,
        )

    def _read_products(self, products, get_seconds_left, run):
        """Read the shop's products into a list; what comes before an error stays.

        :param list products: `api.Product` objects are added to it
        :param Run run: what counts the requests
        :return: whether it is the whole catalogue
        :rtype: bool
        :raise api.ApiError: as soon as a page cannot be had
        """
        with self._get_client(run) as client:
            self._identify(client)
            for product in client.iter_products():
                products.append(product)
                if not len(products) % CATALOGUE_CHECK and get_seconds_left() <= 0:
                    return False
        return True

    def _get_catalogue_message(self, counts):
        """Say what a catalogue brought.

        :param Counter counts: what `_take_in_catalogue` returned
        """
        message = self.env._(
            "%(products)s products: %(new)s options new, %(renamed)s renamed, "
            "%(linked)s linked by reference",
            products=counts["products"],
            new=counts["new"],
            renamed=counts["renamed"],
            linked=counts["linked"],
        )
        if counts["gone"]:
            message += ", " + self.env._(
                "%(gone)s no longer in the catalogue", gone=counts["gone"]
            )
        return message
