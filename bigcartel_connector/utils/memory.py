"""External identifiers that sale orders keep while the addon is uninstalled."""

# Their module. There is none of that name, so that no upgrade removes them.
MEMORY = "__bigcartel__"


def order_memory(account_id, number):
    """Return the external identifier of a sale order, without its module."""
    return f"order_{account_id}_{number}"


def line_memory(account_id, number, line_ref):
    """Return the external identifier of a sold line, without its module."""
    return f"line_{account_id}_{number}_{line_ref}"
