"""What people may write: their decisions, and nothing that the connector notes."""

from odoo.exceptions import AccessError

from .delivering import DeliveryCase

REVIEWER = "bigcartel_connector.group_user"
MANAGER = "bigcartel_connector.group_manager"
# What chatter and activities need on an order.
MAIL = "mail.thread", "mail.activity.mixin", "base"


class TestLeastRights(DeliveryCase):
    def setUp(self):
        super().setUp()
        self.reviewer = self.make_user("reviewer", "base.group_user", REVIEWER)
        self.manager = self.make_user("manager", "base.group_user", MANAGER)

    def get_stored_fields(self, record, prefix=""):
        """Return the fields that we added to a model, with something to write."""
        others = {name for model in MAIL for name in self.env[model]._fields}
        for name, field in record._fields.items():
            if field.store and name.startswith(prefix) and name not in others:
                yield name, record.sudo()._read_format([name])[0][name]

    def assert_written_by_nobody(self, record, names=None, prefix=""):
        """Neither a reviewer nor a manager writes these fields, by any client."""
        written = 0
        for name, value in self.get_stored_fields(record, prefix):
            if names and name not in names:
                continue
            value = value[0] if isinstance(value, tuple) else value
            written += 1
            for user in (self.reviewer, self.manager):
                theirs = record.with_user(user)
                what = f"{user.login}: {record._name}.{name}"
                with self.assertRaises(AccessError, msg=what):
                    theirs.write({name: value})
                self.assertTrue(theirs.fields_get([name])[name]["readonly"], what)
        return written

    def test_nobody_writes_what_an_order_or_a_shipment_says(self):
        shipment = self.deliver_all(self.sell())
        order = shipment.order_id
        self.assertGreater(self.assert_written_by_nobody(order), 25)
        for user in (self.reviewer, self.manager):
            for record in (order, shipment):
                theirs = record.with_user(user)
                self.assertFalse(theirs.has_access("create"))
                self.assertFalse(theirs.has_access("unlink"))
            self.assertFalse(shipment.with_user(user).has_access("write"))

    def test_nobody_says_by_hand_what_a_sale_order_is_at_big_cartel(self):
        """What it shows of a Big Cartel order is read with more rights than theirs."""
        sale = self.sell().sale_order_id
        self.manager.group_ids |= self.env.ref("sales_team.group_sale_manager")
        names = {"bigcartel_order_id", "bigcartel_backend_id", "bigcartel_tax_source"}
        self.assertEqual(self.assert_written_by_nobody(sale, names), 3)
        line = sale.order_line[0]
        self.assertEqual(self.assert_written_by_nobody(line, prefix="bigcartel_"), 6)
        customer = self.env["res.partner"].create({"name": "Else"})
        with self.assertRaises(AccessError):
            self.env["sale.order"].with_user(self.manager).create(
                {
                    "partner_id": customer.id,
                    "bigcartel_order_id": sale.bigcartel_order_id.id,
                }
            )

    def test_reviewers_answer_but_do_not_write_what_was_read_at_big_cartel(self):
        link = self.env["bigcartel.product.link"].create(
            {"backend_id": self.shop.id, "product_name": "Cap"}
        )
        names = {"sku", "key", "product_key", "in_catalogue", "company_id"}
        self.assertEqual(self.assert_written_by_nobody(link, names), len(names))
        theirs = link.with_user(self.reviewer)
        theirs.product_id = self.shirt
        self.assertEqual(theirs.state, "linked")

    def test_a_reviewer_does_all_that_the_screens_offer(self):
        self.shop.auto_confirm = False
        place = self.remote.place_order
        numbers = [place([(self.remote_print, 1)]).number for _each in range(2)]
        self.import_orders()
        first, second = (
            self.get_order(number).with_user(self.reviewer) for number in numbers
        )
        first.action_ignore()
        self.assertEqual(first.state, "ignored")
        first.action_retry()
        self.assertEqual((first.state, first.error), ("to_link", False))
        (first | second).action_import_again()
        (first | second).action_link_by_reference()
        action = first.action_link_products()
        dialog = self.env[action["res_model"]].with_user(self.reviewer)
        dialog.browse(action["res_id"]).action_never()
        self.assertEqual({first.state, second.state}, {"ready"})
        (first | second).action_ignore_selected()
        (first | second).action_retry_selected()
        self.assertEqual(second.state, "ready")
        first.action_complete()
        second.action_complete_selected()
        self.assertEqual({first.state, second.state}, {"done"})
        first.action_mark_shipped()
        self.push()
        self.assertEqual(first.state, "shipped")

    def test_a_reviewer_writes_in_the_chatter_and_plans_activities(self):
        self.shop.review_activity = "none"
        order = self.place_and_import([(self.remote_print, 1)])
        order = order.with_user(self.reviewer)
        message = order.message_post(body="Called the customer.")
        self.assertIn("Called", message.body)
        order.message_subscribe(self.manager.partner_id.ids)
        activity = order.activity_schedule("mail.mail_activity_data_todo")
        activity.summary = "Call again"
        activity.action_feedback(feedback="Done.")
        self.assertFalse(order.activity_ids)
        views = order.get_views([(False, kind) for kind in ("form", "list", "search")])
        names = views["models"]["bigcartel.order"]["fields"]
        spec = {name: {} for name in names if name in order._fields}
        self.assertEqual(order.web_read(spec)[0]["name"], order.name)

    def test_a_salesperson_changes_the_product_of_a_sold_line(self):
        """Whoever edits the quotation, the line notes that a person answered."""
        seller = self.make_user(
            "seller", "base.group_user", "sales_team.group_sale_salesman_all_leads"
        )
        order = self.place_and_import([(self.remote_print, 1)])
        line = order.sale_order_id.order_line[0].with_user(seller)
        line.product_id = self.mug
        self.assertEqual(line.bigcartel_link_state, "linked")
        self.assertEqual(order.linked_count, 1)
