"""What the tests of the addon in Odoo share: a shop in a sandbox, connected."""

from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

from odoo.addons.bigcartel_connector.models.bigcartel_shipment_wake import next_runs

from tests.sandbox import ACCESS_TOKEN, ACCOUNT_ID, Sandbox, Shop


@tagged("standard", "post_install", "-at_install")
class ConnectorCase(TransactionCase):
    """Each test has an empty sandbox shop of its own, and a connected backend."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.env.ref("base.USD").active = True

    def setUp(self):
        super().setUp()
        # No test relies on what another one has woken up.
        self.enterContext(patch.dict(next_runs, clear=True))
        self.sandbox = self.start_sandbox(Shop.empty())
        self.remote = self.sandbox.shop
        self.shop = self.connect()

    def start_sandbox(self, shop):
        sandbox = Sandbox(shop).start()
        self.addCleanup(sandbox.stop)
        self.env["ir.config_parameter"].set_param(
            "bigcartel_connector.api_url", sandbox.url
        )
        return sandbox

    def connect(self, **vals):
        """Return a shop that was tested with success."""
        shop = self.env["bigcartel.backend"].create(
            {
                "auth_method": "token",
                "account_id": ACCOUNT_ID,
                "access_token": ACCESS_TOKEN,
                **vals,
            }
        )
        shop.action_test_connection()
        return shop

    def make_product(self, reference=False, **vals):
        return self.env["product.product"].create(
            {
                "name": f"Product {reference}",
                "default_code": reference,
                "type": "consu",
                "is_storable": True,
                "list_price": 77.0,
                **vals,
            }
        )

    def import_orders(self):
        return self.shop.action_import_orders()

    def count_import_queries(self):
        """Return how many queries an import takes, with nothing in memory."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.import_orders()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def get_order(self, number):
        """Return the inbox row of an order number."""
        return self.env["bigcartel.order"].search(
            [("backend_id", "=", self.shop.id), ("name", "=", number)]
        )

    def place_and_import(self, *args, **kwargs):
        """Place an order at Big Cartel, import, and return its inbox row."""
        number = self.remote.place_order(*args, **kwargs).number
        self.import_orders()
        return self.get_order(number)
