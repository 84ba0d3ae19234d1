import logging

from odoo import api, fields, models
from odoo.fields import Command, Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import split_every

from ..const import NOTICE_BATCH, REVIEW_STATES

_logger = logging.getLogger(__name__)

REVIEW_ACTIVITY = "bigcartel_connector.mail_activity_type_review"
REVIEW_DAY_ACTIVITY = "bigcartel_connector.mail_activity_type_review_day"


class BigcartelBackend(models.Model):
    """Notices: who is told of orders to review, and how."""

    _inherit = "bigcartel.backend"

    review_activity = fields.Selection(
        [
            ("order", "One for each order"),
            ("day", "One a day for all of them"),
            ("none", "None"),
        ],
        "Review Activities",
        required=True,
        default="order",
        tracking=True,
        help="Whether orders to review become activities of the responsible person. "
        "They close by themselves once the orders are reviewed.",
    )
    review_mail = fields.Selection(
        [
            ("off", "Off"),
            ("import", "After each import with new orders to review"),
            ("daily", "Once a day"),
        ],
        "Review E-mail",
        required=True,
        default="off",
        tracking=True,
        help="Whether orders to review are listed in an e-mail, with links to them.",
    )
    review_mail_user_ids = fields.Many2many(
        "res.users",
        "bigcartel_backend_review_mail_user_rel",
        "backend_id",
        "user_id",
        "Mail Goes To",
        copy=False,
        domain=lambda self: [
            (
                "all_group_ids",
                "in",
                self.env.ref("bigcartel_connector.group_user").ids,
            )
        ],
        help="Who gets that e-mail: users who may review orders. Empty: the "
        "responsible person.",
    )
    last_review_day = fields.Date(
        readonly=True, copy=False, help="When the last activity of a day was made."
    )
    last_review_mail_day = fields.Date(
        readonly=True, copy=False, help="When the last e-mail of a day was sent."
    )

    # === ONCHANGE METHODS === #

    @api.onchange("review_mail", "review_mail_user_ids", "user_id")
    def _onchange_review_mail(self):
        """Say who would not get the e-mail, while a person chooses."""
        users = self.review_mail_user_ids or self.user_id
        without = users._origin - self._get_review_mail_users(users._origin)
        if self.review_mail == "off" or not without:
            return None
        return {
            "warning": {
                "title": self.env._("Not everybody gets this e-mail"),
                "message": self.env._(
                    "%(names)s: an e-mail address, the right to review orders and "
                    "this company are needed.",
                    names=", ".join(without.mapped("name")),
                ),
            }
        }

    # === CRUD METHODS === #

    def write(self, vals):
        """Override of `base`: activities of a kind that is switched off go away."""
        res = super().write(vals)
        if "review_activity" in vals:
            if vals["review_activity"] != "day":
                self.activity_unlink([REVIEW_DAY_ACTIVITY])
            if vals["review_activity"] != "order":
                orders = self.env["bigcartel.order"].search(
                    [("backend_id", "in", self.ids), ("activity_ids", "!=", False)]
                )
                orders.activity_unlink([REVIEW_ACTIVITY])
        return res

    # === SCHEDULED ACTIONS === #

    @api.model
    def _cron_send_review_mail(self):
        """Send each shop's daily e-mail about what is still to be reviewed.

        The framework calls again for what did not fit: whoever was written to today
        is not written to again.
        """
        IrCron = self.env["ir.cron"]
        today = fields.Date.context_today(self)
        shops = self.search(
            [
                ("review_mail", "=", "daily"),
                ("state", "!=", "draft"),
                ("last_review_mail_day", "!=", today),
            ]
        )
        IrCron._commit_progress(remaining=len(shops))
        for shop in shops:
            shop.last_review_mail_day = today
            shop._send_review_mail()
            if not IrCron._commit_progress(1):
                break

    # === BUSINESS METHODS === #

    def _get_review_domain(self):
        """Return which orders of this shop wait for a person."""
        self.ensure_one()
        return Domain("backend_id", "=", self.id) & Domain("state", "in", REVIEW_STATES)

    def _notice_review(self, progress=lambda: None):
        """Units of work: tell of what came to be reviewed, close what was reviewed.

        Each order is told of once: whoever closes its activity has seen it.

        :param progress: function called between units of work
        """
        self.ensure_one()
        Order = self.env["bigcartel.order"]
        reviewed = Order.search(
            [
                ("backend_id", "=", self.id),
                ("review_noticed", "=", True),
                ("state", "not in", REVIEW_STATES),
            ]
        )
        reviewed._close_review_notices()
        fresh = Order.search(
            self._get_review_domain() & Domain("review_noticed", "=", False)
        )
        # No line in a chatter for each of them, and no mail: that has its own switch.
        fresh = fresh.with_context(tracking_disable=True)
        for number, batch_ids in enumerate(split_every(NOTICE_BATCH, fresh.ids)):
            if number:
                progress()
            batch = fresh.browse(batch_ids)
            batch.review_noticed = True
            if self.review_activity == "order":
                batch._schedule_review()
        if self.review_activity == "day":
            self._schedule_review_day()
        if fresh and self.review_mail == "import":
            self._send_review_mail()

    def _schedule_review_day(self):
        """Have one activity on the shop that says how many orders wait today."""
        today = fields.Date.context_today(self)
        count = self._get_review_count()
        activity = self.activity_search([REVIEW_DAY_ACTIVITY])
        if not count or activity.filtered(lambda act: act.date_deadline >= today):
            return
        if self.last_review_day == today:
            # Somebody closed today's by hand.
            return
        self.last_review_day = today
        activity.unlink()
        user = self._get_responsible()
        shop = self.with_context(lang=user.lang, mail_activity_quick_update=True)
        shop.activity_schedule(
            REVIEW_DAY_ACTIVITY,
            date_deadline=today,
            summary=shop.env._("Big Cartel orders to review: %s", count),
            user_id=user.id,
        )

    def _close_review_day(self):
        """Close the shops' activities where nothing is left to review."""
        waiting = self.env["bigcartel.order"]._read_group(
            [("backend_id", "in", self.ids), ("state", "in", REVIEW_STATES)],
            ["backend_id"],
        )
        done = self - self.browse(shop.id for (shop,) in waiting)
        done.activity_unlink([REVIEW_DAY_ACTIVITY])

    # === E-MAIL === #

    def _send_review_mail(self):
        """Queue the e-mail that lists what is to be reviewed, in each one's language.

        Nobody is written to when there is nothing to review. A template that was
        changed so that it fails stops no import.
        """
        self.ensure_one()
        if not self._get_review_count():
            return
        template = self.env.ref(
            "bigcartel_connector.mail_template_review", raise_if_not_found=False
        )
        wanted = self.review_mail_user_ids or self._get_responsible()
        for user in self._get_review_mail_users(wanted) if template else ():
            localized = template.with_context(
                lang=user.lang, tz=user.tz, bigcartel_recipient=user.name
            )
            try:
                with self.env.cr.savepoint():
                    localized.send_mail(
                        self.id,
                        email_values={
                            "email_to": False,
                            "recipient_ids": [Command.set(user.partner_id.ids)],
                        },
                    )
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                raise
            except Exception:
                _logger.warning(
                    "Shop %s: the e-mail of orders to review failed",
                    self.id,
                    exc_info=True,
                )

    def _get_review_mail_users(self, users):
        """Return which of these users get the e-mail: they can open what it links to.

        :rtype: res.users
        """
        company = self.company_id._origin
        return users.filtered(
            lambda user: (
                user.active
                and user.email
                and user.has_group("bigcartel_connector.group_user")
                and company in user.company_ids
            )
        )

    def _get_review_mail_orders(self, limit=50):
        """Return the orders that the e-mail lists, the oldest first."""
        return self.env["bigcartel.order"].search(
            self._get_review_domain(), order="ordered_at, id", limit=limit
        )

    def _get_review_count(self):
        """Return how many orders of this shop wait for a person."""
        return self.env["bigcartel.order"].search_count(self._get_review_domain())

    def _get_review_list_url(self):
        """Return the address of the list of orders to review."""
        action = "bigcartel_connector.bigcartel_order_action_review"
        return f"{self.get_base_url()}/odoo/action-{action}"
