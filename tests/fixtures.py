"""Pytest fixtures shared by all tests (loaded as a plugin by ``conftest.py``)."""

import pytest

from tests.sandbox import Sandbox


@pytest.fixture
def sandbox():
    """A sandbox shop of its own on a free port, with the believable shop in it."""
    with Sandbox() as running:
        yield running
