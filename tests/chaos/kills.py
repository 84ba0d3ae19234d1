"""Workers killed at moments left to chance, and what is left of their work."""

import itertools
import os
import signal
from concurrent.futures import Future
from dataclasses import dataclass

from .audit import audit
from .scene import Scene, wait_until_gone
from .table import Row
from .worker import Worker, transaction

# What nobody knows about the API decides how a push finds out what it told before.
MODES = tuple(
    itertools.product(
        (True, False),  # whether lines say how much of them is shipped
        (True, False),  # whether shipments are listed
        ("unshipped", "partially_shipped"),
    )
)


@dataclass(frozen=True)
class Moment:
    """When a worker dies: after some seconds, or with a request on its way.

    :param int request: which request of the run it is, 0 for the first
    :param bool written: whether Big Cartel does what the request asks for
    """

    seconds: float = 0.0
    request: int | None = None
    written: bool = False

    def __str__(self):
        if self.request is None:
            return f"after {self.seconds:.3f} s"
        return f"at request {self.request}{', done there' if self.written else ''}"


class Killer:
    """Runs one scheduled action again and again, and kills most of the runs."""

    def __init__(self, scene, job):
        self.scene = scene
        self.job = job
        self.killed = []
        # How long a run takes and how much it asks, measured before the first kill.
        self.seconds = self.requests = 0

    def measure(self):
        before = len(self.scene.sandbox.requests)
        self.seconds = self.scene.run(self.job).seconds
        self.requests = len(self.scene.sandbox.requests) - before

    def choose(self):
        """Return a moment: anywhere in the run, or with a request on its way."""
        chance = self.scene.chance
        if chance.random() < 0.5 or not self.requests:
            return Moment(seconds=chance.uniform(0, self.seconds))
        return Moment(
            request=chance.randrange(self.requests), written=chance.random() < 0.7
        )

    def kill(self, moment):
        """Let the scheduled action run until then; return whether that was in time."""
        self.scene.let_time_pass()
        victim = Future()
        aimed = moment.request is not None and self._aim(moment, victim)
        worker = Worker(self.job)
        victim.set_result(worker.pid)
        if not aimed:
            self.strike(worker, moment)
        in_time = worker.wait() is None
        if aimed:
            self.scene.sandbox.faults.armed.remove(aimed)
        if in_time:
            self.killed.append(worker.pid)
            wait_until_gone(worker.pid)
        return in_time

    def strike(self, worker, moment):
        worker.kill_after(moment.seconds)

    def _aim(self, moment, victim):
        """Arm the sandbox to kill whoever sends a certain request."""
        count = itertools.count()

        def strike(_request):
            if next(count) != moment.request:
                return False
            os.kill(victim.result(), signal.SIGKILL)
            return True

        kind = "lost_answer" if moment.written else "timeout"
        options = {} if moment.written else {"seconds": 0}
        fault = self.scene.sandbox.faults.add(kind, where=strike, **options)
        # Before those that hold all the time: each request meets one only.
        self.scene.sandbox.faults.armed.insert(0, self.scene.sandbox.faults.armed.pop())
        return fault


class Round:
    """Work for one scheduled action, which is killed, and then finishes."""

    job = None

    def __init__(self, scene):
        self.scene = scene
        self.number = 0

    def prepare(self):
        """Bring work; called once nothing is left of the round before."""
        self.number += 1

    def stir(self):
        """Let things happen between a kill and the next run."""
        self.scene.place(self.scene.chance.randint(0, 3))
        self.scene.edit(2)


class ImportRound(Round):
    """New orders on several pages; older ones are corrected or paid meanwhile."""

    job = "import"

    def prepare(self):
        super().prepare()
        if self.number % 3 == 0:
            self.scene.deliver()
            self.scene.run("push")
        self.scene.place(self.scene.chance.randint(8, 14))
        self.scene.edit(3)


class PushRound(Round):
    """Deliveries, whole and in part, with and without tracking numbers."""

    job = "push"

    def prepare(self):
        super().prepare()
        self._set_mode(*MODES[self.number % len(MODES)])
        self.scene.place(self.scene.chance.randint(4, 7))
        self.scene.run("import")
        self.scene.deliver(0.8)

    def stir(self):
        super().stir()
        self.scene.deliver(0.3)

    def _set_mode(self, line_quantities, listed, partial_status):
        sandbox = self.scene.sandbox
        sandbox.switches.line_quantities = line_quantities
        sandbox.switches.partial_status = partial_status
        sandbox.faults.clear()
        if not listed:
            sandbox.faults.add(
                "status", status=404, times=None, method="GET", path="/shipments$"
            )


ROUNDS = {round_.job: round_ for round_ in (ImportRound, PushRound)}


def play(job, kills, chance, tell):
    """Kill runs of a scheduled action until that many died at work; return the row.

    :param chance: `random.Random`
    :param tell: function called with a text as often as there is something to see
    """
    row = Row(f"{job} killed")
    with Scene(chance) as scene:
        round_, killer = ROUNDS[job](scene), Killer(scene, job)
        round_.prepare()
        killer.measure()
        # Where chance is always too late, something is wrong with the moments.
        for _try in range(4 * kills + 10):
            if row.runs >= kills:
                break
            _play_round(round_, killer, row, kills, tell)
        row.orders.update(scene.remote.orders)
    return row


def _play_round(round_, killer, row, kills, tell):
    """Kill one or two runs, let the next one finish, and look."""
    scene = round_.scene
    round_.prepare()
    moments = []
    for _kill in range(min(scene.chance.choice((1, 1, 2)), kills - row.runs)):
        moment = killer.choose()
        if killer.kill(moment):
            moments.append(moment)
        round_.stir()
    well = scene.settle()
    found = audit(scene, killer.killed[-len(moments) :] if moments else ())
    if moments:
        row.add(found, runs=len(moments))
    elif found:
        row.findings += found
    tell(f"{killer.seconds:.2f} s {killer.requests} requests {len(scene.sandbox.requests)}")
    killed = "; ".join(map(str, moments)) or "too late"
    tell(f"{row.fault}: {row.runs}/{kills} ({killed})" + ("" if well else " unwell"))
    for finding in found:
        tell(f"  {finding}")
