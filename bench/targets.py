"""What the figures have to reach; imports no Odoo."""

# Key of a figure: the most it may be.
TARGETS = {
    "first_import.ratio_to_floor": 1.35,
    "first_import.queries_per_order": 14,
    "unchanged.ratio_to_first_import": 0.03,
    "unchanged.rows_written": 0,
    "complete.ratio_to_floor": 1.1,
    "validate.ratio_to_floor": 1.05,
    "validate.queries_more_per_order": 2,
    "validate_batch.ratio_to_floor": 1.05,
    "validate_batch.queries_more_per_order": 2,
    "size_50000.ratio_to_1000": 1.1,
    "memory.growth_mb": 50,
    "lists.slowest_ms": 150,
    # Odoo counts what a list has in all, but for lists of less than a page.
    "lists.queries_more_than_of_few": 1,
}


def missed(figures):
    """Return the keys of the figures that are more than they may be."""
    return [
        key for key, most in TARGETS.items() if key in figures and figures[key] > most
    ]
