import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {ImageUrlField, imageUrlField} from "@web/views/fields/image_url/image_url_field";

/**
 * The picture of what was sold. It is on somebody else's server, which need not know
 * from which page of which Odoo it is looked at, and which need not be there.
 */
export class BigcartelPictureField extends ImageUrlField {
    static template = "bigcartel_connector.BigcartelPictureField";
    static props = {...ImageUrlField.props, altField: {type: String, optional: true}};

    get alt() {
        return this.props.record.data[this.props.altField] || _t("Picture");
    }
}

registry.category("fields").add("bigcartel_picture", {
    ...imageUrlField,
    component: BigcartelPictureField,
    displayName: _t("Picture at Big Cartel"),
    extractProps: (field) => ({
        ...imageUrlField.extractProps(field),
        altField: field.options.alt_field,
    }),
});
