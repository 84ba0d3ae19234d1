"""Use a released version of the connector; say what was there in the end."""

import os

from odoo.fields import Command

from . import remains, using


def play(env):
    numbers = dict(pair.split("=") for pair in os.environ["NUMBERS"].split())
    using.make_products(env)
    shop = using.connect(env, os.environ["SANDBOX"])
    using.use(env, shop, numbers)
    # What people changed of what XML made stays changed.
    env.ref("bigcartel_connector.ir_cron_import_orders").interval_number = 7
    reviewers = [Command.set(env.user.ids)]
    shop.write({"import_from": "2020-01-01", "review_mail_user_ids": reviewers})
    env["bigcartel.backend"].create({"name": "Never connected"})
    env.flush_all()
    tables = (*remains.DOCUMENTS, *remains.find_tables(env))
    told = {
        "rows": remains.snapshot(env, tables, own=True),
        "states": {order.name: order.state for order in shop.order_ids},
        "result": shop.last_result,
    }
    return told
