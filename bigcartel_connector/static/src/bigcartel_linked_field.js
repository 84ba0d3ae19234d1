import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

// "closed": the order was completed without an answer.
const ICONS = {
    to_link: "fa fa-times text-danger",
    closed: "fa fa-minus text-muted",
    linked: "fa fa-check text-success",
    never: "fa fa-ban text-muted",
};

/** A cross, a tick, a stop sign or a line, each with its word: what a sold item is in
 * Odoo. Nothing alarms on an order where nothing is to be linked any more. */
export class BigcartelLinkedField extends Component {
    static template = "bigcartel_connector.BigcartelLinkedField";
    static props = {...standardFieldProps};

    get value() {
        const {data} = this.props.record;
        const value = data[this.props.name] || "to_link";
        const open = ["draft", "sent"].includes(data.state);
        return value === "to_link" && !open ? "closed" : value;
    }

    get icon() {
        return ICONS[this.value];
    }

    get title() {
        const confirmed = this.props.record.data.state === "sale";
        return this.value === "closed" && confirmed
            ? _t("Not linked: somebody else ships it")
            : this.label;
    }

    get label() {
        if (this.value === "closed") {
            return _t("Not linked");
        }
        const {selection} = this.props.record.fields[this.props.name];
        return selection.find(([value]) => value === this.value)[1];
    }
}

registry.category("fields").add("bigcartel_linked", {
    component: BigcartelLinkedField,
    displayName: _t("Linked to Odoo"),
    supportedTypes: ["selection"],
    fieldDependencies: [{name: "state", type: "selection"}],
    isEmpty: () => false,
});
