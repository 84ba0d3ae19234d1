from odoo import fields, models


class BigcartelBackend(models.Model):
    """How long a shop's orders know their customers."""

    _inherit = "bigcartel.backend"

    clear_after = fields.Integer(
        "Delete Personal Data After",
        default=90,
        help="Days after which a shipped, cancelled or ignored order loses its "
        "customer's name, e-mail address and note, and Big Cartel's document. Open "
        "orders keep them. Sale orders and contacts stay as they are. 0: never.",
    )

    _clear_after_positive = models.Constraint(
        "CHECK(clear_after >= 0)", "Days cannot be negative. Enter 0 for never."
    )

    # === BUSINESS METHODS === #

    def _delete_failed_mails(self):
        """Delete these shops' e-mails of orders to review that could not be sent.

        They name customers. Odoo deletes those that were sent, and keeps the others.
        """
        self.env["mail.mail"].search(
            [
                ("model", "=", "bigcartel.backend"),
                ("res_id", "in", self.ids),
                ("state", "in", ("exception", "cancel")),
            ]
        ).unlink()
