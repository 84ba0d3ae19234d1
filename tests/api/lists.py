"""Lists of orders behind a scripted server, and walks through them."""

from urllib.parse import parse_qs, urlsplit

from .support import ScriptedServer, answer, order_row, page


class List:
    """A list of orders behind the scripted server, with the faults of real ones.

    `before` maps how many requests were answered to a function called then.
    """

    def __init__(
        self, size, *, most=100, count=True, links=None, before=None, newest_first=False
    ):
        self.rows = [order_row(f"AAAA-{n:06}") for n in range(size)]
        self.most = most
        self.count = count
        self.links = links
        self.before = before or {}
        self.newest_first = newest_first
        self.answered = 0

    def __call__(self, request):
        self.before.get(self.answered, lambda: None)()
        self.answered += 1
        query = parse_qs(urlsplit(request.path).query)
        limit = min(int(query.get("page[limit]", ["20"])[0]), self.most)
        offset = int(query.get("page[offset]", ["0"])[0])
        rows = self.rows[::-1] if self.newest_first else self.rows
        found = rows[offset : offset + limit]
        more = offset + limit < len(rows)
        following = None
        if self.links and more:
            following = self.links.format(limit=limit, offset=offset + limit)
        count = len(rows) if self.count is True else self.count or None
        return answer(200, page(found, count, following))


def refuse_large_pages(orders):
    """Return a list that knows no pages of a hundred rows."""

    def strict(request):
        if "limit%5D=100" in request.path:
            return answer(400, {"errors": [{"detail": "limit is too high"}]})
        return orders(request)

    return strict


def walk(orders, **options):
    """(numbers in the order they came, how many requests it took)."""
    with ScriptedServer(orders) as server, server.client() as client:
        if orders.links:
            orders.links = orders.links.replace("HERE", server.url)
        pages = list(client.iter_order_pages(**options))
    numbers = [order.number for page_ in pages for order in page_.orders]
    assert len(numbers) == len(set(numbers))
    return numbers, len(server.requests)
