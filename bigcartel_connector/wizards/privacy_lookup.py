from odoo import models


class PrivacyLookupWizardLine(models.TransientModel):
    _inherit = "privacy.lookup.wizard.line"

    def action_unlink(self):
        """Override of `privacy_lookup`: an order stays, without anything personal.

        Deleted, it would be imported again.
        """
        self.ensure_one()
        if self.res_model != "bigcartel.order" or self.is_unlinked:
            return super().action_unlink()
        # As Odoo does: who may look people up need not be a user of the connector.
        self.env["bigcartel.order"].sudo().browse(self.res_id)._clear_finished()
        self.execution_details = self.env._(
            "Personal data deleted: Big Cartel order #%s", self.res_id
        )
        self.is_unlinked = True
        return None
