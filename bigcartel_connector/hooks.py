"""What Odoo itself does not do when the addon is uninstalled."""

from .utils.memory import MEMORY, line_memory, order_memory

# Settings are system parameters of this prefix, the app's client secret among them.
_PREFIX = "bigcartel_connector."


def uninstall_hook(env):
    """Leave the company's documents as they are, and nothing else of the addon.

    Odoo removes tables, columns, menus and whatever came from XML by itself, keeps the
    helper products that orders have on their lines, and knows them again later.
    """
    sales = env["sale.order"].search([("bigcartel_order_id", "!=", False)])
    _remember(env, sales)
    _keep_prices(sales.order_line.filtered("bigcartel_line_type"))
    _delete_activities(env)
    _delete_settings(env)


def _remember(env, sales):
    """Note on the sale orders which orders of which account they are.

    So that they are known again, and not imported twice, once the addon is back. Their
    external identifiers go with them.
    """
    rows = []
    for sale in sales:
        order = sale.bigcartel_order_id
        account = order.backend_id.account_id
        if not account:
            continue
        rows.append((order_memory(account, order.name), sale))
        rows += [
            (line_memory(account, order.name, line.bigcartel_line_ref), line)
            for line in sale.order_line
            if line.bigcartel_line_ref
        ]
    data = env["ir.model.data"]
    names = [name for name, _record in rows]
    # Only those which the system creates count later: an import forges all others.
    data.search([("module", "=", MEMORY), ("name", "in", names)]).unlink()
    data.create(
        [
            {
                "module": MEMORY,
                "name": name,
                "model": record._name,
                "res_id": record.id,
                "noupdate": True,
            }
            for name, record in rows
        ]
    )


def _keep_prices(lines):
    """Make Odoo take what was charged for prices typed in by hand.

    It would put the product's own in their place with the next change of a quantity.
    """
    # Odoo's own context for writing one of the two prices.
    lines = lines.with_context(sale_write_from_compute=True)
    for free, charged in lines.grouped(lambda line: not line.price_unit).items():
        charged.technical_price_unit = -1.0 if free else 0.0


def _delete_activities(env):
    """Delete what asks people to look at Big Cartel: Odoo would make to-dos of them."""
    kinds = env["ir.model.data"].search(
        [("module", "=", "bigcartel_connector"), ("model", "=", "mail.activity.type")]
    )
    env["mail.activity"].with_context(active_test=False).search(
        [("activity_type_id", "in", kinds.mapped("res_id"))]
    ).unlink()


def _delete_settings(env):
    """Delete what people stored about the addon's tables, and its credentials."""
    env["ir.config_parameter"].search([("key", "=like", f"{_PREFIX}%")]).unlink()
    own = env["ir.model"].search([("model", "=like", "bigcartel.%")]).mapped("model")
    env["ir.filters"].with_context(active_test=False).search(
        [("model_id", "in", own)]
    ).unlink()
    env["ir.exports"].search([("resource", "in", own)]).unlink()
