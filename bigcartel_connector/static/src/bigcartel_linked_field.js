import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const ICONS = {
    to_link: "fa fa-times text-danger",
    linked: "fa fa-check text-success",
    never: "fa fa-ban text-muted",
};

/** A cross, a tick or a stop sign, each with its word: what a sold item is in Odoo. */
export class BigcartelLinkedField extends Component {
    static template = "bigcartel_connector.BigcartelLinkedField";
    static props = {...standardFieldProps};

    get value() {
        return this.props.record.data[this.props.name] || "to_link";
    }

    get icon() {
        return ICONS[this.value];
    }

    get label() {
        const {selection} = this.props.record.fields[this.props.name];
        return selection.find(([value]) => value === this.value)[1];
    }
}

registry.category("fields").add("bigcartel_linked", {
    component: BigcartelLinkedField,
    displayName: _t("Linked to Odoo"),
    supportedTypes: ["selection"],
    isEmpty: () => false,
});
