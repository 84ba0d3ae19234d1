"""Every icon has a text, and nothing is told by colour alone."""

import logging
from pathlib import Path

from lxml import etree

from odoo.tools import file_path

from .accessibility import find_faults
from .common import ConnectorCase

BAD = {
    "is an icon without a text": (
        '<div><i class="fa fa-check"/></div>',
        "<div><i t-att-class=\"done ? 'fa fa-check' : 'fa fa-times'\"/></div>",
        '<div title="Done"><i class="fa fa-check" aria-hidden="true"/></div>',
    ),
    "can be pressed but has no name": (
        '<form><button name="action_go" icon="fa-refresh"/></form>',
        '<div><a href="/x"><i class="fa fa-truck" title="Truck"/></a></div>',
    ),
    "is an image without `alt`": ('<p><img src="a.png"/></p>', '<p><img alt=""/></p>'),
    "is an alert without a role": ('<div class="alert alert-info">Look</div>',),
    "has a colour but no text": (
        '<list><field name="ok" widget="boolean" decoration-danger="not ok"/></list>',
    ),
    "by colour alone": (
        '<list decoration-danger="state == \'x\'"><field name="name"/></list>',
        "<list decoration-danger=\"state == 'x'\">"
        '<field name="state" column_invisible="1"/></list>',
        '<list decoration-info="late"><field name="late" optional="hide"/></list>',
    ),
}
GOOD = (
    '<div><i class="fa fa-check" title="Done"/></div>',
    '<div><i class="fa fa-check" t-att-aria-label="label"/></div>',
    '<div><i class="fa fa-check" aria-hidden="true"/> Done</div>',
    '<div><i class="fa fa-check"/><field name="count"/></div>',
    '<span t-att-title="label"><i class="fa fa-check"/></span>',
    '<form><button name="action_go" icon="fa-refresh" string="Go"/></form>',
    '<form><button icon="fa-refresh"><field name="n"/></button></form>',
    '<p><img src="a.png" alt="A heron"/></p>',
    '<p><img src="france.png" alt=""/> France</p>',
    '<div role="status"><div class="alert alert-info">Look</div></div>',
    '<div class="alert alert-info" role="status">Look</div>',
    '<list decoration-muted="state == \'x\'"><field name="state"/></list>',
    '<list><field name="name" decoration-bf="1"/></list>',
)


class TestAccessibility(ConnectorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        known = cls.env["ir.model.data"].search(
            [("module", "=", "bigcartel_connector"), ("model", "=", "ir.ui.view")]
        )
        cls.views = cls.env["ir.ui.view"].browse(known.mapped("res_id"))

    def test_what_a_person_cannot_read_is_found(self):
        for fault, examples in BAD.items():
            for example in examples:
                with self.subTest(example):
                    found = find_faults(etree.fromstring(example))
                    self.assertEqual(len(found), 1, found)
                    self.assertIn(fault, found[0])
        for example in GOOD:
            with self.subTest(example):
                self.assertEqual(find_faults(etree.fromstring(example)), [])

    def test_every_view_can_be_read_by_everybody(self):
        self.assertGreater(len(self.views), 10)
        for view in self.views:
            with self.subTest(view.key or view.name):
                self.assertEqual(find_faults(etree.fromstring(view.arch)), [])

    def test_every_template_of_the_web_client_can_be_read_by_everybody(self):
        folder = Path(file_path("bigcartel_connector/static/src"))
        templates = list(folder.rglob("*.xml"))
        self.assertTrue(templates)
        for path in templates:
            with self.subTest(path.name):
                root = etree.parse(path).getroot()
                self.assertEqual(find_faults(root), [])

    def test_odoo_finds_nothing_to_warn_of_in_a_view(self):
        logger = "odoo.addons.base.models.ir_ui_view"
        view = self.views.filtered(lambda view: view.type == "form")[0]
        with self.assertLogs(logger, logging.WARNING) as logs:
            bad = '<form><div><i class="fa fa-check"/></div></form>'
            view.copy({"arch": bad, "inherit_id": False, "mode": "primary"})
        self.assertIn("with fa class", logs.output[0])
        with self.assertNoLogs(logger, logging.WARNING):
            self.views._check_xml()
