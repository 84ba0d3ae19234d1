"""Figures that compare parts with each other; imports no Odoo."""


def compare(figures):
    """Return the ratios between parts: sizes, and databases without the addon."""
    found = {}
    for size in (10000, 50000):
        for figure, name in (
            ("ms_per_order", "ratio_to_1000"),
            ("cpu_ms_per_order", "cpu_ratio_to_1000"),
            ("queries_per_order", "queries_ratio_to_1000"),
        ):
            many = figures.get(f"size_{size}.{figure}")
            few = figures.get(f"size_1000.{figure}")
            if many and few:
                found[f"size_{size}.{name}"] = round(many / few, 4)
    for row in ("complete", "validate", "validate_batch"):
        with_addon = figures.get(f"{row}.ms_per_order")
        without = figures.get(f"{row}.without_addon_ms_per_order")
        if with_addon and without:
            # Of another process, after this one: they do not take turns.
            found[f"{row}.ratio_to_without_addon"] = round(with_addon / without, 4)
    many, few = figures.get("size_50000.peak_mb"), figures.get("size_1000.peak_mb")
    if many and few:
        found["memory.growth_mb"] = round(many - few, 1)
    return found
