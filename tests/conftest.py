"""Fixtures for every test; Odoo and its database are given by `make test`."""

from importlib.util import find_spec

if find_spec("tests.fixtures"):
    pytest_plugins = ["tests.fixtures", "tests.parallel"]
