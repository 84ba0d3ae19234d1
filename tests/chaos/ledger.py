"""What is written, here and at Big Cartel, as plain values that can be compared.

A ledger holds nothing that depends on the moment or on how often something was tried:
two runs that came to the same end have equal ledgers, with or without faults.
"""

from collections import Counter
from dataclasses import dataclass, fields

from odoo.tools import html2plaintext


@dataclass(frozen=True)
class Ledger:
    """Each part is a dict of tuples, or a sorted list of tuples.

    ``orders``: the inbox by order number. ``sales``: sale orders by origin, so that a
    second one of the same order shows. ``contacts``: who was added. ``shipments``: the
    outbox. ``there``: the orders at Big Cartel by number. ``shop``: how it is.
    """

    orders: dict
    sales: list
    contacts: list
    shipments: list
    there: dict
    shop: tuple

    def only(self, numbers):
        """This ledger as if there were only these orders; contacts aside."""
        origins = {f"Big Cartel {number}" for number in numbers}
        return Ledger(
            {number: row for number, row in self.orders.items() if number in numbers},
            [row for row in self.sales if row[0] in origins],
            self.contacts,
            [row for row in self.shipments if row[0] in numbers],
            self.there,
            self.shop,
        )

    def differences(self, expected, *parts):
        """What is not as expected, line by line; all parts unless some are named."""
        lines = []
        for name in parts or [part.name for part in fields(self)]:
            found, wanted = getattr(self, name), getattr(expected, name)
            if found == wanted:
                continue
            if isinstance(found, dict):
                found, wanted = found.items(), wanted.items()
            elif isinstance(found, tuple):
                found, wanted = [found], [wanted]
            more, less = Counter(map(repr, found)), Counter(map(repr, wanted))
            lines += [f"{name}: unexpected {row}" for row in (more - less).elements()]
            lines += [f"{name}: missing {row}" for row in (less - more).elements()]
        return lines


def take(shop, remote, since=0):
    """The ledger of a shop, as the database and the sandbox have it now.

    :param shop: `bigcartel.backend`
    :param remote: the sandbox's shop
    :param int since: id of the last contact that does not count
    """
    env = shop.env
    env.flush_all()
    env.invalidate_all()
    orders = env["bigcartel.order"].search([("backend_id", "=", shop.id)])
    sales = env["sale.order"].search([("origin", "like", "Big Cartel %")], order="id")
    contacts = (
        env["res.partner"]
        .with_context(active_test=False)
        .search([("id", ">", since)], order="id")
    )
    shipments = env["bigcartel.shipment"].search(
        [("backend_id", "=", shop.id)], order="id"
    )
    return Ledger(
        {order.name: _order(order) for order in orders},
        sorted(map(_sale, sales)),
        sorted(map(_contact, contacts)),
        sorted(map(_shipment, shipments)),
        _there(remote),
        _shop(shop),
    )


def _order(order):
    return (
        order.state,
        order.error or "",
        order.hold,
        order.payment_status,
        order.shipping_status,
        order.customer_name,
        str(order.ordered_at),
        f"{order.amount_total:.2f} {order.currency_id.name}",
        f"{order.amount_difference:.2f}",
        f"{order.linked_count}/{order.line_count}",
        bool(order.shipped_at),
        order.sale_order_id.origin or "",
    )


def _sale(sale):
    lines = [
        (
            line.bigcartel_line_type or "",
            line.name,
            line.product_id.display_name,
            line.product_uom_qty,
            f"{line.price_unit:.2f}",
            line.bigcartel_line_ref or "",
        )
        for line in sale.order_line.sorted("sequence")
    ]
    transfers = [
        (picking.state, tuple(picking.move_ids.mapped("quantity")))
        for picking in sale.picking_ids.sorted("id")
    ]
    activities = sale.activity_ids.mapped("activity_type_id.name")
    return (
        sale.origin or "",
        sale.state,
        f"{sale.amount_total:.2f} {sale.currency_id.name}",
        _contact(sale.partner_id),
        _contact(sale.partner_shipping_id),
        tuple(lines),
        tuple(transfers),
        tuple(sorted(activities)),
    )


