import math
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import config

from ..const import CRON_SECONDS, KILL_MARGIN_SECONDS, RESUME_MINUTES

# Who is asked, and for what: another list has another order.
IDENTITY = {"account_id", "auth_method", "access_token", "subdomain", "password"}


class BigcartelBackend(models.Model):
    """Resuming: a walk that was cut short in time goes on near where it ended.

    Beginning anew each time, a first import would look at most of a long list again
    and again. What is shipped or arrives meanwhile shifts that list, so a resumed walk
    proves nothing: once it is at the end, a whole one follows.
    """

    _inherit = "bigcartel.backend"

    resume_offset = fields.Integer(
        readonly=True,
        copy=False,
        help="How many orders of the list the import had looked at when its time was "
        "up, or Big Cartel asked for a pause. The next one goes on there.",
    )
    resume_at = fields.Datetime(
        readonly=True, copy=False, help="When that import ended, or its pause does."
    )

    # === CRUD METHODS === #

    def write(self, vals):
        """Override of `base`: the list of another account is begun anew."""
        if IDENTITY & vals.keys():
            vals = {**vals, "resume_offset": 0, "resume_at": False}
        return super().write(vals)

    # === BUSINESS METHODS === #

    def _keep_place(self, offset, moment=None):
        """Have the next import go on here, and soon.

        :param int offset: how many orders of the list were looked at; with 0, it
            begins anew
        :param datetime moment: when it may run; now by default
        """
        if offset:
            now = fields.Datetime.now()
            self.write({"resume_offset": offset, "resume_at": moment or now})
            self._trigger_import(moment)

    def _take_place(self, by_hand):
        """Return where the last import was cut short, and forget it.

        So whatever else ends this one, the next one begins anew.

        :param bool by_hand: whether a person asked for it: then it begins anew
        :return: how many orders of the list it had looked at; 0 to begin anew
        :rtype: int
        """
        offset, moment = self.resume_offset, self.resume_at
        if not moment:
            return 0
        self.write({"resume_offset": 0, "resume_at": False})
        oldest = fields.Datetime.now() - timedelta(minutes=RESUME_MINUTES)
        return 0 if by_hand or moment < oldest else offset

    @api.model
    def _get_overtime(self):
        """Return for how many seconds beyond its time Odoo lets an import run.

        By default, the limit of web requests is that of scheduled actions as well.
        """
        limit = config["limit_time_real_cron"]
        if limit < 0 or not (limit or config["workers"]):
            limit = config["limit_time_real"]
        return limit - CRON_SECONDS - KILL_MARGIN_SECONDS if limit else math.inf

    def _follow_resumed(self, counts):
        """Have a whole walk follow on a resumed one that came to the end of the list.

        At once where that was busy; else there is time until the next interval.

        :param counts: `collections.Counter` of the run
        """
        if counts["created"] or counts["rows"]:
            self._trigger_import()
