"""Who may do what: warehouse, sales, reviewers, managers, other companies."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form

from odoo.addons.bigcartel_connector.api import WebhookEvent

from .delivering import DeliveryCase

USER = "bigcartel_connector.group_user"
MANAGER = "bigcartel_connector.group_manager"
INTERNAL = "base.group_user"
WAREHOUSE = "stock.group_stock_user"
SALES = "sales_team.group_sale_salesman_all_leads"


class TestWarehouse(DeliveryCase):
    def setUp(self):
        super().setUp()
        self.worker = self.make_user("worker", INTERNAL, WAREHOUSE)

    def test_a_warehouse_user_validates_and_sees_the_badge(self):
        """F33"""
        order = self.sell()
        picking = self.get_open(order).with_user(self.worker)
        self.deliver(picking, tracking="TRACK-1")
        self.assertEqual(picking.bigcartel_shipment_state, "pending")
        self.push()
        self.assertEqual(picking.bigcartel_shipment_state, "done")
        self.assertEqual(order.state, "shipped")

    def test_a_warehouse_user_reads_what_the_addon_adds_to_a_transfer(self):
        order = self.sell()
        self.deliver_all(order)
        picking = order.sale_order_id.picking_ids.with_user(self.worker)
        view = picking.get_view(self.env.ref("stock.view_picking_form").id)
        self.assertIn("bigcartel_shipment_state", view["arch"])
        self.env.invalidate_all()
        names = [n for n in picking.fields_get() if n.startswith("bigcartel_")]
        values = picking.read(names)[0]
        self.assertEqual(values["bigcartel_shipment_state"], "pending")

    def test_a_warehouse_user_opens_the_transfer_with_its_delivery_method(self):
        """As the web client does: with every field of the form."""
        order = self.sell()
        picking = self.get_open(order).with_user(self.worker)
        self.env.invalidate_all()
        with Form(picking) as form:
            form.carrier_tracking_ref = "TRACK-1"
        self.assertEqual(picking.carrier_tracking_ref, "TRACK-1")

    def test_a_warehouse_user_sees_that_telling_failed(self):
        order = self.sell()
        picking = self.get_open(order).with_user(self.worker)
        self.deliver(picking)
        self.remote.vanish(order.name)
        self.push()
        self.assertEqual(picking.bigcartel_shipment_state, "failed")
        self.assertIn("does not know", picking.bigcartel_shipment_error)

    def test_a_warehouse_user_delivers_in_parts_and_cancels_the_rest(self):
        order = self.sell((self.remote_shirt, 3))
        self.deliver(self.get_open(order).with_user(self.worker), {self.shirt: 1})
        self.push()
        self.env.invalidate_all()
        self.get_open(order).with_user(self.worker).action_cancel()
        self.push()
        self.assertEqual(order.state, "shipped")

    def test_a_warehouse_user_answers_the_question_for_a_backorder(self):
        order = self.sell((self.remote_shirt, 3))
        picking = self.get_open(order).with_user(self.worker)
        picking.move_ids.quantity = 1
        action = picking.with_context(skip_sms=True).button_validate()
        wizard = self.env[action["res_model"]].with_user(self.worker)
        wizard = wizard.with_context(**action["context"]).create({})
        wizard.with_context(skip_sms=True).process_cancel_backorder()
        self.assertEqual(picking.state, "done")
        self.push()
        self.assertEqual(order.state, "shipped")

    def test_a_warehouse_user_takes_goods_back(self):
        order = self.sell()
        shipment = self.deliver_all(order)
        self.push()
        self.env.invalidate_all()
        self.give_back(shipment.picking_id.with_user(self.worker), 1)
        self.assertEqual(order.shipment_ids, shipment)

    def test_a_warehouse_user_reads_none_of_the_connectors_own_records(self):
        order = self.sell()
        shipment = self.deliver_all(order)
        for record in (self.shop, order, shipment):
            with self.subTest(record._name), self.assertRaises(AccessError):
                record.with_user(self.worker).read(["display_name"])


class TestSales(DeliveryCase):
    def setUp(self):
        super().setUp()
        self.seller = self.make_user("seller", INTERNAL, SALES)

    def test_a_salesperson_reads_and_cancels_an_order_of_the_shop(self):
        order = self.sell()
        self.env.invalidate_all()
        sale = order.sale_order_id.with_user(self.seller)
        values = sale.read()[0]
        self.assertEqual(values["bigcartel_state"], "done")
        lines = sale.order_line
        names = [name for name in lines._fields if name.startswith("bigcartel_")]
        self.assertEqual(len(lines.read(names)), len(lines))
        sale._action_cancel()
        self.assertEqual(order.state, "cancelled")

    def test_a_salesperson_reduces_what_is_left(self):
        order = self.sell((self.remote_shirt, 3))
        self.deliver(self.get_open(order), {self.shirt: 1})
        self.push()
        self.env.invalidate_all()
        sale = order.sale_order_id.with_user(self.seller)
        sale.order_line.filtered("bigcartel_line_ref").product_uom_qty = 1
        self.push()
        self.assertEqual(order.state, "shipped")

    def test_a_salesperson_does_not_read_the_shop(self):
        with self.assertRaises(AccessError):
            self.shop.with_user(self.seller).read(["name"])


class TestReviewers(DeliveryCase):
    def setUp(self):
        super().setUp()
        self.reviewer = self.make_user("reviewer", INTERNAL, USER)
        self.manager = self.make_user("manager", INTERNAL, MANAGER)

    def test_a_reviewer_runs_the_daily_work(self):
        shop = self.shop.with_user(self.reviewer)
        number = self.remote.place_order([(self.remote_shirt, 2)]).number
        shop.action_import_orders()
        order = self.get_order(number).with_user(self.reviewer)
        self.assertEqual(order.state, "done")
        self.deliver(self.get_open(order.sudo()))
        self.env.invalidate_all()
        self.assertEqual(shop.action_push_shipments()["params"]["type"], "success")
        self.assertEqual(order.state, "shipped")

    def test_a_reviewer_marks_and_retries(self):
        order = self.sell((self.remote_print, 1)).with_user(self.reviewer)
        order.action_mark_shipped()
        shipment = order.shipment_ids
        self.remote.vanish(order.name)
        self.push()
        self.assertEqual(shipment.state, "failed")
        shipment.with_user(self.reviewer).action_retry()
        self.assertEqual(shipment.state, "pending")

    def test_a_reviewer_changes_neither_shops_nor_the_outbox(self):
        shipment = self.deliver_all(self.sell())
        for record, vals in (
            (self.shop, {"name": "Mine"}),
            (self.shop.shipping_map_ids[0], {"code": "X"}),
            (shipment, {"tracking_number": "X"}),
        ):
            with self.subTest(record._name), self.assertRaises(AccessError):
                record.with_user(self.reviewer).write(vals)
        with self.assertRaises(AccessError):
            self.shop.with_user(self.reviewer).action_test_connection()

    def test_a_manager_connects_a_shop(self):
        shop = self.env["bigcartel.backend"].with_user(self.manager).create({})
        shop.write({"access_token": "x", "auth_method": "token"})
        self.assertEqual(shop.action_test_connection()["params"]["type"], "danger")
        shop.unlink()

    def test_the_address_of_the_api_is_for_system_administrators(self):
        parameters = self.env["ir.config_parameter"].with_user(self.manager)
        with self.assertRaises(AccessError):
            parameters.set_param("bigcartel_connector.api_url", "http://example.com")

    def test_a_responsible_person_without_rights_is_told_all_the_same(self):
        """F40"""
        self.shop.user_id = self.make_user("outsider", INTERNAL)
        order = self.sell()
        shipment = self.deliver_all(order)
        gone = self.remote.vanish(order.name)
        self.push()
        self.assertEqual(shipment.state, "failed")
        self.remote.file(gone)
        shipment.action_retry()
        self.sandbox.stop()
        self.push()
        self.assertEqual(shipment.state, "pending")
        self.assertEqual(self.shop.state, "error")

    def test_the_button_asks_for_a_reconnection_first(self):
        self.remote.revoke()
        self.deliver_all(self.sell_before_revocation())
        self.push()
        with self.assertRaisesRegex(UserError, "refused the credentials"):
            self.shop.action_push_shipments()

    def sell_before_revocation(self):
        self.remote.restore()
        order = self.sell()
        self.remote.revoke()
        return order


class TestCompanies(DeliveryCase):
    def setUp(self):
        super().setUp()
        self.other = self.env["res.company"].create({"name": "Elsewhere"})
        self.stranger = self.make_user(
            "stranger",
            INTERNAL,
            MANAGER,
            company_id=self.other.id,
            company_ids=[Command.set(self.other.ids)],
        )

    def get_models(self):
        """Return every stored model of the addon."""
        return [
            self.env[name]
            for name, model in self.registry.items()
            if name.startswith("bigcartel.")
            and not model._abstract
            and not model._transient
        ]

    def test_every_model_has_a_company_and_a_rule_about_it(self):
        names = [model._name for model in self.get_models()]
        self.assertGreaterEqual(len(names), 5)
        for model in self.get_models():
            with self.subTest(model._name):
                self.assertIn("company_id", model._fields)
                self.assertTrue(model._check_company_auto)
                rules = self.env["ir.rule"].search(
                    [("model_id.model", "=", model._name), ("global", "=", True)]
                )
                self.assertIn("company_ids", "".join(rules.mapped("domain_force")))

    def test_nobody_sees_the_records_of_another_company(self):
        """F40"""
        self.deliver_all(self.sell())
        self.env["bigcartel.oauth.request"]._start(self.shop, "http://localhost/")
        event = WebhookEvent(self.shop.account_id, "product.updated")
        self.env["bigcartel.webhook.event"]._receive(event)
        for model in self.get_models():
            with self.subTest(model._name):
                self.assertTrue(model.search_count([]))
                theirs = model.with_user(self.stranger)
                if theirs.has_access("read"):
                    self.assertFalse(theirs.search_count([]))
                with self.assertRaises(AccessError):
                    theirs.browse(model.search([], limit=1).id).read()

    def test_the_outbox_works_for_every_company(self):
        """F40"""
        order = self.sell()
        self.deliver_all(order)
        cron = self.env.ref("bigcartel_connector.ir_cron_push_shipments")
        cron.user_id.company_id = self.other
        self.push()
        self.assertEqual(order.state, "shipped")
        self.assertEqual(order.company_id, self.company)
