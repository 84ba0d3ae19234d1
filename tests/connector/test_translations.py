"""Translations: the template is complete, and so is each language, loaded for real."""

import ast
import io
import re
import string
from pathlib import Path

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

import odoo.addons.bigcartel_connector as addon

FOLDER = Path(addon.__path__[0]) / "i18n"
# File name and language code, as Odoo names them.
LANGUAGES = {
    "de": "de_DE",
    "es": "es_ES",
    "fr": "fr_FR",
    "it": "it_IT",
    "pt_BR": "pt_BR",
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\{.*?\}\}|\$\{.*?\}")
_TAG = re.compile(r"<[^>]+>")
# What a person reads inside of a tag is translated with it.
_TEXT_ATTRIBUTE = re.compile(
    r'\b(title|aria-label|alt|placeholder|data-tooltip)="[^"]*"'
)


def read_template():
    return polib.pofile(str(FOLDER / "bigcartel_connector.pot"))


def read_language(name):
    return polib.pofile(str(FOLDER / f"{name}.po"))


def _find(pattern, text):
    return sorted(_TEXT_ATTRIBUTE.sub(r"\1", part) for part in pattern.findall(text))


def find_faults(catalog, template):
    """Return what is wrong with a language, one sentence each."""
    faults = []
    known = {entry.msgid: entry for entry in catalog if not entry.obsolete}
    for entry in template:
        translated = known.pop(entry.msgid, None)
        if translated is None or not translated.msgstr:
            faults.append(f"not translated: {entry.msgid!r}")
            continue
        if translated.fuzzy:
            faults.append(f"fuzzy: {entry.msgid!r}")
        for what, pattern in (("placeholders", _PLACEHOLDER), ("tags", _TAG)):
            if _find(pattern, translated.msgstr) != _find(pattern, entry.msgid):
                faults.append(f"other {what}: {entry.msgid!r} {translated.msgstr!r}")
        edges = (entry.msgid[:1].isspace(), entry.msgid[-1:].isspace())
        if edges != (translated.msgstr[:1].isspace(), translated.msgstr[-1:].isspace()):
            faults.append(f"other spaces at its ends: {entry.msgid!r}")
    faults += [f"not in the template: {msgid!r}" for msgid in known]
    return faults


@tagged("standard", "post_install", "-at_install")
class TestTemplate(TransactionCase):
    def test_no_term_hides_in_an_f_string(self):
        """Odoo does not find it there, and never translates it."""
        hidden = [
            ast.unparse(call)
            for path in FOLDER.parent.rglob("*.py")
            for text in ast.walk(ast.parse(path.read_text()))
            if isinstance(text, ast.JoinedStr)
            for call in ast.walk(text)
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "self.env._"
        ]
        self.assertFalse(hidden)

    def test_it_has_every_term_of_the_addon_and_no_other(self):
        """Where it fails, `make translations` writes it anew."""
        buffer = io.BytesIO()
        trans_export(None, ["bigcartel_connector"], buffer, "po", self.env)
        exported = polib.pofile(buffer.getvalue().decode())
        self.assertEqual(
            {entry.msgid for entry in read_template()},
            {entry.msgid for entry in exported},
        )

    def test_no_term_is_markup_or_a_lone_sign(self):
        for entry in read_template():
            read = _TAG.sub("", entry.msgid)
            named = _TEXT_ATTRIBUTE.search(entry.msgid)
            self.assertTrue(named or set(string.ascii_letters) & set(read), read)


@tagged("standard", "post_install", "-at_install")
class TestLanguages(TransactionCase):
    def test_there_is_a_file_for_each_language(self):
        self.assertEqual({path.stem for path in FOLDER.glob("*.po")}, set(LANGUAGES))

    def test_each_term_is_translated_with_all_its_placeholders_and_tags(self):
        template = read_template()
        for name in LANGUAGES:
            with self.subTest(name):
                self.assertEqual(find_faults(read_language(name), template), [])

    def test_most_terms_differ_from_the_english_ones(self):
        """Copies would pass as translations otherwise."""
        for name in LANGUAGES:
            with self.subTest(name):
                long = [e for e in read_language(name) if e.msgid.count(" ") > 3]
                same = [entry.msgid for entry in long if entry.msgid == entry.msgstr]
                self.assertEqual(same, [])

    def test_a_fault_is_found(self):
        template = polib.POFile()
        for msgid in ("Hello %(name)s", "<b>Bold</b>", "Word", "Left out", "Guess"):
            template.append(polib.POEntry(msgid=msgid))
        catalog = polib.POFile()
        for msgid, msgstr, flags in (
            ("Hello %(name)s", "Bonjour %(nom)s", []),
            ("<b>Bold</b>", "Gras", []),
            ("Word", "Mot ", []),
            ("Guess", "Devine", ["fuzzy"]),
            ("Gone", "Parti", []),
        ):
            catalog.append(polib.POEntry(msgid=msgid, msgstr=msgstr, flags=flags))
        faults = find_faults(catalog, template)
        self.assertEqual(
            [fault.split(":")[0] for fault in faults],
            [
                "other placeholders",
                "other tags",
                "other spaces at its ends",
                "not translated",
                "fuzzy",
                "not in the template",
            ],
        )

    def test_odoo_loads_them_all(self):
        """Of fields, menus, messages of the server and texts of the web client."""
        for code in LANGUAGES.values():
            self.env["res.lang"]._activate_lang(code)
        module = self.env["ir.module.module"]
        module._load_module_terms(["bigcartel_connector"], list(LANGUAGES.values()))
        english = self.get_texts("en_US")
        for name, code in LANGUAGES.items():
            catalog = {entry.msgid: entry.msgstr for entry in read_language(name)}
            with self.subTest(code):
                shown = self.get_texts(code)
                wanted = {key: catalog[text] for key, text in english.items()}
                self.assertEqual(shown, wanted)

    def get_texts(self, code):
        """Return one text of each kind, as people with a language read it."""
        env = self.env(context={"lang": code})
        fields = env["bigcartel.backend"].fields_get(["import_from", "state"])
        client = env["ir.http"]._get_translations_for_webclient(
            ["bigcartel_connector"], code
        )
        messages = client[0]["bigcartel_connector"]["messages"]
        terms = {term["id"]: term["string"] for term in messages}
        return {
            "field": fields["import_from"]["string"],
            "help": fields["import_from"]["help"],
            "selection": dict(fields["state"]["selection"])["draft"],
            "menu": env.ref("bigcartel_connector.menu_orders_review").name,
            "model": env.ref("bigcartel_connector.model_bigcartel_order").name,
            "server": env["bigcartel.order"]._get_filtered_texts()[0],
            "client": terms.get("Hide for now", "Hide for now"),
        }
