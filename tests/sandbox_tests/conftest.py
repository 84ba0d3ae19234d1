import pytest

from .support import Caller


@pytest.fixture
def call(sandbox):
    return Caller(sandbox)
