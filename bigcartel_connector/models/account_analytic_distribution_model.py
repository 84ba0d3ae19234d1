from odoo import api, models


class AccountAnalyticDistributionModel(models.Model):
    _inherit = "account.analytic.distribution.model"

    # === BUSINESS METHODS === #

    @api.model
    def _bigcartel_is_empty(self):
        """Whether there is no model at all, as in most databases.

        Odoo searches for each line, and twice where a line is new: one look answers
        for a whole page.
        """
        return not self.search([], limit=1)

    def _get_applicable_models(self, vals):
        """Override of `analytic`: where there is no model, none applies."""
        if self.env.context.get("bigcartel_no_distribution"):
            return self.browse()
        return super()._get_applicable_models(vals)
