"""Product links in a spreadsheet, as Odoo's own import and export handle it."""

from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import file_open, mute_logger

from .linking import FIELDS, SpreadsheetCase


class TestImport(SpreadsheetCase):
    def test_answers_are_imported(self):
        links = self.load_rows(
            self.get_row(0, "OURS"), self.get_row(1, "", "Never ours")
        )
        self.assertEqual(links.mapped("state"), ["linked", "never"])
        order = self.sell((self.tee.options[0], 1), (self.tee.options[1], 1))
        self.assertEqual(order.state, "ready")
        self.assertEqual(self.get_items(order)[0].product_id, self.product)
        self.assertEqual(self.get_link(order, 1), links[1])

    def test_a_product_goes_by_reference_barcode_name_or_external_id(self):
        xml_id = self.product._BaseModel__ensure_xml_id()
        xml_id = next(iter(xml_id))[1]
        for text in ("OURS", "4006381333931", "Product OURS", "[OURS] Product OURS"):
            link = self.load_rows(self.get_row(0, text))
            self.assertEqual(link.product_id, self.product, text)
            link.product_id = False
        names = [*FIELDS[:5], "product_id/id"]
        result = self.load((self.shop.name, *self.get_row()[:4], xml_id), names=names)
        self.assertEqual(self.Link.browse(result["ids"]).product_id, self.product)

    def test_never_ours_may_be_written_in_short(self):
        self.assertEqual(self.load_rows(self.get_row(0, "", "never")).state, "never")

    def test_a_product_that_does_not_exist_is_named_with_its_row(self):
        rows = (self.get_row(0, "OURS"), self.get_row(1, "NOWHERE"))
        result = self.load(*[(self.shop.name, *row) for row in rows])
        self.assertFalse(result["ids"])
        [message] = result["messages"]
        self.assertEqual(message["rows"], {"from": 1, "to": 1})
        self.assertIn("NOWHERE", message["message"])
        self.assertFalse(self.Link.search([("backend_id", "=", self.shop.id)]))

    def test_a_product_that_cannot_be_sold_is_refused_with_its_row(self):
        helper = self.env.ref("bigcartel_connector.product_item")
        result = self.load((self.shop.name, *self.get_row(0, helper.name)))
        self.assertFalse(result["ids"])
        self.assertIn("not delivered", result["messages"][0]["message"])

    def test_linked_without_a_product_says_what_is_missing(self):
        with mute_logger("odoo.sql_db"):
            result = self.load((self.shop.name, *self.get_row(0, "", "Linked")))
        self.assertFalse(result["ids"])
        self.assertIn("Choose the Odoo product", result["messages"][0]["message"])

    def test_the_only_shop_need_not_be_named_and_a_wrong_one_is(self):
        result = self.load(self.get_row(0, "OURS"), names=FIELDS[1:])
        self.assertEqual(self.Link.browse(result["ids"]).backend_id, self.shop)
        result = self.load(("Nobody's shop", *self.get_row(0, "OURS")))
        self.assertIn("Nobody's shop", result["messages"][0]["message"])

    def test_of_two_shops_one_has_to_be_named(self):
        self.env["bigcartel.backend"].create({"name": "Second shop"})
        with mute_logger("odoo.sql_db"):
            result = self.load(self.get_row(0, "OURS"), names=FIELDS[1:])
        self.assertFalse(result["ids"])
        self.assertIn("Shop", result["messages"][0]["message"])

    def test_the_shop_and_products_of_another_company_are_out_of_reach(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.make_product("THEIRS", company_id=company.id)
        result = self.load((self.shop.name, *self.get_row(0, "THEIRS")))
        self.assertFalse(result["ids"])
        self.assertIn("company", result["messages"][0]["message"])
        stranger = new_test_user(
            self.env,
            "stranger",
            groups="bigcartel_connector.group_user",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        self.Link = self.Link.with_user(stranger)
        result = self.load((self.shop.name, *self.get_row(0, theirs.default_code)))
        self.assertFalse(result["ids"])
        self.assertIn(self.shop.name, result["messages"][0]["message"])

    def test_a_reviewer_imports(self):
        reviewer = new_test_user(
            self.env, "reviewer", groups="bigcartel_connector.group_user"
        )
        self.Link = self.Link.with_user(reviewer)
        self.assertEqual(self.load_rows(self.get_row(0, "OURS")).state, "linked")


class TestOpenDrafts(SpreadsheetCase):
    def test_they_follow_an_imported_answer(self):
        order = self.sell((self.tee.options[1], 1))
        self.load_rows((self.tee.id, "", "Heron Tee", "", "OURS", ""))
        self.assertEqual(order.state, "ready")

    def test_they_follow_all_answers_of_a_file_in_one_go(self):
        order = self.sell((self.tee.options[0], 1), (self.tee.options[1], 1))
        Link = type(self.Link)
        with patch.object(
            Link, "_get_draft_lines", autospec=True, side_effect=Link._get_draft_lines
        ) as followed:
            self.load_rows(self.get_row(0, "OURS"), self.get_row(1, "", "never"))
        self.assertEqual(order.state, "ready")
        self.assertEqual(followed.call_count, 1)


class TestImportAgain(SpreadsheetCase):
    def test_a_row_that_is_there_already_is_updated(self):
        order = self.sell((self.tee.options[0], 1))
        link = self.get_link(order)
        self.assertEqual(self.load_rows(self.get_row(0, "OURS")), link)
        self.assertEqual(self.get_items(order).product_id, self.product)
        self.assertEqual(self.load_rows(self.get_row(0, "OTHER")), link)
        self.assertEqual(link.product_id, self.other)

    def test_a_row_that_comes_twice_in_a_file_is_one_row(self):
        with mute_logger("odoo.sql_db"):
            links = self.load_rows(self.get_row(0, "OURS"), self.get_row(0, "OTHER"))
        self.assertEqual(len(set(links.ids)), 1)
        self.assertEqual(links[0].product_id, self.other)

    def test_an_unanswered_row_can_still_be_linked_by_reference(self):
        link = self.load_rows(self.get_row(0))
        self.load_rows(self.get_row(0))
        self.assertTrue(link.match_by_sku)

    def test_an_export_is_imported_back_without_a_change(self):
        self.sell((self.tee.options[0], 1), (self.offer('=HYPERLINK("x")'), 1))
        links = self.Link.search([("backend_id", "=", self.shop.id)])
        links[0].product_id = self.product
        links |= self.load_rows(("", "", "+1 Sticker", "-", "", "never"))
        names = ["id", *FIELDS]
        header, rows = self.export(links, names)
        self.assertEqual(header, names)
        for keep in (0, 1):  # with Odoo's ids, and without
            result = self.load(*[row[keep:] for row in rows], names=names[keep:])
            self.assertFalse(result["messages"])
            self.assertEqual(result["ids"], links.ids)
            self.assertEqual(self.export(links, names), (header, rows))

    def test_what_a_spreadsheet_takes_for_a_formula_is_exported_as_text(self):
        link = self.get_link(self.sell((self.offer('=HYPERLINK("x")'), 1)))
        _header, [[name]] = self.export(link, ["product_name"])
        self.assertEqual(name, """'=HYPERLINK("x")""")

    def test_the_file_of_another_database_is_updated_by_its_numbers(self):
        link = self.get_link(self.sell((self.tee.options[0], 1)))
        row = ("__export__.link_of_another_database", self.shop.name)
        for product in (self.product, self.other):
            result = self.load(
                (*row, *self.get_row(0, product.default_code)), names=["id", *FIELDS]
            )
            self.assertEqual(result["ids"], link.ids)
            self.assertEqual(link.product_id, product)

    def test_the_id_of_another_record_is_not_taken_from_it(self):
        self.load_rows(self.get_row())
        theirs = "bigcartel_connector.bigcartel_order_action"
        result = self.load(
            (theirs, self.shop.name, *self.get_row(0, "OURS")), names=["id", *FIELDS]
        )
        self.assertFalse(result["ids"])
        self.assertIn("ir.actions.act_window", result["messages"][0]["message"])
        self.env.registry.clear_cache()
        self.assertEqual(self.env.ref(theirs)._name, "ir.actions.act_window")

    def test_what_was_sold_does_not_become_something_else(self):
        link = self.get_link(self.sell((self.tee.options[0], 1)))
        _header, [[xml_id]] = self.export(link, ["id"])
        result = self.load((xml_id, "42"), names=["id", "bigcartel_option_id"])
        self.assertFalse(result["ids"])
        self.assertIn("was sold already", result["messages"][0]["message"])

    def test_an_export_knows_no_secrets(self):
        exportable = {
            name
            for name, description in self.shop.fields_get(
                attributes=["exportable"]
            ).items()
            if description.get("exportable", True)
        }
        self.assertFalse({"access_token", "password"} & exportable)
        self.assertNotIn("access_token", self.Link.fields_get())


class TestTemplate(SpreadsheetCase):
    def test_the_template_can_be_imported_as_it_is(self):
        [template] = self.Link.get_import_templates()
        path = template["template"].removeprefix("/")
        with file_open(path, "rb") as file:
            content = file.read()
        self.shop.name = "My Big Cartel shop"
        for reference in ("TEE-S", "TEE-M", "WRAP"):
            self.make_product(reference)
        outcome = self.import_file(content, dryrun=True)
        self.assertFalse(outcome["messages"])
        self.assertFalse(self.Link.search([("backend_id", "=", self.shop.id)]))
        outcome = self.import_file(content)
        self.assertFalse(outcome["messages"])
        links = self.Link.browse(outcome["ids"])
        self.assertEqual(links.mapped("state"), ["linked", "linked", "never", "linked"])
