"""Work for the scheduled actions, round by round, as a shop has it every day."""

import itertools

# What nobody knows about the API decides how a push finds out what it told before.
MODES = tuple(
    itertools.product(
        (True, False),  # whether lines say how much of them is shipped
        (True, False),  # whether shipments are listed
        ("unshipped", "partially_shipped"),
    )
)


class Round:
    """Work for one scheduled action, which is killed, and then finishes."""

    job = None

    def __init__(self, scene, orders, modes=MODES):
        """
        :param tuple orders: the fewest and the most new orders of a round
        :param modes: what Big Cartel is like, one after the other
        """
        self.scene = scene
        self.number = 0
        self.orders = orders
        self.modes = modes

    def place(self):
        self.scene.place(self.scene.chance.randint(*self.orders))

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
        self.place()
        self.scene.edit(3)


class PushRound(Round):
    """Deliveries, whole and in part, with and without tracking numbers."""

    job = "push"

    def prepare(self):
        super().prepare()
        if len(self.modes) > 1:
            self._set_mode(*self._get_mode())
        self.place()
        self.scene.run("import")
        self.scene.deliver(0.8)

    def stir(self):
        super().stir()
        self.scene.deliver(0.3)

    def __str__(self):
        return "lines with quantities {}, list {}, {}".format(*self._get_mode())

    def _get_mode(self):
        return self.modes[self.number % len(self.modes)]

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
