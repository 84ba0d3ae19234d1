from odoo import api, fields, models


class BigcartelLinkWizard(models.TransientModel):
    """Going from line to line, until every line of the order has its answer."""

    _inherit = "bigcartel.link.wizard"

    progress = fields.Char(
        compute="_compute_progress",
        compute_sudo=False,
        help="Which of the sold items this is.",
    )
    has_next = fields.Boolean(
        compute="_compute_progress",
        compute_sudo=False,
        help="Whether another line of the order waits for its answer.",
    )

    # === COMPUTE METHODS === #

    @api.depends("line_id")
    def _compute_progress(self):
        for wizard in self:
            items = wizard.line_id.order_id._bigcartel_get_items()
            wizard.progress = ""
            if wizard.line_id in items:
                wizard.progress = self.env._(
                    "Item %(position)s of %(count)s",
                    position=items.ids.index(wizard.line_id.id) + 1,
                    count=len(items),
                )
            wizard.has_next = bool(wizard._get_next_line())

    # === ACTION METHODS === #

    def action_link_next(self):
        """Link the product and go on with the next line without an answer."""
        self._link()
        return self._open_next_line()

    def action_skip(self):
        """Go on with the next line without an answer; this one stays as it is."""
        return self._open_next_line()

    # === BUSINESS METHODS === #

    def _get_next_line(self):
        """Return the next line of the order without an answer, after this one first.

        What was skipped comes again, once no other line is open.
        """
        self.ensure_one()
        order = self.line_id.order_id
        items, open_lines = (
            order._bigcartel_get_items(),
            order._bigcartel_get_open_lines() - self.line_id,
        )
        passed = False
        for line in items:
            passed = passed or line == self.line_id
            if passed and line in open_lines:
                return line
        return open_lines[:1]

    def _open_next_line(self):
        """Open the dialog on the next line without an answer, or close it."""
        line = self._get_next_line()
        return line.action_bigcartel_link() if line else self._close()

    def _close(self):
        """Close the dialog, and say so when every line has its answer now."""
        order = self.line_id.order_id.bigcartel_order_id
        close = {"type": "ir.actions.act_window_close"}
        if order.state == "to_link":
            return close
        kind, message = self._get_result(order)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": kind, "message": message, "next": close},
        }

    @api.model
    def _get_result(self, order):
        """Return what became of an order with all answers.

        :return: (type of a notification, message)
        """
        if order.state in ("done", "shipped"):
            return "success", self.env._(
                "Order %(number)s is complete.", number=order.name
            )
        if order.error:
            return "warning", order.error
        return "info", self.env._(
            "Every line of order %(number)s has its answer. Press Complete when it may "
            "be delivered.",
            number=order.name,
        )
