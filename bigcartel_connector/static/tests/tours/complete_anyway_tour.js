import { registry } from "@web/core/registry";

// What is not linked stays on the order, once a person said that it may.
registry.category("web_tour.tours").add("bigcartel_connector_complete_anyway", {
    steps: () => [
        { trigger: "button[name=action_bigcartel_link_products].btn-primary" },
        {
            trigger: "button[name=action_bigcartel_complete]:visible",
            run: "click",
        },
        { trigger: ".modal .modal-footer .btn-primary", run: "click" },
        {
            trigger: ".o_statusbar_status button[data-value=sale].o_arrow_button_current",
        },
        { trigger: "body:not(:has(button[name=action_bigcartel_link_products]))" },
        { trigger: "[name=bigcartel_link_state]:contains('Not linked') .text-muted" },
        { trigger: ".o_notebook_headers a[name=bigcartel]", run: "click" },
        { trigger: "[name=bigcartel_totals] table tbody tr:last-child td" },
    ],
});
