"""What has to be stored, and committed, before Big Cartel is told of something."""


class Unannounced(Exception):
    """A shipment may be told only after this moment is stored.

    :param str moment: of the order's last change at Big Cartel
    """

    def __init__(self, moment):
        super().__init__(moment)
        self.moment = moment
