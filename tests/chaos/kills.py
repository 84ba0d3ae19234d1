"""Workers killed at moments left to chance, and what is left of their work."""

import itertools
import os
import signal
from concurrent.futures import Future
from dataclasses import dataclass

from .audit import audit
from .faults import is_write
from .rounds import ROUNDS
from .scene import Scene, wait_until_gone
from .table import Row
from .worker import Worker

# New orders in each round: several pages, and a handful of deliveries.
ORDERS = {"import": (8, 14), "push": (4, 8)}


@dataclass(frozen=True)
class Moment:
    """When a worker dies: after some seconds, or with a request on its way.

    :param int request: which request of the run it is, 0 for the first
    :param bool write: whether only those count that change something there
    :param bool done: whether Big Cartel does what the request asks for
    """

    seconds: float = 0.0
    request: int | None = None
    write: bool = False
    done: bool = False

    def __str__(self):
        if self.request is None:
            return f"after {self.seconds:.3f} s"
        kind = "write" if self.write else "request"
        return f"at {kind} {self.request}{', done there' if self.done else ''}"


class Killer:
    """Runs one scheduled action again and again, and kills most of the runs."""

    def __init__(self, scene, job):
        self.scene = scene
        self.job = job
        self.killed = []
        # How long a run takes and how much it asks, measured before the first kill.
        self.seconds = self.requests = self.writes = 0

    def measure(self):
        before = len(self.scene.sandbox.requests)
        self.seconds = self.scene.run(self.job).seconds
        requests = self.scene.sandbox.requests[before:]
        self.requests = len(requests)
        self.writes = sum(map(is_write, requests))

    def choose(self):
        """Return a moment: anywhere in the run, or with a request on its way."""
        chance = self.scene.chance
        write, done = chance.random() < 0.5, chance.random() < 0.7
        most = self.writes if write else self.requests
        if chance.random() < 0.4 or not most:
            return Moment(seconds=chance.uniform(0, self.seconds))
        return Moment(request=chance.randrange(most), write=write, done=done)

    def kill(self, moment):
        """Let the scheduled action run until then; return whether that was in time."""
        self.scene.let_time_pass()
        victim = Future()
        aimed = moment.request is not None and self._aim(moment, victim)
        worker = Worker(self.job)
        victim.set_result(worker.pid)
        if not aimed:
            worker.kill_after(moment.seconds)
        in_time = worker.wait() is None
        if aimed:
            self.scene.sandbox.faults.armed.remove(aimed)
        if in_time:
            self.killed.append(worker.pid)
            wait_until_gone(worker.pid)
        return in_time

    def _aim(self, moment, victim):
        """Arm the sandbox to kill whoever sends a certain request."""
        count = itertools.count()

        def strike(request):
            if moment.write and not is_write(request):
                return False
            if next(count) != moment.request:
                return False
            os.kill(victim.result(), signal.SIGKILL)
            return True

        armed = self.scene.sandbox.faults.armed
        kind = "lost_answer" if moment.done else "timeout"
        options = {} if moment.done else {"seconds": 0}
        fault = self.scene.sandbox.faults.add(kind, where=strike, **options)
        # Before what holds all the time: each request meets one fault only.
        armed.insert(0, armed.pop())
        return fault


def play(job, kills, chance, tell):
    """Kill runs of a scheduled action until that many died at work; return the row.

    :param chance: `random.Random`
    :param tell: function called with a text as often as there is something to see
    """
    row = Row(f"{job} killed")
    with Scene(chance) as scene:
        round_, killer = ROUNDS[job](scene, ORDERS[job]), Killer(scene, job)
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
    scene.settle()
    found = audit(scene, killer.killed[-len(moments) :] if moments else ())
    news = row.add(found, runs=len(moments))
    killed = "; ".join(map(str, moments)) or "too late"
    tell(f"{row.fault}: {row.runs}/{kills} ({killed})")
    for finding in news:
        tell(f"  {finding} ({round_})")
