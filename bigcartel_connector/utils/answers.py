"""What Big Cartel said of orders that were asked for by their numbers."""

import math
import time

from ..api import ApiError, InvalidOrder, NotFound, OrderPage, UnreadableOrder


class Answers:
    """Asks for orders one by one, as long as Big Cartel answers.

    It needs no database: no transaction has to be open while the network is waited
    for.

    :param client: `api.Client`
    :param numbers: of the orders
    :param float deadline: monotonic moment from which on nothing is asked
    :ivar page: `api.OrderPage` of what was answered
    :ivar missing: numbers that Big Cartel does not know
    :ivar left: numbers that were not asked for
    :ivar error: the `api.ApiError` that stopped the asking, if one did
    """

    def __init__(self, client, numbers, deadline=math.inf):
        self.missing, self.left, self.error = [], [], None
        documents, unreadable, numbers = [], [], list(numbers)
        for position, number in enumerate(numbers):
            if time.monotonic() > deadline:
                self.left = numbers[position:]
                break
            try:
                documents.append(client.get_order(number))
            except NotFound:
                self.missing.append(number)
            except InvalidOrder as error:
                unreadable.append(UnreadableOrder(number, str(error)))
            except ApiError as error:
                self.left, self.error = numbers[position:], error
                break
        self.page = OrderPage(tuple(documents), tuple(unreadable), listed=False)

    @property
    def answered(self):
        """The numbers of the orders that Big Cartel showed."""
        return self.page.numbers
