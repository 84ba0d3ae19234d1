"""Several workers at the same shop at once, as where scheduled actions are doubled."""

from .audit import LEFT, Finding, audit
from .rounds import PushRound
from .scene import Scene
from .table import Row
from .worker import Worker

ORDERS = (8, 12)
SIZES = (2, 4)


def play(chance, rounds, tell):
    """Let workers import and push at once; yield a row for each number of them.

    :param chance: `random.Random`
    """
    for size in SIZES:
        row = Row(f"{size} workers importing and pushing at once")
        with Scene(chance) as scene:
            round_ = PushRound(scene, ORDERS)
            for _round in range(rounds):
                round_.prepare()
                scene.place(chance.randint(*ORDERS))
                scene.edit(3)
                row.add(_crowd(scene, size))
            row.orders.update(scene.remote.orders)
        tell(f"{row.fault}: {row.healed} of {row.runs} healed")
        for finding in row.findings:
            tell(f"  {finding}")
        yield row


def _crowd(scene, size):
    """Let each scheduled action run so many times at once; return what is wrong."""
    jobs = ["import", "push"] * size
    workers = [Worker(job, alone=False) for job in jobs]
    well = [worker.wait() for worker in workers]
    scene.settle()
    found = audit(scene, [worker.pid for worker in workers])
    found += [
        Finding(LEFT, f"{job} {number}", "a worker failed")
        for number, (job, went_well) in enumerate(zip(jobs, well, strict=True))
        if not went_well
    ]
    return found
