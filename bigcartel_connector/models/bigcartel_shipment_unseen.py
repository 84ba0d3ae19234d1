from odoo import fields, models

from ..utils.unannounced import Unannounced


class BigcartelShipment(models.Model):
    """Shipments that cannot be seen at Big Cartel once they were told.

    Where neither the order's lines nor a list show them, its last change does: it is
    stored before a shipment is told, and has moved where a try that ended without an
    answer, or with a crash, arrived all the same.
    """

    _inherit = "bigcartel.shipment"

    unseen_since = fields.Char(
        "Last Change Before Telling",
        readonly=True,
        help="When the order had last changed at Big Cartel before it was told of this "
        "shipment, where it shows no shipments. A later change means that it knows.",
    )

    # === BUSINESS METHODS === #

    def _has_arrived(self, document):
        """Whether an earlier try arrived, of which nothing else can be seen there.

        :param document: `api.Order`, the order as it is there now
        :raise Unannounced: before the first try
        """
        moment = str(document.updated_at)
        if self.unseen_since == moment:
            return False
        # What has just been announced was not tried yet: a person changed the order.
        if self.unseen_since and not self.env.context.get("bigcartel_announced"):
            return True
        raise Unannounced(moment)
