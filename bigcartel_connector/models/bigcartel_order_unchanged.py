from odoo import api, models
from odoo.fields import Domain

from ..api import UNSHIPPED
from ..const import PAID


class BigcartelOrder(models.Model):
    """Unchanged: orders of a page that need not be read, as nothing would come of it.

    That is most of what an import sees, and reading an order is most of what it costs.
    """

    _inherit = "bigcartel.order"

    # === BUSINESS METHODS === #

    @api.model
    def _find_unchanged(self, backend, heads):
        """Return the numbers of the listed orders that an import leaves as they are.

        Not so what is tried anew each time: orders that wait, that failed, that seem
        cancelled, or that are to become so.

        :param backend: the shop
        :param heads: list of `api.OrderHead`
        :rtype: set[str]
        """
        digests = {head.number: head.digest for head in heads if self._is_quiet(head)}
        decided = Domain("sale_order_id", "!=", False)
        decided |= Domain("state", "in", ("ignored", "cancelled"))
        orders = self.search_fetch(
            Domain("backend_id", "=", backend.id)
            & Domain("name", "in", list(digests))
            & Domain("withdrawn", "=", False)
            & decided,
            ["name", "digest"],
        )
        return {order.name for order in orders if order.digest == digests[order.name]}

    @api.model
    def _is_quiet(self, head):
        """Return whether an order asks for nothing but to be delivered.

        :param head: `api.OrderHead`
        """
        return (
            head.payment_status == PAID
            and head.shipping_status == UNSHIPPED
            and not head.refunds
            and not self._get_sign(head)
        )
