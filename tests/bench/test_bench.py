"""`make bench`, small: what it measures is there, and both sides did the same work."""

import json
import subprocess
import sys

import pytest

from dev.paths import CHECKOUT

ORDERS = 6


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """The finished command and the figures that it wrote."""
    folder = tmp_path_factory.mktemp("bench")
    size = ("--orders", str(ORDERS), "--rounds", "2")
    done = subprocess.run(
        [sys.executable, "-m", "dev", "bench", "--", *size]
        + ["--only", "imports", "--results", folder],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode:
        pytest.fail(done.stdout + done.stderr)
    return done, json.loads((folder / "latest.json").read_text())


def test_figures_say_what_an_import_costs_and_what_odoo_itself_does(bench):
    _done, figures = bench
    for row in ("first_import", "returning"):
        for figure in ("ms_per_order", "cpu_ms_per_order", "queries_per_order"):
            assert figures[f"{row}.{figure}"] > 0
            assert figures[f"{row}.floor_{figure}"] > 0
        for side in ("floor", "tuned"):
            assert figures[f"{row}.ratio_to_{side}"] > 0
            assert figures[f"{row}.cpu_ratio_to_{side}"] > 0
        assert len(figures[f"{row}.addon_rounds_ms"]) == 2
    assert 0 < figures["unchanged.ratio_to_first_import"] < 1


def test_figures_say_where_they_were_taken(bench):
    _done, figures = bench
    names = ("at", "commit", "python", "postgresql", "cpus", "rounds", "seconds")
    assert all(figures[f"run.{name}"] for name in names)


def test_both_sides_write_the_same_rows(bench):
    _done, figures = bench
    rows = {key: value for key, value in figures.items() if key.endswith("_rows")}
    assert rows == {
        "first_import.res_partner_rows": ORDERS,
        "first_import.sale_order_rows": ORDERS,
        "first_import.sale_order_line_rows": 3 * ORDERS,
        "returning.res_partner_rows": 0,
        "returning.sale_order_rows": ORDERS,
        "returning.sale_order_line_rows": 3 * ORDERS,
    }


def test_an_unchanged_list_is_one_request_and_writes_no_row(bench):
    _done, figures = bench
    assert figures["unchanged.rows_written"] == 0
    assert figures["unchanged.rows_written_by_table"]["bigcartel_backend"] > 0
    assert figures["unchanged.requests"] == 1
    assert figures["unchanged.product_requests"] == 0
    assert figures["unchanged.connections"] == 1


def test_an_import_walks_the_products_once_on_the_same_connection(bench):
    _done, figures = bench
    assert figures["first_import.requests_per_page"] == 1
    assert figures["first_import.product_requests"] == 1
    assert figures["first_import.requests"] == 2
    assert figures["first_import.connections"] == 1


def test_table_has_each_figure_with_its_target_beside_it(bench):
    done, _figures = bench
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["rows", "written", "0", "<=", "0", "reached"] in [row[-6:] for row in lines]
    assert any(row[:4] == ["first_import", "ms", "per", "order"] for row in lines)
