"""The list of what sold items are in Odoo: changed, removed, made in advance."""

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger

from .selling import SellingCase

LIST = "bigcartel_connector.bigcartel_product_link_view_list"


class LinkCase(SellingCase):
    def setUp(self):
        super().setUp()
        self.shop.auto_confirm = False
        self.product = self.make_product("OURS")
        self.other = self.make_product("OTHER")
        self.tee = self.offer("Heron Tee", options=["S", "M"])

    def sell_tee(self, option=0):
        return self.sell((self.tee.options[option], 1))

    def sell_linked(self):
        order = self.sell_tee()
        self.get_link(order).product_id = self.product
        return order


class TestChanging(LinkCase):
    def test_what_is_sold_for_the_first_time_is_in_the_list(self):
        link = self.get_link(self.sell_tee())
        self.assertEqual(
            (link.product_name, link.option_name, link.state),
            ("Heron Tee", "S", "to_link"),
        )
        self.assertEqual(link.bigcartel_product_id, self.tee.id)
        self.assertEqual(link.bigcartel_option_id, self.tee.options[0].id)
        self.assertEqual(link.display_name, "Heron Tee – S")

    def test_open_drafts_follow_a_changed_product(self):
        order = self.sell_linked()
        with Form(self.get_link(order), LIST) as form:
            form.product_id = self.other
        self.assertEqual(self.get_items(order).product_id, self.other)
        self.assertEqual(order.state, "ready")

    def test_open_drafts_follow_an_emptied_product(self):
        order = self.sell_linked()
        with Form(self.get_link(order), LIST) as form:
            form.product_id = self.env["product.product"]
            self.assertEqual(form.state, "to_link")
        self.assertFalse(self.get_items(order).bigcartel_linked)
        self.assertEqual(order.state, "to_link")

    def test_open_drafts_follow_never_ours_and_back(self):
        order = self.sell_linked()
        self.get_link(order).action_never()
        self.assertFalse(self.get_link(order).product_id)
        self.assertEqual(self.get_items(order).bigcartel_link_state, "never")
        self.get_link(order).action_reopen()
        self.assertEqual(order.state, "to_link")

    def test_a_product_replaces_never_ours(self):
        order = self.sell_tee()
        self.get_link(order).action_never()
        self.get_link(order).product_id = self.product
        self.assertEqual(self.get_link(order).state, "linked")
        self.assertEqual(self.get_items(order).product_id, self.product)

    def test_linked_without_a_product_is_refused(self):
        link = self.get_link(self.sell_tee())
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            link.state = "linked"
            link.flush_recordset()

    def test_the_last_answer_completes_an_order_by_itself(self):
        order = self.sell_tee()
        self.shop.auto_confirm = True
        self.get_link(order).product_id = self.product
        self.assertEqual(order.state, "done")
        self.assertEqual(order.sale_order_id.picking_ids.product_id, self.product)

    def test_confirmed_orders_keep_what_they_were_confirmed_with(self):
        order = self.sell_linked()
        order.action_complete()
        self.get_link(order).product_id = self.other
        self.assertEqual(self.get_items(order).product_id, self.product)
        self.assertEqual(order.sale_order_id.picking_ids.product_id, self.product)


class TestRemoving(LinkCase):
    def test_what_a_draft_needs_stays_in_the_list_as_open(self):
        order = self.sell_linked()
        link = self.get_link(order)
        link.unlink()
        self.assertEqual(link.exists().state, "to_link")
        self.assertEqual(order.state, "to_link")

    def test_what_no_draft_needs_is_gone_and_asked_for_again(self):
        order = self.sell_linked()
        order.action_complete()
        link = self.get_link(order)
        link.unlink()
        self.assertFalse(link.exists())
        self.assertEqual(self.get_items(order).product_id, self.product)
        self.assertEqual(self.sell_tee().state, "to_link")

    def test_drafts_follow_when_the_whole_product_s_answer_is_removed(self):
        order = self.sell_tee()
        wide = self.get_link(order)._get_or_create_wide()
        wide.product_id = self.product
        self.assertEqual(order.state, "ready")
        wide.unlink()
        self.assertFalse(wide.exists())
        self.assertEqual(order.state, "to_link")

    def test_drafts_follow_when_a_product_is_archived_and_back(self):
        """F20"""
        order = self.sell_linked()
        link = self.get_link(order)
        self.product.action_archive()
        self.assertEqual((link.state, link.product_id), ("to_link", self.product))
        self.assertEqual(self.get_items(order).product_id.type, "service")
        self.assertEqual(order.state, "to_link")
        self.product.action_unarchive()
        self.assertEqual(self.get_items(order).product_id, self.product)
        self.assertEqual(order.state, "ready")

    def test_whoever_archives_needs_no_right_on_links(self):
        order = self.sell_linked()
        keeper = new_test_user(
            self.env,
            "keeper",
            groups="stock.group_stock_user,product.group_product_manager",
        )
        self.product.product_tmpl_id.with_user(keeper).action_archive()
        self.assertEqual(order.state, "to_link")

    def test_a_linked_product_cannot_be_deleted(self):
        self.sell_linked().action_ignore()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.product.unlink()


class TestInAdvance(LinkCase):
    def create_link(self, **vals):
        return self.env["bigcartel.product.link"].create(
            {
                "backend_id": self.shop.id,
                "bigcartel_product_id": self.tee.id,
                "product_name": "Heron Tee",
                **vals,
            }
        )

    def test_a_link_made_by_hand_serves_the_first_order(self):
        link = self.create_link(
            bigcartel_option_id=self.tee.options[0].id,
            option_name="S",
            product_id=self.product.id,
        )
        self.assertEqual(link.state, "linked")
        order = self.sell_tee()
        self.assertEqual(self.get_link(order), link)
        self.assertEqual(order.state, "ready")

    def test_a_link_of_the_whole_product_serves_every_option(self):
        self.create_link(product_id=self.product.id)
        for option in (0, 1):
            self.assertEqual(self.sell_tee(option).state, "ready")

    def test_a_whole_product_with_options_is_not_linked_by_half_a_sku(self):
        self.tee.description = "SKU: TEE-"
        self.make_product("TEE-")
        link = self.create_link()
        self.sell_tee()
        self.assertEqual((link.state, link.sku), ("to_link", False))

    def test_open_drafts_follow_a_link_made_by_hand(self):
        order = self.sell_tee()
        self.create_link(product_id=self.product.id)
        self.assertEqual(self.get_items(order).product_id, self.product)

    def test_one_option_is_in_the_list_once(self):
        link = self.get_link(self.sell_tee())
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.create_link(bigcartel_option_id=link.bigcartel_option_id)

    def test_a_product_of_another_company_is_refused(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.make_product("THEIRS", company_id=company.id)
        with self.assertRaisesRegex(UserError, "belongs to another company"):
            self.create_link(product_id=theirs.id)
