"""What the tests of webhooks share: an app, and Big Cartel that sends to it."""

from odoo.tests import HttpCase

from tests.sandbox import CLIENT_SECRET
from tests.sandbox.webhooks import signed

from .delivering import DeliveryCase

PATH = "/bigcartel/webhook"
PARAMETER = "bigcartel_connector.oauth_client_secret"


class WebhookCase(DeliveryCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].set_param(PARAMETER, CLIENT_SECRET)
        self.job = self.env.ref("bigcartel_connector.ir_cron_look_at_webhooks")
        self.Event = self.env["bigcartel.webhook.event"]
        self.sandbox.requests.clear()

    def send(self, kind, number=None, times=1, shop=None, **options):
        """Have Big Cartel send a webhook; it is acknowledged, and asked nothing."""
        before = len(self.sandbox.requests)
        headers, body = signed(
            shop or self.remote, kind, CLIENT_SECRET, number, **options
        )
        for _time in range(times):
            self.assertEqual(self.post(body, headers).status_code, 200)
        self.assertEqual(len(self.sandbox.requests), before, "it was only filed")

    def post(self, body, headers):
        answer = self.url_open(PATH, data=body, headers=headers, method="POST")
        self.env.invalidate_all()
        return answer

    def look(self):
        """Run the scheduled action as Odoo does; return what was asked for."""
        before = len(self.sandbox.requests)
        with self.enter_registry_test_mode():
            self.assertIs(self.job.method_direct_trigger(), True)
        self.env.invalidate_all()
        return [
            f"{request.method} {request.path.rpartition('/')[2]}"
            for request in self.sandbox.requests[before:]
        ]

    def get_states(self):
        """Return what became of the events, the oldest first, and how many they are."""
        events = self.Event.search([], order="id")
        return [(event.state, event.times) for event in events]
