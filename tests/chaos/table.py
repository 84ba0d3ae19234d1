"""What came of it: one row for each fault, for people and for programs."""

import json
from dataclasses import dataclass, field

from .audit import DOUBLED, LOST

COLUMNS = ("fault", "runs", "orders", "lost", "doubled", "healed by itself")


@dataclass
class Row:
    """A fault, how often it struck, and what was wrong after the next run.

    :param set orders: the numbers of the orders that it could have harmed
    :param int healed: after how many of the runs nothing was wrong
    :param list findings: `audit.Finding`, what was wrong after the others
    """

    fault: str
    runs: int = 0
    orders: set = field(default_factory=set)
    healed: int = 0
    findings: list = field(default_factory=list)

    def add(self, findings, runs=1):
        """Count runs after which this was found; return what is new of it.

        What stays wrong is counted once.
        """
        news = [finding for finding in findings if finding not in self.findings]
        self.runs += runs
        self.healed += 0 if news else runs
        self.findings += news
        return news

    def count(self, kind):
        return len({row.subject for row in self.findings if row.kind == kind})

    @property
    def went_well(self):
        return bool(self.runs) and not self.findings and self.healed == self.runs

    def cells(self):
        return (
            self.fault,
            self.runs,
            len(self.orders),
            self.count(LOST),
            self.count(DOUBLED),
            f"{self.healed} of {self.runs}",
        )


def to_markdown(rows):
    """Return the table as README shows it."""
    lines = [COLUMNS, ("---", *("---:",) * (len(COLUMNS) - 1))]
    lines += [row.cells() for row in rows]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in lines)


def to_json(rows, **values):
    """Return the same with all that was found.

    :param values: what else to keep, such as the seed
    """
    table = [
        {
            **dict(zip(COLUMNS, row.cells(), strict=True)),
            "findings": [str(finding) for finding in row.findings],
        }
        for row in rows
    ]
    return json.dumps({**values, "rows": table}, indent=2)
