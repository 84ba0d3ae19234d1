"""Credentials: for managers only, and nowhere else."""

import base64

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tools import SQL

from odoo.addons.bigcartel_connector.utils.log_mask import mask

from tests.sandbox import ACCESS_TOKEN, PASSWORD, SUBDOMAIN

from .delivering import DeliveryCase
from .listening import listening

SECRET_FIELDS = ("access_token", "password")


class SecretCase(DeliveryCase):
    def setUp(self):
        super().setUp()
        self.shop.write({"subdomain": SUBDOMAIN, "password": PASSWORD})
        basic = f"{SUBDOMAIN}:{PASSWORD}".encode()
        self.secrets = [ACCESS_TOKEN, PASSWORD, base64.b64encode(basic).decode()]

    def assert_no_secret(self, text):
        for secret in self.secrets:
            self.assertNotIn(secret, str(text))


class TestWhoMayRead(SecretCase):
    def setUp(self):
        super().setUp()
        self.reviewer = self.make_user(
            "reviewer",
            "base.group_user",
            "base.group_allow_export",
            "bigcartel_connector.group_user",
        )

    def test_a_user_reads_the_shop_without_its_credentials(self):
        shop = self.shop.with_user(self.reviewer)
        self.assertEqual(shop.name, self.shop.name)
        self.env.invalidate_all()
        values = shop.read()[0]
        for name in SECRET_FIELDS:
            self.assertNotIn(name, values)
            self.assertNotIn(name, shop.fields_get())
            with self.assertRaises(AccessError):
                shop.read([name])
            with self.assertRaises(AccessError):
                shop.export_data([name])
        self.assert_no_secret(values)

    def test_a_user_cannot_guess_them_by_searching_or_sorting(self):
        shops = self.env["bigcartel.backend"].with_user(self.reviewer)
        for name in SECRET_FIELDS:
            with self.assertRaises(AccessError):
                shops.search([(name, "=like", "s%")])
            with self.assertRaises(AccessError):
                shops.search([], order=name)
            with self.assertRaises(AccessError):
                shops._read_group([], [name])

    def test_a_user_does_not_get_them_in_a_view(self):
        shops = self.env["bigcartel.backend"].with_user(self.reviewer)
        for kind in ("form", "list", "kanban", "search"):
            arch = shops.get_views([(False, kind)])["views"][kind]["arch"]
            for name in SECRET_FIELDS:
                self.assertNotIn(f'"{name}"', arch)

    def test_a_manager_reads_them_but_is_offered_no_export(self):
        manager = self.make_user(
            "manager", "base.group_user", "bigcartel_connector.group_manager"
        )
        shop = self.shop.with_user(manager)
        self.assertEqual(shop.access_token, ACCESS_TOKEN)
        described = shop.fields_get(SECRET_FIELDS, ["exportable"])
        for name in SECRET_FIELDS:
            self.assertIs(described[name]["exportable"], False)


