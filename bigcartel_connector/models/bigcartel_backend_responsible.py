from odoo import models
from odoo.fields import Domain

from ..const import CHANGE_ACTIVITY, END_ACTIVITY
from .bigcartel_backend_cancel import CANCEL_ACTIVITY
from .bigcartel_backend_notice import REVIEW_ACTIVITY, REVIEW_DAY_ACTIVITY

# Activities that the responsible person gets, by the model they are on.
SHOP_ACTIVITIES = (
    "bigcartel_connector.mail_activity_type_shop",
    REVIEW_DAY_ACTIVITY,
)
ORDER_ACTIVITIES = (REVIEW_ACTIVITY,)
SALE_ACTIVITIES = (
    CHANGE_ACTIVITY,
    "bigcartel_connector.mail_activity_type_shipment",
    CANCEL_ACTIVITY,
    END_ACTIVITY,
)


class BigcartelBackend(models.Model):
    """The responsible person, who takes over what their predecessor was asked."""

    _inherit = "bigcartel.backend"

    # === CRUD METHODS === #

    def write(self, vals):
        """Override of `base`: open activities move to the new responsible person."""
        if "user_id" not in vals:
            return super().write(vals)
        before = {shop: shop._get_responsible() for shop in self}
        res = super().write(vals)
        for shop, user in before.items():
            shop._hand_over(user, shop._get_responsible())
        return res

    # === BUSINESS METHODS === #

    def _hand_over(self, old, new):
        """Move the connector's open activities of one person to another.

        What others were asked, such as the salesperson of an order, stays theirs.
        """
        self.ensure_one()
        if old == new:
            return
        domain = Domain.OR(
            Domain("res_model", "=", records._name)
            & Domain("res_id", "in", query)
            & Domain("activity_type_id", "in", self._get_activity_types(names).ids)
            for records, query, names in self._get_activity_places()
        )
        # Who sets up a shop need not read the activities of its orders.
        Activity_sudo = self.env["mail.activity"].sudo()
        activities_sudo = Activity_sudo.search(domain & Domain("user_id", "=", old.id))
        # One mail for each activity would be many.
        activities_sudo.with_context(mail_activity_quick_update=True).user_id = new

    def _get_activity_places(self):
        """Return on what the activities of this shop are, and of which types.

        :return: list of (model, query of the records' ids, XML ids of types)
        """
        domain = [("backend_id", "=", self.id)]
        # Who sets up a shop need not read its sale orders.
        Order_sudo = self.env["bigcartel.order"].sudo()
        Sale_sudo = self.env["sale.order"].sudo()
        sales = Sale_sudo._search([("bigcartel_backend_id", "=", self.id)])
        return [
            (self, self.ids, SHOP_ACTIVITIES),
            (Order_sudo, Order_sudo._search(domain), ORDER_ACTIVITIES),
            (Sale_sudo, sales, SALE_ACTIVITIES),
        ]

    def _get_activity_types(self, names):
        """Return the activity types of these XML ids that were not deleted."""
        types = (self.env.ref(name, raise_if_not_found=False) for name in names)
        return self.env["mail.activity.type"].union(*filter(None, types))
