from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import format_datetime, plaintext2html

from ..const import LATE_INTERVALS

SHOP_ACTIVITY = "bigcartel_connector.mail_activity_type_shop"


class BigcartelBackend(models.Model):
    """Noticing that nothing comes any more, for whatever reason."""

    _inherit = "bigcartel.backend"

    silence_hours = fields.Integer(
        "Notice Without Import After",
        default=6,
        help="After this many hours without a finished import, the responsible person"
        " gets an activity that says why. 0: none.",
    )
    silence_told_at = fields.Datetime(
        "Missing Import Reported On",
        readonly=True,
        copy=False,
        help="When somebody was told of a missing import.",
    )
    connected_at = fields.Datetime(
        "Connected On", readonly=True, copy=False, help="When it was connected last."
    )
    state_reason = fields.Text(
        "Reason",
        compute="_compute_state_reason",
        help="Why nothing is imported, if that is the case.",
    )

    _silence_hours_not_negative = models.Constraint(
        "CHECK(silence_hours >= 0)", "The number of hours cannot be negative."
    )

    # === COMPUTE METHODS === #

    @api.depends_context("lang", "tz")
    @api.depends("state", "last_error", "import_status")
    def _compute_state_reason(self):
        texts = {
            "draft": self.env._("It is not connected: nothing is imported."),
            "setup": self.env._(
                "The set-up is not finished: nothing is imported by itself."
            ),
            "never": self.env._("Nothing was imported yet."),
        }
        for shop in self:
            status = shop.import_status
            if shop.last_error and (shop.state != "connected" or status == "paused"):
                shop.state_reason = shop.last_error
            elif status in ("off", "late"):
                shop.state_reason = shop._get_silence_reason()
            else:
                shop.state_reason = texts.get(status, False)

    # === SCHEDULED ACTIONS === #

    @api.model
    def _cron_check_imports(self):
        """Tell of shops whose orders no longer come.

        Apart from the import, which may be switched off, stuck, or never called.
        """
        IrCron = self.env["ir.cron"]
        shops = self._get_silent_shops()
        IrCron._commit_progress(remaining=len(shops))
        for shop in shops:
            try:
                shop._tell_silence()
                self.env.flush_all()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                # Somebody changes the shop just now: the next run looks again.
                self.env.cr.rollback()
            if not IrCron._commit_progress(1):
                break

    @api.model
    def _get_silent_shops(self):
        """Return the shops of whose silence nobody was told yet.

        Whoever has an activity about an outage knows already.
        """
        now = fields.Datetime.now()
        shops = self.search(
            [("state", "in", ("connected", "error")), ("silence_hours", ">", 0)]
        ).filtered(lambda shop: shop._is_set_up() and shop._is_silent(now))
        told = shops.activity_search([SHOP_ACTIVITY]).mapped("res_id")
        return shops.filtered(lambda shop: shop.id not in told)

    def _is_silent(self, now):
        """Whether no import came to its end for long, and nobody was told since."""
        since = self._get_silent_since()
        if self.silence_told_at and self.silence_told_at >= since:
            return False
        return since + relativedelta(hours=self.silence_hours) <= now

    def _get_silent_since(self):
        """Return from when on imports are missed."""
        moments = filter(None, (self.last_import_at, self.connected_at))
        return max(moments, default=self.create_date)

    # === BUSINESS METHODS === #

    def _tell_silence(self):
        """Unit of work: an activity for the responsible person, in their language."""
        shop = self.try_lock_for_update(allow_referencing=True)
        if not shop:
            # It is being imported at this moment.
            return
        user = shop._get_responsible()
        shop = shop.with_context(lang=user.lang, tz=user.tz)
        text = shop.env._(
            "No import has finished since %(moment)s. %(reason)s",
            moment=format_datetime(shop.env, shop._get_silent_since()),
            reason=shop._get_silence_reason(),
        )
        shop.silence_told_at = fields.Datetime.now()
        shop.with_context(mail_activity_quick_update=True).activity_schedule(
            SHOP_ACTIVITY,
            date_deadline=fields.Date.context_today(shop),
            summary=shop.env._("Big Cartel: no orders come from %s", shop.name),
            note=plaintext2html(text),
            user_id=user.id,
        )
        shop._log("import", text, level="error")

    def _end_silence(self):
        """An import came to its end: nobody has to look any more."""
        if self.silence_told_at:
            self.silence_told_at = False
            self.activity_feedback(
                [SHOP_ACTIVITY], feedback=self.env._("Orders are imported again.")
            )

    def _get_silence_reason(self):
        """Return why no import comes to its end, as far as can be seen from here."""
        self.ensure_one()
        interval = self._get_import_interval()
        if self.last_error:
            return self.last_error
        if not interval:
            return self.env._(
                "The scheduled action that imports orders is switched off. A system "
                "administrator can switch it on again."
            )
        tried, now = self.last_attempt_at, fields.Datetime.now()
        if not tried or tried + interval * LATE_INTERVALS < now:
            return self.env._(
                "It was not even tried: check that Odoo runs its scheduled actions."
            )
        return self.env._(
            "It is tried again and again, but never finishes. The shop's log says more."
        )
