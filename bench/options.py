"""How much is measured; imports no Odoo."""

import argparse
from dataclasses import dataclass, fields
from pathlib import Path


@dataclass
class Options:
    """What `make bench` was asked for.

    :ivar orders: of one import
    :ivar deliveries: orders completed, delivered and told in one go
    :ivar rounds: of which the median is taken
    :ivar tuned: whether the harder floor is measured as well
    :ivar only: names of parts or rows; all where empty
    """

    orders: int = 1000
    deliveries: int = 100
    rounds: int = 5
    quick: bool = False
    tuned: bool = True
    only: tuple = ()

    def wants(self, row):
        """Whether a row of a part that runs is to be measured."""
        return not self.only or row in self.only or not self._names_a_row()

    def _names_a_row(self):
        from .parts import PARTS

        return any(name not in PARTS for name in self.only)


QUICK = {"orders": 200, "deliveries": 10, "tuned": False}


def parse(arguments):
    """Return `Options` and what is done with the figures."""
    from .parts import choices

    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--quick", action="store_true", help="under two minutes")
    parser.add_argument("--only", nargs="+", choices=choices(), default=[])
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--orders", type=int, help="of one import")
    parser.add_argument("--deliveries", type=int, help="completed, delivered and told")
    parser.add_argument(
        "--check", action="store_true", help="fail when a target is missed"
    )
    parser.add_argument("--results", type=Path, help="folder of the JSON")
    parsed = parser.parse_args(arguments)
    values = dict(QUICK) if parsed.quick else {}
    for field in fields(Options):
        given = getattr(parsed, field.name, None)
        if given:
            values[field.name] = given
    return Options(**values), parsed
