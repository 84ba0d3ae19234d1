import {registry} from "@web/core/registry";
import {KanbanController} from "@web/views/kanban/kanban_controller";
import {KanbanRenderer} from "@web/views/kanban/kanban_renderer";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {ListController} from "@web/views/list/list_controller";
import {ListRenderer} from "@web/views/list/list_renderer";
import {listView} from "@web/views/list/list_view";
import {BigcartelReviewBanner} from "../review_banner/review_banner";
import {BigcartelEmptyList} from "./empty_list";

export class BigcartelOrderListController extends ListController {
    static template = "bigcartel_connector.ReviewListView";
    static components = {...ListController.components, BigcartelReviewBanner};
}

export class BigcartelOrderListRenderer extends ListRenderer {
    static components = {
        ...ListRenderer.components,
        ActionHelper: BigcartelEmptyList,
    };
}

export class BigcartelOrderKanbanController extends KanbanController {
    static template = "bigcartel_connector.ReviewKanbanView";
    static components = {...KanbanController.components, BigcartelReviewBanner};
}

export class BigcartelOrderKanbanRenderer extends KanbanRenderer {
    static components = {
        ...KanbanRenderer.components,
        ActionHelper: BigcartelEmptyList,
    };
}

registry.category("views").add("bigcartel_order_list", {
    ...listView,
    Controller: BigcartelOrderListController,
    Renderer: BigcartelOrderListRenderer,
});

registry.category("views").add("bigcartel_order_kanban", {
    ...kanbanView,
    Controller: BigcartelOrderKanbanController,
    Renderer: BigcartelOrderKanbanRenderer,
});
