"""Lists: filters, search, sorting, pages (facts 3.4 to 3.6)."""

from urllib.parse import quote

from .exchange import Problem
from .serialize import unique
from .wire import parse_moment

DEFAULT_LIMIT = 20  # [DOC]
ORDER_SORTS = ("completed_at", "created_at", "updated_at")  # [CODE SN1P]
PRODUCT_SORTS = ("name", "created_at", "updated_at")  # [3P UNIFIED]
DATE_FILTERS = {
    f"filter[{name}_{end}]": (name, end)
    for name in ("completed_at", "updated_at")
    for end in ("from", "to")
}
PAGING = {"page[limit]", "page[offset]"}
SORTING = {"sort", "sort_direction"}


class Listing:
    """One list request: what it asks for, and the document that answers it."""

    def __init__(self, request, switches, links):
        self.request = request
        self.query = request.query
        self.switches = switches
        self.links = links

    def check(self, known):
        """Refuse a parameter nobody documented, if the switch says so."""
        unknown = sorted(set(self.query) - PAGING - known)
        if unknown and self.switches.unknown_parameters == "reject":
            raise Problem(400, f"Unknown parameter: {', '.join(unknown)}")

    # --- rows ---

    def orders(self, shop, wire_status):
        self.check(SORTING | set(DATE_FILTERS) | {"filter[shipping_status]", "search"})
        # [CAP, n=2] newest first unless a sort is asked for
        rows = [o for o in reversed(list(shop.orders.values())) if self._shown(o)]
        rows.sort(key=lambda order: order.created_at or "", reverse=True)
        rows = [o for o in rows if self._status_fits(o, wire_status(o))]
        for name, (attribute, end) in DATE_FILTERS.items():
            if name in self.query:
                rows = self._between(rows, attribute, end, self.query[name])
        if self.query.get("search"):
            rows = [o for o in rows if _found(o, self.query["search"])]
        return self._sorted(rows, ORDER_SORTS)

    def products(self, shop):
        self.check(SORTING)
        rows = [p for p in shop.products.values() if not p.deleted]
        return self._sorted(rows, PRODUCT_SORTS)

    def _shown(self, order):
        paid = order.payment_status == "completed"
        if not paid and not self.switches.unpaid_listed:
            return False
        how = getattr(self.switches, f"{order.state}_orders", None)
        if how == "out_of_queue":
            return "filter[shipping_status]" not in self.query
        return how not in ("not_listed", "gone")

    def _status_fits(self, order, on_the_wire):
        wanted = self.query.get("filter[shipping_status]")
        if wanted is None or self.switches.ignore_status_filter:
            return True
        if order.shipping_status == "partially_shipped" and wanted == "unshipped":
            return self.switches.unshipped_includes_partial
        return on_the_wire == wanted

    def _between(self, rows, attribute, end, text):
        try:
            moment = parse_moment(text)
        except ValueError:
            raise Problem(400, f"Not a moment: {text}") from None
        same = self.switches.filter_inclusive

        def fits(order):
            value = getattr(order, attribute)
            if value is None:
                return False
            after = value > moment if end == "from" else value < moment
            return after or (same and value == moment)

        return [order for order in rows if fits(order)]

    def _sorted(self, rows, known):
        field = self.query.get("sort")
        if not field:
            return rows
        down = self.query.get("sort_direction", "asc") == "desc"
        if field.startswith("-"):
            field, down = field[1:], True
        if field not in known:
            if self.switches.unknown_parameters == "reject":
                raise Problem(400, f"Cannot sort by {field}")
            return rows
        return sorted(rows, key=lambda row: getattr(row, field) or "", reverse=down)

    # --- pages ---

    def _number(self, name, default, least):
        text = self.query.get(f"page[{name}]", str(default))
        if not text.isdigit() or int(text) < least:
            raise Problem(400, f"page[{name}] must be a whole number from {least} on")
        return int(text)

    def page(self, rows, write):
        """The document of the asked page; ``write(row)`` gives a resource pair."""
        limit = self._number("limit", DEFAULT_LIMIT, 1)
        offset = self._number("offset", 0, 0)
        most = self.switches.max_page_limit
        if limit > most:
            if self.switches.over_limit == "reject":
                raise Problem(400, f"page[limit] must be at most {most}")
            limit = most
        data, included = [], []
        for row in rows[offset : offset + limit]:
            resource, around = write(row)
            data.append(resource)
            included += around
        document = {"data": data, "meta": {}, "included": unique(included)}
        if self.switches.meta_count:
            document["meta"]["count"] = str(len(rows))  # [CAP] text
        document["links"] = {}  # [CAP] {} when all rows fit
        if self.switches.links_next and offset + limit < len(rows):
            document["links"]["next"] = self._link(limit, offset + limit)
        return document

    def _link(self, limit, offset):
        query = {**self.query, "page[limit]": limit, "page[offset]": offset}
        pairs = "&".join(f"{quote(k)}={quote(str(v))}" for k, v in query.items())
        return f"{self.links}{self.request.path}?{pairs}"


def _found(order, text):
    """[CODE SN1P] first + last name, e-mail, or the number."""
    name = f"{order.customer_first_name} {order.customer_last_name}"
    places = (name, order.customer_email, order.number)
    return any(text.casefold() in (place or "").casefold() for place in places)
