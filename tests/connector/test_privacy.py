"""What orders know of their customers, and when they forget it."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError

from .delivering import DeliveryCase

ADA = {
    "first_name": "Adalberta",
    "last_name": "Quixworth",
    "email": "adalberta@example.com",
    "phone_number": "+1 207 555 0144",
}
ADDRESS = {"address_1": "7 Zephyrine Lane", "city": "Ogunquit"}
TRACES = ("Adalberta", "Quixworth", "555 0144", "5550144", "Zephyrine", "doorbell")

OWN_TEXTS = """
    SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name LIKE 'bigcartel%'
       AND data_type IN ('text', 'character varying', 'jsonb')
    UNION SELECT 'mail_message', 'body' UNION SELECT 'mail_message', 'subject'
    UNION SELECT 'mail_tracking_value', 'old_value_char'
    UNION SELECT 'mail_tracking_value', 'new_value_char'
    UNION SELECT 'mail_mail', 'body_html'
    UNION SELECT 'mail_activity', 'summary' UNION SELECT 'mail_activity', 'note'
"""
OF_OUR_MESSAGES = (
    "mail_message_id IN (SELECT id FROM mail_message WHERE model LIKE 'bigcartel%%')"
)
# Of what Odoo keeps for all models, the rows of ours.
OURS = {
    "mail_message": "model LIKE 'bigcartel%%'",
    "mail_activity": "res_model LIKE 'bigcartel%%'",
    "mail_mail": OF_OUR_MESSAGES,
    "mail_tracking_value": OF_OUR_MESSAGES,
}


class PrivacyCase(DeliveryCase):
    def sell_to_ada(self, **values):
        """Return an order that tells a lot about its customer."""
        values = {"customer": ADA, "address": ADDRESS, "note": "My doorbell", **values}
        order = self.place_and_import([(self.remote_shirt, 2)], **values)
        order.message_post(body="Adalberta called")
        order.activity_schedule(
            "mail.mail_activity_data_todo", summary="Call Quixworth back"
        )
        return order

    def ship(self, order, days=0):
        """Mark an order as shipped so many days ago, here only."""
        order.shipped_at = fields.Datetime.now() - timedelta(days=days)
        order.shipment_ids.error = "No Zephyrine Lane in Ogunquit"
        self.assertEqual(order.state, "shipped")

    def find_traces(self):
        """Return where our tables hold something of the customer."""
        self.env.flush_all()
        self.env.cr.execute(OWN_TEXTS)
        found = []
        for table, column in self.env.cr.fetchall():
            texts = " OR ".join([f'"{column}"::text ILIKE %s'] * len(TRACES))
            self.env.cr.execute(
                f'SELECT count(*) FROM "{table}" WHERE ({texts})'
                f" AND {OURS.get(table, 'TRUE')}",
                [f"%{trace}%" for trace in TRACES],
            )
            if self.env.cr.fetchone()[0]:
                found.append(f"{table}.{column}")
        return found

    def clean(self):
        return self.env["bigcartel.order"]._gc_personal_data()


class TestClearing(PrivacyCase):
    def test_shipped_orders_forget_their_customer_after_the_days_of_their_shop(self):
        order = self.sell_to_ada()
        self.deliver(self.get_open(order))
        self.ship(order, days=89)
        self.clean()
        self.assertLessEqual(
            {
                *("bigcartel_order.payload", "bigcartel_order.customer_note"),
                *("bigcartel_shipment.error", "mail_message.body"),
                "mail_activity.summary",
            },
            set(self.find_traces()),
        )
        self.ship(order, days=91)
        kept = order.read(["name", "amount_total", "country_id", "item_names"])
        sale = order.sale_order_id
        self.assertEqual(self.clean(), (1, False))
        self.assertEqual(self.find_traces(), [])
        self.assertTrue(order.cleared_at)
        self.assertEqual(
            order.read(["name", "amount_total", "country_id", "item_names"]), kept
        )
        self.assertEqual(order.state, "shipped")
        self.assertEqual(sale.partner_id.name, "Adalberta Quixworth")
        self.assertEqual(self.clean(), (0, False))

    def test_open_orders_keep_theirs_and_so_do_shops_that_never_delete(self):
        waiting = self.sell_to_ada(payment_status="pending")
        done, shipped = self.sell_to_ada(), self.sell_to_ada()
        self.assertEqual((waiting.state, done.state), ("new", "done"))
        long_ago = fields.Datetime.now() - timedelta(days=4000)
        self.ship(shipped, days=4000)
        (waiting | done | shipped).ordered_at = long_ago
        self.env.flush_all()
        self.env.cr.execute("UPDATE bigcartel_order SET write_date = %s", [long_ago])
        self.shop.clear_after = 0
        self.assertEqual(self.clean(), (0, False))
        self.shop.clear_after = 30
        self.assertEqual(self.clean(), (1, False))
        self.assertTrue(shipped.cleared_at)
        self.assertTrue(done.payload and waiting.payload)

    def test_cancelled_and_ignored_orders_forget_theirs_when_nothing_happens(self):
        cancelled, ignored = self.sell_to_ada(), self.sell_to_ada()
        cancelled.sale_order_id._action_cancel()
        ignored.backend_id.import_from = fields.Datetime.now()
        ignored.write({"state": "ignored", "error": "Too old"})
        long_ago = fields.Datetime.now() - timedelta(days=91)
        self.env.flush_all()
        self.assertEqual(self.clean(), (0, False))
        self.env.cr.execute(
            "UPDATE bigcartel_order SET write_date = %s, ordered_at = %s",
            [long_ago, long_ago],
        )
        self.env.invalidate_all()
        self.assertEqual(self.clean(), (2, False))
        self.assertEqual(self.find_traces(), [])
        self.assertEqual((cancelled.state, ignored.state), ("cancelled", "ignored"))

    def test_no_import_brings_it_back(self):
        order = self.sell_to_ada()
        self.ship(order, days=91)
        self.clean()
        self.remote.edit_address(order.name, address_1="8 Zephyrine Lane")
        self.import_orders()
        order.action_import_again()
        self.assertEqual(self.find_traces(), [])
        self.assertIn("1 unchanged", self.shop.last_result)

    def test_screens_and_deliveries_do_without_it(self):
        order = self.sell_to_ada()
        picking = self.deliver(self.get_open(order))
        self.push()
        self.ship(order, days=91)
        self.clean()
        self.assertIn("deleted", order.totals)
        self.assertFalse(order.document_text)
        self.assertFalse(order._has_lines_of_others())
        self.assertIsNone(order.sale_order_id.order_line[0]._bigcartel_get_sold())
        order.read()
        order.sale_order_id.read()
        picking.carrier_tracking_ref = "TRACK-1"
        self.push()
        self.assertEqual(picking.bigcartel_shipment_ids.state, "done")

    def test_an_order_that_is_taken_up_again_gets_its_data_back(self):
        order = self.sell_to_ada()
        order.sale_order_id._action_cancel()
        order.action_clear_personal_data()
        order.sale_order_id.action_draft()
        self.import_orders()
        self.assertFalse(order.cleared_at)
        self.assertEqual(order.customer_name, "Adalberta Quixworth")

    def test_e_mails_that_could_not_be_sent_go_with_it(self):
        order = self.place_and_import([(self.remote_print, 1)], customer=ADA)
        group = "bigcartel_connector.group_user"
        self.shop.user_id = self.make_user("reviewer", "base.group_user", group)
        self.shop._send_review_mail()
        mail = self.env["mail.mail"].search([("model", "=", "bigcartel.backend")])
        mail.ensure_one().state = "exception"
        self.assertIn("mail_mail.body_html", self.find_traces())
        order.action_ignore()
        order.action_clear_personal_data()
        self.assertEqual(self.find_traces(), [])
        self.assertFalse(mail.exists())

    def test_managers_delete_it_at_once_but_not_of_open_orders(self):
        order = self.sell_to_ada()
        manager = self.make_user(
            "mia", "base.group_user", "bigcartel_connector.group_manager"
        )
        reviewer = self.make_user(
            "rob", "base.group_user", "bigcartel_connector.group_user"
        )
        with self.assertRaisesRegex(UserError, order.name):
            order.with_user(manager).action_clear_personal_data()
        self.ship(order)
        with self.assertRaises(AccessError):
            order.with_user(reviewer).action_clear_personal_data()
        order.with_user(manager).action_clear_personal_data()
        self.assertEqual(self.find_traces(), [])


class TestErasing(PrivacyCase):
    def erase(self, partners):
        """Delete contacts, after what Odoo wants to be deleted first."""
        sales = self.env["sale.order"].search([("partner_id", "in", partners.ids)])
        sales._action_cancel()
        sales.picking_ids.unlink()
        sales.unlink()
        partners.unlink()

    def find_contacts(self):
        return self.env["res.partner"].search([("email_normalized", "=", ADA["email"])])

    def test_deleting_a_contact_leaves_nothing_of_them(self):
        self.shop.auto_confirm = False
        order = self.sell_to_ada()
        unpaid = self.sell_to_ada(payment_status="pending")
        self.assertEqual(len(self.find_contacts()), 1)
        self.erase(self.find_contacts())
        self.assertEqual(self.find_traces(), [])
        self.assertEqual((order.state, unpaid.state), ("ignored", "ignored"))
        self.assertIn("Retry", unpaid.error)
        self.import_orders()
        self.assertEqual(self.find_traces(), [])

    def test_what_was_left_out_can_still_be_imported_by_a_person(self):
        unpaid = self.sell_to_ada(payment_status="pending")
        self.env["res.partner"].create({"name": "A", "email": ADA["email"]}).unlink()
        self.remote.pay(unpaid.name)
        unpaid.action_retry()
        self.import_orders()
        self.assertTrue(unpaid.sale_order_id)

    def test_a_contact_made_anonymous_is_so_on_finished_orders(self):
        shipped, done = self.sell_to_ada(), self.sell_to_ada()
        self.ship(shipped)
        contact = shipped.sale_order_id.partner_id
        contact.write({"phone": False, "street": "Unknown"})
        self.assertTrue(shipped.payload)
        contact.write({"name": "Anonymous", "email": False})
        self.assertFalse(shipped.payload or shipped.customer_name)
        self.assertTrue(done.payload)

    def test_another_contact_with_that_address_keeps_it(self):
        unpaid = self.sell_to_ada(payment_status="pending")
        contacts = self.env["res.partner"].create(
            [{"name": name, "email": ADA["email"]} for name in ("Ada", "Ada again")]
        )
        contacts[1].unlink()
        self.assertTrue(unpaid.payload)

    def test_merging_contacts_forgets_nobody(self):
        order = self.sell_to_ada()
        contact = order.sale_order_id.partner_id
        other = self.env["res.partner"].create({"name": "A. Q.", "email": "a@q.test"})
        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (contact | other).ids, other
        )
        self.assertEqual(order.sale_order_id.partner_id, other)
        self.assertTrue(order.payload)

    def test_without_an_address_the_name_decides(self):
        nobody = {**ADA, "email": ""}
        unpaid = self.sell_to_ada(customer=nobody, payment_status="pending")
        contact = self.env["res.partner"].create({"name": "Adalberta Quixworth"})
        contact.unlink()
        self.assertEqual(self.find_traces(), [])
        self.assertEqual(unpaid.state, "ignored")

    def test_the_privacy_lookup_finds_orders_and_deletes_what_is_personal(self):
        order = self.sell_to_ada()
        self.ship(order)
        contact = order.sale_order_id.partner_id
        lookup = self.env["privacy.lookup.wizard"].create(
            {"name": contact.name, "email": contact.email}
        )
        lookup.action_lookup()
        line = lookup.line_ids.filtered(lambda row: row.res_model == order._name)
        self.assertEqual(line.res_id, order.id)
        line.action_unlink()
        self.assertEqual(self.find_traces(), [])
        self.assertTrue(order.exists() and line.is_unlinked)
        self.assertIn(order._description, lookup.records_description)

    def test_whoever_deletes_contacts_needs_no_right_of_ours(self):
        unpaid = self.sell_to_ada(payment_status="pending")
        clerk = self.make_user("clerk", "base.group_user", "base.group_partner_manager")
        contact = self.env["res.partner"].create({"name": "A", "email": ADA["email"]})
        contact.with_user(clerk).unlink()
        self.assertFalse(unpaid.payload)
