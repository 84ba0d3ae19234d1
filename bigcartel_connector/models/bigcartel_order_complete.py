from odoo import models
from odoo.exceptions import UserError

from ..const import CONFIRM_LIMIT


class BigcartelOrder(models.Model):
    """Completing: linked orders are confirmed, and their deliveries made."""

    _inherit = "bigcartel.order"

    # === ACTION METHODS === #

    def action_complete(self):
        """Confirm these orders, also with lines that are not linked.

        What is not linked stays on the order as it was sold, and somebody else
        delivers it.

        :raise UserError: when an order has no draft to confirm, or Odoo refuses it
        """
        self.check_access("write")
        # What somebody else completed a moment ago is as it should be.
        to_complete = self.filtered(lambda order: order.sale_order_id.state != "sale")
        for order in to_complete:
            if order.sale_order_id.state not in ("draft", "sent"):
                raise UserError(
                    self.env._(
                        "Order %(number)s has no quotation that could be completed.",
                        number=order.name,
                    )
                )
        # Reviewers complete every order of the shop, not only their own.
        to_complete.sudo()._confirm_sale_orders()

    # === BUSINESS METHODS === #

    def _complete_ready(self, limit=CONFIRM_LIMIT):
        """Confirm what is ready and may complete by itself, in one batch.

        A unit of work: it leaves the transaction to its caller. What goes beyond
        ``limit`` is left to the scheduled action.
        """
        # Linking and importing complete the shop's orders, whoever they belong to.
        ready = self.sudo().filtered(
            lambda order: order.state == "ready" and not order.hold
        )
        for order in ready:
            order._explain_difference()
        ready = ready.filtered(
            lambda order: not order.amount_difference and order.backend_id.auto_confirm
        )
        now, later = ready[:limit], ready[limit:]
        if later:
            self.env.ref("bigcartel_connector.ir_cron_import_orders").sudo()._trigger()
        now = now.try_lock_for_update().filtered(lambda order: order.state == "ready")
        now._confirm_each()

    def _confirm_each(self):
        """Confirm the sale orders; what Odoo refuses keeps the reason on its order.

        One batch for each company; only if that fails, each order is confirmed alone
        to find the bad one.
        """
        for company, batch in self.grouped("company_id").items():
            batch = batch.with_company(company)
            alone = len(batch) == 1
            confirmed = batch._try(
                lambda orders: orders._confirm_sale_orders(), keep_error=alone
            )
            if not confirmed and not alone:
                for order in batch:
                    order._try(
                        lambda orders: orders._confirm_sale_orders(), keep_error=True
                    )

    def _complete_again(self):
        """Confirm what could not be confirmed, in case its cause is gone.

        A unit of work, as `_complete_ready`.
        """
        failed = self.try_lock_for_update().filtered(
            lambda order: order.state == "error"
        )
        failed.error = False
        failed._compute_state()
        failed._complete_ready()

    def _confirm_sale_orders(self):
        """Confirm the sale orders, and let fail here what fails at all."""
        for company, batch in self.grouped("company_id").items():
            batch.sale_order_id.with_company(company).action_confirm()
        self.env.flush_all()

    def _explain_difference(self):
        """Say on a ready order why it does not complete by itself, if so."""
        self.ensure_one()
        message, currency = False, self.currency_id
        if self.amount_difference:
            message = self.env._(
                "Big Cartel's total is %(there)s, Odoo's is %(here)s: a difference of "
                "%(difference)s. Check the lines, then press Complete.",
                there=currency.format(self.amount_total),
                here=currency.format(self.sale_order_id.amount_total),
                difference=currency.format(self.amount_difference),
            )
        if self.error != message:
            self.error = message

    def _has_lines_of_others(self):
        """Whether somebody else ships a part of what was sold.

        What a person deleted from the sale order was sold all the same.
        """
        self.ensure_one()
        items = self.sale_order_id.order_line.filtered("bigcartel_line_ref")
        ours = items.filtered(lambda line: line.bigcartel_link_state == "linked")
        sold = set(items.mapped("bigcartel_line_ref"))
        if self.payload:
            sold = {line.id for line in self._get_document().lines}
        return not sold <= set(ours.mapped("bigcartel_line_ref"))
