import {ImageUrlField, imageUrlField} from "@web/views/fields/image_url/image_url_field";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/**
 * The picture of what was sold, named after it for whoever cannot see it. It is on
 * somebody else's server, which need not know from which page it is looked at.
 */
export class BigcartelPictureField extends ImageUrlField {
    static template = "bigcartel_connector.BigcartelPictureField";

    get label() {
        // Links and the dialog have the names apart, order lines in one.
        const {
            product_name: product,
            option_name: option,
            name,
        } = this.props.record.data;
        return [product || name, option].filter(Boolean).join(" – ") || _t("Picture");
    }
}

registry.category("fields").add("bigcartel_picture", {
    ...imageUrlField,
    component: BigcartelPictureField,
});
