"""Development tool of the Big Cartel connector: ``python3 -m dev --help``.

It gets Odoo, PostgreSQL and the Python packages, and runs the demo, the tests and
the linters with them. Standard library only: it runs before anything is installed.
"""
