from odoo import api, models


class AccountAnalyticDistributionModel(models.Model):
    _inherit = "account.analytic.distribution.model"

    # === BUSINESS METHODS === #

    @api.model
    def _bigcartel_look_once(self):
        """Return this model, for work on many lines, with what one look tells.

        Odoo searches for each line, and twice where a line is new. Most databases
        have no model at all, so that one search answers for the whole page.
        """
        if self.search([], limit=1):
            return self
        return self.with_context(bigcartel_no_distribution=True)

    def _get_applicable_models(self, vals):
        """Override of `analytic`: where there is no model, none applies."""
        if self.env.context.get("bigcartel_no_distribution"):
            return self.browse()
        return super()._get_applicable_models(vals)
