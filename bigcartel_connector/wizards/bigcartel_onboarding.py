from odoo import api, fields, models

from ..models.bigcartel_backend_onboarding import ONBOARDING_STEPS

STEPS = [step for step, _label in ONBOARDING_STEPS]


class BigcartelOnboarding(models.TransientModel):
    """The dialog that sets up a shop, step by step.

    How far it is stands on the shop, and so does every setting: the dialog can be
    left at any moment, and nothing in it differs from the shop's own form.
    """

    _name = "bigcartel.onboarding"
    _description = "Connect a Big Cartel Shop"
    _check_company_auto = True

    # Nothing here is read with more rights than those of whoever opens the dialog:
    # they may name any shop.
    shop_id = fields.Many2one(
        "bigcartel.backend",
        default=lambda self: self._get_unconnected_shop(),
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", compute_sudo=False
    )
    step = fields.Selection(
        ONBOARDING_STEPS,
        compute="_compute_step",
        compute_sudo=False,
        inverse="_inverse_step",
        help="Where the set-up is. Press an earlier step to go back to it.",
    )
    message = fields.Text(readonly=True, help="What went wrong, and what to do.")

    # What was found.
    name = fields.Char(related="shop_id.name", related_sudo=False, readonly=False)
    shop_url = fields.Char(related="shop_id.shop_url", related_sudo=False)
    state = fields.Selection(related="shop_id.state", related_sudo=False)
    currency_id = fields.Many2one(related="shop_id.currency_id", related_sudo=False)
    time_zone = fields.Char(related="shop_id.time_zone", related_sudo=False)

    # Which orders.
    import_from = fields.Datetime(
        related="shop_id.import_from", related_sudo=False, readonly=False
    )

    # How they are shipped.
    country_id = fields.Many2one(
        related="shop_id.country_id", related_sudo=False, readonly=False
    )
    shipping_map_ids = fields.One2many(
        related="shop_id.shipping_map_ids", related_sudo=False, readonly=False
    )

    # Who has to do with them.
    user_id = fields.Many2one(
        related="shop_id.user_id", related_sudo=False, readonly=False
    )
    team_id = fields.Many2one(
        related="shop_id.team_id",
        related_sudo=False,
        readonly=False,
        check_company=True,
    )
    warehouse_id = fields.Many2one(
        related="shop_id.warehouse_id",
        related_sudo=False,
        readonly=False,
        check_company=True,
    )
    auto_confirm = fields.Boolean(
        related="shop_id.auto_confirm", related_sudo=False, readonly=False
    )
    review_activity = fields.Selection(
        related="shop_id.review_activity", related_sudo=False, readonly=False
    )
    review_mail = fields.Selection(
        related="shop_id.review_mail", related_sudo=False, readonly=False
    )
    review_mail_user_ids = fields.Many2many(
        related="shop_id.review_mail_user_ids", related_sudo=False, readonly=False
    )

    # === COMPUTE METHODS === #

    @api.depends("shop_id")
    @api.depends_context("company")
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.shop_id.company_id or self.env.company

    @api.depends("shop_id.onboarding_step")
    def _compute_step(self):
        for wizard in self:
            wizard.step = wizard.shop_id.onboarding_step or STEPS[0]

    def _inverse_step(self):
        """Go back where somebody presses an earlier step; forward is done by buttons.

        They check what a step needs. Once all is done, there is no way back.
        """
        for wizard in self:
            shop, step = wizard.shop_id, wizard.step
            now = shop.onboarding_step or STEPS[0]
            if now != "done" and STEPS.index(step) < STEPS.index(now):
                shop.onboarding_step = step
                wizard.message = False
            else:
                wizard.step = now

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base`: a new dialog chooses no settings.

        Before there is a shop, its form shows them as empty, and sends them so. The
        shop that begins to exist with this very call keeps its own.
        """
        settings = {
            name
            for name, field in self._fields.items()
            if field.related and not field.readonly
        }
        return super().create(
            [
                {name: value for name, value in vals.items() if name not in settings}
                for vals in vals_list
            ]
        )

    # === ACTION METHODS === #

    def action_next(self):
        """Go on; what was entered is on the shop already."""
        return self._go(1)

    def action_back(self):
        return self._go(-1)

    def action_later(self):
        """Close the dialog and keep what was entered.

        Unlike the dialog's cross, which drops what was entered in this step. What is
        behind the dialog shows the shop as it is now.
        """
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    # === BUSINESS METHODS === #

    @api.model
    def _get_unconnected_shop(self):
        """Return the shop that this user began to connect and did not, if any.

        So that trying again leaves no row of shops that are not connected.
        """
        return self.env["bigcartel.backend"].search(
            [
                ("onboarding_step", "=", "connect"),
                ("state", "=", "draft"),
                ("company_id", "=", self.env.company.id),
                ("create_uid", "=", self.env.uid),
            ],
            order="id desc",
            limit=1,
        )

    def _go(self, count):
        """Go some steps forward or back, and show where that leads."""
        self.ensure_one()
        self.check_access("write")
        # Somebody may have finished it in another window.
        if self.shop_id and self.step != "done":
            self.shop_id.onboarding_step = STEPS[STEPS.index(self.step) + count]
        return self._enter()

    def _enter(self):
        """Show the step that the shop is at, with what it has to show."""
        self.message = False
        # Odoo does not follow what transient records depend on.
        self.invalidate_recordset()
        if self.step in ("found", "since", "import") and not self.preview:
            self._look()
        return self._show()

    def _show(self):
        """Return the action that shows the dialog again."""
        self.invalidate_recordset()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Connect a Shop"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }
