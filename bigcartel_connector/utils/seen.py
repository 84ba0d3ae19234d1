"""Which orders a walk through a list brought."""


class Seen:
    """The numbers of a list's orders, also of those that could not be read.

    :ivar numbers: set of order numbers
    :ivar unnumbered: list of `api.UnreadableOrder`, those whose number is not known
    """

    def __init__(self):
        self.numbers = set()
        self.unnumbered = []
        self._rows, self._count = 0, None

    def add(self, page):
        """Take in one more page.

        :param page: `api.OrderPage`
        """
        unnumbered = [row for row in page.unreadable if not row.number]
        numbers = page.numbers
        self._rows += len(numbers) + len(unnumbered)
        self.numbers.update(numbers)
        self.unnumbered += unnumbered
        if page.count is not None:
            self._count = page.count

    @property
    def is_whole(self):
        """Whether as much came as Big Cartel announced.

        An empty list that announces nothing is no list.
        """
        if self._count is None:
            return bool(self._rows)
        return self._rows >= self._count
