"""The pictures of `make screenshots`, in the order of a shop's first day.

Each is the file of its name in the addon's `static/description/`.
"""

from dataclasses import dataclass

_ACTION = "/odoo/action-bigcartel_connector."
DESKTOP, PHONE = (1366, 768), (390, 844)


@dataclass(frozen=True)
class Picture:
    name: str
    path: str
    """The page to open first."""
    steps: tuple = ()
    """What to click then, one after the other, as Playwright's selectors."""
    shows: str = ".o_action_manager .o_view_controller"
    """What has to be there when the picture is taken."""
    size: tuple = DESKTOP


def _row(text):
    """Return the selector of a row of a list."""
    return f".o_data_row:has-text('{text}') td.o_data_cell >> nth=0"


_REVIEW = _ACTION + "bigcartel_order_action_review"
# Two of its products are linked, one is not.
_ORDER = (_row("Céline"), "button[name=action_open_sale_order]:visible")

PICTURES = (
    Picture(
        "onboarding",
        _ACTION + "bigcartel_backend_action",
        ("button:has-text('Connect a shop'):visible",),
        shows=".modal .o_form_view",
    ),
    Picture("dashboard", _ACTION + "bigcartel_backend_dashboard_action"),
    Picture("orders_to_review", _REVIEW, shows=".o_list_view .o_data_row"),
    Picture("order", _REVIEW, _ORDER, shows=".o_form_view .o_data_row"),
    Picture(
        "link_dialog",
        _REVIEW,
        (*_ORDER, "button[name=action_bigcartel_link_products]"),
        shows=".modal .o_form_view",
    ),
    Picture(
        "product_links",
        _ACTION + "bigcartel_product_link_action",
        shows=".o_list_view .o_data_row",
    ),
    Picture(
        "delivery",
        "/odoo/action-stock.action_picking_tree_all",
        (_row("Done"),),
        shows=".o_form_view",
    ),
    Picture(
        "settings",
        "/odoo/settings",
        (".settings_tab [data-key=bigcartel_connector]",),
        shows=".o_setting_box:visible [name=bigcartel_client_id]",
        size=(1366, 570),  # without the addresses of the demo's sandbox
    ),
    Picture("phone", _REVIEW, shows=".o_kanban_view .o_kanban_record", size=PHONE),
)
