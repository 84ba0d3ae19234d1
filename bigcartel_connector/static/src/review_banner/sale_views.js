import {SaleFileUploadKanbanController} from "@sale/views/sale_file_upload_kanban/sale_file_upload_kanban_controller";
import {SaleFileUploadListController} from "@sale/views/sale_file_upload_list/sale_file_upload_list_controller";
import {patch} from "@web/core/utils/patch";
import {BigcartelReviewBanner} from "./review_banner";

// The quotations and orders of the Sales app; Odoo has no other place for a banner.
patch(SaleFileUploadListController, {
    template: "bigcartel_connector.ReviewListView",
    components: {...SaleFileUploadListController.components, BigcartelReviewBanner},
});

patch(SaleFileUploadKanbanController, {
    template: "bigcartel_connector.ReviewKanbanView",
    components: {...SaleFileUploadKanbanController.components, BigcartelReviewBanner},
});
