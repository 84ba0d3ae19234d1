"""Compares what is in Odoo with what the sandbox shop knows, order by order."""

from collections import Counter
from dataclasses import dataclass

from tests.sandbox.faults import AFTER_WRITE

from .scene import wait_until_gone
from .worker import transaction

# What can be wrong with an order, or with what is beside it.
LOST, DOUBLED, HALF, LEFT = "lost", "doubled", "half", "left behind"


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be; `subject` is mostly an order number."""

    kind: str
    subject: str
    text: str

    def __str__(self):
        return f"{self.kind}: {self.subject}: {self.text}"


def audit(scene, killed=()):
    """Return what is wrong after a run finished; nothing is what it should be.

    :param killed: process ids of killed workers
    :rtype: list[Finding]
    """
    with transaction() as env:
        shop = scene.get_shop(env)
        rows = env["bigcartel.order"].search([("backend_id", "=", shop.id)])
        found = list(_check_rows(scene, rows))
        found += _check_sale_orders(scene, env, rows)
        for row in rows.filtered("sale_order_id"):
            order = scene.remote.orders.get(row.name)
            if order and row.name not in scene.withdrawn:
                found += _check_content(row, order)
                found += _check_told(scene, row, order)
        found += _check_contacts(scene, env)
        found += _check_shop(env, shop)
    found += [
        Finding(LEFT, f"process {pid}", "its transaction is still open")
        for pid in killed
        if not wait_until_gone(pid)
    ]
    return found


def _check_rows(scene, rows):
    """Every order has one row, and every paid one is completed."""
    by_name = rows.grouped("name")
    for number, order in scene.remote.orders.items():
        if number in scene.withdrawn:
            continue
        row = by_name.get(number, rows.browse())
        paid = order.payment_status == "completed"
        if not row:
            yield Finding(LOST, number, "no row in the inbox")
        elif paid and not row.sale_order_id:
            yield Finding(LOST, number, f"no sale order: {row.state} {row.error}")
        elif paid and row.state not in ("done", "shipped"):
            yield Finding(HALF, number, f"not completed: {row.state} {row.error}")
        elif not paid and row.sale_order_id:
            yield Finding(DOUBLED, number, "a sale order of what nobody paid")
    for row in rows:
        if row.name not in {*scene.remote.orders, *scene.withdrawn}:
            yield Finding(DOUBLED, row.name, "a row of no order")


def _check_sale_orders(scene, env, rows):
    """Every sale order has its row, and no order has two."""
    names = [f"Big Cartel {number}" for number in scene.remote.orders]
    sales = env["sale.order"].search(
        ["|", ("bigcartel_backend_id", "=", scene.shop_id), ("origin", "in", names)]
    )
    for origin, number in Counter(sales.mapped("origin")).items():
        if number > 1:
            yield Finding(DOUBLED, origin, f"{number} sale orders")
    for sale in sales - rows.sale_order_id:
        yield Finding(HALF, sale.name, "a sale order without its row")


def _check_content(row, order):
    """Lines, total and deliveries of a sale order are those of the order."""
    sale = row.sale_order_id
    items = sale.order_line.filtered(lambda line: line.bigcartel_line_type == "item")
    here = sorted((line.bigcartel_line_ref, line.product_uom_qty) for line in items)
    there = sorted((line.id, float(line.quantity)) for line in order.lines)
    if here != there:
        yield Finding(HALF, row.name, f"its lines are {here}, not {there}")
    cents = round(sale.amount_total * 100), round(order.total * 100)
    if cents[0] != cents[1] or row.amount_difference:
        yield Finding(HALF, row.name, f"its total is {cents[0]}, not {cents[1]} cents")
    for line in items:
        moves = line.move_ids.filtered(lambda move: move.state != "cancel")
        units = sum(moves.mapped("product_uom_qty"))
        if units != line.product_uom_qty:
            kind = HALF if units < line.product_uom_qty else DOUBLED
            yield Finding(kind, row.name, f"{units} of {line.product_uom_qty} to ship")


def _check_told(scene, row, order):
    """Big Cartel knows exactly what left, and told the customer once of each."""
    done = row.sale_order_id.picking_ids.filtered(lambda p: p.state == "done")
    for line in row.sale_order_id.order_line.filtered("bigcartel_line_ref"):
        there = order.line(line.bigcartel_line_ref)
        if there is None:
            continue
        moves = line.move_ids.filtered(lambda move: move.state == "done")
        left = sum(moves.mapped("quantity"))
        if there.quantity_shipped < left:
            told = f"{there.quantity_shipped} of {left} units are told as shipped"
            yield Finding(LOST, row.name, told)
        elif there.quantity_shipped > left:
            told = f"{there.quantity_shipped} units are told, {left} left"
            yield Finding(DOUBLED, row.name, told)
    if done and row.state == "shipped" and order.shipping_status != "shipped":
        yield Finding(LOST, row.name, f"it is {order.shipping_status} there")
    if len(order.shipments) > len(done):
        text = f"{len(order.shipments)} shipments of {len(done)} deliveries"
        yield Finding(DOUBLED, row.name, text)
    if _count_marks(scene, row.name) > 1:
        yield Finding(DOUBLED, row.name, "marked as shipped more than once")
    for picking in done:
        if picking.bigcartel_shipment_ids.mapped("state") != ["done"]:
            states = picking.bigcartel_shipment_ids.mapped("state")
            errors = picking.bigcartel_shipment_ids.mapped("error")
            yield Finding(LOST, row.name, f"{picking.name} is {states} {errors}")


def _count_marks(scene, number):
    """Return how often an order was really marked as shipped."""
    return sum(
        request.json["data"]["attributes"] == {"shipping_status": "shipped"}
        for request in scene.sandbox.received("PATCH", f"/orders/{number}$")
        if request.fault in (None, *AFTER_WRITE)
    )


def _check_contacts(scene, env):
    """Every contact that the import made belongs to a sale order."""
    Partner, sales = env["res.partner"], env["sale.order"].search([])
    used = sales.partner_id | sales.partner_invoice_id | sales.partner_shipping_id
    used |= used.commercial_partner_id | used.parent_id
    domain = [("id", ">", scene.last_partner_id), ("id", "not in", used.ids)]
    for partner in Partner.with_context(active_test=False).search(domain):
        # An address that a sale order had until it was corrected stays, as in Odoo.
        owner = partner.parent_id
        if owner in used and (owner.email, partner.street) in scene.replaced:
            continue
        yield Finding(LEFT, partner.display_name, "a contact of no sale order")


def _check_shop(env, shop):
    """The shop is well, and the scheduled actions go on."""
    if shop.state != "connected" or shop.reconnect_required:
        yield Finding(LEFT, shop.name, f"it is {shop.state}: {shop.last_error}")
    for activity in shop.activity_ids:
        yield Finding(LEFT, shop.name, f"an activity: {activity.display_name}")
    for job in ("import_orders", "push_shipments"):
        cron = env.ref(f"bigcartel_connector.ir_cron_{job}")
        if not cron.active or cron.failure_count:
            yield Finding(LEFT, cron.name, f"it failed {cron.failure_count} times")
