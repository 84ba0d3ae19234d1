from odoo import api, fields, models
from odoo.tools import format_date

from ..models.bigcartel_backend_preview import to_datetime


class BigcartelOnboarding(models.TransientModel):
    """What was found, and what the import will make of it."""

    _inherit = "bigcartel.onboarding"

    preview = fields.Json(
        readonly=True, help="Numbers and moments of the unshipped orders; no names."
    )
    preview_html = fields.Html(
        "Unshipped Orders",
        compute="_compute_preview_html",
        compute_sudo=False,
        sanitize=False,
        help="What the import will do with each unshipped order.",
    )
    inactive_currency = fields.Char(
        compute="_compute_inactive_currency",
        compute_sudo=False,
        help="Codes of the currencies that orders cannot be imported in yet.",
    )
    can_activate = fields.Boolean(
        compute="_compute_inactive_currency",
        compute_sudo=False,
        help="Whether you may activate them here.",
    )

    # === COMPUTE METHODS === #

    @api.depends("preview", "import_from")
    def _compute_preview_html(self):
        for wizard in self:
            wizard.preview_html = self.env["ir.qweb"]._render(
                "bigcartel_connector.onboarding_preview", wizard._get_preview_values()
            )

    @api.depends("preview", "currency_id.active")
    def _compute_inactive_currency(self):
        for wizard in self:
            currencies = wizard._get_inactive_currencies()
            codes = set(currencies.mapped("name"))
            codes.update((wizard.preview or {}).get("currencies", ()))
            wizard.inactive_currency = ", ".join(sorted(codes))
            wizard.can_activate = bool(currencies) and currencies.has_access("write")

    # === ACTION METHODS === #

    def action_preview(self):
        """Look at the orders again."""
        self.ensure_one()
        self.check_access("write")
        self._look()
        return self._show()

    def action_activate_currency(self):
        """Activate the currencies that the shop's orders need, and look again."""
        self.ensure_one()
        self._get_inactive_currencies().active = True
        return self.action_preview()

    # === BUSINESS METHODS === #

    def _look(self):
        """Look at the shop's unshipped orders; what goes wrong is told, not raised."""
        self.preview, self.message = self.shop_id._preview_orders()

    def _get_inactive_currencies(self):
        """Return the currencies to be activated that Odoo knows."""
        self.ensure_one()
        codes = (self.preview or {}).get("currencies", [])
        currencies = self.env["res.currency"].with_context(active_test=False)
        found = currencies.search([("name", "in", codes)]) | self.currency_id
        return found.filtered(lambda currency: not currency.active)

    def _get_preview_values(self):
        """Return what the table of orders shows."""
        preview = self.preview
        if not preview:
            return {"rows": [], "title": ""}
        counts = self.shop_id._count_preview(preview, self.import_from)
        texts = self._get_preview_texts()
        rows = [
            {"number": counts[kind], "label": label, "text": texts[kind]}
            for kind, label in self._get_preview_labels().items()
            if counts[kind]
        ]
        return {"rows": rows, "title": self._get_preview_title(counts.total())}

    def _get_preview_title(self, looked_at):
        """Return in a sentence how many orders there are."""
        if not looked_at and self.preview["complete"]:
            return self.env._("No unshipped orders at Big Cartel at the moment.")
        oldest = to_datetime(self.preview["oldest"])
        if not oldest:
            return self.env._("Unshipped orders at Big Cartel: %s", looked_at)
        oldest = format_date(
            self.env, fields.Datetime.context_timestamp(self, oldest).date()
        )
        if self.preview["complete"]:
            return self.env._(
                "Unshipped orders at Big Cartel: %(number)s, the oldest of %(date)s",
                number=looked_at,
                date=oldest,
            )
        return self.env._(
            "Unshipped orders at Big Cartel: at least %(number)s, the oldest of "
            "%(date)s. There are too many to look at all of them now; the import "
            "takes them all.",
            number=looked_at,
            date=oldest,
        )

    def _get_preview_labels(self):
        """Return what each kind of order is called, in the order they are shown.

        :rtype: dict[str, str]
        """
        return {
            "import": self.env._("To import"),
            "check": self.env._("To import and check"),
            "unpaid": self.env._("Not paid yet"),
            "too_old": self.env._("Before the start date"),
            "currency": self.env._("In a currency that Odoo does not use"),
            "unreadable": self.env._("Unreadable"),
            "shipped": self.env._("Shipped already"),
            "withdrawn": self.env._("Cancelled or refunded"),
            "imported": self.env._("Imported already"),
            "left": self.env._("Left out here"),
        }

    def _get_preview_texts(self):
        """Return what the import does with each kind of order.

        :rtype: dict[str, str]
        """
        by_hand = self.env._("Listed as ignored. You can import them one by one.")
        return {
            "import": self.env._("Each becomes a quotation."),
            "check": self.env._(
                "Partly shipped, or without lines: a person completes them."
            ),
            "unpaid": self.env._("They wait, and are imported once they are paid."),
            "too_old": by_hand,
            "currency": self.env._(
                "Activate %s first; they are tried again by themselves.",
                ", ".join(self.preview["currencies"]),
            ),
            "unreadable": self.env._(
                "Listed as errors with the reason, and tried again."
            ),
            "shipped": by_hand,
            "withdrawn": self.env._(
                "Listed as cancelled. You can import them one by one."
            ),
            "imported": self.env._("Nothing is imported twice."),
            "left": self.env._("Ignored or cancelled in Odoo: they stay so."),
        }
