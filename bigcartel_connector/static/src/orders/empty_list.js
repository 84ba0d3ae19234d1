import {markup, onWillStart, useState} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {ActionHelper} from "@web/views/action_helper";

/**
 * What to do next, where a list of orders is empty.
 *
 * Odoo keeps the text that came with the action; this one depends on the shops, so
 * it is asked for whenever the list turns out to be empty.
 */
export class BigcartelEmptyList extends ActionHelper {
    static template = "bigcartel_connector.EmptyList";

    setup() {
        this.orm = useService("orm");
        this.state = useState({help: ""});
        onWillStart(async () => {
            const help = await this.orm.call(
                this.env.searchModel.resModel,
                "get_empty_list_help",
                [""],
                {context: {...this.env.searchModel.context, ...this.onlyFilter}}
            );
            this.state.help = markup(help);
        });
    }

    /** The filter that empties the list, if it is the only one; named as in actions. */
    get onlyFilter() {
        const {searchModel} = this.env;
        const [filter] = searchModel.getSearchItems(
            ({type, isActive}) => type === "filter" && isActive
        );
        const alone = searchModel.query.length === 1;
        return filter && alone ? {[`search_default_${filter.name}`]: 1} : {};
    }
}
