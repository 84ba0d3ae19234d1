from odoo import models
from odoo.http import request

from ..const import WEBHOOK_PATH


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Override of `base` to keep a webhook's body as it came, for its signature.

        Read as a form, which is what many senders call anything, it would be gone.
        """
        result = super()._pre_dispatch(rule, args)
        if rule.rule == WEBHOOK_PATH:
            request.httprequest.get_data()
        return result
