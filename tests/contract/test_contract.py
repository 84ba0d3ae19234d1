"""The sandbox and the cassettes (or a real shop) keep the contract."""

import pytest

from .targets import chosen


@pytest.mark.parametrize(
    ("target", "check"),
    chosen(),
    ids=lambda value: getattr(value, "name", None) or value.__name__,
)
def test_contract(target, check):
    target.run(check)
