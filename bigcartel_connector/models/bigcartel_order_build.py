import logging

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..api import SHIPPED, ApiError
from ..const import PAID

_logger = logging.getLogger(__name__)


class BigcartelOrder(models.Model):
    """Building: inbox rows become draft sale orders, a page at a time."""

    _inherit = "bigcartel.order"

    # === BUSINESS METHODS === #

    def _build(self, documents=()):
        """Make a draft sale order of each of these orders of one shop.

        A unit of work: it leaves the transaction to its caller. The whole page is
        one batch; only if that fails, each order is built alone to find the bad one.

        :param documents: `api.Order` objects of these orders that were read already;
            the others are read from the inbox
        :return: the orders that have a sale order now
        """
        read = {document.digest: document for document in documents}
        # The import works for the shop, whoever pressed its button.
        orders = (
            self.sudo().try_lock_for_update().filtered(lambda o: not o.sale_order_id)
        )
        built = orders.browse()
        for backend, batch in orders.grouped("backend_id").items():
            batch = batch.with_company(backend.company_id)
            documents = batch._read_documents(backend, read)
            batch = batch.browse(documents)
            if not batch._try(lambda b, d=documents: b._create_sale_orders(d)):
                for order in batch:
                    one = {order.id: documents[order.id]}
                    order._try(
                        lambda b, d=one: b._create_sale_orders(d), keep_error=True
                    )
            built |= batch.filtered("sale_order_id")
        return built

    def _try(self, work, keep_error=False):
        """Run ``work(self)`` in a savepoint, and tell whether it went well.

        :param work: function of the orders
        :param bool keep_error: whether to store what went wrong on the orders
        :raise psycopg2.Error: when the whole transaction has to be tried again
        """
        if not self:
            return True
        message = self._attempt(work)
        if message and keep_error:
            self._record_error(message)
        return not message

    def _attempt(self, work, fatal=()):
        """Run ``work(self)`` in a savepoint, and return what went wrong, for people.

        :param work: function of the orders
        :param fatal: exceptions that are nothing about these orders
        :rtype: str
        :raise psycopg2.Error: when the whole transaction has to be tried again
        """
        try:
            with self.env.cr.savepoint():
                work(self)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except fatal:
            raise
        except Exception as error:
            # One bad order stops nothing, whatever is bad about it.
            if not isinstance(error, UserError):
                _logger.warning(
                    "Big Cartel orders %s failed", self.mapped("name"), exc_info=True
                )
            return self.env["bigcartel.backend"]._get_failure_message(
                error,
                self.env._(
                    "The server's log says more. Press Retry once it is solved."
                ),
            )
        return ""

    def _read_documents(self, backend, read):
        """Return the documents that can be built now, by order id.

        What cannot keeps its reason on the order.

        :param dict read: {digest: `api.Order`} of what need not be read again
        """
        documents = {}
        for order in self:
            try:
                document = read.get(order.digest) or order._get_document()
            except ApiError as error:
                order._record_error(str(error))
                continue
            if document.payment_status != PAID:
                order.write(
                    self._get_waiting_vals(backend, document, order.import_forced)
                )
                continue
            message = order._check_currency(document)
            if message:
                order._record_error(message)
                continue
            documents[order.id] = document
        return documents

    def _check_currency(self, document):
        """Return what is wrong with the currency of an order, and its remedy."""
        currency = self.currency_id
        if not currency:
            # It may have been created since the document came.
            references = self._get_references(self.backend_id, [document])
            currency = references["currencies"].get(document.currency, currency)
            self.currency_id = currency
        return self._get_currency_problem(currency, document.currency)

    @api.model
    def _get_currency_problem(self, currency, code):
        """Return why nothing can be sold in a currency, and its remedy; or None.

        :param currency: `res.currency`, of none where Odoo does not know the code
        :param str code: what Big Cartel calls it
        """
        if not currency:
            return self.env._(
                "The currency %(code)s is unknown in Odoo. Create it under Accounting "
                "> Configuration > Currencies and press Retry.",
                code=code or "?",
            )
        if not currency.active:
            return self.env._(
                "The currency %(code)s is inactive in Odoo. Activate it under "
                "Accounting > Configuration > Currencies and press Retry.",
                code=currency.name,
            )
        return None

    def _create_sale_orders(self, documents):
        """Create customers and sale orders of one shop's page of orders.

        :param dict documents: {id of an order of ``self``: `api.Order`}
        """
        backend = self.backend_id
        pairs = [(order, documents[order.id]) for order in self]
        customers = self.env["bigcartel.customer.mapper"]._get_customers(
            backend, [document for _order, document in pairs]
        )
        mapper = self.env["bigcartel.sale.mapper"]
        lookup = mapper._get_lookup(backend, pairs)
        vals_list = [
            mapper._prepare_sale_order_vals(
                order, document, customers[document.number], lookup
            )
            for order, document in pairs
        ]
        sales = self._get_drafts_to_make().create(vals_list)
        for (order, document), sale in zip(pairs, sales, strict=True):
            order.sold_otherwise = False
            order.write({"sale_order_id": sale.id, **order._get_hold(document)})
            notes = customers[document.number].notes
            if notes:
                sale.message_post(body=Markup("<br/>").join(notes))
        # What the batch left to write must fail here if at all, not in the loop.
        sales.env.flush_all()

    @api.model
    def _get_drafts_to_make(self):
        """Return `sale.order` as a page of drafts is made in it."""
        distributions = self.env["account.analytic.distribution.model"]
        return self.env["sale.order"].with_context(
            # The responsible person gets no mail per order.
            mail_auto_subscribe_no_notify=True,
            bigcartel_no_distribution=distributions._bigcartel_is_empty(),
        )

    def _get_hold(self, document):
        """Return whether a person has to look at this order first, and why."""
        reason = self._get_status_reason(document) or self._get_content_reason(document)
        return {"hold": bool(reason), "error": reason or False}

    def _get_status_reason(self, document):
        """Return what is wrong with how an order is shipped or paid, for people."""
        if document.shipping_status == SHIPPED:
            return self.env._(
                "Shipped at Big Cartel already. Complete the order to deliver it from "
                "here as well; otherwise ignore it."
            )
        if document.payment_status != PAID:
            return self.env._(
                "Not paid any more (payment status at Big Cartel: %(status)s). "
                "Check it there, then complete the order or ignore it.",
                status=document.payment_status or self.env._("none"),
            )
        if self._is_refunded_partly(document):
            return self.env._(
                "Money was paid back at Big Cartel. Check there what for, correct "
                "the quotation, then complete the order or ignore it."
            )
        return ""

    def _get_content_reason(self, document):
        """Return what is wrong with what was sold, for people."""
        if any(line.quantity_shipped for line in document.lines):
            return self.env._(
                "Part of this order is shipped at Big Cartel already. Check the "
                "quantities, then complete the order."
            )
        if self.sold_otherwise:
            return self.env._(
                "Its lines or its total were changed at Big Cartel, not here. "
                "Compare them (the chatter says what changed), correct the "
                "quotation, then complete the order."
            )
        if not document.lines:
            return self.env._(
                "Big Cartel shows no lines on this order. Check it there."
            )
        return ""
