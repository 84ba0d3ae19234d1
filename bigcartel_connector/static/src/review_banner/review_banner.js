import {Component, status, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {_t} from "@web/core/l10n/translation";
import {user} from "@web/core/user";
import {useBus, useService} from "@web/core/utils/hooks";

const DISMISSED = "bigcartel_connector.review_banner_dismissed";

/**
 * "3 Big Cartel orders need your review", above lists of orders and quotations.
 *
 * It counts once when the list opens, and the list does not wait for it.
 */
export class BigcartelReviewBanner extends Component {
    static template = "bigcartel_connector.ReviewBanner";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({
            count: 0,
            dismissed: Boolean(browser.sessionStorage.getItem(DISMISSED)),
        });
        useBus(this.env.searchModel, "update", () => this.render());
        if (!this.state.dismissed && !this.env.inDialog) {
            this.countOrders();
        }
    }

    async countOrders() {
        const isReviewer = await user.hasGroup("bigcartel_connector.group_user");
        // Whoever has left the list meanwhile is told of no error.
        if (isReviewer && status(this) !== "destroyed") {
            this.state.count = await this.orm.silent.call(
                "bigcartel.order",
                "get_review_count",
                []
            );
        }
    }

    get visible() {
        return this.state.count > 0 && !this.state.dismissed && !this.isReviewing;
    }

    /** Whether the list shows just these orders: then its pager counts them. */
    get isReviewing() {
        const {resModel} = this.env.searchModel;
        return (
            resModel === "bigcartel.order" &&
            this.env.searchModel.getSearchItems(
                ({name, isActive}) => name === "to_review" && isActive
            ).length > 0
        );
    }

    get text() {
        const {count} = this.state;
        return count === 1
            ? _t("1 Big Cartel order needs your review")
            : _t("%s Big Cartel orders need your review", count);
    }

    onReview() {
        this.action.doAction("bigcartel_connector.bigcartel_order_action_review", {
            clearBreadcrumbs: true,
        });
    }

    onDismiss() {
        browser.sessionStorage.setItem(DISMISSED, "1");
        this.state.dismissed = true;
    }
}
