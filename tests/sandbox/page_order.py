"""One order, the buttons that do something to it, and its address form."""

from .page_parts import (
    Html,
    amount,
    button,
    fill,
    join,
    layout,
    line_name,
    moment,
    order_place,
    payment_tag,
    shipping_tag,
)

ADDRESS = (
    ("customer_first_name", "First name"),
    ("customer_last_name", "Last name"),
    ("customer_email", "E-mail"),
    ("customer_phone_number", "Phone"),
    ("shipping_address_1", "Address"),
    ("shipping_address_2", "Address, second line"),
    ("shipping_city", "City"),
    ("shipping_state", "State or region"),
    ("shipping_zip", "Postcode"),
    ("shipping_country_id", "Country code"),
)


def actions(shop, order, all_of_them=False):
    def act(text, action, style=""):
        return button(text, order_place(shop, order, action), style, order.number)

    found = []
    if order.state == "open" and order.payment_status != "completed":
        found.append(act("Pay", "pay"))
    paid = order.payment_status == "completed" or all_of_them
    if order.state == "open" and paid and order.shipping_status != "shipped":
        found.append(act("Mark shipped", "ship"))
    elif order.state == "open" and order.shipping_status == "shipped" and all_of_them:
        found.append(act("Mark unshipped", "unship"))
    found.append(
        fill(
            '<a class="button" href="{place}" aria-label="Edit address {number}">'
            "Edit address</a>",
            place=order_place(shop, order, "address"),
            number=order.number,
        )
    )
    if order.state == "open":
        found.append(act("Cancel", "cancel", "risky"))
        if all_of_them:
            found.append(act("Refund", "refund", "risky"))
    return join(found)


DETAIL = """<div class="bar"><h2>Order {number}</h2>{payment}{shipping}
<span class="grow"></span><div class="acts" style="flex-wrap:wrap">{actions}</div></div>
<div class="card"><h2>Lines</h2><div style="overflow-x:auto"><table>
<thead><tr><th scope="col">Picture</th>
<th scope="col">Product</th><th scope="col" class="num">Price</th>
<th scope="col" class="num">Quantity</th><th scope="col" class="num">Shipped</th>
<th scope="col" class="num">Total</th></tr></thead><tbody>{lines}</tbody></table></div>
<table class="totals">{totals}</table></div>
<div class="grid"><div class="card"><h2>Customer and address</h2>
<dl>{address}</dl></div>
<div class="card"><h2>Shipments</h2>{shipments}</div>
<div class="card"><h2>Activity</h2><dl>{events}</dl></div></div>
<div class="card"><h2>Note</h2>{note}</div>"""


def order_page(sandbox, shop, order, flash):
    events = [(moment(event.created_at), event.message) for event in order.events]
    body = fill(
        DETAIL,
        number=order.number,
        payment=payment_tag(order),
        shipping=shipping_tag(order),
        actions=actions(shop, order, all_of_them=True),
        lines=join(_line(shop, order, line) for line in order.lines),
        totals=_totals(order),
        address=_pairs((text, getattr(order, name)) for name, text in ADDRESS),
        shipments=_shipments(order),
        events=_pairs([(moment(order.created_at), "Placed"), *events]),
        note=fill('<div class="note">{note}</div>', note=order.customer_note)
        if order.customer_note
        else Html('<p class="soft">No note.</p>'),
    )
    return layout(sandbox, shop, f"Order {order.number}", body, flash=flash)


def _line(shop, order, line):
    picture = line.image_url or f"/images/{shop.account.id}/{line.product_id}.png"
    return fill(
        '<tr><td><img class="pic" src="{src}" alt=""></td><td>{name}</td>'
        '<td class="num">{price}</td><td class="num">{quantity}</td>'
        '<td class="num">{shipped}</td><td class="num">{total}</td></tr>',
        src=picture,
        name=line_name(line),
        price=amount(line.price, order.currency),
        quantity=line.quantity,
        shipped=line.quantity_shipped,
        total=amount(line.total, order.currency),
    )


def _totals(order):
    rows = [("Items", order.item_total)]
    for row in order.adjustments:
        sign = -1 if row.kind == "discount" else 1
        rows.append((row.label or row.kind.capitalize(), sign * row.amount))
    rows.append(("Total", order.total))
    return join(
        fill(
            '<tr><td class="num" style="width:100%">{text}</td>'
            '<td class="num">{value}</td></tr>',
            text=text,
            value=amount(value, order.currency),
        )
        for text, value in rows
    )


def _pairs(rows):
    return join(
        fill("<dt>{term}</dt><dd>{value}</dd>", term=term, value=value)
        for term, value in rows
        if value
    )


def _shipments(order):
    if not order.shipments:
        return Html('<p class="soft">None yet.</p>')
    parts = []
    for row in order.shipments:
        names = [
            f"{quantity} × {line_name(order.line(line_id))}"
            for line_id, quantity in row["shipped"].items()
        ]
        link = row.get("tracking_url") or ""
        tracking = row.get("tracking_number") or "no tracking"
        if link.startswith(("https://", "http://")):
            tracking = fill(
                '<a href="{link}" rel="noreferrer">{text}</a>', link=link, text=tracking
            )
        parts.append(
            fill(
                "<p>{carrier} {tracking}<br>{names}<br>"
                '<span class="soft">{when}</span></p>',
                carrier=row.get("carrier"),
                tracking=tracking,
                names=", ".join(names),
                when=moment(row["created_at"]),
            )
        )
    return join(parts)


def address_page(sandbox, shop, order):
    inputs = join(
        fill(
            '<label>{text}<input name="{name}" value="{value}"></label>',
            text=text,
            name=name,
            value=getattr(order, name),
        )
        for name, text in ADDRESS
    )
    body = fill(
        '<div class="card" style="max-width:900px"><h2>Edit {number}</h2>'
        '<form method="post" action="{place}">'
        '<div class="fields">{inputs}</div><button class="main">Save</button> '
        '<a class="button" href="{back}">Back</a></form></div>',
        number=order.number,
        place=order_place(shop, order, "address"),
        back=order_place(shop, order),
        inputs=inputs,
    )
    return layout(sandbox, shop, f"Edit {order.number}", body)
