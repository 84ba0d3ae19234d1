"""The list of orders, as the front page."""

from urllib.parse import urlencode

from .page_order import actions
from .page_parts import (
    Html,
    amount,
    button,
    country_of,
    fill,
    home_of,
    join,
    layout,
    line_name,
    moment,
    name_of,
    order_place,
    payment_tag,
    shipping_tag,
    trackings,
)

ROWS = 100
VIEWS = {
    "all": ("All", lambda order: True),
    "to-ship": (
        "To ship",
        lambda o: (
            o.state == "open"
            and o.payment_status == "completed"
            and o.shipping_status != "shipped"
        ),
    ),
    "shipped": ("Shipped", lambda o: o.shipping_status == "shipped"),
    "not-paid": ("Not paid", lambda o: o.payment_status != "completed"),
    "ended": ("Cancelled", lambda o: o.state != "open"),
}
HEADS = (
    "Order and date",
    "Customer",
    "Country",
    "Items",
    "Total",
    "Payment",
    "Shipping",
    "Tracking",
    "Actions",
)
ROW = """<tr><td data-label="Order" class="nowrap"><span><a href="{place}">{number}</a>
<br><span class="soft">{date}</span></span></td>
<td data-label="Customer">{name}</td><td data-label="Country">{country}</td>
<td data-label="Items" class="soft items">{items}</td>
<td data-label="Total" class="num">{total}</td><td data-label="Payment">{payment}</td>
<td data-label="Shipping">{shipping}</td>
<td data-label="Tracking" class="soft tracking">{tracking}</td>
<td class="acts-cell"><div class="acts">{actions}</div></td></tr>"""


def list_page(sandbox, shop, query, flash):
    """Orders, newest first; ``show``, ``from`` and ``watch`` in the query."""
    orders = sorted(
        shop.orders.values(), key=lambda o: o.created_at or "", reverse=True
    )
    show = query.get("show") if query.get("show") in VIEWS else "all"
    rows = [order for order in orders if VIEWS[show][1](order)]
    start = int(query["from"]) if query.get("from", "").isdigit() else 0
    shown = rows[start : start + ROWS]
    watch = query.get("watch") == "1"
    heads = join(
        fill(
            '<th scope="col"{style}>{head}</th>',
            head=head,
            style=Html(' class="num"' if head == "Total" else ""),
        )
        for head in HEADS
    )
    body = fill(
        '{bar}<div class="wrap"><table class="stack"><thead><tr>{heads}</tr></thead>'
        "<tbody>{rows}</tbody></table></div>{more}",
        bar=_bar(shop, orders, show, watch),
        heads=heads,
        rows=join(_row(shop, order) for order in shown)
        or Html('<tr><td colspan="9">No orders here.</td></tr>'),
        more=_more(shop, show, start, len(rows)),
    )
    home = home_of(shop)
    return layout(sandbox, shop, "Orders", body, here=home, flash=flash, watch=watch)


def _bar(shop, orders, show, watch):
    links = []
    for key, (text, fits) in VIEWS.items():
        links.append(
            fill(
                '<a class="button"{mark} href="{place}">{text} ({count})</a>',
                mark=Html(
                    ' aria-current="true" style="border-color:var(--brand)"'
                    if key == show
                    else ""
                ),
                place=_place(shop, show=key, watch=watch),
                text=text,
                count=sum(1 for order in orders if fits(order)),
            )
        )
    return fill(
        '<div class="bar">{place}<span class="grow"></span>{links}'
        '<a class="button" href="{toggle}">{words}</a></div>',
        place=button("Place a new order", f"{home_of(shop)}/orders", "main"),
        links=join(links),
        toggle=_place(shop, show=show, watch=not watch),
        words="■ Stop watching" if watch else "▶ Watch (every 5 s)",
    )


def _place(shop, show="all", watch=False, start=0):
    given = {"show": show, "watch": "1" if watch else "", "from": start or ""}
    query = urlencode({k: v for k, v in given.items() if v and v != "all"})
    return home_of(shop) + (f"?{query}" if query else "")


def _more(shop, show, start, count):
    if start + ROWS >= count:
        return Html("")
    return fill(
        '<p><a href="{place}">Older orders ({left} more)</a></p>',
        place=_place(shop, show, start=start + ROWS),
        left=count - start - ROWS,
    )


def _row(shop, order):
    items = [
        f"{line.quantity} × {line_name(line)}"
        if line.quantity != 1
        else line_name(line)
        for line in order.lines
    ]
    return fill(
        ROW,
        place=order_place(shop, order),
        number=order.number,
        date=moment(order.created_at)[:16],
        name=name_of(order),
        country=country_of(order),
        items=", ".join(items),
        total=amount(order.total, order.currency),
        payment=payment_tag(order),
        shipping=shipping_tag(order),
        tracking=", ".join(trackings(order)),
        actions=actions(shop, order),
    )
