"""An order changes at Big Cartel while the warehouse is at its transfer."""

from contextlib import contextmanager

from .committed import CommittedCase


class TestNobodyWaits(CommittedCase):
    """Real transactions, committed by the tests themselves."""

    def setUp(self):
        super().setUp()
        self.number = self.remote.place_order([(self.mug, 1)], customer="maya").number
        with self.transaction() as env:
            product = env["product.product"].create(
                {"name": "Mug", "default_code": "WORKER-MUG", "type": "consu"}
            )
            self.addCleanup(self.delete_delivery, product.id)
            shop = self.get_shop(env)
            shop.action_import_orders()
            shop.order_ids.sale_order_id.order_line.bigcartel_link_id.product_id = (
                product
            )
            shop.order_ids.filtered(
                lambda order: order.sale_order_id.state == "draft"
            ).action_complete()

    def delete_delivery(self, product_id):
        with self.transaction() as env:
            product = env["product.product"].browse(product_id)
            sales = self.get_shop(env).order_ids.sale_order_id
            sales._action_cancel()
            sales.stock_reference_ids.unlink()
            moves = env["stock.move"].search([("product_id", "=", product.id)])
            moves.picking_id.unlink()
            sales.order_line.unlink()
            env["bigcartel.product.link"].search(
                [("product_id", "=", product.id)]
            ).unlink()
            product.product_tmpl_id.unlink()

    def get_order(self, env):
        return self.get_shop(env).order_ids.filtered(lambda o: o.name == self.number)

    @contextmanager
    def impatient_worker(self):
        """Import, and fail rather than wait for another transaction."""
        with self.transaction() as env:
            env.cr.execute("SET lock_timeout = '1s'")
            try:
                env["bigcartel.backend"]._cron_import_orders()
            finally:
                env.cr.execute("RESET lock_timeout")
            yield env

    def test_the_others_arrive_and_the_next_run_follows(self):
        """F14, F30"""
        self.remote.edit_address(self.number, address_1="5 New Road")
        other = self.remote.place_order([(self.mug, 1)], customer="maya").number
        with self.transaction() as warehouse:
            picking = self.get_order(warehouse).sale_order_id.picking_ids
            picking.lock_for_update()
            with self.impatient_worker() as env:
                order = self.get_order(env)
                self.assertIn("somebody was working on it", order.error)
                self.assertEqual(order.state, "done")
                sale = order.sale_order_id
                self.assertNotEqual(sale.partner_shipping_id.street, "5 New Road")
                names = self.get_shop(env).order_ids.mapped("name")
                self.assertIn(other, names)
        with self.impatient_worker() as env:
            order = self.get_order(env)
            self.assertFalse(order.error)
            partners = order.sale_order_id.picking_ids.partner_id
            self.assertEqual(partners.street, "5 New Road")
