import time

from babel.dates import format_timedelta

from odoo import api, fields, models
from odoo.tools.misc import babel_locale_parse, get_lang

from ..const import BUTTON_SECONDS


class BigcartelShipment(models.Model):
    """What people see of the outbox, and do with it."""

    _inherit = "bigcartel.shipment"

    summary = fields.Text(
        "What",
        compute="_compute_summary",
        help="What Big Cartel was told of the delivery, or is to be told.",
    )
    next_attempt_text = fields.Char(
        "Next Try",
        compute="_compute_next_attempt_text",
        help="When it is told by itself. Press “Tell Big Cartel now” not to wait.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "state", "done_at", "items", "status_only", "result", "tracking_number"
    )
    @api.depends_context("lang")
    def _compute_summary(self):
        for shipment in self:
            if shipment.state == "done":
                shipment.summary = shipment.result
            elif shipment.done_at:
                shipment.summary = self.env._(
                    "Tracking number %s", shipment.tracking_number
                )
            elif shipment.status_only:
                shipment.summary = self.env._("Mark the order as shipped")
            else:
                units = sum(item["quantity"] for item in shipment.items or [])
                shipment.summary = self.env._("Delivery of %s unit(s)", units)

    @api.depends(
        "state",
        "next_attempt",
        "backend_id.active",
        "backend_id.state",
        "backend_id.reconnect_required",
        "backend_id.paused_until",
    )
    @api.depends_context("lang")
    def _compute_next_attempt_text(self):
        now = fields.Datetime.now()
        locale = babel_locale_parse(get_lang(self.env).code)
        for shipment in self:
            shop = shipment.backend_id
            due = max(filter(None, (now, shipment.next_attempt, shop.paused_until)))
            if shipment.state != "pending":
                shipment.next_attempt_text = False
            elif not shop._may_be_told():
                shipment.next_attempt_text = self.env._("Once connected")
            elif due == now:
                shipment.next_attempt_text = self.env._("Within moments")
            else:
                shipment.next_attempt_text = format_timedelta(
                    due - now, add_direction=True, locale=locale
                )

    # === ACTION METHODS === #

    def action_open(self):
        """Open the transfer, or the order where there is none."""
        self.ensure_one()
        picking = self.picking_id
        record = picking if picking and picking.has_access("read") else self.order_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_retry(self):
        """Tell Big Cartel again as soon as possible."""
        self._take_up()
        self._trigger_push()

    def action_tell_now(self):
        """Tell Big Cartel now, also of what failed, and report.

        :return: a notification
        """
        untold = self._take_up()
        deadline = time.monotonic() + BUTTON_SECONDS
        for shop, shipments in untold.grouped("backend_id").items():
            if shop._may_be_told():
                shop._push_now(shipments, deadline - time.monotonic())
        return untold._report()

    # === BUSINESS METHODS === #

    def _take_up(self):
        """Queue these shipments again, but for those that are told already.

        What is being told right now by somebody else is left alone.

        :return: what is not told yet, with the rights of the outbox
        """
        self.check_access("read")
        # Users may ask for it; only the outbox itself writes on its rows.
        untold = self.sudo().filtered(lambda shipment: shipment.state != "done")
        untold.try_lock_for_update().write(self._prepare_retry_vals())
        return untold

    @api.model
    def _prepare_retry_vals(self):
        return {
            "state": "pending",
            "attempts": 0,
            "next_attempt": False,
            "error": False,
        }

    def _join(self, name):
        """Return a text of these shipments, with their orders if there are several."""
        if len(self) == 1:
            return self[name]
        return "\n".join(
            f"{shipment.order_id.name}: {shipment[name]}"
            for shipment in self
            if shipment[name]
        )

    def _report(self):
        """Return a notification about what was to be told.

        Where several shipments were, their number and what is wrong with the first
        that was not told.
        """
        title = self.env._("Big Cartel")
        told = self.filtered(lambda shipment: shipment.state == "done")
        left = self - told
        if not self:
            message = self.env._("Nothing waits to be told.")
        elif len(self) == 1:
            message = told.result or ""
        else:
            message = self.env._(
                "%(told)s of %(all)s shipments told.", told=len(told), all=len(self)
            )
        problem = (left or self)[:1].error or (left and left._explain_waiting())
        message = " ".join(filter(None, (message, problem)))
        kind = "danger" if left else "warning" if problem else "success"
        return self.env["bigcartel.backend"]._notify(title, message, kind)

    def _explain_waiting(self):
        """Return why nothing was tried, for people."""
        shop = self[0].backend_id
        if shop.reconnect_required:
            return self.env._(
                "Big Cartel refused the credentials of the shop %(shop)s: connect it "
                "again.",
                shop=shop.display_name,
            )
        if not shop.active or shop.state == "draft":
            return self.env._(
                "The shop %(shop)s is not connected.", shop=shop.display_name
            )
        if len(self) == 1:
            return self.env._("It is told within moments.")
        return self.env._("The rest follows.")
