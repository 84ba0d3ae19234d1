"""The figures as one table for people, and as JSON for programs; imports no Odoo."""

import json
from datetime import datetime

from .targets import TARGETS

_TITLES = ("row", "figure", "value", "target", "")


def to_text(figures):
    """Return the table: one line for each figure, with its target beside it."""
    rows, last = [_TITLES], None
    for name, figure, key in _in_order(figures):
        value, target = figures[key], TARGETS.get(key)
        verdict = "" if target is None else "reached" if value <= target else "MISSED"
        rows.append(
            (
                "" if name == last else name,
                figure.replace("_", " "),
                _number(value),
                "" if target is None else f"<= {target:g}",
                verdict,
            )
        )
        last = name
    widths = [max(len(row[column]) for row in rows) for column in range(len(_TITLES))]
    return "\n".join(_line(row, widths) for row in rows)


def _in_order(figures):
    """Return (row, figure, key) of what is shown, the figures of a row together."""
    rows = {}
    for key, value in figures.items():
        name, _, figure = key.partition(".")
        if name != "run" and not isinstance(value, (list, dict)):
            rows.setdefault(name, []).append((name, figure, key))
    return [entry for entries in rows.values() for entry in entries]


def _line(row, widths):
    name, figure, value, target, verdict = (
        cell.rjust(width) if column in (2, 3) else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return f"{name}  {figure}  {value}  {target}  {verdict}".rstrip()


def _number(value):
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"
    return str(value)


def write(figures, folder, name="latest"):
    """Write the figures as JSON under the present moment, and under a name that stays;
    return the path."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(figures, indent=1) + "\n"
    path = folder / f"{datetime.now():%Y-%m-%d-%H%M%S}.json"
    path.write_text(text)
    (folder / f"{name}.json").write_text(text)
    return path
