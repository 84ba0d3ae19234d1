"""Listening to everything that is logged, to see that nothing secret is."""

import logging
from contextlib import contextmanager


@contextmanager
def listening():
    """Collect every line that anything logs, at DEBUG: queries and calls included."""
    lines = []
    handler = logging.Handler(logging.DEBUG)
    handler.emit = lambda record: lines.append(handler.format(record))
    root = logging.getLogger()
    known = [root, *map(logging.getLogger, root.manager.loggerDict)]
    levels = {logger: logger.level for logger in known}
    root.addHandler(handler)
    try:
        for logger in known:
            logger.setLevel(logging.DEBUG)
        yield lines
    finally:
        root.removeHandler(handler)
        for logger, level in levels.items():
            logger.setLevel(level)