class TestWhereTheyAreNot(SecretCase):
    def test_not_in_a_duplicate(self):
        copy = self.shop.copy()
        for name in (*SECRET_FIELDS, "account_id", "subdomain"):
            self.assertFalse(copy[name])
        self.assertEqual(copy.state, "draft")

    def test_not_among_what_is_tracked(self):
        fields = self.env["bigcartel.backend"]._fields
        for name in SECRET_FIELDS:
            self.assertFalse(getattr(fields[name], "tracking", False))
        self.env.cr.flush()
        before = self.shop.message_ids.tracking_value_ids
        self.shop.write({"access_token": "x", "password": "y", "auto_confirm": False})
        self.env.cr.flush()
        self.env.invalidate_all()
        tracked = self.shop.message_ids.tracking_value_ids - before
        self.assertEqual(tracked.field_id.mapped("name"), ["auto_confirm"])

    def test_not_in_the_log_of_a_full_run(self):
        """F41"""
        for method in ("token", "password"):
            self.shop.auth_method = method
            self.env.flush_all()
            with self.subTest(method), listening() as lines:
                self.shop.action_test_connection()
                order = self.sell()
                self.deliver_all(order, tracking="TRACK-1")
                self.push()
                self.assertEqual(order.state, "shipped")
                self.run_into_errors()
                self.assertTrue(any("/v1/accounts" in line for line in lines))
                self.assert_no_secret("\n".join(lines))
                self.assertTrue(order.payload)
                self.assert_no_secret(self.get_written_texts())

    def test_not_in_errors_activities_and_chatter(self):
        """F41"""
        for method in ("token", "password"):
            with self.subTest(method):
                self.shop.auth_method = method
                self.run_into_errors()
                self.assertTrue(self.shop.last_error)
                self.assert_no_secret(self.shop.last_error)
                self.assert_no_secret(self.get_written_texts())

    def test_not_in_an_error_that_repeats_what_was_sent(self):
        """F41"""
        order = self.sell()
        shipment = self.deliver_all(order)
        words = f"<html><p>Authorization: Bearer {ACCESS_TOKEN}</p></html>"
        with listening() as lines:
            self.sandbox.faults.add("status", status=422, body=words, method="PATCH")
            self.push()
            self.assertEqual(shipment.state, "failed")
            for status in (200, 401, 403, 500):
                fault = self.sandbox.faults.add(
                    "status", status=status, body=words, times=None
                )
                lines.append(str(self.shop.action_test_connection()))
                self.shop.reconnect_required = False
                lines.append(str(self.shop.action_import_orders()))
                self.assertTrue(fault.hits)
                self.sandbox.faults.clear()
            # What is disconnected is not told its own token either.
            self.shop.action_disconnect()
        texts = [*lines, shipment.error, *self.get_written_texts()]
        self.assertNotIn(ACCESS_TOKEN, "\n".join(texts))

    def run_into_errors(self):
        """Meet a refused login, an outage, and an answer that is none."""
        self.deliver_all(self.sell())
        for kind, options in (
            ("html", {}),
            ("status", {"status": 500}),
            ("status", {"status": 401}),
        ):
            fault = self.sandbox.faults.add(kind, times=None, **options)
            self.push_again()
            self.shop.action_test_connection()
            self.assertTrue(fault.hits)
            self.sandbox.faults.clear()
        self.shop.action_test_connection()
        self.push_again()
        self.deliver_all(self.sell())
        self.sandbox.stop()
        self.push_again()
        self.sandbox.start()

    def get_written_texts(self):
        """Return all that we and the chatter store, but the credentials themselves."""
        self.env.flush_all()
        tables = ["mail_message", "mail_activity", "mail_tracking_value"]
        tables += [
            model._table
            for name, model in self.env.registry.items()
            if name.startswith("bigcartel.") and model._auto and not model._transient
        ]
        texts = []
        for table in tables:
            query = SQL(
                "SELECT (to_jsonb(stored) - %s::text[])::text FROM %s stored",
                ["access_token", "password"],
                SQL.identifier(table),
            )
            texts += [text for (text,) in self.env.execute_query(query)]
        return texts


class TestWhatOdooLogs(SecretCase):
    """Odoo logs a failing query whatever the level, and everything at DEBUG."""

    def setUp(self):
        super().setUp()
        self.secrets = ["typed-t0ken", "typed-passw0rd", "typed-s3cret", "it's-0ne"]

    def test_not_in_the_calls_and_queries_of_what_people_type(self):
        typed = {"new_access_token": "typed-t0ken", "new_password": "it's-0ne"}
        vals = {"auth_method": "token", "access_token": "typed-t0ken"}
        settings = {
            "bigcartel_client_id": "app",
            "bigcartel_new_client_secret": "typed-s3cret",
        }
        shops = self.env["bigcartel.backend"]
        with listening() as lines:
            call_kw(shops, "web_save", [self.shop.ids, typed, {"name": {}}], {})
            call_kw(shops, "create", [[vals]], {})
            call_kw(self.env["bigcartel.onboarding"], "create", [vals], {})
            self.env.flush_all()
            screen = call_kw(self.env["res.config.settings"], "create", [settings], {})
            self.env["res.config.settings"].browse(screen).execute()
            self.env.flush_all()
        self.assertEqual(self.shop.access_token, "typed-t0ken")
        text = "\n".join(lines)
        self.assertIn("call bigcartel.backend", text)
        for verb in (
            "UPDATE",
            'INSERT INTO "bigcartel_backend"',
            "ir_config_parameter",
        ):
            queries = [line for line in lines if verb in line and "'***'" in line]
            self.assertTrue(queries, verb)
        self.assert_no_secret(text)

    def test_not_in_a_query_that_fails(self):
        """As when two people connect one account: Odoo logs it as an error."""
        with (
            listening() as lines,
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE bigcartel_backend SET access_token = %s, name = NULL",
                ["typed-t0ken"],
            )
        self.assertTrue(any(line.startswith("bad query") for line in lines))
        self.assert_no_secret("\n".join(lines))

    def test_nothing_else_is_masked(self):
        query = "UPDATE sale_order SET name = 'S00001'"
        call = "call res.partner(1,).write({'name': 'Maya'})"
        self.assertEqual([mask(query), mask(call)], [query, call])
