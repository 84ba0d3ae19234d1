import { registry } from "@web/core/registry";

const suggestion =
    ".modal [name=suggestion_ids] .o_data_row:first button[name=action_choose]";
let clicks = 0;

function count() {
    clicks++;
}

/** The dialog on a line, and a click on its best suggestion. */
const linkLine = (name) => [
    { trigger: `.modal [name=product_name]:contains(${name})` },
    { trigger: suggestion, run: "click" },
];

// From the list to a completed order: three lines in at most seven clicks.
registry.category("web_tour.tours").add("bigcartel_connector_review", {
    steps: () => [
        {
            trigger: ".o_list_view .o_data_row",
            run() {
                clicks = 0;
                document.addEventListener("click", count, true);
            },
        },
        { trigger: ".o_data_row:first [name=customer_name]", run: "click" },
        { trigger: "button[name=action_open_sale_order]:visible", run: "click" },
        { trigger: "button[name=action_bigcartel_link_products]", run: "click" },
        ...linkLine("Heron"),
        ...linkLine("Moth"),
        ...linkLine("Fern"),
        {
            trigger: ".o_statusbar_status button[data-value=sale].o_arrow_button_current",
        },
        {
            trigger: ".o_form_view",
            run() {
                document.removeEventListener("click", count, true);
                if (clicks !== 6) {
                    throw new Error(`${clicks} clicks instead of 6`);
                }
            },
        },
        { trigger: ".o_notification .bg-success" },
        { trigger: "body:not(:has(.modal))" },
        {
            trigger: "[name=order_line] .o_data_row:nth-child(3) [name=bigcartel_link_state] .fa-check",
        },
    ],
});
