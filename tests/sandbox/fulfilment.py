"""What shipping does to an order (facts 5.4, 6).

An order keeps its shipments as they were posted, plus their ``id`` and moments
under keys of their own. Line quantities and the order's status follow from them.
"""

from .wire import stamp

# Kept in a shipment's dict beside what was posted.
OWN_KEYS = ("id", "shipped", "created_at", "updated_at")


class Overshipped(Exception):
    """More than is unshipped was to be shipped."""


class Fulfilment:
    """Ships the orders of one shop; the caller holds ``shop.lock``."""

    def __init__(self, shop):
        self.shop = shop

    def mark(self, order, status):
        """The plain status. Marking a shipped order again changes nothing [INF];
        un-marking was intended to work [CODE KIKTA]."""
        if order.shipping_status == status:
            return
        order.shipping_status = status
        for line in order.lines:
            line.quantity_shipped = line.quantity if status == "shipped" else 0
        # [CAP] the wording of "Marked as shipped"; the other one is a guess.
        self.shop.note_event(order, f"Marked as {status}", "shipping_status")

    def post(self, order, attributes, accept_more=False):
        """A new shipment; without ``items`` it is everything still unshipped.

        Raises Overshipped, LookupError for an unknown line, ValueError for a
        quantity that is none.
        """
        quantities = self.quantities(order, attributes.get("items"))
        if not accept_more:
            self._refuse_more(order, quantities)
        now = stamp(self.shop.now())
        shipment = {
            **{k: v for k, v in attributes.items() if k not in OWN_KEYS},
            "id": self.shop.new_id(),
            "shipped": quantities,
            "created_at": now,
            "updated_at": now,
        }
        order.shipments.append(shipment)
        for line_id, quantity in quantities.items():
            order.line(line_id).quantity_shipped += quantity
        self.follow(order)
        return shipment

    def quantities(self, order, items):
        """{line id: units} of a shipment's ``items``."""
        if items is None:
            return {
                ln.id: ln.quantity_unshipped
                for ln in order.lines
                if ln.quantity_unshipped
            }
        wanted = {}
        for item in items:
            line_id, quantity = _item(item)
            if order.line(line_id) is None:
                raise LookupError(f"order_line_item_id {line_id} is not in this order")
            wanted[line_id] = wanted.get(line_id, 0) + quantity
        return wanted

    def _refuse_more(self, order, quantities):
        if not quantities:
            raise Overshipped("nothing is left to ship")
        for line_id, quantity in quantities.items():
            left = order.line(line_id).quantity_unshipped
            if quantity > left:
                raise Overshipped(f"line {line_id} has {left} left to ship")

    def remove(self, order, shipment, unship):
        order.shipments.remove(shipment)
        if not unship:
            return
        for line_id, quantity in shipment["shipped"].items():
            line = order.line(line_id)
            line.quantity_shipped = max(line.quantity_shipped - quantity, 0)
        self.follow(order)

    def follow(self, order):
        """Let the status follow the quantities; tell the events when it changes."""
        before = order.shipping_status
        if all(line.quantity_unshipped == 0 for line in order.lines):
            order.shipping_status = "shipped"
        elif any(line.quantity_shipped for line in order.lines):
            order.shipping_status = "partially_shipped"
        else:
            order.shipping_status = "unshipped"
        order.updated_at = stamp(self.shop.now())
        if order.shipping_status != before:
            words = order.shipping_status.replace("_", " ")
            self.shop.note_event(order, f"Marked as {words}", "shipping_status")


def _item(item):
    if not isinstance(item, dict):
        raise ValueError("items must be objects")
    quantity = item.get("quantity")
    if isinstance(quantity, bool) or not isinstance(quantity, int) or quantity < 1:
        raise ValueError("quantity must be a whole number above 0")
    return str(item.get("order_line_item_id")), quantity
