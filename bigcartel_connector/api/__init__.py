"""The Big Cartel API v1 without Odoo: a client, its documents and its errors.

    with Client(subdomain="myshop", password="...") as client:
        for page in client.iter_order_pages():
            for order in page.orders:
                print(order.number, order.total, order.currency)

Needs `requests` (2.25 or newer), with the `urllib3` that comes with it.
"""

from .addresses import check_address
from .auth import build_user_agent
from .client import Client
from .const import AUTHORIZE_URL, BASE_URL, SHIPPED, UNSHIPPED
from .documents import (
    Account,
    Address,
    Customer,
    Event,
    Order,
    OrderHead,
    OrderLine,
    OrderPage,
    Product,
    ProductOption,
    Shipment,
    ShipmentItem,
    UnreadableOrder,
)
from .errors import (
    ApiError,
    InvalidOrder,
    NotFound,
    Rejected,
    Throttled,
    Unauthorized,
    Unreachable,
    UnreadableAnswer,
)
from .oauth import App, Grant
from .orders import parse_order
from .personal import find_personal_texts
from .resources import parse_account, parse_product, parse_shipment
from .webhooks import WebhookEvent, is_signed, parse_webhook

__all__ = [
    "AUTHORIZE_URL",
    "BASE_URL",
    "SHIPPED",
    "UNSHIPPED",
    "Account",
    "Address",
    "ApiError",
    "App",
    "Client",
    "Customer",
    "Event",
    "Grant",
    "InvalidOrder",
    "NotFound",
    "Order",
    "OrderHead",
    "OrderLine",
    "OrderPage",
    "Product",
    "ProductOption",
    "Rejected",
    "Shipment",
    "ShipmentItem",
    "Throttled",
    "Unauthorized",
    "Unreachable",
    "UnreadableAnswer",
    "UnreadableOrder",
    "WebhookEvent",
    "build_user_agent",
    "check_address",
    "find_personal_texts",
    "is_signed",
    "parse_account",
    "parse_order",
    "parse_product",
    "parse_shipment",
    "parse_webhook",
]
