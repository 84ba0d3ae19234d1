import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const BADGE = ".o_field_widget[name=bigcartel_shipment_state] .badge";
const WAITING = `${BADGE}.text-bg-300`;
const TELL = "button[name=action_bigcartel_tell_now]";

// Warehouse staff confirm a delivery as any other: nothing of ours is asked of them,
// and all they see of it is whether Big Cartel knows.
tours.add("bigcartel_connector_delivery", {
    steps: () => [
        {
            trigger: ".o_notebook_headers a[name=extra]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=carrier_tracking_ref] input",
            run: "edit TRACK-1",
        },
        {
            trigger: "button[name=button_validate]:enabled",
            run: "click",
        },
        {
            trigger: WAITING,
        },
        {
            trigger: `.o_form_view:not(:has(${TELL}))`,
        },
    ],
});

// The office sees what waits, opens it, and need not wait for the scheduled action.
tours.add("bigcartel_connector_delivery_told", {
    steps: () => [
        {
            trigger: ".o_data_row .o_field_widget[name=state] .badge.text-bg-300",
        },
        {
            trigger: ".o_data_row .o_data_cell[name=order_id]",
            run: "click",
        },
        {
            trigger: WAITING,
        },
        {
            trigger: TELL,
            run: "click",
        },
        {
            trigger: `${BADGE}.text-bg-success`,
        },
        {
            trigger: ".o_field_widget[name=bigcartel_shipment_summary]:contains(TRACK-1)",
        },
        {
            trigger: `.o_form_view:not(:has(${TELL}))`,
        },
    ],
});
