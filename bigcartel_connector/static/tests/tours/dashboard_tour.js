import { registry } from "@web/core/registry";

const app = "bigcartel_connector.menu_root";
// To review, ready, to ship, failed.
const counter = (place) => `.o_bigcartel_counters a:nth-child(${place})`;

// A reviewer opens the app, and follows the dashboard's numbers to their lists.
registry.category("web_tour.tours").add("bigcartel_connector_dashboard", {
    steps: () => [
        { trigger: ".o_navbar_apps_menu button", run: "click" },
        { trigger: `.o_app[data-menu-xmlid='${app}']`, run: "click" },
        // The orders to review, though the dashboard is the first entry.
        { trigger: ".o_data_row:only-child [name=state]" },
        { trigger: ".o_facet_values:contains(To review)" },
        {
            trigger: "[data-menu-xmlid='bigcartel_connector.menu_dashboard']",
            run: "click",
        },
        { trigger: ".o_field_widget[name=sales_graph] canvas" },
        { trigger: ".o_bigcartel_last_import:contains(ago)" },
        { trigger: `${counter(3)}:contains(2)`, run: "click" },
        { trigger: ".o_data_row:nth-child(2):last-child" },
        { trigger: ".o_back_button, .breadcrumb-item a", run: "click" },
        { trigger: "a[name=action_open_sales]", run: "click" },
        { trigger: ".o_group_header" },
        { trigger: ".o_back_button, .breadcrumb-item a", run: "click" },
        { trigger: "button[name=action_import_orders]:enabled", run: "click" },
        { trigger: ".o_notification:contains(3)" },
        { trigger: `${counter(1)}:contains(1)` },
    ],
});