def _contact(partner):
    return (
        partner.name or "",
        partner.email or "",
        partner.type,
        partner.street or "",
        partner.city or "",
        partner.country_id.code or "",
        partner.parent_id.name or "",
    )


def _shipment(shipment):
    """How often it was told is in the chatter of its transfer."""
    told = [
        message
        for message in (shipment.picking_id or shipment.order_id).message_ids
        if html2plaintext(message.body or "").startswith("Told Big Cartel")
    ]
    items = [(item["line"], item["quantity"]) for item in shipment.items or []]
    return (
        shipment.order_id.name,
        tuple(items),
        shipment.state,
        shipment.tracking_number or "",
        shipment.error or "",
        bool(shipment.done_at),
        len(told),
    )


def _there(remote):
    """Orders with what is shipped of them, every shipment, and each notice sent."""
    with remote.lock:
        return {
            number: (
                order.payment_status,
                order.shipping_status,
                tuple(line.quantity_shipped for line in order.lines),
                tuple(_posted(shipment) for shipment in order.shipments),
                tuple(event.message for event in order.events),
            )
            for number, order in remote.orders.items()
        }


def _posted(shipment):
    return (
        tuple(sorted(shipment["shipped"].items())),
        shipment.get("tracking_number"),
        shipment.get("notify_customer"),
    )


def _shop(shop):
    pending = shop.activity_ids.mapped("activity_type_id.name")
    return (
        shop.state,
        shop.reconnect_required,
        bool(shop.last_error),
        bool(shop.paused_until),
        tuple(sorted(pending)),
    )


@dataclass(frozen=True)
class Audit:
    """What may never be, whatever happened: lists of order numbers or contacts."""

    orders: int
    lost: list
    doubled: list
    half: list
    orphans: list

    @property
    def problems(self):
        return self.lost + self.doubled + self.half + self.orphans


def audit(shop, remote, since=0):
    """Compare what is here with what was paid there and delivered here.

    :param shop: `bigcartel.backend`, after a run that came to its end
    :param int since: id of the last contact that does not count
    """
    env = shop.env
    env.flush_all()
    env.invalidate_all()
    orders = env["bigcartel.order"].search([("backend_id", "=", shop.id)])
    sales = env["sale.order"].search(
        [("origin", "in", [f"Big Cartel {number}" for number in remote.orders])]
    )
    made = Counter(sale.origin.removeprefix("Big Cartel ") for sale in sales)
    paid = {
        number
        for number, order in remote.orders.items()
        if order.payment_status == "completed"
    }
    delivered = orders.shipment_ids.filtered(lambda row: row.state != "done")
    lost = sorted(paid - set(made)) + [
        f"{row.order_id.name} is not told" for row in delivered
    ]
    return Audit(
        len(paid),
        lost,
        _doubled(made, orders, remote),
        _half(orders, sales),
        _orphans(env, since),
    )


def _doubled(made, orders, remote):
    doubled = [number for number, count in made.items() if count > 1]
    known = Counter(orders.mapped("name"))
    doubled += [number for number, count in known.items() if count > 1]
    for number, order in remote.orders.items():
        units = Counter()
        for shipment in order.shipments:
            units.update(shipment["shipped"])
        sold = {line.id: line.quantity for line in order.lines}
        if any(count > sold[line] for line, count in units.items()):
            doubled.append(f"{number} is shipped twice")
    return sorted(doubled)


def _half(orders, sales):
    """Sale orders of which their order knows nothing, or without their lines."""
    half = [sale.origin for sale in sales if not sale.order_line]
    half += [sale.origin for sale in sales - orders.sale_order_id]
    return sorted(half)


def _orphans(env, since):
    """Contacts that were added for no order."""
    added = env["res.partner"].search([("id", ">", since)])
    sales = env["sale.order"].search([("bigcartel_backend_id", "!=", False)])
    used = (
        sales.partner_id
        | sales.partner_shipping_id
        | sales.partner_invoice_id
        | sales.partner_shipping_id.parent_id
    )
    return [partner.display_name for partner in added - used]
