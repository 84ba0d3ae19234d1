from odoo import api, fields, models
from odoo.fields import Domain

from ..const import LOG_GC_BATCH

LEVELS = [("info", "Information"), ("warning", "Warning"), ("error", "Error")]
OPERATIONS = [
    ("import", "Import"),
    ("look", "Checking orders"),
    ("catalogue", "Catalogue"),
    ("connection", "Connection"),
    ("webhook", "Webhook"),
    ("push", "Shipments"),
]
# What tells Big Cartel something; all else asks or is told.
OUTGOING = ("push",)


class BigcartelLog(models.Model):
    """What was said between Odoo and Big Cartel: a row for each run and each failure.

    Rows are only added, and deleted when they are old: workers never wait for each
    other here. They hold no secret, and of a customer nothing but the order's number.
    """

    _name = "bigcartel.log"
    _description = "Big Cartel Log"
    _order = "id desc"
    _check_company_auto = True
    _rec_name = "text"

    backend_id = fields.Many2one(
        "bigcartel.backend",
        "Shop",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="backend_id.company_id", store=True, precompute=True, index=True
    )
    level = fields.Selection(LEVELS, required=True, readonly=True, default="info")
    operation = fields.Selection(OPERATIONS, required=True, readonly=True)
    direction = fields.Selection(
        [("in", "Incoming"), ("out", "Outgoing")],
        compute="_compute_direction",
        store=True,
        precompute=True,
        help="Incoming: Big Cartel is asked. Outgoing: it is told something.",
    )
    # Not the order itself: a row must not wait for whoever has the order locked.
    order_number = fields.Char(
        "Order", readonly=True, index="btree_not_null", help="The order's number."
    )
    text = fields.Text("Message", readonly=True, index="trigram")
    duration = fields.Float(
        "Duration (s)",
        readonly=True,
        digits=(16, 2),
        help="Seconds that the run took.",
    )
    requests = fields.Integer(
        readonly=True, help="How often Big Cartel was asked or told something."
    )
    failures = fields.Integer(
        "Failed Requests",
        readonly=True,
        help="Requests without a usable answer: refused, broken off, or a server "
        "error. Those that were repeated with success count as well.",
    )

    _shop_day = models.Index("(backend_id, create_date)")
    # What people look for is rare, and the last of it comes first.
    _operation_idx = models.Index("(operation, id)")
    _problems_idx = models.Index("(id) WHERE level IN ('warning', 'error')")
    _outgoing_idx = models.Index("(id) WHERE direction = 'out'")

    # === COMPUTE METHODS === #

    @api.depends("operation")
    def _compute_direction(self):
        for row in self:
            row.direction = "out" if row.operation in OUTGOING else "in"

    # === ACTION METHODS === #

    def action_open_order(self):
        """Open the order that a row is about.

        :return: an action; False where the order is no longer there
        """
        self.ensure_one()
        return self.backend_id._open_order(self.order_number)

    # === CLEANING === #

    @api.autovacuum
    def _gc_log(self):
        """Delete what is older than its shop keeps it, a batch at a time.

        :return: how many were deleted, and whether more are left
        :rtype: tuple
        """
        now = fields.Datetime.now()
        # An archived shop keeps its rows no longer than others.
        shops = self.env["bigcartel.backend"].with_context(active_test=False)
        old = Domain.OR(
            Domain("backend_id", "in", kept.ids)
            & Domain("create_date", "<", fields.Datetime.subtract(now, days=days))
            for days, kept in shops._read_group([], ["log_days"], ["id:recordset"])
        )
        rows = self.search(old, limit=LOG_GC_BATCH, order="id")
        rows.unlink()
        return len(rows), len(rows) == LOG_GC_BATCH
