"""The parts of the benchmark; imports no Odoo."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A module of this package whose `run` gives figures.

    :ivar rows: which rows of the table it gives; ``--only`` takes them as well
    :ivar arguments: keyword arguments of `run` beside the options
    :ivar quick: whether it belongs to the short benchmark
    :ivar addon: whether its database has the addon installed
    """

    module: str
    rows: tuple = ()
    arguments: dict = None
    quick: bool = True
    addon: bool = True


PARTS = {
    "imports": Part("imports", ("first_import", "returning", "unchanged")),
    "fulfilment": Part(
        "fulfilment", ("complete", "validate", "validate_batch", "push")
    ),
    "without_addon": Part("without_addon", quick=False, addon=False),
    "lists": Part("lists", quick=False),
    "size_1000": Part("sizes", arguments={"orders": 1000}, quick=False),
    "size_10000": Part("sizes", arguments={"orders": 10000}, quick=False),
    "size_50000": Part("sizes", arguments={"orders": 50000}, quick=False),
}


def chosen(options):
    """Return the names of the parts that were asked for, in their order."""
    if not options.only:
        return [name for name, part in PARTS.items() if part.quick or not options.quick]
    return [
        name
        for name, part in PARTS.items()
        if name in options.only or set(part.rows) & set(options.only)
    ]


def choices():
    """Return what ``--only`` takes."""
    return [*PARTS, *(row for part in PARTS.values() for row in part.rows)]
