from datetime import timedelta

from odoo import api, fields, models

from ..const import WAKE_SECONDS

CRON = "bigcartel_connector.ir_cron_push_shipments"
KEY = "bigcartel_connector.wake_up"
# When the outbox runs next because a transaction of this process has woken it up, by
# database. A moment that is over says when it did.
next_runs = {}


class BigcartelShipment(models.Model):
    """Waking the outbox up: in a transaction once, and in a while once.

    A wake-up costs as many queries as filing a delivery. Who validates one after the
    other wakes it up for the first, and a little later for all that have followed.
    """

    _inherit = "bigcartel.shipment"

    # === BUSINESS METHODS === #

    @api.model
    def _trigger_push(self, patient=False):
        """Have the scheduled action run once this transaction is committed.

        :param bool patient: whether a run within a minute will do, if there was one
            just now
        """
        precommit = self.env.cr.precommit
        if KEY not in precommit.data:
            precommit.add(self._wake_up)
        precommit.data[KEY] = patient and precommit.data.get(KEY, True)

    @api.model
    def _wake_up(self):
        """Trigger the scheduled action in this transaction, or rely on a run to come.

        Only what is committed before a run begins is told in it.
        """
        now = fields.Datetime.now()
        cr = self.env.cr
        latest = next_runs.get(cr.dbname)
        at = now
        if latest and cr.precommit.data.get(KEY):
            if latest > now:
                cr.postcommit.add(lambda: self._catch_up(latest))
                return
            pause = timedelta(seconds=WAKE_SECONDS)
            at = now if latest + pause < now else now + pause
        self._trigger_cron(at)
        cr.postcommit.add(lambda: next_runs.update({cr.dbname: at}))

    @api.model
    def _catch_up(self, latest):
        """Trigger it after all, where this commit came later than the run."""
        if latest > fields.Datetime.now():
            return
        with self.env.registry.cursor() as cr:
            self.with_env(self.env(cr=cr))._trigger_cron(fields.Datetime.now())

    @api.model
    def _trigger_cron(self, at):
        # It belongs to the system.
        cron_sudo = self.env["ir.cron"].sudo()
        cron_id = self.env["ir.model.data"]._xmlid_to_res_id(CRON)
        # Validating a delivery cannot fail, whatever became of the scheduled action.
        if cron_sudo.search_fetch([("id", "=", cron_id)], ["active"]):
            cron_sudo.browse(cron_id)._trigger(at)
