from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..const import DEFAULT_SHIPPING_CODES


class BigcartelBackend(models.Model):
    _name = "bigcartel.backend"
    _description = "Big Cartel Shop"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="What the shop is called in Odoo. Filled with the shop's own name.",
    )
    active = fields.Boolean(
        default=True,
        help="An archived shop is hidden: nothing is imported from it and nothing told "
        "to it. Its orders stay.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        help="The company that sells here: the sale orders and their customers are "
        "its own.",
    )
    state = fields.Selection(
        [("draft", "Not connected"), ("connected", "Connected"), ("error", "Error")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    last_error = fields.Text(
        readonly=True, copy=False, help="What is wrong with the connection."
    )
    reconnect_required = fields.Boolean(
        readonly=True,
        copy=False,
        help="Big Cartel refused the credentials: nothing is fetched or sent until "
        "the connection was tested with success.",
    )

    # Credentials: for managers only, in no export, in no copy, never tracked.
    auth_method = fields.Selection(
        [
            ("oauth", "Big Cartel login (OAuth)"),
            ("token", "Access token"),
            ("password", "Subdomain and password"),
        ],
        "Sign In With",
        required=True,
        default="token",
        help="Big Cartel's own login page is the simplest where a system administrator "
        "entered an approved app in the settings. An access token comes with such an "
        "app too. The subdomain and password of the shop's owner work for one's own "
        "shop.",
    )
    account_id = fields.Char(
        "Account ID",
        copy=False,
        help="The shop's number at Big Cartel. Looked up when the connection is "
        "tested, if empty.",
    )
    access_token = fields.Char(
        copy=False,
        groups="bigcartel_connector.group_manager",
        exportable=False,
        help="What Big Cartel gave out for this shop. Keep it secret: whoever has it "
        "reads and changes the shop's orders.",
    )
    subdomain = fields.Char(
        copy=False, help="The first part of the shop's address: NAME.bigcartel.com."
    )
    password = fields.Char(
        copy=False,
        groups="bigcartel_connector.group_manager",
        exportable=False,
        help="The password that the shop's owner logs in to Big Cartel with.",
    )

    # What Big Cartel says of the shop.
    shop_name = fields.Char("Name at Big Cartel", readonly=True, copy=False)
    shop_url = fields.Char("Address", readonly=True, copy=False)
    currency_id = fields.Many2one("res.currency", readonly=True, copy=False)
    country_id = fields.Many2one(
        "res.country",
        "Home Country",
        copy=False,
        help="Orders to this country are domestic. Filled with the shop's own.",
    )
    time_zone = fields.Char(readonly=True, copy=False)

    # Settings of the import.
    import_from = fields.Datetime(
        "Import Orders Since",
        tracking=True,
        help="Orders placed earlier are listed as ignored and can be imported by "
        "hand. Empty: every unshipped order.",
    )
    auto_confirm = fields.Boolean(
        "Complete By Itself",
        default=True,
        tracking=True,
        help="Confirm an order as soon as all its lines are linked or never ours and "
        "its total is the one at Big Cartel.",
    )
    tax_source = fields.Selection(
        [("bigcartel", "As Big Cartel charged it"), ("odoo", "Odoo's taxes")],
        "Taxes",
        required=True,
        default="bigcartel",
        tracking=True,
        help="As charged: one line with the tax that the customer paid. Odoo's taxes: "
        "those of the products; the total is compared with Big Cartel's.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        default=lambda self: self.env.user,
        domain=lambda self: [
            (
                "all_group_ids",
                "in",
                self.env.ref("bigcartel_connector.group_user").ids,
            )
        ],
        help="Salesperson of the orders; is told when something needs attention. "
        "Somebody who may review orders.",
    )
    team_id = fields.Many2one(
        "crm.team",
        "Sales Team",
        check_company=True,
        help="The team whose sales these orders are. Empty: the one that Odoo gives "
        "the responsible person's orders.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", check_company=True, help="Where the orders ship from."
    )
    shipping_map_ids = fields.One2many(
        "bigcartel.shipping.map",
        "backend_id",
        help="Which shipping code and delivery method the orders to a destination get.",
    )

    # Settings of the outbox.
    shipment_api = fields.Selection(
        [
            ("auto", "Shipments, else the status"),
            ("status", "The status only"),
        ],
        "Tell Big Cartel With",
        required=True,
        default="auto",
        help="A shipment carries items and tracking number. Where Big Cartel refuses "
        "it, the order is marked as shipped without them.",
    )
    notify_customer = fields.Boolean(
        default=True, help="Let Big Cartel mail the tracking number to the customer."
    )
    shared_orders = fields.Selection(
        [("manual", "Leave it to a person"), ("mark", "Mark as shipped")],
        "Orders Shared With Others",
        required=True,
        default="manual",
        help="What to do when our part of an order is delivered, somebody else ships "
        "the rest, and Big Cartel takes no shipment for a part.",
    )

    # What happened.
    last_import_at = fields.Datetime("Last Import", readonly=True, copy=False)
    last_attempt_at = fields.Datetime(readonly=True, copy=False)
    paused_until = fields.Datetime(
        readonly=True, copy=False, help="Big Cartel asked to be left alone until then."
    )
    last_result = fields.Char("Result of the Last Import", readonly=True, copy=False)
    order_ids = fields.One2many(
        "bigcartel.order", "backend_id", "Orders", readonly=True
    )

    _account_uniq = models.Constraint(
        "UNIQUE(account_id)", "This Big Cartel account is connected already."
    )

    # === COMPUTE METHODS === #

    @api.depends("shop_name")
    def _compute_name(self):
        unnamed = self.env._("New Big Cartel shop")
        for shop in self:
            if not shop.name or shop.name == unnamed:
                shop.name = shop.shop_name or unnamed

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to refuse a connected account and map destinations."""
        vals_list = [self._clean_credentials(vals) for vals in vals_list]
        for vals in vals_list:
            self._check_account(vals.get("account_id"))
        shops = super().create(vals_list)
        for shop in shops:
            zones = shop.shipping_map_ids.mapped("zone")
            shop.shipping_map_ids = [
                fields.Command.create({"zone": zone, "code": code})
                for zone, code in DEFAULT_SHIPPING_CODES.items()
                if zone not in zones
            ]
        return shops

    def write(self, vals):
        """Override of `base` to refuse an account that is connected already."""
        vals = self._clean_credentials(vals)
        if vals.get("account_id"):
            self._check_account(vals["account_id"])
        return super().write(vals)

    @api.model
    def _clean_credentials(self, vals):
        """Strip what people paste; an empty account id is none at all."""
        names = ("account_id", "subdomain", "access_token", "password")
        texts = {n: vals[n] for n in names if isinstance(vals.get(n), str)}
        return {**vals, **{n: text.strip() or False for n, text in texts.items()}}

    def _check_account(self, account_id):
        """Refuse an account that another shop has, of whatever company, by its name.

        The constraint of the database says so as well, but cannot name the other.
        """
        if not account_id:
            return
        # The other shop may be archived or of a company the person cannot see.
        other = (
            self.sudo()
            .with_context(active_test=False)
            .search([("account_id", "=", account_id), ("id", "not in", self.ids)])
        )
        if other:
            raise ValidationError(
                self.env._(
                    "The Big Cartel account %(account)s is connected already: see the "
                    "shop “%(shop)s”. Connecting it twice would import each order "
                    "twice.",
                    account=account_id,
                    shop=other[0].name,
                )
            )
