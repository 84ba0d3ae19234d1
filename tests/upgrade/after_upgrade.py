"""Go on with the data of a released version."""

import os

from . import remains, using


def play(env):
    numbers = dict(pair.split("=") for pair in os.environ["NUMBERS"].split())
    tables = (*remains.DOCUMENTS, *remains.find_tables(env))
    told = {
        "version": env.ref("base.module_bigcartel_connector").installed_version,
        "rows": remains.snapshot(env, tables, own=True),
    }
    shop = env["bigcartel.backend"].search([("state", "!=", "draft")])
    env["ir.config_parameter"].set_param(
        "bigcartel_connector.api_url", os.environ["SANDBOX"]
    )
    shop.action_import_orders()
    told["result"] = shop.last_result
    told["states"] = {order.name: order.state for order in shop.order_ids}
    # On with each of them.
    using.find(env, numbers["linked"]).action_complete()
    for kind in ("confirmed", "linked"):
        sale = using.find(env, numbers[kind]).sale_order_id
        using.deliver(sale.picking_ids)
    using.find(env, numbers["failed"]).shipment_ids.action_retry()
    shop.action_push_shipments()
    told["in_the_end"] = {
        kind: using.find(env, number).state for kind, number in numbers.items()
    }
    return told
