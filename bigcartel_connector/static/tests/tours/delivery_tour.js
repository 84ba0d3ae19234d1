import { registry } from "@web/core/registry";

// Warehouse staff confirm a delivery as any other: nothing of ours is asked of them.
registry.category("web_tour.tours").add("bigcartel_connector_delivery", {
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
            trigger: ".o_field_widget[name=bigcartel_shipment_state] .badge",
        },
    ],
});
