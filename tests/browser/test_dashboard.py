"""The app opens on what waits, and the dashboard's numbers open their lists."""

from odoo import fields

from .common import BrowserCase


class TestDashboard(BrowserCase):
    def test_a_reviewer_follows_the_numbers_of_the_dashboard(self):
        orders = self.sell() | self.sell((self.remote_mug, 1))
        orders |= self.place_and_import([(self.remote_print, 1)])
        # Within the days of the graph, whenever the sandbox had them placed.
        orders.ordered_at = fields.Datetime.now()
        self.run_tour("dashboard", login="reviewer")
