"""What the tests of the set-up share: the dialog, used as a person does."""

from odoo.tests import Form

from tests.sandbox import ACCESS_TOKEN, PASSWORD, SUBDOMAIN

from .importing import ImportCase

MANAGER = "base.group_user,bigcartel_connector.group_manager"


class OnboardingCase(ImportCase):
    """No shop is connected yet."""

    def setUp(self):
        super().setUp()
        self.shop.unlink()
        self.shops = self.env["bigcartel.backend"]

    def start(self, user=None, **entries):
        """Press *Connect a shop*, enter something, and return the dialog."""
        Wizard = self.env["bigcartel.onboarding"].with_user(user or self.env.user)
        with Form(Wizard) as form:
            self.enter(form, entries)
        return form.record

    def fill(self, wizard, **entries):
        """Enter something into a dialog that is open already."""
        with Form(wizard) as form:
            self.enter(form, entries)

    def enter(self, form, entries):
        for name, value in entries.items():
            setattr(form, name, value)

    def press(self, record, button):
        """Press a button, and return the dialog that shows then."""
        action = getattr(record, button)()
        self.assertEqual(action["res_model"], "bigcartel.onboarding")
        self.assertEqual(action["target"], "new")
        return record.env["bigcartel.onboarding"].browse(action["res_id"])

    def connect_by_password(self, **entries):
        """Return the dialog after its first step, and remember its shop."""
        entries = {
            "auth_method": "password",
            "subdomain": SUBDOMAIN,
            "password": PASSWORD,
            **entries,
        }
        wizard = self.press(self.start(**entries), "action_connect")
        self.shop = wizard.shop_id
        return wizard

    def connect_by_token(self):
        wizard = self.start(auth_method="token", access_token=ACCESS_TOKEN)
        wizard = self.press(wizard, "action_connect")
        self.shop = wizard.shop_id
        return wizard

    def go_to(self, step):
        """Return a new dialog of a connected shop at a step."""
        wizard = self.connect_by_password()
        self.assertEqual((wizard.step, wizard.message), ("found", False))
        return self.press_until(wizard, step)

    def press_until(self, wizard, step):
        """Press *Continue* until a step, and return the dialog."""
        for _press in range(5):
            if wizard.step != step:
                wizard = self.press(wizard, "action_next")
        self.assertEqual(wizard.step, step)
        return wizard
