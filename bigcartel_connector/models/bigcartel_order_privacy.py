from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

from ..api import ApiError
from ..const import CLEAR_BATCH, OPEN_STATES

MANAGERS = "bigcartel_connector.group_manager"


class BigcartelOrder(models.Model):
    """Privacy: what an order knows of its customer is deleted in time, or on demand.

    Number, totals, states, destination country and what was sold stay, so that the
    order is not imported a second time.
    """

    _inherit = "bigcartel.order"

    # By a field of this name, Odoo's privacy lookup finds the orders of a person.
    email_normalized = fields.Char(
        "Normalized Email",
        compute="_compute_email_normalized",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    cleared_at = fields.Datetime(
        "Personal Data Deleted On",
        readonly=True,
        copy=False,
        help="When the customer's name, e-mail address and note, and Big Cartel's "
        "document, were deleted from this order.",
    )

    # What may be due, for the daily cleaning.
    _uncleared_idx = models.Index(
        "(shipped_at) WHERE cleared_at IS NULL AND shipped_at IS NOT NULL"
    )

    # === COMPUTE METHODS === #

    @api.depends("customer_email")
    def _compute_email_normalized(self):
        for order in self:
            order.email_normalized = email_normalize(order.customer_email, strict=False)

    # === ACTION METHODS === #

    def action_clear_personal_data(self):
        """Delete what these orders know of their customers, now.

        :raise AccessError: for all but managers: it cannot be undone
        :raise UserError: when an order is still open
        """
        self.check_access("read")
        if not self.env.user.has_group(MANAGERS):
            raise AccessError(
                self.env._(
                    "Only administrators of Big Cartel can delete personal data."
                )
            )
        # Orders, shipments and messages are not for people to write.
        self.sudo()._clear_finished()

    # === CLEANING === #

    def _clear_finished(self):
        """Clear these orders, if none of them is open.

        :raise UserError: when one is
        """
        still_open = self.filtered(lambda order: order.state in OPEN_STATES)
        if still_open:
            raise UserError(
                self.env._(
                    "The order %(number)s is still open and needs its customer's data. "
                    "Ship, cancel or ignore it first.",
                    number=still_open[0].name,
                )
            )
        self._clear_personal_data()

    @api.autovacuum
    def _gc_personal_data(self):
        """Clear what was finished as long ago as its shop says, a batch at a time.

        :return: how many were cleared, and whether more are left
        :rtype: tuple
        """
        now = fields.Datetime.now()
        # The orders of an archived shop are cleared as well.
        shops = self.env["bigcartel.backend"].with_context(active_test=False)
        due = Domain.OR(
            Domain("backend_id", "in", kept.ids)
            & self._get_finished_domain(fields.Datetime.subtract(now, days=days))
            for days, kept in shops._read_group(
                [("clear_after", ">", 0)], ["clear_after"], ["id:recordset"]
            )
        )
        due &= Domain("cleared_at", "=", False)
        orders = self.search(due, limit=CLEAR_BATCH, order="id")
        # What somebody works on is none of the oldest; tomorrow is early enough.
        cleared = orders.try_lock_for_update()
        cleared._clear_personal_data()
        return len(cleared), bool(cleared) and len(orders) == CLEAR_BATCH

    @api.model
    def _get_finished_domain(self, moment):
        """Return the orders that were finished before a moment."""
        dropped = Domain("state", "in", ("cancelled", "ignored"))
        placed = Domain("ordered_at", "=", False) | Domain("ordered_at", "<", moment)
        return (Domain("state", "=", "shipped") & Domain("shipped_at", "<", moment)) | (
            dropped & Domain("write_date", "<", moment) & placed
        )

    # === BUSINESS METHODS === #

    def _clear_personal_data(self):
        """Delete documents, names and addresses, and texts that may quote them.

        What was never imported is left out from now on, or the next import would
        bring all of it back.
        """
        if not self:
            return
        orders = self.with_context(tracking_disable=True, active_test=False)
        undecided = orders.filtered(lambda order: order.state in OPEN_STATES)
        orders.write(
            {
                "payload": False,
                "digest": False,
                "customer_name": False,
                "customer_email": False,
                "customer_note": False,
                "cleared_at": fields.Datetime.now(),
            }
        )
        # Why an order was left out quotes nobody.
        (orders - undecided).filtered(
            lambda order: order.state != "ignored"
        ).error = False
        undecided.write(
            {
                "state": "ignored",
                "error": self.env._(
                    "Its customer was deleted in Odoo. Press Retry to import it anyway."
                ),
            }
        )
        orders.shipment_ids.error = False
        orders.activity_ids.unlink()
        orders.message_ids.unlink()
        orders.backend_id._delete_failed_mails()

    def _is_cleared(self):
        """Whether an import leaves this order alone: what is open needs its data."""
        return bool(self.cleared_at) and self.state not in OPEN_STATES

    def _get_document(self):
        """Override: say why there is none.

        :raise api.ApiError: it was deleted
        """
        self.ensure_one()
        if self.cleared_at:
            raise ApiError(
                self.env._(
                    "Big Cartel's document and the customer's data were deleted here. "
                    "The next import fetches them if the order is open."
                )
            )
        return super()._get_document()

    # === CONTACTS === #

    @api.model
    def _get_orders_of(self, partners):
        """Return the orders of contacts that nobody else can be.

        By e-mail address; of contacts and orders without one, by name. Open sale
        orders are other contacts': Odoo deletes nobody who has one.
        """
        if not partners:
            return self.browse()
        everybody = partners.with_context(active_test=False)
        emails = set(partners.mapped("email_normalized")) - {False}
        nameless = partners.filtered(lambda partner: not partner.email_normalized)
        names = set(nameless.mapped("name")) - {False}
        others = everybody.search(
            Domain("id", "not in", partners.ids)
            & (
                Domain("email_normalized", "in", list(emails))
                | (
                    Domain("email_normalized", "=", False)
                    & Domain("name", "in", list(names))
                )
            )
        )
        emails -= set(others.mapped("email_normalized"))
        names -= set(others.mapped("name"))
        orders = self.search(
            Domain("email_normalized", "in", list(emails))
            | (
                Domain("email_normalized", "=", False)
                & Domain("customer_name", "in", list(names))
            )
        )
        return orders.filtered(
            lambda order: not order.sale_order_id or order.state not in OPEN_STATES
        )
