from . import (
    bigcartel_backend,
    bigcartel_backend_import,
    bigcartel_backend_push,
    bigcartel_order,
    bigcartel_shipment,
)
