import hashlib
import json

from odoo import api, fields, models

from ..const import PAID, SHIPPED


class BigcartelOrder(models.Model):
    """Taking in a page: documents become inbox rows, in bulk."""

    _inherit = "bigcartel.order"

    # === BUSINESS METHODS === #

    @api.model
    def _take_in(self, backend, page, counts):
        """Write a page of documents into the inbox.

        A unit of work: it leaves the transaction to its caller.

        :param backend: the shop
        :param page: `api.OrderPage`
        :param counts: `collections.Counter` of the run, updated in place
        :return: the orders of this page that are to be built
        """
        numbers = [order.number for order in page.orders]
        numbers += [self._get_unreadable_name(broken) for broken in page.unreadable]
        known = self.search(
            [("backend_id", "=", backend.id), ("name", "in", numbers)]
        ).grouped("name")
        counts["fetched"] += len(page.orders) + len(page.unreadable)
        self._take_in_unreadable(backend, page.unreadable, known, counts)
        fresh, changed, to_build = [], self.browse(), self.browse()
        lookup = self._get_lookup(backend, page.orders)
        for document in page.orders:
            order = known.get(document.number)
            if not order:
                fresh.append(self._prepare_inbox_vals(backend, document, lookup))
            elif order.digest != document.digest:
                order._take_in_change(document, lookup)
                changed |= order
            if order and order._is_to_build(document):
                to_build |= order
        # Thousands of rows come in; what is worth a line in a chatter is on the sale
        # order, not here.
        created = self.with_context(tracking_disable=True).create(fresh)
        created = self.browse(created.ids)
        to_build |= created.filtered(lambda order: order.state == "new")
        to_build = to_build.filtered(lambda order: not order.error)
        counts["updated"] += len(changed.filtered("sale_order_id"))
        self._count_others(page, known, changed, created, to_build, counts)
        return to_build

    def _count_others(self, page, known, changed, created, to_build, counts):
        """Count what is neither updated nor going to be built."""
        seen = self.browse().union(
            *(known[doc.number] for doc in page.orders if doc.number in known)
        )
        rest = (seen | created) - to_build - changed.filtered("sale_order_id")
        waiting = rest.filtered(
            lambda order: order in created or order.state in ("new", "error")
        )
        counts["waiting"] += len(waiting)
        counts["unchanged"] += len(rest - waiting)

    @api.model
    def _take_in_unreadable(self, backend, unreadable, known, counts):
        """Keep what could not be read as well, with the reason."""
        for broken in unreadable:
            counts["failed"] += 1
            message = self.env._(
                "Big Cartel's document could not be read: %(reason)s The next import "
                "tries again; if this stays, report it with the document below.",
                reason=broken.reason,
            )
            name = self._get_unreadable_name(broken)
            order = known.get(name, self.browse())
            vals = {"error": message, "digest": False}
            if order.sale_order_id:
                # The document it was made from is kept: changes show against it.
                order.write(vals)
            elif order.state != "ignored":
                vals.update(state="error", payload=broken.document)
                if order:
                    order.write(vals)
                else:
                    self.create({"backend_id": backend.id, "name": name, **vals})

    @api.model
    def _get_unreadable_name(self, broken):
        """Return the number of an unreadable order, or a name made of its content."""
        if broken.number:
            return broken.number
        content = json.dumps(broken.document, sort_keys=True, default=str)
        return f"?-{hashlib.sha256(content.encode()).hexdigest()[:12]}"

    @api.model
    def _get_lookup(self, backend, documents):
        """Read countries and currencies of a page once.

        :return: dict with `countries` and `currencies`, by their codes
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

    @api.model
    def _prepare_inbox_vals(self, backend, document, lookup):
        """Return the values of a new inbox row.

        :param document: `api.Order`
        """
        vals = self._prepare_document_vals(document, lookup)
        vals.update(
            backend_id=backend.id,
            name=document.number,
            **self._get_waiting_vals(backend, document),
        )
        return vals

    @api.model
    def _prepare_document_vals(self, document, lookup):
        """Return what a row shows of its document."""
        customer = document.customer
        names = " ".join(filter(None, (customer.first_name, customer.last_name)))
        country = lookup["countries"].get(document.address.country_code)
        currency = lookup["currencies"].get(document.currency)
        ordered_at = document.completed_at or document.created_at
        return {
            "payload": document.document,
            "digest": document.digest,
            "customer_name": names or customer.email,
            "customer_email": customer.email,
            "customer_note": customer.note,
            "country_id": country.id if country else False,
            "ordered_at": ordered_at and ordered_at.replace(tzinfo=None),
            "payment_status": document.payment_status,
            "shipping_status": document.shipping_status,
            "currency_id": currency.id if currency else False,
            "amount_total": float(document.total),
        }

    @api.model
    def _get_waiting_vals(self, backend, document, forced=False):
        """Return state and reason of an order that has no sale order yet.

        Paid orders from `import_from` on are `new` without a reason: to be built.
        """
        ordered_at = document.completed_at or document.created_at
        ordered_at = ordered_at and ordered_at.replace(tzinfo=None)
        if document.shipping_status == SHIPPED and not forced:
            return {
                "state": "ignored",
                "error": self.env._(
                    "Shipped at Big Cartel already. Press Retry to import it anyway."
                ),
            }
        if document.payment_status != PAID:
            # When it is paid is when it is completed: older ones are not too old yet.
            return {
                "state": "new",
                "error": self.env._(
                    "Not paid yet (payment status at Big Cartel: %(status)s). It is "
                    "taken up by itself once it is paid.",
                    status=document.payment_status or self.env._("none"),
                ),
            }
        since = backend.import_from
        if since and ordered_at and ordered_at < since and not forced:
            return {
                "state": "ignored",
                "error": self.env._(
                    "Ordered before %(date)s (UTC), from when on this shop imports "
                    "orders. Press Retry to import it anyway.",
                    date=fields.Datetime.to_string(since),
                ),
            }
        return {"state": "new", "error": False}

    def _take_in_change(self, document, lookup):
        """Store a changed document, and bring a draft up to date with it."""
        self.ensure_one()
        vals = self._prepare_document_vals(document, lookup)
        if not self.sale_order_id and self.state in ("new", "error"):
            vals.update(
                self._get_waiting_vals(lookup["backend"], document, self.import_forced)
            )
        before = self._get_document() if self.sale_order_id else None
        if before and not self.digest:
            # It could not be read in between; now it can.
            vals["error"] = False
        self.write(vals)
        if before:
            self._update_sale_order(before, document)

    def _is_to_build(self, document):
        """Whether this known order has to become a sale order now.

        What failed is tried again in each run, so that it heals by itself once its
        cause is gone.
        """
        self.ensure_one()
        if self.sale_order_id or self.state not in ("new", "error"):
            return False
        vals = self._get_waiting_vals(self.backend_id, document, self.import_forced)
        if vals["state"] == "new" and not vals["error"] and self.error:
            self.error = False
        return vals["state"] == "new" and not vals["error"]
