import hashlib
import json
from collections import Counter

from psycopg2.errors import UniqueViolation

from odoo import api, models

from ..api import OrderPage, UnreadableOrder
from ..const import UNNUMBERED
from ..utils.address import squeeze


class BigcartelOrder(models.Model):
    """Taking in a page: documents become inbox rows, in bulk."""

    _inherit = "bigcartel.order"

    # === BUSINESS METHODS === #

    @api.model
    def _take_in(self, backend, page, counts):
        """Write a page of documents into the inbox, and what was sold into its list.

        A unit of work: it leaves the transaction to its caller. The whole page is one
        batch; only if that fails, each order is taken in alone to find the bad one.

        :param backend: the shop
        :param page: `api.OrderPage`
        :param counts: `collections.Counter` of the run, updated in place
        :return: the orders of this page that are to be built
        :raise psycopg2.Error: when another worker takes in the same orders
        """
        counts["fetched"] += len(page.unchanged)
        counts["unchanged"] += len(page.unchanged)
        self.env["bigcartel.shipment"]._take_up_found(backend, page.numbers)
        if not (page.orders or page.unreadable):
            return self.browse()
        to_build, message = self._try_take_in(backend, page, counts)
        if not message:
            return to_build
        to_build, unreadable = self.browse(), list(page.unreadable)
        for document in page.orders:
            alone = OrderPage((document,), listed=page.listed)
            one, message = self._try_take_in(backend, alone, counts)
            to_build |= one
            if message:
                unreadable.append(
                    UnreadableOrder(document.number, message, document.document)
                )
        for broken in unreadable:
            self._try_take_in(backend, OrderPage((), (broken,)), counts)
        return to_build

    @api.model
    def _try_take_in(self, backend, page, counts):
        """Take in a page as a whole or not at all.

        :return: the orders that are to be built, and what went wrong
        :rtype: tuple
        """
        counted, taken_in = Counter(), []
        message = self._attempt(
            lambda orders: taken_in.append(
                orders._take_in_page(backend, page, counted)
            ),
            # Another worker was quicker: that is nothing about these orders.
            fatal=UniqueViolation,
        )
        if message:
            return self.browse(), message
        counts.update(counted)
        return taken_in[0], ""

    @api.model
    def _take_in_page(self, backend, page, counts):
        """Take in what `_take_in` is about, and return the orders to be built."""
        counts["fetched"] += len(page.orders) + len(page.unreadable)
        numbers = [order.number for order in page.orders]
        numbers += [self._get_unreadable_name(broken) for broken in page.unreadable]
        known = self.search(
            [("backend_id", "=", backend.id), ("name", "in", numbers)]
        ).grouped("name")
        self._take_in_unreadable(backend, page.unreadable, known, counts)
        references = self._get_references(backend, page.orders)
        fresh, rest = [], self.browse()
        for document in page.orders:
            order = known.get(document.number, self.browse())
            outcome = order._take_in_known(document, references, page.listed)
            if outcome:
                counts[outcome] += 1
                continue
            rest |= order
            vals = order._prepare_inbox_vals(document, references)
            if not order:
                vals.update(backend_id=backend.id, name=document.number)
                fresh.append(vals)
            elif vals:
                order.write(vals)
        # Thousands of rows come in; what is worth a line in a chatter is on the sale
        # order, not here.
        created = self.with_context(tracking_disable=True).create(fresh)
        created = self.browse(created.ids)
        lines = [line for document in page.orders for line in document.lines]
        self.env["bigcartel.product.link"]._get_or_create(backend, lines)
        adopted = created._adopt_sale_orders(backend, page.orders)
        open_orders = (rest | created).filtered(lambda order: order.state == "new")
        to_build = open_orders.filtered(lambda order: not order.error)
        waiting = (open_orders | created) - to_build - adopted
        counts["rows"] += len(created)
        counts["waiting"] += len(waiting)
        counts["unchanged"] += len((rest | adopted) - waiting - to_build)
        return to_build

    def _take_in_known(self, document, references, listed):
        """Apply a document to an order that is here and has a sale order.

        :param document: `api.Order`
        :param dict references: what `_get_references` returned
        :param bool listed: whether it came in the list of unshipped orders
        :return: what to count it as; None where there was nothing to do
        """
        if self._is_cleared():
            return "unchanged"
        back = self._come_back(document, listed)
        if not self.sale_order_id:
            return None
        changed = self.digest != document.digest
        if changed:
            self._follow(document, references)
        settled = self._settle(document)
        if not self.digest:
            # Held back: one of them failed.
            return "failed"
        return "updated" if back or changed or settled else None

    @api.model
    def _take_in_unreadable(self, backend, unreadable, known, counts):
        """Keep what could not be read as well, with the reason."""
        for broken in unreadable:
            if known.get(broken.number, self.browse())._is_cleared():
                counts["unchanged"] += 1
                continue
            counts["failed"] += 1
            message = self.env._(
                "Big Cartel's document could not be read: %(reason)s The next import "
                "tries again; if this stays, report it with the document below.",
                reason=broken.reason,
            )
            name = self._get_unreadable_name(broken)
            order = known.get(name, self.browse())
            if order.sale_order_id:
                order._hold_back(message)
            elif order.state not in ("ignored", "cancelled"):
                vals = {
                    "state": "error",
                    "error": message,
                    "digest": False,
                    # What was asked for by number comes without its document.
                    "payload": broken.document or order.payload or {},
                }
                if order:
                    order.write(vals)
                else:
                    self.create({"backend_id": backend.id, "name": name, **vals})

    def _hold_back(self, message):
        """Keep on an order with a sale order why it could not follow its document.

        The document that it was made from is kept: changes show against it. Without
        a digest, the next run tries again; until then, a draft does not complete. Why
        a delivery is stopped matters more.
        """
        self.ensure_one()
        vals = {"digest": False}
        if not self.stopped:
            vals["error"] = message
        if self.sale_order_id.state in ("draft", "sent"):
            vals["hold"] = True
        self.write(vals)

    @api.model
    def _forget_unnumbered(self, backend, unnumbered):
        """Delete orders without a number that are not in the list any more.

        They came back under their number, or never will.

        :param backend: the shop
        :param unnumbered: `api.UnreadableOrder` of those that are still in its list
        """
        names = [self._get_unreadable_name(broken) for broken in unnumbered]
        self.search(
            [
                ("backend_id", "=", backend.id),
                ("name", "=like", f"{UNNUMBERED}%"),
                ("name", "not in", names),
                ("sale_order_id", "=", False),
            ]
        ).unlink()

    @api.model
    def _get_unreadable_name(self, broken):
        """Return the number of an unreadable order, or a name made of its content."""
        if broken.number:
            return broken.number
        content = json.dumps(broken.document, sort_keys=True, default=str)
        return f"{UNNUMBERED}{hashlib.sha256(content.encode()).hexdigest()[:12]}"

    @api.model
    def _get_references(self, backend, documents):
        """Read countries and currencies of a page once.

        :return: dict with `countries` and `currencies`, by their codes, and the shop
        """
        countries = self.env["res.country"].search(
            [("code", "in", list({doc.address.country_code for doc in documents}))]
        )
        # An inactive currency is found too: the message says to activate it.
        currencies = (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "in", list({doc.currency for doc in documents}))])
        )
        return {
            "backend": backend,
            "countries": countries.grouped("code"),
            "currencies": currencies.grouped("name"),
        }

    def _prepare_inbox_vals(self, document, references):
        """Return what a document changes on its row; of no row, all its values.

        What failed is tried again in each run, so that it heals by itself once its
        cause is gone.

        :param document: `api.Order`
        :param dict references: what `_get_references` returned
        """
        vals = {}
        if self.digest != document.digest:
            vals = self._prepare_document_vals(document, references)
        if self._is_undecided():
            waiting = self._get_waiting_vals(
                references["backend"], document, self.import_forced
            )
            if any(self[name] != value for name, value in waiting.items()):
                vals.update(waiting)
        return vals

    @api.model
    def _prepare_document_vals(self, document, references):
        """Return what a row shows of its document."""
        customer = document.customer
        names = squeeze(f"{customer.first_name} {customer.last_name}")
        country = references["countries"].get(document.address.country_code)
        currency = references["currencies"].get(document.currency)
        return {
            "payload": document.document,
            "digest": document.digest,
            "cleared_at": False,
            "customer_name": names or customer.email,
            "customer_email": customer.email,
            "customer_note": customer.note,
            "country_id": country.id if country else False,
            "ordered_at": self._get_ordered_at(document),
            "payment_status": document.payment_status,
            "shipping_status": document.shipping_status,
            "currency_id": currency.id if currency else False,
            "amount_total": float(document.total),
            "item_names": self._format_items(document),
        }

    def _is_undecided(self):
        """Return whether each run decides anew what becomes of this order, or of none.

        What failed is tried again, so that it heals by itself.
        """
        return not self.sale_order_id and self.state in (False, "new", "error")
