from odoo import api, fields, models
from odoo.exceptions import UserError

CREDENTIALS = ("access_token", "subdomain", "password")


class BigcartelOnboarding(models.TransientModel):
    """First step: signing in at Big Cartel.

    Credentials pass through this dialog to the shop. They are no columns of its
    table, and reading them gives nothing.
    """

    _inherit = "bigcartel.onboarding"

    auth_method = fields.Selection(
        selection=lambda self: self._get_auth_methods(),
        string="Sign In With",
        compute="_compute_auth_method",
        compute_sudo=False,
        inverse="_inverse_credentials",
        store=True,
        precompute=True,
        required=True,
        help="Press a button and sign in at Big Cartel; or use an access token of an "
        "app that Big Cartel approved; or the subdomain and password of the shop's "
        "owner, for one's own shop.",
    )
    access_token = fields.Char(
        compute="_compute_credentials",
        inverse="_inverse_credentials",
        exportable=False,
        help="It comes with an app that Big Cartel approved. It is kept with the shop "
        "and never shown again here.",
    )
    subdomain = fields.Char(
        compute="_compute_subdomain",
        compute_sudo=False,
        inverse="_inverse_credentials",
        help="The first part of the shop's address: NAME.bigcartel.com.",
    )
    password = fields.Char(
        compute="_compute_credentials",
        inverse="_inverse_credentials",
        exportable=False,
        help="The password of the shop's owner. It is kept with the shop and never "
        "shown again here.",
    )
    has_credentials = fields.Boolean(
        compute="_compute_has_credentials",
        compute_sudo=False,
        help="Whether the shop has what it needs to sign in this way.",
    )

    # === COMPUTE METHODS === #

    @api.model
    def _get_auth_methods(self):
        return self.env["bigcartel.backend"]._fields["auth_method"].selection

    @api.depends("shop_id")
    def _compute_auth_method(self):
        default = self._get_default_auth_method()
        for wizard in self:
            wizard.auth_method = wizard.shop_id.auth_method or default

    def _compute_credentials(self):
        """Written only: whoever wants to read them does so on the shop."""
        self.access_token = self.password = False

    @api.depends("shop_id.subdomain")
    def _compute_subdomain(self):
        for wizard in self:
            wizard.subdomain = wizard.shop_id.subdomain

    @api.depends("auth_method", "shop_id")
    def _compute_has_credentials(self):
        for wizard in self:
            shop = wizard.shop_id
            wizard.has_credentials = {
                "password": shop.password,
                "token": shop.access_token,
            }.get(wizard.auth_method)

    def _inverse_credentials(self):
        """Put what was entered on the shop, which begins to exist with it."""
        for wizard in self:
            entered = {
                name: wizard[name]
                for name in CREDENTIALS
                if (wizard[name] or "").strip() and wizard[name] != wizard.shop_id[name]
            }
            # Not even this transaction has them any longer than needed.
            wizard.invalidate_recordset(["access_token", "password"], flush=False)
            if wizard.shop_id or entered:
                wizard._store_credentials(entered)

    # === ACTION METHODS === #

    def action_connect(self):
        """Sign in, and go on only when that worked."""
        self.ensure_one()
        self.check_access("write")
        if not self.shop_id:
            self.message = self._get_missing_message()
            return self._show()
        self.message = self._try_to_connect()
        if self.message:
            return self._show()
        self.preview = False
        return self._go(1)

    def action_connect_oauth(self):
        """Send the person to Big Cartel to sign in there.

        They come back to the shop, where *Continue set-up* waits.
        """
        self.ensure_one()
        self.check_access("write")
        if not self.shop_id:
            self.shop_id = self._create_shop({})
        return self.shop_id.action_connect_oauth()

    # === BUSINESS METHODS === #

    @api.model
    def _get_default_auth_method(self):
        """Return the easiest way to sign in that is open here."""
        # Whether an app is registered at Big Cartel is no secret; its secret is.
        parameters_sudo = self.env["ir.config_parameter"].sudo()
        if parameters_sudo.get_param("bigcartel_connector.oauth_client_id"):
            return "oauth"
        return "password"

    def _get_missing_message(self):
        if self.auth_method == "password":
            return self.env._("Enter the shop's subdomain and password first.")
        return self.env._("Enter the shop's access token first.")

    def _create_shop(self, vals):
        """Create the shop that is being connected, for the company at work.

        One that was begun in another window meanwhile is the same.
        """
        begun = self._get_unconnected_shop()
        if begun:
            begun.write({"auth_method": self.auth_method, **vals})
            return begun
        return self.env["bigcartel.backend"].create(
            {
                "auth_method": self.auth_method,
                "company_id": self.company_id.id,
                "onboarding_step": "connect",
                **vals,
            }
        )

    def _store_credentials(self, entered):
        """Put what was entered on the shop; without a shop, make one of it.

        :param dict entered: credentials that differ from the shop's
        """
        shop = self.shop_id
        if not shop:
            self.shop_id = self._create_shop(entered)
            return
        vals = {**entered}
        if shop.auth_method != self.auth_method:
            vals["auth_method"] = self.auth_method
        if entered and not shop.order_ids:
            # They may be another shop's: what was found of this one goes.
            vals.update(account_id=False, country_id=False)
        if vals:
            shop.write(vals)

    def _try_to_connect(self):
        """Test the connection.

        :return: what went wrong, for people; False if it worked
        """
        shop = self.shop_id
        own_name = shop.name != shop.shop_name
        try:
            # The account may turn out to be another shop's.
            with self.env.cr.savepoint():
                _title, message, kind = shop._test_connection()
        except UserError as error:
            return str(error)
        if kind != "success":
            return message
        if not own_name and shop.shop_name:
            shop.name = shop.shop_name
        return False
