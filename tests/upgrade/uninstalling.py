"""Use the connector, uninstall it, work without it, install it again, and go on."""

from tests.sandbox import ACCESS_TOKEN, Sandbox, Shop

from . import remains, using

MODULE = "bigcartel_connector"
SECRET = "app-s3cret"


def play(env):
    with Sandbox(Shop.empty()) as sandbox:
        goods = using.stock_shop(sandbox.shop)
        numbers = using.place_orders(sandbox.shop, goods)
        using.make_products(env)
        _use(env, sandbox, numbers)
        told = {"used": using.look(env, numbers)}
        _uninstall(env, told)
        _work_without(env, numbers)
        told["worked"] = using.look(env, numbers)
        _install_again(env, sandbox, numbers, told)
    return told


def _use(env, sandbox, numbers):
    shop = using.connect(env, sandbox.url)
    using.use(env, shop, numbers)
    # A change after a delivery leaves an activity on the sale order.
    sandbox.shop.edit_address(numbers["part"], city="Elsewhere")
    shop.action_import_orders()
    sale = using.find(env, numbers["part"]).sale_order_id
    assert sale.activity_ids
    sale.activity_schedule("mail.mail_activity_data_todo", summary="Thank them")
    shop.activity_schedule("bigcartel_connector.mail_activity_type_shop", summary="!")
    env["ir.config_parameter"].set_param(f"{MODULE}.oauth_client_secret", SECRET)
    env["ir.filters"].create(
        {"name": "Mine", "model_id": "bigcartel.order", "user_ids": False}
    )
    env["ir.exports"].create({"name": "Answers", "resource": "bigcartel.product.link"})
    env.cr.commit()


def _find_module(env):
    return env["ir.module.module"].search([("name", "=", MODULE)])


def _find_sale(env, number):
    return env["sale.order"].search([("origin", "=", f"Big Cartel {number}")])


def _uninstall(env, told):
    before = remains.snapshot(env)
    _find_module(env).button_immediate_uninstall()
    told["changed"] = remains.differences(before, remains.snapshot(env))
    told["names"] = remains.search_names(env)
    told["texts"] = remains.search_texts(env, MODULE, "bigcartel.")
    told["secrets"] = remains.search_texts(env, SECRET, ACCESS_TOKEN)
    told["activities"] = env["mail.activity"].search([]).mapped("summary")
    helpers = env["product.product"].search([("name", "=like", "Big Cartel%")])
    told["helpers"] = sorted(helpers.ids)
    env.cr.commit()


def _work_without(env, numbers):
    """Deliver what waits, confirm a draft, change another one's quantity."""
    using.deliver(_find_sale(env, numbers["confirmed"]).picking_ids)
    linked = _find_sale(env, numbers["linked"])
    linked.action_confirm()
    line = _find_sale(env, numbers["draft"]).order_line[0]
    line.product_uom_qty = 3
    assert line.price_unit == 20.0, line.price_unit
    for sale in env["sale.order"].search([]):
        sale.web_read({"name": {}, "order_line": {"fields": {"name": {}}}})
    env["sale.order"].get_views([(False, "form"), (False, "list")])
    env["stock.picking"].get_views([(False, "form")])
    env.cr.commit()


def _install_again(env, sandbox, numbers, told):
    _find_module(env).button_immediate_install()
    before = remains.snapshot(env, ("sale_order", "sale_order_line", "res_partner"))
    helpers = env["product.product"]._get_bigcartel_helpers()
    told["helpers_again"] = sorted(helpers.ids)
    shop = using.connect(env, sandbox.url, auto_confirm=False)
    shop.action_import_orders()
    after = remains.snapshot(env, tuple(before))
    told["changed_again"] = remains.differences(before, after)
    told["result"] = shop.last_result
    told["orders"] = {
        kind: [using.find(env, number).state, using.find(env, number).progress]
        for kind, number in numbers.items()
    }
    shop.action_push_shipments()
    told["statuses"] = {
        kind: sandbox.shop.orders[number].shipping_status
        for kind, number in numbers.items()
    }
    told["shipments"] = {
        kind: len(sandbox.shop.shipments[number]) for kind, number in numbers.items()
    }
    told["shown"] = using.look(env, numbers)
    shop.action_import_orders()
    told["result_later"] = shop.last_result
