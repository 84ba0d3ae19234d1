"""`make bench`, small: what it measures is there, and both sides did the same work."""

import json
import subprocess
import sys
from contextlib import nullcontext

import pytest

from bench import parts, ratios, table, targets
from bench.options import parse
from dev import bench as dev_bench
from dev.errors import SetupError
from dev.paths import CHECKOUT

ORDERS, DELIVERIES = 6, 2


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """The finished command and the figures that it wrote."""
    folder = tmp_path_factory.mktemp("bench")
    size = ("--orders", str(ORDERS), "--deliveries", str(DELIVERIES), "--rounds", "2")
    done = subprocess.run(
        [sys.executable, "-m", "dev", "bench", "--", *size]
        + ["--quick", "--only", "imports", "fulfilment", "--results", folder],
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
        assert figures[f"{row}.ratio_to_floor"] > 0
        assert figures[f"{row}.cpu_ratio_to_floor"] > 0
        assert len(figures[f"{row}.addon_rounds_ms"]) == 2
    assert 0 < figures["unchanged.ratio_to_first_import"] < 1


def test_figures_say_what_a_delivery_costs_with_and_without_an_order_behind(bench):
    _done, figures = bench
    for row in ("complete", "validate", "validate_batch"):
        for figure in ("ms_per_order", "cpu_ms_per_order", "queries_per_order"):
            assert figures[f"{row}.{figure}"] > 0
            assert figures[f"{row}.floor_{figure}"] > 0
        assert figures[f"{row}.ratio_to_floor"] > 0
    for row in ("validate", "validate_batch"):
        more = figures[f"{row}.queries_per_order"]
        more -= figures[f"{row}.floor_queries_per_order"]
        assert figures[f"{row}.queries_more_per_order"] == pytest.approx(more)


def test_figures_say_what_telling_a_shipment_costs(bench):
    _done, figures = bench
    for figure in ("ms", "cpu_ms", "queries", "requests"):
        assert figures[f"push.{figure}_per_shipment"] > 0
    assert figures["push.connections"] == 1


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


def test_the_floor_writes_no_other_rows_than_the_addon(bench):
    _done, figures = bench
    ours = figures["first_import.rows_written_by_table"]
    floor = figures["first_import.floor_rows_written_by_table"]
    assert set(floor) <= set(ours)
    assert floor["sale_order_line"] == ours["sale_order_line"]


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


def test_a_figure_above_its_target_is_missed_and_one_at_it_is_not():
    key, most = next(iter(targets.TARGETS.items()))
    assert targets.missed({key: most, "other.figure": 10**6}) == []
    assert targets.missed({key: most * 1.01}) == [key]
    assert "MISSED" in table.to_text({key: most * 1.01})


def test_many_orders_are_compared_with_a_thousand():
    figures = {
        "size_1000.ms_per_order": 10.0,
        "size_1000.peak_mb": 200.0,
        "size_50000.ms_per_order": 11.5,
        "size_50000.peak_mb": 260.0,
    }
    found = ratios.compare(figures)
    assert found == {"size_50000.ratio_to_1000": 1.15, "memory.growth_mb": 60.0}
    assert targets.missed(found) == list(found)


def test_the_short_benchmark_leaves_out_what_takes_long():
    short, _wish = parse(["--quick"])
    assert {"imports", "fulfilment"} <= set(parts.chosen(short))
    assert not [name for name in parts.chosen(short) if name.startswith("size_")]
    whole, _wish = parse([])
    assert set(parts.chosen(whole)) == set(parts.PARTS)


def test_a_row_that_was_asked_for_brings_its_part():
    options, _wish = parse(["--only", "unchanged"])
    assert parts.chosen(options) == ["imports"]
    assert options.wants("unchanged") and not options.wants("returning")
    options, _wish = parse(["--only", "imports"])
    assert options.wants("unchanged") and options.wants("returning")


def test_a_part_that_fails_costs_no_other_its_figures(monkeypatch, tmp_path):
    def run_part(_space, name, _options):
        if name == "imports":
            raise SetupError("it failed")
        return {f"{name}.figure": 1}

    monkeypatch.setattr(dev_bench, "run_part", run_part)
    monkeypatch.setattr(dev_bench.workspace, "opened", nullcontext)
    wanted = ["--only", "imports", "fulfilment", "--results", str(tmp_path)]
    assert dev_bench.run(wanted) == 1
    assert json.loads((tmp_path / "latest.json").read_text())["fulfilment.figure"] == 1
    assert dev_bench.run(wanted[:1] + wanted[2:]) == 0


def test_a_missed_target_fails_only_where_it_is_checked(monkeypatch, tmp_path):
    key, most = next(iter(targets.TARGETS.items()))
    monkeypatch.setattr(dev_bench, "run_part", lambda *_part: {key: most + 1})
    monkeypatch.setattr(dev_bench.workspace, "opened", nullcontext)
    wanted = ["--only", "imports", "--results", str(tmp_path)]
    assert dev_bench.run(wanted) == 0
    assert dev_bench.run([*wanted, "--check"]) == 1
