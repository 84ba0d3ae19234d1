import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {booleanField, BooleanField} from "@web/views/fields/boolean/boolean_field";

/** A tick or a cross instead of a checkbox: nobody can tick a line linked. */
export class BigcartelLinkedField extends BooleanField {
    static template = "bigcartel_connector.BigcartelLinkedField";

    get linked() {
        return Boolean(this.props.record.data[this.props.name]);
    }

    get label() {
        return this.linked ? _t("Linked") : _t("Not linked");
    }
}

registry.category("fields").add("bigcartel_linked", {
    ...booleanField,
    component: BigcartelLinkedField,
});
