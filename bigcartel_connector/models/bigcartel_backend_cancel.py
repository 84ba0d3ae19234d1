from odoo import fields, models

CANCEL_ACTIVITY = "bigcartel_connector.mail_activity_type_cancel"


class BigcartelBackend(models.Model):
    """What to do about orders that are cancelled in Odoo."""

    _inherit = "bigcartel.backend"

    cancel_notice = fields.Selection(
        [
            ("activity", "Activity to cancel them at Big Cartel too"),
            ("none", "Do nothing"),
        ],
        "Orders Cancelled in Odoo",
        required=True,
        default="activity",
        tracking=True,
        help="Cancelling an order in Odoo cancels nothing at Big Cartel. An activity "
        "asks the salesperson to do it, and closes by itself once it is done.",
    )

    # === CRUD METHODS === #

    def write(self, vals):
        """Override of `base`: activities that are switched off go away."""
        res = super().write(vals)
        if vals.get("cancel_notice", "activity") != "activity":
            # Who sets up a shop need not read its sale orders.
            sales_sudo = (
                self.env["sale.order"]
                .sudo()
                .search(
                    [
                        ("bigcartel_backend_id", "in", self.ids),
                        ("activity_ids", "!=", False),
                    ]
                )
            )
            sales_sudo.activity_unlink([CANCEL_ACTIVITY])
        return res
