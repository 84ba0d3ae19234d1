"""Many orders, once: what one costs among many, and how much memory it takes.

Each number of orders has a process and a database of its own, so that its peak is its
own. The scheduled action runs again and again until everything is there.
"""

import resource

from .scene import Scene
from .stopwatch import measured

MEGABYTE = 1024  # ru_maxrss is in kilobytes on Linux


def run(options, orders):
    """Import so many orders.

    :return: figures named after the number
    """
    with Scene() as scene:
        shop_id = scene.open_shop(1, orders)
        before = _get_peak()
        with measured() as sample:
            runs = scene.import_orders(shop_id, orders)
        name = f"size_{orders}"
        tally = scene.remote.tally()
        return {
            f"{name}.ms_per_order": round(sample.wall * 1000 / orders, 4),
            f"{name}.cpu_ms_per_order": round(sample.cpu * 1000 / orders, 4),
            f"{name}.queries_per_order": round(sample.queries / orders, 4),
            f"{name}.runs": runs,
            f"{name}.order_requests": tally["orders"],
            f"{name}.product_requests": tally["products"],
            f"{name}.connections": tally["connections"],
            f"{name}.peak_mb_before": round(before, 1),
            f"{name}.peak_mb": round(_get_peak(), 1),
        }


def _get_peak():
    """Return the most memory that this process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
