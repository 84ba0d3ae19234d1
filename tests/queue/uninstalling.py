"""Queue an import, uninstall the second addon, and import without it."""

from tests.sandbox import ACCESS_TOKEN, ACCOUNT_ID, Sandbox, Shop

MODULE = "bigcartel_connector_queue"


def play(env):
    with Sandbox(Shop.empty()) as sandbox:
        mug = sandbox.shop.add_product("Mug").options[0].id
        for _number in range(2):
            sandbox.shop.place_order([(mug, 1)])
        env.ref("base.USD").active = True
        env["ir.config_parameter"].set_param("bigcartel_connector.api_url", sandbox.url)
        shop = env["bigcartel.backend"].create(
            {"account_id": ACCOUNT_ID, "access_token": ACCESS_TOKEN}
        )
        shop.action_test_connection()
        env["bigcartel.backend"]._cron_import_orders()
        told = {"queued": _get_jobs(env)}
        module = env["ir.module.module"].search([("name", "=", MODULE)])
        module.button_immediate_uninstall()
        told["left"] = _get_jobs(env)
        told["names"] = (
            env["ir.model.data"].search([("module", "=", MODULE)]).mapped("name")
        )
        env["bigcartel.backend"]._cron_import_orders()
        told["orders"] = env["bigcartel.order"].search([]).mapped("state")
    return told


def _get_jobs(env):
    jobs = env["queue.job"].search([("model_name", "like", "bigcartel")])
    return [[job.method_name, job.state] for job in jobs]
