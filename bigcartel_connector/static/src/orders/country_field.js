import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The flag and the code of a country; its name is the tooltip. */
export class BigcartelCountryField extends Component {
    static template = "bigcartel_connector.CountryField";
    static props = {...standardFieldProps};

    get country() {
        return this.props.record.data[this.props.name];
    }

    get code() {
        return this.props.record.data.country_code;
    }

    get flag() {
        return this.props.record.data.country_flag;
    }
}

registry.category("fields").add("bigcartel_country", {
    component: BigcartelCountryField,
    supportedTypes: ["many2one"],
    fieldDependencies: [
        {name: "country_code", type: "char"},
        {name: "country_flag", type: "char"},
    ],
});
