"""What completing and delivering costs where the addon is not installed.

For information: it is another process and another database than the addon's, and so
does not take turns with it.
"""

from .fulfilment import Plain
from .process import transaction
from .scene import make_products

SIDE = "without_addon"


def run(options):
    with transaction() as env:
        products = make_products(env)
    lots = Plain(products, options)
    lots.play_all((SIDE,))
    figures = {}
    for row in (lots.complete, lots.single, lots.batch):
        for figure, what, factor in (
            ("ms", "wall", 1000),
            ("cpu_ms", "cpu", 1000),
            ("queries", "queries", 1),
        ):
            key = f"{row.name}.{SIDE}_{figure}_per_order"
            figures[key] = round(row.median(SIDE, what) * factor, 4)
    return figures
