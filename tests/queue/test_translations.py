"""The second addon's texts, in the languages of the first."""

import io
from pathlib import Path

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

import odoo.addons.bigcartel_connector_queue as addon

from tests.connector.test_translations import LANGUAGES, find_faults

FOLDER = Path(addon.__path__[0]) / "i18n"


@tagged("standard", "post_install", "-at_install")
class TestTexts(TransactionCase):
    def setUp(self):
        super().setUp()
        self.template = polib.pofile(str(FOLDER / "bigcartel_connector_queue.pot"))

    def test_template_has_every_term_of_the_addon_and_no_other(self):
        """Where it fails, `make translations` writes it anew."""
        buffer = io.BytesIO()
        trans_export(None, ["bigcartel_connector_queue"], buffer, "po", self.env)
        exported = polib.pofile(buffer.getvalue().decode())
        self.assertEqual(
            {entry.msgid for entry in self.template},
            {entry.msgid for entry in exported},
        )

    def test_each_term_is_translated(self):
        self.assertEqual({path.stem for path in FOLDER.glob("*.po")}, set(LANGUAGES))
        for name in LANGUAGES:
            with self.subTest(name):
                catalog = polib.pofile(str(FOLDER / f"{name}.po"))
                self.assertEqual(find_faults(catalog, self.template), [])
