"""What several servers left behind, compared with what the shops know."""

from collections import Counter

_BEFORE = "bench.last_partner_id"


def remember(env):
    """Note which contacts were there before the shops."""
    partners = env["res.partner"].with_context(active_test=False)
    last = partners.search([], order="id desc", limit=1)
    env["ir.config_parameter"].set_param(_BEFORE, str(last.id))


def count_jobs(env, pids):
    """Return how many jobs there were, and how many each process did.

    :param list pids: of the servers
    """
    jobs = env["queue.job"].search([("state", "=", "done")])
    by_pid = Counter(jobs.mapped("worker_pid"))
    return {
        "jobs": len(jobs),
        "jobs_by_process": [by_pid[pid] for pid in pids],
        "jobs_elsewhere": len(jobs) - sum(by_pid[pid] for pid in pids),
        "jobs_put_off": len(jobs.filtered("eta")),
    }


def find_problems(env, remote, shop_ids):
    """Return what is lost, doubled or half done, as sentences.

    :param remote: `remote.Remote`
    :param dict shop_ids: id of the shop here, by account
    """
    problems = [
        f"job {job.name} is {job.state}: {job.exc_message}"
        for job in env["queue.job"].search([("state", "!=", "done")])
    ]
    orders = remote.get_orders()
    for account, shop_id in shop_ids.items():
        shop = env["bigcartel.backend"].browse(shop_id)
        problems += _check_shop(shop, orders[account])
    problems += _check_customers(env)
    problems += _check_told(env, remote.count_writes())
    return problems


def _check_shop(shop, there):
    """Every order has one row, one quotation and its three lines, and no more."""
    env = shop.env
    rows = env["bigcartel.order"].search([("backend_id", "=", shop.id)])
    sales = env["sale.order"].search([("bigcartel_backend_id", "=", shop.id)])
    if Counter(rows.mapped("name")) != Counter(list(there)):
        yield f"{shop.name}: {len(rows)} orders here, {len(there)} there"
    if len(sales) != len(there) or set(rows.sale_order_id.ids) != set(sales.ids):
        yield f"{shop.name}: {len(sales)} quotations for {len(there)} orders"
    items = sales.order_line.filtered("bigcartel_line_ref")
    if len(items) != 3 * len(there):
        yield f"{shop.name}: {len(items)} lines for {len(there)} orders"
    for row in rows.filtered("amount_difference"):
        yield f"{row.name}: its total differs by {row.amount_difference}"
    wanted = {"done", "shipped"} if shop.auto_confirm else {"ready"}
    for state, count in Counter(rows.mapped("state")).items():
        if state not in wanted:
            yield f"{shop.name}: {count} orders are {state}"
    if shop.state != "connected" or not shop.last_import_at:
        yield f"{shop.name} is {shop.state}: {shop.last_error}"
    if f"{len(there)} created" not in shop.last_result:
        yield f"{shop.name}: {shop.last_result}"


def _check_customers(env):
    """Every customer is there once, and nobody else."""
    before = int(env["ir.config_parameter"].get_param(_BEFORE))
    added = env["res.partner"].search([("id", ">", before)])
    for email, count in Counter(added.mapped("email_normalized")).items():
        if count > 1:
            yield f"{email} is there {count} times"
    sales = env["sale.order"].search([("bigcartel_backend_id", "!=", False)])
    used = sales.partner_id | sales.partner_shipping_id | sales.partner_invoice_id
    for partner in added - used:
        yield f"{partner.name} has no order"


def _check_told(env, writes):
    """What was delivered was told, and told once; nothing else was."""
    shipments = env["bigcartel.shipment"].search([])
    numbers = set()
    for shipment in shipments:
        numbers.add(shipment.order_id.name)
        if shipment.state != "done":
            yield f"{shipment.order_id.name} is not told: {shipment.error}"
    for number, count in writes.items():
        if count > 1 or number not in numbers:
            yield f"{number} was told {count} times"
    for number in numbers - writes.keys():
        yield f"nobody told of {number}"
