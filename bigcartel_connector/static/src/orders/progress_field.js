import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {charField, CharField} from "@web/views/fields/char/char_field";

/** "2 / 3" and a bar under it: how many lines of an order are linked. */
export class BigcartelProgressField extends CharField {
    static template = "bigcartel_connector.ProgressField";

    get linked() {
        return this.props.record.data.linked_count;
    }

    get lines() {
        return this.props.record.data.line_count;
    }

    get label() {
        return _t("%(linked)s of %(lines)s lines linked", {
            linked: this.linked,
            lines: this.lines,
        });
    }
}

registry.category("fields").add("bigcartel_progress", {
    ...charField,
    component: BigcartelProgressField,
    fieldDependencies: [
        {name: "linked_count", type: "integer"},
        {name: "line_count", type: "integer"},
    ],
});
