from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.modules.module import get_manifest
from odoo.tools import plaintext2html

from ..api import (
    BASE_URL,
    ApiError,
    Client,
    Throttled,
    Unauthorized,
    build_user_agent,
)
from ..const import API_URL_PARAMETER, MAX_PAUSE_SECONDS
from ..utils.run import Run


class BigcartelBackend(models.Model):
    """Connecting a shop, and what its state says."""

    _inherit = "bigcartel.backend"

    # === ACTION METHODS === #

    def action_test_connection(self):
        """Read the account, fill in what it says of the shop, and report.

        :return: a notification, also when something is wrong
        """
        self.ensure_one()
        self.check_access("write")
        return self._notify(*self._test_connection())

    # === BUSINESS METHODS === #

    def _test_connection(self):
        """Read the account, and fill in what it says of the shop.

        :return: title, message and kind (`success`, `warning`, `danger`) of what a
            person is told
        :rtype: tuple
        :raise UserError: when credentials are missing, or the account is another
            shop's
        """
        self.ensure_one()
        run = Run()
        try:
            with self._get_client(run) as client:
                account = client.get_account()
        except Throttled as error:
            self._log("connection", run=run, error=error)
            return self.env._("Not tested"), str(error), "warning"
        except ApiError as error:
            self._record_failure(error, activity=False)
            self._log("connection", run=run, error=error)
            return self.env._("Not connected"), str(error), "danger"
        self._record_account(account)
        self._record_success(tested=True)
        message = self.env._(
            "%(name)s: account %(account)s, currency %(currency)s, home country "
            "%(country)s, time zone %(zone)s.",
            name=account.store_name or account.id,
            account=account.id,
            currency=account.currency or "?",
            country=self.country_id.name or "?",
            zone=account.time_zone or "?",
        )
        if account.currency and not self.currency_id.active:
            message += " " + self.env._(
                "Activate the currency %s in Odoo before importing orders.",
                account.currency,
            )
        self._log("connection", message, run)
        return self.env._("Connected"), message, "success"

    def _get_client(self, run=None):
        """Return a client for the shop; a context manager.

        :param Run run: what counts its requests
        :rtype: api.Client
        :raise UserError: when credentials are missing
        """
        self.ensure_one()
        # Users import and push without being allowed to read the credentials.
        shop_sudo = self.sudo()
        credentials = shop_sudo._get_credentials()
        parameters_sudo = self.env["ir.config_parameter"].sudo()
        return Client(
            parameters_sudo.get_param(API_URL_PARAMETER) or BASE_URL,
            account_id=shop_sudo.account_id or None,
            user_agent=self._get_user_agent(),
            counts=run,
            **credentials,
        )

    def _get_user_agent(self):
        """Return who asks Big Cartel, and whom to ask back."""
        version = get_manifest("bigcartel_connector")["version"]
        # Whoever imports need not be allowed to read the company.
        shop_sudo = self.sudo()
        contact = shop_sudo.company_id.email or shop_sudo.get_base_url()
        return build_user_agent(version, contact)

    def _get_credentials(self):
        """Return the arguments of `api.Client` that say who we are."""
        if self.auth_method == "password":
            if not (self.subdomain and self.password):
                raise UserError(
                    self.env._("Enter the shop's subdomain and password first.")
                )
            return {"subdomain": self.subdomain, "password": self.password}
        if not self.access_token and self.auth_method == "oauth":
            raise UserError(self.env._("Connect the shop with Big Cartel first."))
        if not self.access_token:
            raise UserError(self.env._("Enter the shop's access token first."))
        return {"token": self.access_token}

    def _record_account(self, account):
        """Fill in what Big Cartel says of the shop.

        :param account: `api.Account`
        """
        # An inactive currency is kept too: the notification says to activate it.
        currency = (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "=", account.currency)], limit=1)
        )
        country = self.env["res.country"].search(
            [("code", "=", account.country)], limit=1
        )
        self.write(
            {
                "account_id": account.id,
                "subdomain": account.subdomain or self.subdomain,
                "shop_name": account.store_name,
                "shop_url": account.url,
                "currency_id": currency.id,
                # Where it ships from may be elsewhere: a manager's choice stays.
                "country_id": self.country_id.id or country.id,
                "time_zone": account.time_zone,
            }
        )

    def _record_success(self, tested=False):
        """The shop answers: whatever was wrong is over.

        :param bool tested: whether a person tested the connection: only that ends a
            pause before its time
        """
        # Whoever imports need not be allowed to write on the shop.
        shop_sudo = self.sudo()
        vals = {"state": "connected", "reconnect_required": False}
        if shop_sudo.state == "draft":
            vals["connected_at"] = fields.Datetime.now()
        pause = shop_sudo.paused_until
        if tested or not pause or pause <= fields.Datetime.now():
            vals.update(last_error=False, paused_until=False)
        if any(shop_sudo[name] != value for name, value in vals.items()):
            shop_sudo.write(vals)
            shop_sudo.activity_feedback(
                ["bigcartel_connector.mail_activity_type_shop"],
                feedback=self.env._("Connected again."),
            )

    def _record_pause(self, error):
        """Leave Big Cartel alone as long as it asks for; that is no outage.

        :param error: `api.Throttled`
        """
        # Whoever imports need not be allowed to write on the shop.
        self.sudo().write(
            {
                "last_error": str(error),
                "paused_until": self._get_pause_end(error),
            }
        )

    @api.model
    def _get_pause_end(self, error):
        """Return until when to leave Big Cartel alone; no answer stops us for days.

        :param error: `api.Throttled`
        """
        seconds = min(error.seconds, MAX_PAUSE_SECONDS)
        return fields.Datetime.now() + timedelta(seconds=seconds)

    def _record_failure(self, error, activity=True):
        """Turn the shop red, with one activity however long it lasts.

        One that was never connected stays as it is: its credentials are still being
        found out.

        :param Exception error: what went wrong
        :param bool activity: whether somebody has to be told
        """
        # Whoever imports need not be allowed to write on the shop.
        shop_sudo = self.sudo()
        refused = isinstance(error, Unauthorized)
        is_news = shop_sudo.state == "connected" or (
            refused and not shop_sudo.reconnect_required
        )
        message = self._get_failure_message(error)
        shop_sudo.write(
            {
                "state": "draft" if shop_sudo.state == "draft" else "error",
                "last_error": message,
                "reconnect_required": shop_sudo.reconnect_required or refused,
            }
        )
        if not (activity and is_news):
            return
        kind = "bigcartel_connector.mail_activity_type_shop"
        # The note of an older cause would mislead.
        shop_sudo.activity_unlink([kind])
        user = shop_sudo._get_responsible()
        localized = shop_sudo.with_context(lang=user.lang)
        shop_sudo.activity_schedule(
            kind,
            date_deadline=fields.Date.context_today(shop_sudo),
            summary=localized.env._("Big Cartel: %s has a problem", shop_sudo.name),
            note=plaintext2html(message),
            user_id=user.id,
        )

    def _get_responsible(self):
        """Return who is told when something of the shop needs attention.

        The responsible person; where there is none, a manager of the shop, so that it
        does not end up with the user of the scheduled actions.

        :rtype: res.users
        """
        self.ensure_one()
        # Whoever meets a problem need not be allowed to read shops and users.
        shop_sudo = self.sudo()
        if shop_sudo.user_id.active:
            return self.env["res.users"].browse(shop_sudo.user_id.id)
        managers_sudo = shop_sudo.env["res.users"].search(
            [
                (
                    "all_group_ids",
                    "in",
                    self.env.ref("bigcartel_connector.group_manager").ids,
                ),
                ("company_ids", "in", shop_sudo.company_id.ids),
            ],
            order="id",
            limit=1,
        )
        return self.env["res.users"].browse(managers_sudo.id) or self.env.user

    @api.model
    def _get_failure_message(self, error, remedy=""):
        """Return what a person reads about an error: no markup, no SQL, a remedy.

        :param str remedy: of what is not tried again by itself
        """
        if isinstance(error, ApiError | UserError) and str(error):
            return str(error)
        problem = self.env._("Unexpected problem (%s).", type(error).__name__)
        remedy = remedy or self.env._(
            "It is tried again by itself; if it stays, the server's log says more."
        )
        return f"{problem} {remedy}"

    def _notify(self, title, message, kind):
        """Return a notification that stays until read when it is bad news."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": title,
                "message": message,
                "type": kind,
                "sticky": kind == "danger",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
