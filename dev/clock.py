"""Odoo with a clock that stands still: ``python -m dev.clock TIME argument...``.

Whatever it stores and shows then hangs on no day; runs in the virtual environment.
"""

import sys
from datetime import datetime

import freezegun


def main(moment, *arguments):
    with freezegun.freeze_time(moment):
        from odoo import sql_db
        from odoo.cli.command import main as run

        # The database's own clock goes on.
        sql_db.BaseCursor.now = sql_db.Cursor.now = lambda cursor: datetime.now()
        sys.argv = ["odoo", *arguments]
        run()


if __name__ == "__main__":
    main(*sys.argv[1:])
