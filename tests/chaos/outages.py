"""Each fault of the catalogue, and what is left once it is over.

Each hits one place, in turn; `BIGCARTEL_CHAOS=1 make test` strikes at every place.
"""

import itertools

from . import faults
from .audit import LEFT, Finding, audit
from .rounds import MODES, ROUNDS
from .scene import Scene, transaction
from .table import Row

FAMILIES = {
    "429, with and without Retry-After": faults.PAUSES,
    "500 to 504": faults.STATUSES,
    "connection refused, reset, closed": faults.CONNECTIONS,
    "time-out before and after the write": faults.TIMEOUTS,
    "HTML with 200, cut-off JSON, wrong types": faults.ANSWERS,
    "credentials revoked, then connected again": faults.LOGINS,
}
PAGES = {"empty page in the middle": faults.GAPS}
PLACES = {"import": faults.IMPORT_PLACES, "push": faults.PUSH_PLACES}
# Clients that give up before a fault does, and sit no pause out.
HASTY = {
    "timeout": (faults.SECONDS / 2, faults.SECONDS / 2),
    "retries": 1,
    "backoff": 0.001,
    "max_wait": 0.1,
}
ORDERS = (3, 5)


def play(job, chance, tell):
    """Let each fault happen to runs of a scheduled action; yield a row per family.

    :param chance: `random.Random`
    """
    families = {**FAMILIES, **(PAGES if job == "import" else {})}
    turns = itertools.cycle(PLACES[job])
    for family, members in families.items():
        row = Row(f"{job}: {family}")
        with Scene(chance) as scene:
            scene.sandbox.switches.max_page_limit = 2
            round_ = ROUNDS[job](scene, ORDERS, MODES[:1])
            for fault in members:
                for place in _choose_places(fault, turns):
                    _strike(round_, row, fault, place)
                    tell(f"{row.fault}: {fault.name}, {place}")
            row.orders.update(scene.remote.orders)
        _tell_row(row, tell)
        yield row


def _choose_places(fault, turns):
    if fault in faults.GAPS:
        return ["the first page", "a later page"]
    return [next(turns)]


def _strike(round_, row, fault, place):
    """Let a fault happen to every request of a place during one run, and look."""
    scene = round_.scene
    round_.prepare()
    if place == "the account":
        with transaction() as env:
            scene.get_shop(env).shop_name = False
    if place == "the catalogue":
        # It is read for what was not sold before.
        scene.remote.place_order([(scene.offer_more(), 1)], customer="ben")
    armed = fault.arm(scene.sandbox, **PLACES[round_.job][place])
    went_well = scene.run(round_.job, HASTY).went_well
    faults.lift(scene.sandbox)
    scene.reconnect()
    scene.settle()
    found = audit(scene)
    where = f"{fault.name}, {place}"
    if not went_well:
        found.append(Finding(LEFT, where, "the scheduled action failed"))
    if not armed.hits:
        found.append(Finding(LEFT, where, "the fault never happened"))
    row.add(found)


def play_moves(chance, rounds, tell):
    """Let the list change between two of its pages; return a row per change."""
    for title, move in faults.MOVES.items():
        row = Row(f"import: {title}")
        with Scene(chance) as scene:
            round_ = ROUNDS["import"](scene, (12, 16))
            for number in range(rounds):
                round_.prepare()
                _move(scene, move, 1 + number % 2)
                scene.settle()
                row.add(audit(scene))
            row.orders.update(scene.remote.orders)
        _tell_row(row, tell)
        yield row


def _move(scene, move, requests):
    """Let a run of the import meet one change, after so many pages."""

    def change(remote):
        for order in remote.orders.values():
            address = order.customer_email, order.shipping_address_1
            scene.replaced.add(address)
        number = move(remote)
        if move in (faults.ship_first, faults.vanish_first):
            scene.withdrawn.add(number)

    faults.arm_move(scene.sandbox, change, requests, path="/orders$")
    scene.run("import")
    faults.lift(scene.sandbox)


def _tell_row(row, tell):
    tell(f"{row.fault}: {row.healed} of {row.runs} healed, {len(row.orders)} orders")
    for finding in row.findings:
        tell(f"  {finding}")
