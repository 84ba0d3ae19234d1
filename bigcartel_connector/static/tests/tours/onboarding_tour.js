import {registry} from "@web/core/registry";

const dialog = ".modal:not(.o_inactive_modal)";
const shows = (step) => ({trigger: `${dialog} div[name=${step}]:visible`});
const press = (button) => ({
    trigger: `${dialog} footer button[name=${button}]:enabled`,
    run: "click",
});

/** A shop is connected from nothing, left half way, taken up again, and imported. */
registry.category("web_tour.tours").add("bigcartel_connector_onboarding", {
    steps: () => [
        {trigger: ".o_view_nocontent a[type=action]", run: "click"},
        shows("connect"),
        {trigger: `${dialog} input[data-value=token]`, run: "click"},
        {trigger: `${dialog} [name=access_token] input`, run: "edit wrong-token"},
        press("action_connect"),
        {trigger: `${dialog} [name=message]:contains(401)`},
        {
            trigger: `${dialog} [name=access_token] input`,
            run: "edit sandbox-access-token",
        },
        press("action_connect"),
        shows("found"),
        {trigger: `${dialog} [name=preview_html] tr:contains(1)`},
        press("action_next"),
        shows("since"),
        {trigger: `${dialog} [name=import_from] input`, run: "edit 01/01/2020 00:00:00"},
        {trigger: `${dialog} [name=preview_html]`, run: "click"},
        press("action_next"),
        shows("shipping"),
        press("action_later"),
        {trigger: "body:not(.modal-open) .o_data_row td[name=name]", run: "click"},
        {trigger: "button[name=action_open_onboarding]", run: "click"},
        shows("shipping"),
        {trigger: `${dialog} .o_arrow_button[data-value=people]:disabled`},
        {trigger: `${dialog} .o_arrow_button[data-value=since]:enabled`, run: "click"},
        shows("since"),
        press("action_next"),
        shows("shipping"),
        {trigger: `${dialog} td[name=code]:first`, run: "click"},
        {trigger: `${dialog} .o_selected_row [name=code] input`, run: "edit LETTER"},
        press("action_next"),
        shows("people"),
        press("action_next"),
        shows("import"),
        press("action_import"),
        shows("done"),
        {trigger: `${dialog} [name=result_html] tr:contains(1)`},
        press("action_review"),
        {trigger: ".o_list_view .o_data_row:only-child"},
    ],
});
