"""Whatever a person can set says what it is for."""

from odoo.models import MAGIC_COLUMNS
from odoo.tests import TransactionCase, tagged

ADDON = "bigcartel_connector"


@tagged("standard", "post_install", "-at_install")
class TestHelpTexts(TransactionCase):
    def get_settable(self):
        """Return the fields of this addon that a person can set, of every model.

        Those that it adds to models of others too; not what Odoo gives each model,
        nor what comes with a mixin, nor models that nobody has a right to write on.
        """
        rights = self.env["ir.model.access"].search(
            ["|", ("perm_write", "=", True), ("perm_create", "=", True)]
        )
        return [
            field
            for name in set(rights.model_id.mapped("model"))
            for field in self.registry[name]._fields.values()
            if field._modules[:1] == (ADDON,)
            and field.name not in MAGIC_COLUMNS
            and not field.readonly
        ]

    def get_poor(self):
        """Return the names of settable fields without a help, or with none to speak of.

        A help that only repeats the label is none.
        """
        return {
            str(field)
            for field in self.get_settable()
            if len(field.help or "") <= len(field.string) + 5
        }

    def test_every_field_that_a_person_can_set_has_a_help_text(self):
        self.assertEqual(self.get_poor(), set())

    def test_the_fields_of_all_kinds_of_models_are_looked_at(self):
        models = {field.model_name for field in self.get_settable()}
        self.assertGreaterEqual(
            models, {"bigcartel.backend", "bigcartel.shipping.map", "bigcartel.order"}
        )
        self.assertIn("bigcartel.link.wizard", models, "wizards too")
        names = {str(field) for field in self.get_settable()}
        self.assertIn("bigcartel.backend.import_from", names)
        self.assertIn("bigcartel.link.wizard.product_id", names, "computed, editable")
        self.assertNotIn("bigcartel.backend.last_import_at", names)
        self.assertNotIn("bigcartel.backend.activity_ids", names)

    def test_a_field_without_a_help_text_is_found(self):
        shop = self.env["bigcartel.backend"]
        self.patch(shop._fields["import_from"], "help", None)
        self.patch(shop._fields["auto_confirm"], "help", "Complete by itself.")
        poor = {"bigcartel.backend.import_from", "bigcartel.backend.auto_confirm"}
        self.assertLessEqual(poor, self.get_poor())
