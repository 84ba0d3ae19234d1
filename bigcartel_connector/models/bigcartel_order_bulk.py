import time

from odoo import models
from odoo.tools import split_every

from ..const import BUTTON_SECONDS, CONFIRM_LIMIT
from ..utils.outcome import Outcome


class BigcartelOrder(models.Model):
    """Buttons of the list: each does what it can and says what it left out, and why.

    The buttons of one order raise instead, see `action_complete` and its like.
    """

    _inherit = "bigcartel.order"

    # === ACTION METHODS === #

    def action_complete_selected(self):
        """Complete the selected orders that have a quotation.

        :return: a notification
        """
        self.check_access("write")
        outcome = Outcome()
        drafts = self.filtered(
            lambda order: order.sale_order_id.state in ("draft", "sent")
        )
        done = self.filtered(lambda order: order.state in ("done", "shipped"))
        reason = self.env._("completed already.")
        outcome.add(self._left_out(), done.mapped("name"), reason)
        reason = self.env._("there is no quotation to complete.")
        outcome.add(self._left_out(), (self - drafts - done).mapped("name"), reason)
        for batch in drafts._in_time(outcome):
            # Reviewers complete every order of the shop, not only their own.
            free = batch.sudo().try_lock_for_update()
            busy = batch - batch.browse(free.ids)
            reason = self.env._("is being imported at this moment, press it again.")
            outcome.add(self._left_out(), busy.mapped("name"), reason)
            free._confirm_each()
            done = free.filtered(lambda order: order.state in ("done", "shipped"))
            outcome.add(self.env._("completed"), done.mapped("name"))
            (free - done)._tell_errors(outcome)
        return self._notify_outcome(self.env._("Complete"), outcome)

    def action_ignore_selected(self):
        """Ignore the selected orders that are not completed.

        :return: a notification
        """
        self.check_access("write")
        outcome = Outcome()
        done = self.filtered(lambda order: order.state in ("done", "shipped"))
        reason = self.env._("completed already, cancel its sale order instead.")
        outcome.add(self._left_out(), done.mapped("name"), reason)
        known = self.filtered(lambda order: order.state == "ignored")
        reason = self.env._("ignored already.")
        outcome.add(self._left_out(), known.mapped("name"), reason)
        for batch in (self - done - known)._in_time(outcome):
            messages = batch._attempt_each(lambda orders: orders.action_ignore())
            for order in batch:
                what = self.env._("ignored")
                if order.id in messages:
                    what = self._left_out()
                outcome.add(what, [order.name], messages.get(order.id))
        return self._notify_outcome(self.env._("Ignore"), outcome)

    def action_retry_selected(self):
        """Try the selected orders again that failed, wait or were ignored.

        :return: a notification
        """
        self.check_access("write")
        outcome = Outcome()
        stuck = self.filtered(
            lambda order: (
                order.state in ("error", "new", "ignored") or order.withdrawn_cancelled
            )
        )
        reason = self.env._("there is nothing to try again.")
        outcome.add(self._left_out(), (self - stuck).mapped("name"), reason)
        for batch in stuck._in_time(outcome):
            messages = batch._attempt_each(lambda orders: orders.action_retry())
            for order in batch:
                if order.id in messages:
                    what, reason = self.env._("failed"), messages[order.id]
                elif order.state == "error":
                    what, reason = self.env._("failed"), order.error
                elif order.state in ("new", "ignored"):
                    what, reason = self.env._("still waiting"), order.error
                else:
                    what, reason = self.env._("solved"), None
                outcome.add(what, [order.name], reason)
        return self._notify_outcome(self.env._("Retry"), outcome)

    def action_link_by_reference(self):
        """Link what is open on the selected orders by its SKU, here and everywhere.

        :return: a notification
        """
        self.check_access("write")
        outcome = Outcome()
        links = self.sale_order_id.order_line.bigcartel_link_id
        links = links.filtered(lambda link: link.state == "to_link")
        links.action_match_by_reference()
        linked = links.filtered(lambda link: link.state == "linked")
        outcome.add(self.env._("linked"), linked.mapped("display_name"))
        left = links - linked
        without = left.filtered(lambda link: not link.sku)
        still_open = self.env._("still open")
        reason = self.env._("Big Cartel's description has no SKU.")
        outcome.add(still_open, without.mapped("display_name"), reason)
        reason = self.env._("no product, or more than one, has this reference.")
        outcome.add(still_open, (left - without).mapped("display_name"), reason)
        title = self.env._("Link by reference")
        if not links:
            message = self.env._("Everything on these orders is linked already.")
            return self.env["bigcartel.backend"]._notify(title, message, "info")
        return self._notify_outcome(
            title,
            outcome,
            self.env._(
                "%(all)s open items = %(parts)s",
                all=len(links),
                parts=outcome.format_parts(),
            ),
        )

    # === BUSINESS METHODS === #

    def _left_out(self):
        return self.env._("left out")

    def _in_time(self, outcome):
        """Yield these orders in batches, as long as a button may work.

        What was not reached is counted as left out.

        :param outcome: `Outcome`
        """
        deadline = time.monotonic() + BUTTON_SECONDS
        batches = list(split_every(CONFIRM_LIMIT, self.ids, self.browse))
        for position, batch in enumerate(batches):
            if position and time.monotonic() > deadline:
                rest = self.browse().union(*batches[position:])
                reason = self.env._("not reached in time, press it again.")
                outcome.add(self._left_out(), rest.mapped("name"), reason)
                return
            yield batch

    def _attempt_each(self, work):
        """Run ``work`` on all of these orders, or on each alone where that fails.

        :param work: function of the orders
        :return: {id of an order: what went wrong, for people}
        :rtype: dict
        """
        message = self._attempt(work)
        if not message:
            return {}
        if len(self) == 1:
            return {self.id: message}
        messages = {order.id: order._attempt(work) for order in self}
        return {order_id: text for order_id, text in messages.items() if text}

    def _tell_errors(self, outcome):
        """Count these orders as failed, each with its own reason."""
        for order in self:
            outcome.add(self.env._("failed"), [order.name], order.error)

    def _notify_outcome(self, title, outcome, message=""):
        """Say what became of the selected orders, so that it adds up.

        :param outcome: `Outcome`
        :param str message: the sum in words, where it is not about orders
        """
        message = message or self.env._(
            "%(all)s selected = %(parts)s",
            all=sum(outcome.parts.values()),
            parts=outcome.format_parts(),
        )
        reasons = outcome.format_reasons()
        kind = "warning" if reasons else "success"
        text = " ".join([f"{message}.", *reasons])
        action = self.env["bigcartel.backend"]._notify(title, text, kind)
        # Reasons take longer to read than a notification is shown.
        action["params"]["sticky"] = bool(reasons)
        return action
