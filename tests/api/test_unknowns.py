"""The client keeps working whichever way the unknown facts turn out.

Each case is a switch of the sandbox, that is a fact of the real API that nobody could
find out. A client that passes under one choice only would be a bet.
"""

import pytest

from odoo.addons.bigcartel_connector.api import Rejected

from tests.contract.checks import READS, WRITES
from tests.contract.targets import SandboxTarget

UNKNOWNS = [
    {"links_next": False},
    {"meta_count": False},
    {"links_next": False, "meta_count": False},
    {"links_style": "own_https"},
    {"links_style": "http_api"},
    {"links_style": "https_api"},
    {"max_page_limit": 3},
    {"max_page_limit": 20, "over_limit": "reject"},
    {"unknown_parameters": "reject"},
    {"unpaid_listed": False},
    {"unpaid_completed_at_null": False},
    {"deleted_product": "missing"},
    {"deleted_product": "kept"},
    {"shipping_adjustment": "order_adjustments/base"},
    {"singular_types": True},
    {"line_quantities": False},
    {"line_details": False},
    {"country_as": "relationship"},
    {"country_as": "attribute"},
    {"pickup_address": "empty"},
    {"tax_remitted": False},
    {"warnings": True},
    {"cancelled_orders": "listed"},
    {"cancelled_orders": "status_attribute", "refund_transaction": True},
    {"shipment_id_required": True},
    {"shipment_response": "order"},
    {"shipment_response": "no_content"},
    {"shipment_response": "empty"},
    {"inventory_quantity": "null"},
]


def name_of(switches):
    return ", ".join(f"{name}={value}" for name, value in switches.items())


@pytest.mark.parametrize("switches", UNKNOWNS, ids=name_of)
def test_the_contract_holds_whatever_the_answer_is(switches):
    target = SandboxTarget(**switches)
    for check in (*READS, *WRITES):
        target.run(check)


@pytest.mark.parametrize(
    "style", ["full", "title", "detail", "code", "string", "html", "empty"]
)
@pytest.mark.parametrize("status", [402, 403])
def test_a_plan_without_shipments_is_told_in_any_style(style, status):
    target = SandboxTarget(shipments_refused=status, error_style=style)
    with pytest.raises(Rejected) as caught:
        target.run(WRITES[1])
    assert caught.value.status == status
    assert not caught.value.maybe_written
    assert "<" not in caught.value.message
