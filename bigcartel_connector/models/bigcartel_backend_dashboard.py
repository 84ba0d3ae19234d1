from collections import Counter, defaultdict
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import _format_time_ago

from ..const import LATE_INTERVALS, REVIEW_STATES


class BigcartelBackend(models.Model):
    """A shop at a glance: what waits, and when its orders were last imported.

    Each counter takes one query for all shops together.
    """

    _inherit = "bigcartel.backend"

    order_count = fields.Integer(compute="_compute_order_count")
    to_link_count = fields.Integer("To Link", compute="_compute_order_counts")
    review_count = fields.Integer(
        "To Review",
        compute="_compute_order_counts",
        help="Orders that wait for a person: to link, to complete, to repair, or whose "
        "delivery is stopped.",
    )
    ready_count = fields.Integer(
        "Ready",
        compute="_compute_order_counts",
        help="Orders whose lines all have an answer, to be completed.",
    )
    unshipped_count = fields.Integer(
        "To Ship",
        compute="_compute_order_counts",
        help="Completed orders that Big Cartel does not show as shipped yet.",
    )
    link_count = fields.Integer("Product Links", compute="_compute_link_count")
    shipment_count = fields.Integer("Not Told Yet", compute="_compute_shipment_counts")
    failed_count = fields.Integer(
        "Failed Shipments",
        compute="_compute_shipment_counts",
        help="Shipments that Big Cartel could not be told of: a person has to look.",
    )
    import_status = fields.Selection(
        [
            ("draft", "Not connected"),
            ("setup", "Being set up"),
            ("paused", "Paused"),
            ("off", "Switched off"),
            ("never", "Not yet"),
            ("late", "Late"),
            ("on_time", "On time"),
        ],
        compute="_compute_import_status",
        help="Whether orders are imported as often as the scheduled action says.",
    )
    last_import_age = fields.Char(compute="_compute_import_status")

    # === COMPUTE METHODS === #

    def _compute_order_count(self):
        counts = self._count_all("bigcartel.order")
        for shop in self:
            shop.order_count = counts.get(shop._origin, 0)

    def _compute_order_counts(self):
        # Of years of orders, few wait for anything.
        waiting = Domain("state", "in", (*REVIEW_STATES, "done"))
        groups = self.env["bigcartel.order"]._read_group(
            Domain("backend_id", "in", self.ids)
            & (waiting | Domain("stopped", "=", True)),
            ["backend_id", "state", "stopped"],
            ["__count"],
        )
        counts, stopped = defaultdict(Counter), Counter()
        for shop, state, is_stopped, count in groups:
            counts[shop.id][state] += count
            stopped[shop.id] += count * is_stopped
        for shop in self:
            by_state = counts[shop._origin.id]
            shop.to_link_count = by_state["to_link"]
            shop.review_count = stopped[shop._origin.id] + sum(
                by_state[state] for state in REVIEW_STATES
            )
            shop.ready_count = by_state["ready"]
            shop.unshipped_count = by_state["done"]

    def _compute_link_count(self):
        counts = self._count_all("bigcartel.product.link")
        for shop in self:
            shop.link_count = counts.get(shop._origin, 0)

    def _count_all(self, model):
        """Return {shop: number of its records} of a model, of shops that have any."""
        domain = [("backend_id", "in", self.ids)]
        return dict(self.env[model]._read_group(domain, ["backend_id"], ["__count"]))

    def _compute_shipment_counts(self):
        groups = self.env["bigcartel.shipment"]._read_group(
            [("backend_id", "in", self.ids), ("state", "in", ("pending", "failed"))],
            ["backend_id", "state"],
            ["__count"],
        )
        counts = defaultdict(Counter)
        for shop, state, count in groups:
            counts[shop.id][state] = count
        for shop in self:
            by_state = counts[shop._origin.id]
            shop.shipment_count = by_state.total()
            shop.failed_count = by_state["failed"]

    @api.depends_context("lang")
    @api.depends("state", "onboarding_step", "paused_until", "last_import_at")
    def _compute_import_status(self):
        now = fields.Datetime.now()
        interval = self._get_import_interval()
        for shop in self:
            last = shop.last_import_at
            # At least a second, of which Babel says that it is over.
            age = last and max(now - last, timedelta(seconds=1))
            shop.last_import_age = age and _format_time_ago(self.env, age)
            if shop.state == "draft":
                shop.import_status = "draft"
            elif shop.onboarding_step not in (False, "done"):
                shop.import_status = "setup"
            elif shop.paused_until and shop.paused_until > now:
                shop.import_status = "paused"
            elif not interval:
                shop.import_status = "off"
            elif not last:
                shop.import_status = "never"
            elif last + interval * LATE_INTERVALS < now:
                shop.import_status = "late"
            else:
                shop.import_status = "on_time"

    @api.model
    def _get_import_interval(self):
        """Return how often orders are imported; nothing when that is switched off."""
        # Scheduled actions are for system administrators.
        cron_sudo = self.env.ref(
            "bigcartel_connector.ir_cron_import_orders", raise_if_not_found=False
        )
        cron_sudo = (cron_sudo or self.env["ir.cron"]).sudo()
        if not cron_sudo.active:
            return relativedelta()
        return relativedelta(**{cron_sudo.interval_type: cron_sudo.interval_number})

    # === ACTION METHODS === #

    @api.model
    def get_empty_list_help(self, help_message):
        """Override of `mail` to tell who may not connect a shop whom to ask."""
        # Actions are read with all rights; this is about those of the person.
        if not self.sudo(False).has_access("create"):
            help_message = Markup(
                '<p class="o_view_nocontent_smiling_face">%s</p><p>%s</p>'
            ) % (
                self.env._("No Big Cartel shop is connected yet"),
                self.env._("Ask an administrator of the shops to connect one."),
            )
        return super().get_empty_list_help(help_message)
