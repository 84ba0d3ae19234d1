import {registry} from "@web/core/registry";

/** An empty list is filled from the shop's catalogue, and answered row by row. */
registry.category("web_tour.tours").add("bigcartel_connector_product_links", {
    steps: () => [
        {
            trigger: ".o_view_nocontent_smiling_face",
        },
        {
            trigger: "button[name=action_fetch_catalogue]",
            run: "click",
        },
        {
            trigger: ".o_data_row:first-child td[name=never_ours] input",
            run: "click",
        },
        {
            trigger: ".o_data_row:first-child td[name=never_ours] input:checked",
        },
        {
            trigger: ".o_data_row:last-child td[name=product_id]",
            run: "click",
        },
        {
            trigger: ".o_selected_row td[name=product_id] input",
            run: "edit OURS-BARCODE",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(LINKED-HERE)",
            run: "click",
        },
        {
            trigger: ".o_list_button_save",
            run: "click",
        },
        {
            trigger: ".o_list_view:not(:has(.o_selected_row)) .o_data_row:last-child td[name=answer] .text-bg-success",
        },
        {
            trigger: ".o_data_row img[name=image_url][alt]:not([alt=Image])",
        },
    ],
});
