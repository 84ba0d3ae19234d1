"""Everything that a person opens, filters, groups, searches or looks up on our screens.

Lists and filters are those of the menus and their views, whichever there are.
"""

from collections import namedtuple
from functools import partial

from odoo.fields import Command

from .screens import Screen, iter_actions, open_form

GROUPS = ("bigcartel_connector.group_user", "stock.group_stock_user")
MANAGERS = ("bigcartel_connector.group_manager", "stock.group_stock_user")
# What is looked for in fields that most records fill alike.
TYPED = {
    "product_search": "Heron Tee",
    "text": "AB-1900 is marked",
    "picking_id": "/OUT/0001900",
}
# Nine of ten transfers are told, in an order that is Odoo's and has no index; and all
# of them have a shop. Whoever asks for that is given all of it.
ASKED_FOR = ("bigcartel_done", "bigcartel_shop")

# `place` is a list or form, `kind` what is done there, `name` which of that kind.
Click = namedtuple("Click", "place kind name work")


def get_env(env, shops, groups):
    """Return the environment of somebody in these groups, in the shops' companies."""
    companies = shops.company_id
    user = env["res.users"].create(
        {
            "name": groups[0],
            "login": groups[0],
            "company_id": companies[0].id,
            "company_ids": [Command.set(companies.ids)],
            "group_ids": [Command.set([env.ref(group).id for group in groups])],
        }
    )
    return env(user=user, context={"allowed_company_ids": companies.ids})


def iter_clicks(env, shops):
    """Yield each `Click`.

    :param env: a superuser's
    """
    reviewer, manager = get_env(env, shops, GROUPS), get_env(env, shops, MANAGERS)
    seen = set()
    for screen, domain in iter_actions(manager):
        model = screen.model._name
        # The log and the webhooks are for managers.
        if model not in ("bigcartel.log", "bigcartel.webhook.event"):
            screen = screen.with_env(reviewer)
        for click in _iter_screen(screen, domain):
            # Several menus open orders, each with a filter of its own.
            key = (model, screen.view_type, click.kind, click.name)
            if click.kind in ("open", "group") or key not in seen:
                seen.add(key)
                yield click
    for number, shop in (("biggest", shops[0]), ("smallest", shops[-1])):
        screen = Screen(reviewer["bigcartel.order"], name=f"orders_of_{number}_shop")
        yield from _iter_screen(screen, [("backend_id", "=", shop.id)], typed=False)
    for model in ("sale.order", "stock.picking"):
        # Odoo's own columns and filters are Odoo's.
        screen = Screen(reviewer[model], name=model, prefix="bigcartel_")
        yield from _iter_screen(screen, [])
    yield from _iter_forms(reviewer, shops[0].with_env(manager))
    orders = reviewer["bigcartel.order"]
    number = orders.search([], offset=99, limit=1).name[1:]
    yield Click("orders", "choose", "", partial(orders.name_search, number, limit=8))
    yield Click("banner", "open", "", orders.get_review_count)


def _iter_screen(screen, domain, typed=True):
    place = f"{screen.name}.{screen.view_type}"
    shown = [*domain, *screen.get_default_domain()]
    if not screen.prefix:
        yield Click(place, "open", "", partial(screen.open, shown))
    for one in screen.get_filters():
        if one.groupby:
            # It is put into what is shown; a filter takes the place of another.
            work = partial(screen.open, shown, one.groupby)
            yield Click(place, "group", one.name, work)
        else:
            work = partial(screen.open, [*domain, *one.domain])
            yield Click(place, "filter", one.name, work)
    if typed and screen.view_type == "list":
        for one in screen.get_searches(TYPED):
            work = partial(screen.open, [*domain, *one.domain])
            yield Click(place, "search", one.name, work)


def _iter_forms(env, shop):
    """Yield the forms with what we show on them; of Odoo's, no more than that."""
    domain = [("state", "=", "shipped"), ("shipment_ids", "!=", False)]
    order = env["bigcartel.order"].search(domain, offset=9, limit=1)
    for record in (order, order.shipment_ids, shop):
        yield Click(record._name, "form", "", partial(open_form, record))
    sale = order.sale_order_id
    product = sale.order_line.product_id[:1]
    for record in (sale, sale.picking_ids, product, product.product_tmpl_id):
        work = partial(open_form, record, prefix="bigcartel_")
        yield Click(record._name, "form", "", work)
