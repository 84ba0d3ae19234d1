from odoo import api, fields, models
from odoo.exceptions import UserError

from ..const import REVIEW_STATES


class BigcartelOnboarding(models.TransientModel):
    """Last step: the first import, and what came of it."""

    _inherit = "bigcartel.onboarding"

    review_count = fields.Integer(
        compute="_compute_result",
        compute_sudo=False,
        help="Orders that wait for a person.",
    )
    result_html = fields.Html(
        "Result",
        compute="_compute_result",
        compute_sudo=False,
        sanitize=False,
        help="What became of the shop's orders.",
    )

    # === COMPUTE METHODS === #

    @api.depends("shop_id.order_ids.state")
    def _compute_result(self):
        for wizard in self:
            counts = wizard._count_orders()
            wizard.review_count = sum(counts.get(state, 0) for state in REVIEW_STATES)
            values = wizard._get_result_values(counts)
            wizard.result_html = self.env["ir.qweb"]._render(
                "bigcartel_connector.onboarding_preview", values
            )

    # === ACTION METHODS === #

    def action_import(self):
        """Import the shop's orders; what takes too long follows in the background."""
        self.ensure_one()
        self.check_access("write")
        shop = self.shop_id
        try:
            finished = shop._import_by_hand()
        except UserError as error:
            if not shop.reconnect_required:
                raise
            self.message = str(error)
            return self._show()
        answer = shop._notify_import(finished)["params"]
        if answer["type"] == "danger":
            self.message = answer["message"]
            return self._show()
        shop.onboarding_step = "done"
        self.message = False if finished else answer["message"]
        return self._show()

    def action_review(self):
        """Open the orders of this shop that wait for a person."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "bigcartel_connector.bigcartel_order_action_review"
        )
        domain = [("backend_id", "=", self.shop_id.id), ("state", "in", REVIEW_STATES)]
        return {**action, "domain": domain}

    def action_open_shop(self):
        """Open the shop, where everything can be changed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "bigcartel.backend",
            "res_id": self.shop_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    # === BUSINESS METHODS === #

    def _count_orders(self):
        """Return how many orders the shop has here in each state.

        :rtype: dict
        """
        self.ensure_one()
        groups = self.env["bigcartel.order"]._read_group(
            [("backend_id", "=", self.shop_id.id)], ["state"], ["__count"]
        )
        return dict(groups)

    def _get_result_values(self, counts):
        """Return what the table of results shows."""
        Order = self.env["bigcartel.order"]
        labels = dict(Order._fields["state"]._description_selection(self.env))
        rows = [
            {"number": counts[state], "label": labels[state], "text": text}
            for state, text in self._get_state_texts().items()
            if counts.get(state)
        ]
        title = ""
        if not rows:
            title = self.env._("There was nothing to import yet.")
        return {"rows": rows, "title": title}

    @api.model
    def _get_state_texts(self):
        """Return what happens next to orders, by their state; first what waits."""
        return {
            "to_link": self.env._("Say once what each item is in Odoo."),
            "ready": self.env._("All is linked: they wait to be completed."),
            "error": self.env._("Each says what is wrong and what to do."),
            "done": self.env._("They wait for their delivery."),
            "shipped": self.env._("Delivered, and marked as shipped at Big Cartel."),
            "new": self.env._("They are imported once they are paid."),
            "ignored": self.env._("Left out; each can be imported by hand."),
            "cancelled": self.env._("Their sale order was cancelled here."),
        }
