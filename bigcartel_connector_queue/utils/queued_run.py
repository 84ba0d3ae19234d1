"""What an import counts whose orders other jobs build than the one that walks."""

from odoo.addons.bigcartel_connector.utils.run import Run


class QueuedRun(Run):
    """A run that leaves the orders which it takes in to jobs of their own.

    :param counts: what was counted so far
    :param float spent: seconds that earlier jobs of the run took
    :ivar order_ids: list of the ids of orders that are to be built
    """

    def __init__(self, counts=(), spent=0.0):
        super().__init__(counts)
        self.order_ids = []
        self._spent = spent

    @property
    def seconds(self):
        """Override: the jobs of an import take their time one after the other."""
        return self._spent + super().seconds
