"""A copied database: no credential, no connected shop, nothing that goes out."""

from odoo.modules.neutralize import get_neutralization_queries

from tests.sandbox import ACCESS_TOKEN, PASSWORD, SUBDOMAIN

from .delivering import DeliveryCase

PREFIX = "bigcartel_connector."


class TestCopiedDatabase(DeliveryCase):
    def setUp(self):
        super().setUp()
        self.shop.write({"subdomain": SUBDOMAIN, "password": PASSWORD})
        self.parameters = self.env["ir.config_parameter"]
        for name in ("client_id", "client_secret"):
            self.parameters.set_param(f"{PREFIX}oauth_{name}", f"the-{name}")
        self.env["bigcartel.oauth.request"]._start(self.shop, "http://localhost/")

    def neutralize(self):
        """Run the queries of every installed module, as Odoo's command does."""
        self.env.flush_all()
        names = self.env["ir.module.module"].search([("state", "=", "installed")])
        queries = list(get_neutralization_queries(names.mapped("name")))
        self.assertGreater(len(queries), 5)
        for query in queries:
            self.env.cr.execute(query)
        self.env.invalidate_all()
        self.env.registry.clear_all_caches()

    def get_secret_columns(self):
        """Return (table, column) of everything stored that looks like a secret."""
        self.env.cr.execute(
            """SELECT table_name, column_name FROM information_schema.columns
                WHERE table_name LIKE 'bigcartel%%' AND table_schema = 'public'
                  AND column_name ~ 'token|password|secret|state_hash|signature'"""
        )
        return self.env.cr.fetchall()

    def test_no_credential_and_no_connected_shop_are_left(self):
        shipment = self.deliver_all(self.sell())
        columns = self.get_secret_columns()
        self.assertIn(("bigcartel_backend", "access_token"), columns)
        self.parameters.set_param(f"{PREFIX}oauth_authorize_url", "https://me:pw@x/")
        url = self.parameters.get_param(f"{PREFIX}api_url")
        self.neutralize()
        for table, column in columns:
            self.env.cr.execute(f"SELECT 1 FROM {table} WHERE {column} IS NOT NULL")
            self.assertFalse(self.env.cr.fetchall(), f"{table}.{column}")
        self.assertFalse(
            self.env["bigcartel.backend"]
            .with_context(active_test=False)
            .search([("state", "!=", "draft")])
        )
        left = self.parameters.search([("key", "=like", f"{PREFIX}%")])
        # An address stays: the copy of a test system must not turn to the live shop.
        self.assertEqual(left.mapped("key"), [f"{PREFIX}api_url"])
        self.assertEqual(left.value, url)
        crons = self.env["ir.cron"].with_context(active_test=False).search([])
        ours = crons.filtered(lambda cron: cron.model_name.startswith("bigcartel."))
        self.assertGreaterEqual(len(ours), 2)
        self.assertFalse(any(ours.mapped("active")))
        self.push()
        with self.enter_registry_test_mode():
            cron = self.env.ref("bigcartel_connector.ir_cron_import_orders")
            cron.method_direct_trigger()
        self.assertEqual(self.sandbox.requests, [])
        self.assertEqual(shipment.state, "failed")

    def test_what_waited_stays_untold_when_somebody_connects_the_copy(self):
        """The original tells it; a person may still ask for it here."""
        order = self.sell()
        shipment = self.deliver_all(order, tracking="TRACK-1")
        self.neutralize()
        self.shop.access_token = ACCESS_TOKEN
        self.shop.action_test_connection()
        self.assertEqual(self.shop.state, "connected")
        self.push()
        self.shop.action_push_shipments()
        self.shop.action_import_orders()
        self.push()
        self.assertEqual(self.get_writes(), [])
        self.assertIn("is a copy", shipment.error)
        shipment.action_retry()
        self.push()
        self.assertEqual(order.state, "shipped")
