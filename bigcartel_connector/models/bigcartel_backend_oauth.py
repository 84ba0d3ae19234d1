from odoo import api, fields, models
from odoo.exceptions import LockError, RedirectWarning, UserError, ValidationError

from ..api import AUTHORIZE_URL, BASE_URL, ApiError, App, Unauthorized
from ..const import (
    API_URL_PARAMETER,
    OAUTH_CALLBACK,
    OAUTH_ID_PARAMETER,
    OAUTH_PAGE_PARAMETER,
    OAUTH_SECRET_PARAMETER,
)
from ..utils.run import Run


class BigcartelBackend(models.Model):
    """Connecting a shop with Big Cartel's own login page, and disconnecting it."""

    _inherit = "bigcartel.backend"

    # What forms use instead of the credentials: these never leave the server.
    has_access_token = fields.Boolean(
        "Access Token Stored",
        compute="_compute_has_credentials",
        groups="bigcartel_connector.group_manager",
    )
    has_password = fields.Boolean(
        "Password Stored",
        compute="_compute_has_credentials",
        groups="bigcartel_connector.group_manager",
    )
    new_access_token = fields.Char(
        compute="_compute_new_credentials",
        inverse="_inverse_new_access_token",
        groups="bigcartel_connector.group_manager",
        exportable=False,
        help="The token of an app that Big Cartel approved. What is stored is never "
        "shown; a new one replaces it.",
    )
    new_password = fields.Char(
        compute="_compute_new_credentials",
        inverse="_inverse_new_password",
        groups="bigcartel_connector.group_manager",
        exportable=False,
        help="The password of the shop's owner. What is stored is never shown; a new "
        "one replaces it.",
    )

    # === COMPUTE METHODS === #

    @api.depends("access_token", "password")
    def _compute_has_credentials(self):
        for shop in self:
            shop.has_access_token = bool(shop.access_token)
            shop.has_password = bool(shop.password)

    def _compute_new_credentials(self):
        self.new_access_token = False
        self.new_password = False

    def _inverse_new_access_token(self):
        self._store_credentials("new_access_token", "access_token")

    def _inverse_new_password(self):
        self._store_credentials("new_password", "password")

    def _store_credentials(self, typed, stored):
        for shop in self:
            if shop[typed]:
                shop[stored] = shop[typed]
        # The answer to the browser must not hold what was typed.
        self.invalidate_recordset([typed])

    # === ACTION METHODS === #

    def action_connect_oauth(self):
        """Send the person to Big Cartel, to let us into the shop.

        :return: an action that leaves Odoo; the person comes back to `OAUTH_CALLBACK`
        :raise RedirectWarning: the app's id or secret are missing; to the settings
        :raise UserError: the same, for whoever may not open the settings
        """
        self.ensure_one()
        self.check_access("write")
        app = self._get_oauth_app()
        redirect_uri = self.get_base_url() + OAUTH_CALLBACK
        state = self.env["bigcartel.oauth.request"]._start(self, redirect_uri)
        try:
            url = app.authorize_url(state, redirect_uri)
        except ValueError as error:
            self._refuse_oauth_settings(
                self.env._(
                    "The login page of Big Cartel in the settings is no address."
                ),
                error,
            )
        return {"type": "ir.actions.act_url", "url": url, "target": "self"}

    def action_disconnect(self):
        """Forget the credentials, and end an OAuth connection at Big Cartel too.

        Whatever Big Cartel answers, the credentials are gone here.

        :return: a notification
        """
        self.ensure_one()
        self.check_access("write")
        self._lock_connection()
        problem = self._revoke_oauth()
        self._forget_credentials()
        message = self.env._(
            "The credentials are deleted. Nothing is imported or told to Big Cartel "
            "until the shop is connected again."
        )
        if problem:
            message = self.env._(
                "The credentials are deleted here, but Big Cartel could not be told: "
                "%(problem)s Remove the app in the shop's settings at Big Cartel.",
                problem=problem,
            )
        self.message_post(body=self.env._("Disconnected. %s", message))
        kind = "warning" if problem else "success"
        answer = self._notify(self.env._("Disconnected"), message, kind)
        answer["params"]["sticky"] = bool(problem)
        return answer

    # === BUSINESS METHODS === #

    def _connect_oauth(self, code, redirect_uri):
        """Turn the code that a person came back with into a connection.

        :raise ApiError: Big Cartel gave no token, or does not say whose it is; in the
            second case the token is kept, and the shop says what is wrong
        :raise UserError: the account is not one for this shop; nothing is changed
        """
        self.ensure_one()
        self._lock_connection()
        grant = self._get_oauth_app().exchange(code, redirect_uri)
        self._check_same_account(grant.account_id)
        self.write(
            {
                "auth_method": "oauth",
                "account_id": grant.account_id,
                "access_token": grant.access_token,
            }
        )
        run = Run()
        try:
            with self._get_client(run) as client:
                account = client.get_account()
        except ApiError as error:
            self._record_failure(error, activity=False)
            self._log("connection", run=run, error=error)
            raise
        self._record_account(account)
        self._record_success(tested=True)
        message = self.env._(
            "Connected with Big Cartel: %(name)s, account %(account)s.",
            name=account.store_name or account.id,
            account=account.id,
        )
        self._log("connection", message, run)
        self.message_post(body=message)

    def _forget_credentials(self):
        """Delete the credentials: nothing is imported or told without them."""
        self.write(
            {
                "state": "draft",
                "access_token": False,
                "password": False,
                "last_error": False,
                "reconnect_required": False,
                "paused_until": False,
            }
        )
        self.activity_unlink(["bigcartel_connector.mail_activity_type_shop"])

    def _lock_connection(self):
        """Keep others from changing the shop until all of this is done.

        Big Cartel takes a code once: what is asked of it must not be undone here by an
        import that ran at the same time.

        :raise UserError: somebody changes it just now
        """
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "The shop is busy with an import or another change. Try again in a "
                    "moment."
                )
            ) from error

    def _check_same_account(self, account_id):
        """Refuse an account that is not the one whose orders this shop has.

        :raise ValidationError: it is another one, or another shop has it
        """
        self._check_account(account_id)
        if self.account_id in (False, account_id):
            return
        raise ValidationError(
            self.env._(
                "You signed in to the Big Cartel account %(other)s, but this shop is "
                "account %(account)s: their orders must not mix. Sign in to account "
                "%(account)s at Big Cartel, or create a shop of its own for "
                "%(other)s.",
                other=account_id,
                account=self.account_id,
            )
        )

    def _revoke_oauth(self):
        """End the connection at Big Cartel, where there is one.

        :return: why Big Cartel could not be told, in words; empty when it was, or
            when there was nothing to tell
        :rtype: str
        """
        # What was granted may be ended by whoever may disconnect.
        if self.auth_method != "oauth" or not (self.access_token and self.account_id):
            return ""
        try:
            self._get_oauth_app().revoke(self.account_id)
        except (ApiError, UserError, RedirectWarning) as error:
            return str(error.args[0])
        return ""

    def _get_oauth_app(self):
        """Return our app at Big Cartel.

        :rtype: api.App
        :raise RedirectWarning: its id or secret are missing; to the settings
        :raise UserError: the same, for whoever may not open the settings
        """
        # Managers connect shops; only system administrators read system parameters.
        get_param = self.env["ir.config_parameter"].sudo().get_param
        try:
            return App(
                get_param(OAUTH_ID_PARAMETER),
                get_param(OAUTH_SECRET_PARAMETER),
                base_url=get_param(API_URL_PARAMETER) or BASE_URL,
                page=get_param(OAUTH_PAGE_PARAMETER) or AUTHORIZE_URL,
                user_agent=self._get_user_agent(),
            )
        except Unauthorized as error:
            self._refuse_oauth_settings(
                self.env._(
                    "The client ID and secret of your Big Cartel app are missing."
                ),
                error,
            )

    def _refuse_oauth_settings(self, problem, error):
        """Send those who may to the settings, and the others to them."""
        if self.env.user.has_group("base.group_system"):
            action = self.env.ref(
                "bigcartel_connector.bigcartel_config_settings_action"
            )
            raise RedirectWarning(
                problem, action.id, self.env._("Open the settings")
            ) from error
        raise UserError(
            self.env._(
                "%(problem)s Ask a system administrator to set them under Big Cartel > "
                "Configuration > Settings.",
                problem=problem,
            )
        ) from error
