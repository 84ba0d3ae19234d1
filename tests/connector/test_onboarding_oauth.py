"""Setting up a shop with Big Cartel's own login page."""

from odoo.exceptions import UserError
from odoo.tests import Form

from .signing_in import SignInCase


class TestSigningInWhileSettingUp(SignInCase):
    def setUp(self):
        super().setUp()
        self.shop.unlink()
        self.Wizard = self.env["bigcartel.onboarding"].with_user(self.manager)

    def start(self):
        """Press *Connect a shop*, and return the dialog."""
        with Form(self.Wizard) as form:
            self.assertEqual(form.auth_method, "oauth")
        return form.record

    def test_the_set_up_goes_on_after_the_login_page(self):
        wizard = self.start()
        self.assertFalse(wizard.shop_id)
        action = wizard.action_connect_oauth()
        self.shop = wizard.shop_id.sudo()
        self.assertEqual(self.shop.onboarding_step, "connect")
        self.come_back(self.decide(action["url"]))
        self.assert_connected()
        action = self.shop.with_user(self.manager).action_open_onboarding()
        again = self.Wizard.browse(action["res_id"])
        self.assertEqual((again.step, again.message), ("found", False))
        self.assertEqual(self.press_back_and_on(again).step, "found")

    def press_back_and_on(self, wizard):
        """Go back to the login and on: nobody has to sign in again."""
        wizard.action_back()
        self.assertEqual((wizard.step, wizard.state), ("connect", "connected"))
        wizard.action_next()
        return wizard

    def test_a_refused_login_is_taken_up_again(self):
        wizard = self.start()
        self.come_back(self.decide(wizard.action_connect_oauth()["url"], "deny"))
        self.assertEqual(self.start().shop_id, wizard.shop_id)

    def test_a_missing_app_leaves_no_shop(self):
        wizard = self.start()
        self.set_parameters(oauth_client_secret=False)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            wizard.action_connect_oauth()
        self.assertFalse(self.env["bigcartel.backend"].search_count([]))
