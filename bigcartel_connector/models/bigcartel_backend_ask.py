import math

from psycopg2.errors import UniqueViolation

from odoo import fields, models
from odoo.exceptions import UserError

from ..api import NotFound, Throttled
from ..utils.answers import Answers
from ..utils.catalogue import Catalogue
from ..utils.run import Run


class BigcartelBackend(models.Model):
    """Asking Big Cartel for orders by their numbers, outside the import's walk."""

    _inherit = "bigcartel.backend"

    # === BUSINESS METHODS === #

    def _get_asking_problem(self):
        """Return why this shop cannot be asked for an order now, if so."""
        self.ensure_one()
        if self.state == "draft" or not self.active:
            return self.env._("The shop %s is not connected.", self.name)
        if self.reconnect_required:
            return self.env._(
                "Big Cartel refused the credentials of the shop %s. Connect it again.",
                self.name,
            )
        if self.paused_until and self.paused_until > fields.Datetime.now():
            return self.env._("Big Cartel asked for a pause. Try again later.")
        return ""

    def _record_asking_failure(self, error):
        """Keep what asking for an order told about the shop.

        :param error: `api.ApiError`
        """
        if isinstance(error, Throttled):
            self._record_pause(error)
        else:
            self._record_failure(error)

    def _get_count_labels(self):
        """Return the words for what an import counts."""
        return {
            "created": self.env._("imported"),
            "updated": self.env._("updated"),
            "unchanged": self.env._("unchanged"),
            "waiting": self.env._("waiting"),
            "failed": self.env._("failed"),
        }

    def _look_at_now(self, numbers, deadline=math.inf):
        """Ask for orders and apply what Big Cartel says, while a person waits.

        :param numbers: of the orders
        :param float deadline: monotonic moment from which on nothing is asked
        :return: `Answers`, and a `Run` of what the import counts
        :rtype: tuple
        :raise UserError: when another worker imports the same orders
        """
        counts = Run()
        with self._get_client(counts) as client:
            answers = Answers(client, numbers, deadline)
            self._apply_by_hand(client, answers, counts)
        self._log_look(answers, counts)
        return answers, counts

    def _apply_by_hand(self, client, answers, counts):
        """Apply what was asked for; a person reads what goes wrong.

        :raise UserError: when another worker imports the same orders
        """
        try:
            self._apply_answers(answers, counts, Catalogue(client))
        except UniqueViolation as error:
            raise UserError(
                self.env._(
                    "These orders are being imported at this moment. Look again in a "
                    "minute."
                )
            ) from error
        self._infer_withdrawn(dict.fromkeys(answers.missing, "gone"))

    def _recover_order(self, number):
        """Import one order by its number, whatever its age and status.

        :param str number: of an order that is not in the inbox
        :return: the order
        :raise api.NotFound: Big Cartel knows no such order
        :raise api.ApiError: Big Cartel could not be asked
        """
        run = Run()
        with self._get_client(run) as client:
            answers = Answers(client, [number])
            if answers.error or answers.missing:
                self._log_look(answers, run)
                raise answers.error or NotFound()
            # It is there, and wanted, before its document is judged.
            order = self.env["bigcartel.order"].create(
                {"backend_id": self.id, "name": number, "import_forced": True}
            )
            self._apply_by_hand(client, answers, run)
        self._log_look(answers, run)
        self._record_success()
        order._complete_ready()
        return order
