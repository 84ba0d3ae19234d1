import time

from odoo import models

from ..const import BUTTON_SECONDS
from ..utils.outcome import Outcome


class BigcartelOrder(models.Model):
    """Asking Big Cartel for orders by their numbers, outside the shop's import."""

    _inherit = "bigcartel.order"

    # === ACTION METHODS === #

    def action_import_again(self):
        """Ask Big Cartel for these orders now, and apply what it says.

        What it says is applied as in any import: drafts follow, waiting orders are
        taken up once paid, what was ignored stays so.

        :return: a notification
        """
        self.check_access("write")
        outcome, deadline = Outcome(), time.monotonic() + BUTTON_SECONDS
        for shop, orders in self.grouped("backend_id").items():
            problem = shop._get_asking_problem()
            if problem:
                outcome.add(self._not_asked(), orders.mapped("name"), problem)
                continue
            # The import works for the shop, whoever pressed its button.
            shop = shop.sudo().with_company(shop.company_id)
            orders.with_env(shop.env)._import_again(shop, outcome, deadline)
        return self._notify_outcome(
            self.env._("Import again"),
            outcome,
            self.env._(
                "%(all)s asked for = %(parts)s",
                all=len(self),
                parts=outcome.format_parts(),
            ),
        )

    # === BUSINESS METHODS === #

    def _not_asked(self):
        return self.env._("not asked")

    def _import_again(self, shop, outcome, deadline):
        """Ask one shop for these orders, and apply what it says.

        :param outcome: `Outcome`, updated in place
        :param float deadline: monotonic moment from which on nothing is asked
        """
        answers, counts = shop._look_at_now(self.mapped("name"), deadline)
        problem = self.env._("not reached in time, press it again.")
        if answers.error:
            shop._record_asking_failure(answers.error)
            problem = str(answers.error)
        elif not answers.left:
            shop._record_success()
        outcome.add(self._not_asked(), answers.left, problem)
        reason = self.env._("Big Cartel does not know this number (any more).")
        outcome.add(self.env._("not found"), answers.missing, reason)
        for name, label in shop._get_count_labels().items():
            if counts[name]:
                outcome.parts[label] += counts[name]
        asked = self.filtered(lambda order: order.name in answers.answered)
        asked._complete_asked()
        for order in asked.filtered("error"):
            # Without a digest: a quotation that could not follow its document.
            if order.state in ("error", "new") or not order.digest:
                outcome.reasons.setdefault(order.error, []).append(order.name)

    def _complete_asked(self):
        """Confirm what is complete, as the end of an import does."""
        self.filtered(
            lambda order: (
                order.state == "error"
                and not order.hold
                and order.backend_id.auto_confirm
                and order.sale_order_id.state in ("draft", "sent")
            )
        )._complete_again()
        self._complete_ready()
