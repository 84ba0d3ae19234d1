import { registry } from "@web/core/registry";

const banner = ".o_bigcartel_review_banner";

// From the quotations of the Sales app to the orders to review; then it is dismissed.
registry.category("web_tour.tours").add("bigcartel_connector_review_banner", {
    steps: () => [
        {
            trigger: `[role=status] ${banner} button[name=bigcartel_review]`,
            run: "click",
        },
        { trigger: ".o_data_row [name=progress] [role=progressbar]" },
        // These are the very orders: the banner would only repeat it.
        {
            trigger: `.o_list_view:not(:has(${banner})) .o_facet_remove`,
            run: "click",
        },
        {
            trigger: `${banner} button[name=bigcartel_dismiss]`,
            run: "click",
        },
        {
            trigger: `.o_list_view:not(:has(${banner})) button.o_switch_view.o_kanban`,
            run: "click",
        },
        { trigger: `.o_kanban_view:not(:has(${banner})) .o_kanban_record` },
    ],
});
