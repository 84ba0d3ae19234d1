import { registry } from "@web/core/registry";

const draft = ".o_statusbar_status button[data-value=draft].o_arrow_button_current";

// An administrator reads in the list what is wrong, and puts it right on the order.
registry.category("web_tour.tours").add("bigcartel_connector_activate_currency", {
    steps: () => [
        {
            trigger: ".o_data_row [name=error]:contains(EUR)",
            run: "click",
        },
        {
            trigger: "button[name=action_activate_currency]",
            run: "click",
        },
        {
            trigger: "button[name=action_open_sale_order]:visible",
            run: "click",
        },
        { trigger: draft },
    ],
});

// The cause is gone: a reviewer retries from the list, and finds the draft.
registry.category("web_tour.tours").add("bigcartel_connector_retry", {
    steps: () => [
        { trigger: ".o_data_row [name=error]:contains(EUR)" },
        {
            trigger: ".o_data_row .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: "button[name=action_retry_selected]",
            run: "click",
        },
        { trigger: ".o_notification .bg-success" },
        { trigger: ".o_view_nocontent" },
        {
            trigger: "button[data-menu-xmlid='bigcartel_connector.menu_orders']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='bigcartel_connector.menu_orders_review']",
            run: "click",
        },
        {
            trigger: ".o_data_row:only-child [name=customer_name]",
            run: "click",
        },
        {
            trigger: "button[name=action_open_sale_order]:visible",
            run: "click",
        },
        { trigger: draft },
    ],
});
