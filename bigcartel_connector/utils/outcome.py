"""What became of the records that a person selected, so that it adds up."""

from collections import Counter

# How many names a notification lists before it only counts them.
NAMES_SHOWN = 5


class Outcome:
    """Counts what became of each selected record, and why some were left out.

    :ivar parts: {what became of them, in words: how many}
    :ivar reasons: {reason, in words: names of the records}
    """

    def __init__(self):
        self.parts = Counter()
        self.reasons = {}
        self._explained = set()

    def add(self, what, names, reason=None):
        """Count records, and keep the reason where one is to be told.

        :param str what: what became of them, e.g. "completed"
        :param list names: of the records
        """
        if names:
            self.parts[what] += len(names)
            if reason:
                self._explained.add(what)
                self.reasons.setdefault(reason, []).extend(names)

    def format_parts(self):
        """Return e.g. "2 completed + 1 left out": what needs a reason comes last."""
        parts = sorted(self.parts.items(), key=lambda part: part[0] in self._explained)
        return " + ".join(f"{count} {what}" for what, count in parts)

    def format_reasons(self):
        """Return a line per reason, with the names of what it concerns."""
        lines = []
        for reason, names in self.reasons.items():
            shown = ", ".join(names[:NAMES_SHOWN])
            if len(names) > NAMES_SHOWN:
                shown += f", … (+{len(names) - NAMES_SHOWN})"
            lines.append(f"{shown}: {reason}")
        return lines
