"""What a shop's orders come to in everyday use: one of each kind.

It uses only what every released version of the addon has.
"""

from odoo.fields import Command

from tests.sandbox import ACCESS_TOKEN, ACCOUNT_ID

BUYER = {
    "first_name": "Ada",
    "last_name": "Byron",
    "email": "ada@example.com",
    "phone_number": "+1 207 555 0144",
}
KINDS = (
    *("told", "untold", "part", "failed", "confirmed"),
    *("draft", "linked", "cancelled", "ignored", "unpaid", "error"),
)


def stock_shop(remote):
    """Sell three things at Big Cartel: two of ours, and one of somebody else."""
    return [
        remote.add_product("Shirt", "SKU:SHIRT", price="20.00"),
        remote.add_product("Mug", "SKU:MUG", price="12.50"),
        remote.add_product("Print", "No number", price="8.00"),
    ]


def place_orders(remote, goods):
    """Place one order of each kind; return their numbers by kind."""
    shirt, mug, other = goods
    more = {"unpaid": {"payment_status": "pending"}, "error": {"currency": "ZZZ"}}
    lines = {"draft": [(shirt, 1), (other, 1)], "confirmed": [(mug, 1), (shirt, 2)]}
    return {
        kind: remote.place_order(
            lines.get(kind, [(shirt, 2)]),
            customer=BUYER,
            note="Ring twice",
            **more.get(kind, {}),
        ).number
        for kind in KINDS
    }


def make_products(env):
    return env["product.product"].create(
        [
            {
                "name": f"Our {name}",
                "default_code": name,
                "type": "consu",
                "is_storable": True,
                "invoice_policy": "order",
                "list_price": 77.0,
            }
            for name in ("SHIRT", "MUG")
        ]
    )


def connect(env, url, **vals):
    """Connect a shop to the sandbox, as its owner does."""
    env["ir.config_parameter"].set_param("bigcartel_connector.api_url", url)
    env.ref("base.USD").active = True
    shop = env["bigcartel.backend"].create(
        {"auth_method": "token", "account_id": ACCOUNT_ID, **vals}
    )
    shop.access_token = ACCESS_TOKEN
    shop.action_test_connection()
    return shop


def find(env, number):
    """Return the inbox row of an order."""
    return env["bigcartel.order"].search([("name", "=", number)])


def deliver(picking, quantity=None):
    """Validate a transfer, in part where a quantity is given."""
    for move in picking.move_ids:
        move.quantity = move.product_uom_qty if quantity is None else quantity
        move.picked = True
    quiet = picking.with_context(skip_sms=True, skip_backorder=True)
    assert quiet.button_validate() is True


def use(env, shop, numbers):
    """Bring each order as far as its kind says."""
    shop.auto_confirm = False
    shop.action_import_orders()
    for kind in ("told", "untold", "part", "failed", "confirmed"):
        find(env, numbers[kind]).action_complete()
    for kind in ("told", "part"):
        transfer = find(env, numbers[kind]).sale_order_id.picking_ids
        deliver(transfer, 1 if kind == "part" else None)
    shop.action_push_shipments()
    for kind in ("untold", "failed"):
        deliver(find(env, numbers[kind]).sale_order_id.picking_ids)
    find(env, numbers["failed"]).shipment_ids._record_refusal("Refused.")
    find(env, numbers["cancelled"]).sale_order_id._action_cancel()
    find(env, numbers["ignored"]).action_ignore()
    invoice = find(env, numbers["told"]).sale_order_id._create_invoices()
    invoice.action_post()
    groups = ("base.group_user", "bigcartel_connector.group_manager")
    env["res.users"].create(
        {
            "name": "Rita Reviewer",
            "login": "rita",
            "group_ids": [Command.set([env.ref(group).id for group in groups])],
        }
    )


def look(env, numbers):
    """Return what each order's sale order and transfers are."""
    found = {}
    for kind, number in numbers.items():
        sales = env["sale.order"].search([("origin", "=", f"Big Cartel {number}")])
        found[kind] = [
            [sale.state, [picking.state for picking in sale.picking_ids.sorted("id")]]
            for sale in sales
        ]
    return found
