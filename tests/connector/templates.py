"""What Odoo makes to be copied: shops, and one order of each kind in a big one."""

# Of a thousand orders: how many are of a kind, and how many days ago they came at most.
KINDS = {
    "shipped": (908, 730),
    "cancelled": (30, 730),
    "done": (25, 12),
    "to_link": (15, 20),
    "pending": (2, 2),
    "new": (6, 3),
    "ignored": (5, 730),
    "ready": (4, 5),
    "error": (3, 20),
    "failed": (1, 30),
    "stopped": (1, 12),
}


def make_shops(env, second, count):
    """Return shops, every fourth of another company."""
    return env["bigcartel.backend"].create(
        [
            {
                "name": f"Shop {number}",
                "account_id": str(880001 + number),
                "access_token": "none",
                "auth_method": "token",
                "state": "connected",
                "auto_confirm": False,
                "company_id": second.id if number % 4 == 3 else env.company.id,
                "currency_id": env.ref("base.USD").id,
            }
            for number in range(count)
        ]
    )


class Templates:
    """One order of each kind, of two lines, as Odoo makes them."""

    def __init__(self, shop, remote):
        self.env = shop.env
        self.shop = shop
        self.remote = remote

    def make(self):
        """Return {kind: order}."""
        self.env.ref("base.USD").active = True
        self.env["product.product"].create(
            {"name": "Tee", "default_code": "TEE", "is_storable": True}
        )
        tee = self.remote.add_product("Heron Tee", "SKU:TEE").options[0].id
        mug = self.remote.add_product("Heron Mug", "No number").options[0].id
        orders = {}
        for kind in KINDS:
            lines = [(tee, 1), (mug if kind == "to_link" else tee, 2)]
            paid = "pending" if kind == "new" else "completed"
            orders[kind] = self.remote.place_order(lines, payment_status=paid).number
        self.shop.action_import_orders()
        rows = self.shop.order_ids.grouped("name")
        templates = {kind: rows[number] for kind, number in orders.items()}
        for kind, order in templates.items():
            getattr(self, f"_make_{kind}", lambda order: None)(order)
        return templates

    def _make_done(self, order):
        order.action_complete()

    def _make_stopped(self, order):
        order.action_complete()
        order._withdraw("gone")

    def _make_pending(self, order):
        order.action_complete()
        transfer = order.sale_order_id.picking_ids
        transfer.move_ids.picked = True
        for move in transfer.move_ids:
            move.quantity = move.product_uom_qty
        transfer.with_context(skip_sms=True).button_validate()

    def _make_shipped(self, order):
        self._make_pending(order)
        order.shipment_ids._record_done("The order is marked as shipped.")

    def _make_failed(self, order):
        self._make_pending(order)
        order.shipment_ids._record_refusal("Big Cartel refused it.")

    def _make_ignored(self, order):
        order.action_ignore()

    def _make_cancelled(self, order):
        order.action_complete()
        order.sale_order_id._action_cancel()

    def _make_error(self, order):
        order._record_error("The order cannot be read.")
