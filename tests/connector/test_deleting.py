"""What cannot be deleted, since the next import would make it a second time."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .importing import ImportCase


class TestDeleting(ImportCase):
    def test_an_order_with_a_sale_order_stays(self):
        """F2"""
        number = self.place()
        self.import_orders()
        with self.assertRaisesRegex(UserError, number):
            self.get_order(number).unlink()

    def test_not_even_managers_delete_orders(self):
        number = self.place()
        self.import_orders()
        order = self.get_order(number)
        order.action_ignore()
        with self.assertRaises(AccessError):
            order.with_user(self.env.ref("base.user_admin")).unlink()

    def test_a_shop_with_orders_is_archived_and_not_deleted(self):
        """F4: connected anew, it would import every order again."""
        self.place()
        self.import_orders()
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.shop.unlink()
        self.shop.active = False
        self.assertTrue(self.shop.order_ids)

    def test_a_shop_without_orders_can_be_deleted(self):
        shop = self.shop
        shop.unlink()
        self.assertFalse(shop.exists())
