import {registry} from "@web/core/registry";
import {statusBarField, StatusBarField} from "@web/views/fields/statusbar/statusbar_field";

/** The steps of a set-up: earlier ones can be gone back to, later ones are only shown. */
export class BigcartelStepsField extends StatusBarField {
    static template = "bigcartel_connector.BigcartelStepsField";

    isEarlier(item) {
        const items = this.getAllItems();
        const now = items.findIndex((other) => other.isSelected);
        const index = items.findIndex((other) => other.value === item.value);
        // There is no way back from the last one: all is done.
        return index < now && now < items.length - 1;
    }

    getDropdownItemClassNames(item) {
        const names = super.getDropdownItemClassNames(item);
        return this.isEarlier(item) ? names : `${names} disabled`;
    }

    async selectItem(item) {
        if (this.isEarlier(item)) {
            await super.selectItem(item);
        }
    }
}

registry.category("fields").add("bigcartel_steps", {
    ...statusBarField,
    component: BigcartelStepsField,
    extractProps: (info, dynamicInfo) => ({
        ...statusBarField.extractProps(info, dynamicInfo),
        isDisabled: dynamicInfo.readonly,
    }),
});
