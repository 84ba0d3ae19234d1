"""Single values: money, quantities, moments, texts."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest

from odoo.addons.bigcartel_connector.api import values

UTC = timezone.utc


@pytest.mark.parametrize(
    ("given", "amount"),
    [
        ("0.25", "0.25"),
        ("2.0", "2.0"),
        (" 12.50 ", "12.50"),
        ("-3.10", "-3.10"),
        ("12.345", "12.345"),
        ("1e2", "100"),
        (0.1, "0.1"),
        (12, "12"),
        (Decimal("0.10"), "0.10"),
        ("0", "0"),
        (".5", "0.5"),
    ],
)
def test_money_is_read_exactly_from_text_and_numbers(given, amount):
    assert values.to_decimal(given) == Decimal(amount)


@pytest.mark.parametrize(
    "given",
    ["NaN", "Infinity", "-inf", "sNaN", "1,000.00", "1_000", "١٢", "$5", "", "  ", None]
    + [True, float("nan"), float("inf"), [], {}, "1e999", "9" * 40, "0x10", "1.2.3"]
    + ["1e-400", "9" * 1000],
)
def test_what_is_no_plain_amount_is_not_money(given):
    assert values.to_decimal(given) is None


@pytest.mark.parametrize(("given", "units"), [(1, 1), ("2", 2), (3.0, 3), ("0", 0)])
def test_quantities_are_whole_units(given, units):
    assert values.to_quantity(given) == units


@pytest.mark.parametrize("given", [-1, 1.5, "a lot", None, True, 10**12])
def test_what_is_no_whole_number_of_units_is_no_quantity(given):
    assert values.to_quantity(given) is None


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ("2015-08-29T13:03:50.000Z", datetime(2015, 8, 29, 13, 3, 50, tzinfo=UTC)),
        ("2015-08-29T13:03:50.5", datetime(2015, 8, 29, 13, 3, 50, 500000, tzinfo=UTC)),
        ("2015-08-29T13:03:50+08:00", datetime(2015, 8, 29, 5, 3, 50, tzinfo=UTC)),
        ("2015-08-29 13:03:50-0530", datetime(2015, 8, 29, 18, 33, 50, tzinfo=UTC)),
        ("2015-08-29", datetime(2015, 8, 29, tzinfo=UTC)),
    ],
)
def test_moments_are_aware_and_in_utc(given, moment):
    assert values.to_moment(given) == moment
    assert values.to_moment(given).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "given",
    [None, "", "yesterday", 1440853430, "2015-13-01", "0000-01-01", True]
    + ["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00"],
)
def test_what_is_no_moment_is_none(given):
    assert values.to_moment(given) is None


def test_texts_are_stripped_and_never_none():
    assert values.to_text("  Jo\u00a0") == "Jo"
    assert values.to_text("\ufeffJo\u200b ") == "Jo"
    assert values.to_text(20009) == "20009"
    for nothing in (None, True, {}, [], " "):
        assert values.to_text(nothing) == ""


def test_what_postgresql_cannot_store_does_not_survive():
    dirty = {
        "a\x00": ["x\x00y", "\ud83d", "🎁"],
        "n": Decimal("1.5"),
        "b": float("nan"),
    }
    clean = {"a": ["xy", "\ufffd", "🎁"], "n": 1.5, "b": "nan"}
    assert values.storable(dirty) == clean


def test_a_number_that_no_float_holds_is_kept_as_text():
    assert values.storable(Decimal("0.1")) == 0.1
    assert (
        values.storable(Decimal("0.12345678901234567891")) == "0.12345678901234567891"
    )
    assert values.storable(Decimal("1E+999")) == "1E+999"
