from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..api import AUTHORIZE_URL, BASE_URL, check_address
from ..const import (
    API_URL_PARAMETER,
    OAUTH_CALLBACK,
    OAUTH_ID_PARAMETER,
    OAUTH_PAGE_PARAMETER,
    OAUTH_SECRET_PARAMETER,
    WEBHOOK_PATH,
)

# Scheduled actions of the settings page, by the prefix of their fields.
_CRONS = {
    "bigcartel_import": "bigcartel_connector.ir_cron_import_orders",
    "bigcartel_push": "bigcartel_connector.ir_cron_push_shipments",
}
_CRON_FIELDS = ("active", "interval_number", "interval_type")
_ADDRESSES = {"bigcartel_api_url": BASE_URL, "bigcartel_authorize_url": AUTHORIZE_URL}


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bigcartel_client_id = fields.Char(
        "Client ID",
        config_parameter=OAUTH_ID_PARAMETER,
        help="Of the app that Big Cartel approved for you. Without it the client "
        "secret is deleted too.",
    )
    bigcartel_new_client_secret = fields.Char(
        "Client Secret",
        compute="_compute_bigcartel_new_client_secret",
        inverse="_inverse_bigcartel_new_client_secret",
        exportable=False,
        help="Comes with the client ID. What is stored is never shown; a new one "
        "replaces it.",
    )
    bigcartel_has_client_secret = fields.Boolean(
        "Client Secret Stored", compute="_compute_bigcartel_oauth"
    )
    bigcartel_redirect_uri = fields.Char(
        "Redirect URI",
        compute="_compute_bigcartel_oauth",
        help="Register the app with this address: people come back to it.",
    )
    bigcartel_webhook_url = fields.Char(
        "Webhook URL",
        compute="_compute_bigcartel_oauth",
        help="Register the app with this address: Big Cartel then says at once which "
        "order is new or changed.",
    )
    bigcartel_api_url = fields.Char(
        "API Address",
        config_parameter=API_URL_PARAMETER,
        help="Where the API of Big Cartel is. Leave it empty unless you test against "
        "a sandbox.",
    )
    bigcartel_authorize_url = fields.Char(
        "Login Page",
        config_parameter=OAUTH_PAGE_PARAMETER,
        help="Where people let the app into their shop. Leave it empty unless you "
        "test against a sandbox.",
    )
    bigcartel_import_active = fields.Boolean(
        "Import Orders", help="Import the orders of every connected shop by itself."
    )
    bigcartel_import_interval_number = fields.Integer(
        "Import Every", help="How often orders are imported: every so many units."
    )
    bigcartel_import_interval_type = fields.Selection(
        "_get_bigcartel_interval_types",
        "Import Interval Unit",
        help="Unit of how often orders are imported.",
    )
    bigcartel_push_active = fields.Boolean(
        "Tell Big Cartel",
        help="Tell Big Cartel by itself what was delivered.",
    )
    bigcartel_push_interval_number = fields.Integer(
        "Tell Every",
        help="How often shipments that could not be told are tried again; new ones are "
        "told within moments of the delivery.",
    )
    bigcartel_push_interval_type = fields.Selection(
        "_get_bigcartel_interval_types",
        "Tell Interval Unit",
        help="Unit of how often shipments are told.",
    )

    @api.model
    def _get_bigcartel_interval_types(self):
        field = self.env["ir.cron"]._fields["interval_type"]
        return field._description_selection(self.env)

    # === COMPUTE METHODS === #

    @api.depends("bigcartel_client_id")
    def _compute_bigcartel_oauth(self):
        # The settings are for system administrators, but any code may compute them.
        parameters_sudo = self.env["ir.config_parameter"].sudo()
        self.bigcartel_has_client_secret = bool(
            parameters_sudo.get_param(OAUTH_SECRET_PARAMETER)
        )
        root = parameters_sudo.get_param("web.base.url", "")
        self.bigcartel_redirect_uri = root + OAUTH_CALLBACK
        self.bigcartel_webhook_url = root + WEBHOOK_PATH

    def _compute_bigcartel_new_client_secret(self):
        self.bigcartel_new_client_secret = False

    def _inverse_bigcartel_new_client_secret(self):
        """Store what was typed, in no column of the settings and in no answer."""
        for settings in self:
            secret = (settings.bigcartel_new_client_secret or "").strip()
            if secret:
                settings.env["ir.config_parameter"].set_param(
                    OAUTH_SECRET_PARAMETER, secret
                )
        self.invalidate_recordset(["bigcartel_new_client_secret"])

    # === CONSTRAINT METHODS === #

    @api.constrains(*_ADDRESSES)
    def _check_bigcartel_addresses(self):
        """Credentials and people are sent there.

        What is stored already is left alone: it must not keep people from saving any
        other setting of Odoo.
        """
        get_param = self.env["ir.config_parameter"].get_param
        for settings in self:
            for name, default in _ADDRESSES.items():
                address = (settings[name] or "").strip()
                if address == get_param(self._fields[name].config_parameter, ""):
                    continue
                try:
                    check_address(address or default)
                except ValueError as error:
                    raise ValidationError(
                        self._get_bigcartel_address_problem(name, address)
                    ) from error

    def _get_bigcartel_address_problem(self, name, address):
        return self.env._(
            "“%(address)s” cannot be the %(field)s of Big Cartel. Enter an address "
            "that begins with https:// and has no login, question mark or “..” in it, "
            "such as %(default)s, or leave it empty. For a server on this machine, "
            "http://localhost will do.",
            address=address,
            field=self._fields[name]._description_string(self.env),
            default=_ADDRESSES[name],
        )

    @api.constrains(
        "bigcartel_import_interval_number", "bigcartel_push_interval_number"
    )
    def _check_bigcartel_intervals(self):
        for settings in self:
            for prefix in _CRONS:
                if settings[f"{prefix}_interval_number"] < 1:
                    raise ValidationError(
                        self.env._(
                            "Big Cartel: an interval has to be 1 or more. To stop a "
                            "scheduled action, switch it off."
                        )
                    )

    # === BUSINESS METHODS === #

    @api.model
    def get_values(self):
        """Override of `base` to read the scheduled actions."""
        values = super().get_values()
        for prefix, xmlid in _CRONS.items():
            cron = self.env.ref(xmlid, raise_if_not_found=False)
            values[f"{prefix}_active"] = bool(cron and cron.active)
            values[f"{prefix}_interval_number"] = cron.interval_number if cron else 1
            values[f"{prefix}_interval_type"] = cron.interval_type if cron else "hours"
        return values

    def set_values(self):
        """Override of `base` to write the scheduled actions, and forget a secret."""
        result = super().set_values()
        if not self.bigcartel_client_id:
            self.env["ir.config_parameter"].set_param(OAUTH_SECRET_PARAMETER, False)
        for prefix, xmlid in _CRONS.items():
            cron = self.env.ref(xmlid, raise_if_not_found=False)
            if cron:
                self._write_bigcartel_cron(prefix, cron)
        return result

    def _write_bigcartel_cron(self, prefix, cron):
        """Write what was changed: a scheduled action that runs cannot be written."""
        vals = {
            name: self[f"{prefix}_{name}"]
            for name in _CRON_FIELDS
            if self[f"{prefix}_{name}"] != cron[name]
        }
        if vals.keys() & {"interval_number", "interval_type"}:
            number = self[f"{prefix}_interval_number"]
            step = relativedelta(**{self[f"{prefix}_interval_type"]: number})
            # A shorter interval is not to begin after the end of a long one.
            vals["nextcall"] = min(cron.nextcall, fields.Datetime.now() + step)
        if vals:
            cron.write(vals)
