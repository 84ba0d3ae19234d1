import {ImageUrlField, imageUrlField} from "@web/views/fields/image_url/image_url_field";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/** The picture of what was sold, named after it for whoever cannot see it. */
export class BigcartelPictureField extends ImageUrlField {
    static template = "bigcartel_connector.BigcartelPictureField";

    get label() {
        const {product_name: name, option_name: option} = this.props.record.data;
        return [name, option].filter(Boolean).join(" – ") || _t("Picture");
    }
}

registry.category("fields").add("bigcartel_picture", {
    ...imageUrlField,
    component: BigcartelPictureField,
});
