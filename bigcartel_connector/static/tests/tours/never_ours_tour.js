import { registry } from "@web/core/registry";

const line = (row) =>
    `[name=order_line] .o_data_row:nth-child(${row}) [name=bigcartel_link_state]`;

// One line is ours and one is not: both are answers, and the order completes.
registry.category("web_tour.tours").add("bigcartel_connector_never_ours", {
    steps: () => [
        { trigger: `${line(1)} .fa-times` },
        { trigger: "button[name=action_bigcartel_link_products]", run: "click" },
        { trigger: ".modal button[name=action_skip]", run: "click" },
        { trigger: ".modal [name=product_name]:contains(Moth)" },
        { trigger: ".modal button[name=action_never]", run: "click" },
        { trigger: ".modal [name=product_name]:contains(Heron)" },
        {
            trigger: ".modal [name=suggestion_ids] .o_data_row:first button[name=action_choose]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=sale].o_arrow_button_current",
        },
        { trigger: `${line(1)} .fa-check` },
        { trigger: `${line(2)} .fa-ban` },
    ],
});
