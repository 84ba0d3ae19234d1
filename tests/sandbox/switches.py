"""What nobody could find out about the real API, as switches.

Each says which OPEN fact of facts.md it stands for, and what it may be set to. A
test that passes under one value only proves nothing about Big Cartel.
"""

from dataclasses import dataclass, field, fields


def _switch(default, help_text, *choices):
    """A field with its meaning; without ``choices`` any value of its kind goes."""
    if isinstance(default, bool):
        choices = (True, False)
    return field(default=default, metadata={"help": help_text, "choices": choices})


@dataclass(slots=True)
class Switches:
    """The sandbox's answers to what is unknown; set any field at any time.

    A wrong name or a value outside its choices raises at once.
    """

    # --- headers and errors (facts 2.3, 3.2) ---
    missing_accept: int = _switch(
        406, "Code for a missing or wrong Accept header (OPEN which)", 406, 400
    )
    missing_content_type: int = _switch(
        400, "Code for a body without the JSON:API type (OPEN which)", 400, 406, 415
    )
    missing_user_agent: int | None = _switch(
        400,
        "Code for no User-Agent or a library's own; none: passes (OPEN)",
        400,
        406,
        403,
        None,
    )
    error_style: str = _switch(
        "full",
        "Members of an error body, or no JSON:API body at all (OPEN)",
        "full",
        "title",
        "detail",
        "code",
        "string",
        "html",
        "empty",
    )

    # --- lists (facts 3.4 to 3.7) ---
    max_page_limit: int = _switch(100, "Highest page[limit] (OPEN)")
    over_limit: str = _switch(
        "clamp", "A higher page[limit] is cut down, or a 400 (OPEN)", "clamp", "reject"
    )
    links_next: bool = _switch(
        True, "links.next is there while rows remain (CODE; OPEN today)"
    )
    links_style: str = _switch(
        "own",
        "Where links point: this server, the same with https, or "
        "api.bigcartel.com (http captured in 2015) (OPEN)",
        "own",
        "own_https",
        "http_api",
        "https_api",
    )
    meta_count: bool = _switch(True, "meta.count is there (CAP 2015; OPEN today)")
    filter_inclusive: bool = _switch(
        True, "..._from and ..._to take in the very moment (OPEN)"
    )
    unknown_parameters: str = _switch(
        "reject",
        "An undocumented filter, sort or parameter: 400 or nothing (OPEN)",
        "reject",
        "ignore",
    )
    ignore_status_filter: bool = _switch(
        False, "filter[shipping_status] lists all (to serve old captures)"
    )

    # --- orders (facts 5.3, 8) ---
    partial_status: str = _switch(
        "unshipped",
        "shipping_status of a partly shipped order: unshipped, "
        "partially_shipped or another word (OPEN)",
    )
    unshipped_includes_partial: bool = _switch(
        True, "filter[shipping_status]=unshipped lists partly shipped ones (OPEN)"
    )
    cancelled_orders: str = _switch(
        "out_of_queue",
        "A cancelled order: only in the unfiltered list (DOC help, of "
        "the admin); in no list; 404; unchanged in all lists; there with an "
        "attribute status (OPEN)",
        "out_of_queue",
        "not_listed",
        "gone",
        "listed",
        "status_attribute",
    )
    refunded_orders: str = _switch(
        "out_of_queue",
        "A refunded order: the same choices (OPEN)",
        "out_of_queue",
        "not_listed",
        "gone",
        "listed",
        "status_attribute",
    )
    refund_payment_status: str | None = _switch(
        None, "payment_status of a refunded order; none: stays completed (OPEN)"
    )
    refund_transaction: bool = _switch(
        False, "A refund shows as an order_transactions/refunds row (OPEN)"
    )
    unpaid_listed: bool = _switch(
        True, "Orders that are not paid are in the lists at all (OPEN)"
    )
    unpaid_completed_at_null: bool = _switch(
        True, "completed_at is null until payment, else it is created_at (OPEN)"
    )
    deleted_product: str = _switch(
        "null",
        "A line's relationship to a deleted product (OPEN)",
        "null",
        "missing",
        "kept",
    )
    shipping_adjustment: str = _switch(
        "order_adjustments/shipping",
        "Type of shipping adjustments (CAP 2015; base in SHAFER 2023; OPEN today)",
        "order_adjustments/shipping",
        "order_adjustments/base",
    )
    singular_types: bool = _switch(
        False, "Lines point to types product and product_option (sample)"
    )
    line_quantities: bool = _switch(
        True, "Lines carry quantity_shipped and quantity_unshipped (not in 2015)"
    )
    line_details: bool = _switch(
        True, "Lines carry product_id, tax_total, category_names (SN1P 2024)"
    )
    country_as: str = _switch(
        "both",
        "The country: relationship (2015), attribute, or both (2022 on)",
        "both",
        "relationship",
        "attribute",
    )
    pickup_address: str = _switch(
        "null", "Address fields of a local pickup (OPEN)", "null", "empty"
    )
    tax_remitted: bool = _switch(
        True, "tax_remitted_by_big_cartel is there (SN1P 2024)"
    )
    warnings: bool = _switch(
        False, "Pending orders carry a warning row (its type name is OPEN)"
    )

    # --- shipments (facts 5.4, 6) ---
    shipments_refused: int | None = _switch(
        None,
        "Code that refuses every shipments path, as a plan might (OPEN)",
        None,
        402,
        403,
        404,
    )
    tracking_refused: int | None = _switch(
        None,
        "Code that refuses a tracking number (paid-plan feature) (OPEN)",
        None,
        402,
        403,
        422,
    )
    shipment_change_refused: int | None = _switch(
        None,
        "Code that refuses a change of a shipment: the PATCH is known by its path "
        "alone (OPEN)",
        None,
        400,
        403,
        404,
        405,
        422,
    )
    shipment_id_required: bool = _switch(
        False, "The body of a new shipment must repeat the order's id (OPEN)"
    )
    shipment_response: str = _switch(
        "shipment",
        "Answer to a new shipment: it or the order (201), 204, or 200 "
        "without a body (OPEN)",
        "shipment",
        "order",
        "no_content",
        "empty",
    )
    duplicate_shipment: str = _switch(
        "unprocessable",
        "Shipping more than is unshipped: 422, 409, answered as if "
        "done, or recorded once more (OPEN)",
        "unprocessable",
        "conflict",
        "ignore",
        "accept",
    )
    delete_unships: bool = _switch(
        True, "Deleting a shipment makes its quantities unshipped again (OPEN)"
    )

    # --- signing in with OAuth (facts 2.2) ---
    oauth_denial: str = _switch(
        "access_denied",
        "Who denies comes back with error=access_denied (RFC 6749), with state "
        "alone, or with nothing at all (OPEN)",
        "access_denied",
        "state_only",
        "nothing",
    )

    # --- products (facts 5.5) ---
    inventory_quantity: str = _switch(
        "counted",
        "product_options.quantity, also when not tracked (OPEN)",
        "counted",
        "zero",
        "null",
    )

    def __setattr__(self, name, value):
        choices = CHOICES.get(name)
        if choices and value not in choices:
            raise ValueError(f"{name} is one of {choices}, not {value!r}")
        object.__setattr__(self, name, value)


CHOICES = {row.name: row.metadata["choices"] for row in fields(Switches)}
HELP = {row.name: row.metadata["help"] for row in fields(Switches)}
