"""The block *Big Cartel* of Odoo's settings."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user

from .common import ConnectorCase

IMPORT = "bigcartel_connector.ir_cron_import_orders"
PUSH = "bigcartel_connector.ir_cron_push_shipments"
SECRET = "s3cret-of-the-app"


class SettingsCase(ConnectorCase):
    def setUp(self):
        super().setUp()
        self.admin = new_test_user(
            self.env,
            "system",
            groups="base.group_system,bigcartel_connector.group_manager",
        )

    def get_parameter(self, name):
        return self.env["ir.config_parameter"].get_param(f"bigcartel_connector.{name}")

    def open_page(self):
        return Form(self.env["res.config.settings"].with_user(self.admin))

    def save(self, **values):
        """Save the page with some values changed, as the web client does."""
        Settings = self.env["res.config.settings"].with_user(self.admin)
        values = {f"bigcartel_{name}": value for name, value in values.items()}
        settings = Settings.create(values)
        settings.execute()
        self.env.invalidate_all()
        return settings


class TestApp(SettingsCase):
    def test_the_secret_never_comes_back(self):
        saved = self.save(client_id="app-of-odoo", new_client_secret=SECRET)
        self.assertNotIn(SECRET, str(saved.read()))
        Settings = self.env["res.config.settings"].with_user(self.admin)
        self.assertNotIn(SECRET, str(Settings.default_get(list(Settings._fields))))
        form = self.open_page()
        self.assertTrue(form.bigcartel_has_client_secret)
        self.assertFalse(form.bigcartel_new_client_secret)
        answer = Settings.web_save(
            {
                "bigcartel_client_id": "app-of-odoo",
                "bigcartel_new_client_secret": SECRET,
            },
            {"bigcartel_new_client_secret": {}, "bigcartel_client_id": {}},
        )
        self.assertFalse(answer[0]["bigcartel_new_client_secret"])
        self.env.cr.execute("SELECT row_to_json(s)::text FROM res_config_settings s")
        self.assertNotIn(SECRET, str(self.env.cr.fetchall()))

    def test_saving_something_else_keeps_the_secret(self):
        self.save(client_id="app-of-odoo", new_client_secret=SECRET)
        self.save(import_interval_number=20)
        self.assertEqual(self.get_parameter("oauth_client_id"), "app-of-odoo")
        self.assertEqual(self.get_parameter("oauth_client_secret"), SECRET)

    def test_no_id_means_no_secret(self):
        self.save(client_id="app-of-odoo", new_client_secret=SECRET)
        self.save(client_id=False)
        self.assertFalse(self.get_parameter("oauth_client_id"))
        self.assertFalse(self.get_parameter("oauth_client_secret"))

    def test_id_and_secret_are_typed_beside_the_address_to_register(self):
        with self.open_page() as form:
            form.bigcartel_client_id = " app-of-odoo "
            form.bigcartel_new_client_secret = f" {SECRET}\n"
        form.record.execute()
        self.assertEqual(self.get_parameter("oauth_client_id"), "app-of-odoo")
        self.assertEqual(self.get_parameter("oauth_client_secret"), SECRET)
        base = self.env["ir.config_parameter"].get_param("web.base.url")
        self.assertEqual(
            form.bigcartel_redirect_uri, f"{base}/bigcartel/oauth/callback"
        )

    def test_only_system_administrators_come_here(self):
        manager = new_test_user(
            self.env, "manager", groups="bigcartel_connector.group_manager"
        )
        with self.assertRaises(AccessError):
            self.env["res.config.settings"].with_user(manager).create({})
        menu = self.env.ref("bigcartel_connector.menu_settings")
        self.assertNotIn(menu.id, menu.with_user(manager)._visible_menu_ids())
        self.assertIn(menu.id, menu.with_user(self.admin)._visible_menu_ids())


class TestScheduledActions(SettingsCase):
    def test_the_page_shows_them_as_they_are(self):
        self.env.ref(IMPORT).write({"interval_number": 3, "interval_type": "weeks"})
        self.env.ref(PUSH).active = False
        form = self.open_page()
        self.assertTrue(form.bigcartel_import_active)
        self.assertEqual(form.bigcartel_import_interval_number, 3)
        self.assertEqual(form.bigcartel_import_interval_type, "weeks")
        self.assertFalse(form.bigcartel_push_active)

    def test_interval_and_switch_of_each_are_saved(self):
        self.save(
            import_interval_number=2,
            import_interval_type="hours",
            push_active=False,
        )
        job = self.env.ref(IMPORT)
        self.assertEqual((job.interval_number, job.interval_type), (2, "hours"))
        self.assertTrue(job.active)
        self.assertFalse(self.env.ref(PUSH).active)
        self.save(push_active=True)
        self.assertTrue(self.env.ref(PUSH).active)

    def test_a_shorter_interval_begins_now(self):
        job = self.env.ref(IMPORT)
        job.write({"interval_number": 1, "interval_type": "days"})
        job.nextcall = fields.Datetime.now() + timedelta(days=1)
        self.save(import_interval_number=5, import_interval_type="minutes")
        soon = fields.Datetime.now() + timedelta(minutes=5, seconds=1)
        self.assertLessEqual(job.nextcall, soon)

    def test_what_was_not_changed_is_not_written(self):
        """One that runs just now cannot be written: saving must work all the same."""
        written = []
        Cron = self.registry["ir.cron"]
        write = Cron.write

        def note(crons, vals):
            written.append(vals)
            return write(crons, vals)

        self.patch(Cron, "write", note)
        self.save(api_url="https://proxy.example.com")
        self.assertEqual(written, [])
        self.save(import_interval_number=7)
        self.assertEqual(len(written), 1)

    def test_an_interval_of_nothing_is_refused(self):
        for name in ("import_interval_number", "push_interval_number"):
            for number in (0, -5):
                with self.subTest(name, number=number):
                    with self.assertRaisesRegex(ValidationError, "1 or more"):
                        self.save(**{name: number})

    def test_a_deleted_scheduled_action_leaves_the_page_usable(self):
        self.env.ref(PUSH).unlink()
        self.save(push_active=True, import_interval_number=7)
        self.assertEqual(self.env.ref(IMPORT).interval_number, 7)


class TestAddresses(SettingsCase):
    def test_other_addresses_are_stored_and_empty_ones_mean_big_cartels_own(self):
        self.save(
            api_url="http://127.0.0.1:8070",
            authorize_url="https://sandbox.example.com/oauth/authorize",
        )
        self.assertEqual(self.get_parameter("api_url"), "http://127.0.0.1:8070")
        self.assertEqual(
            self.get_parameter("oauth_authorize_url"),
            "https://sandbox.example.com/oauth/authorize",
        )
        self.save(api_url=False, authorize_url=" ")
        self.assertFalse(self.get_parameter("api_url"))
        self.assertFalse(self.get_parameter("oauth_authorize_url"))

    def test_an_address_that_could_lead_elsewhere_is_refused_in_plain_words(self):
        for field in ("api_url", "authorize_url"):
            for url in (
                "http://api.bigcartel.com",
                "api.bigcartel.com",
                "https://api.bigcartel.com@evil.example",
                "https://api.bigcartel.com/../x",
                "https://api.bigcartel.com/?x=1",
                "javascript:alert(1)",
            ):
                with self.subTest(field, url=url):
                    with self.assertRaisesRegex(ValidationError, "begins with https"):
                        self.save(**{field: url})
        self.assertEqual(self.get_parameter("api_url"), self.sandbox.url)

    def test_an_address_that_is_stored_already_does_not_stop_other_settings(self):
        url = "http://sandbox.intranet:8070"
        self.env["ir.config_parameter"].set_param("bigcartel_connector.api_url", url)
        self.save(import_interval_number=7)
        self.assertEqual(self.get_parameter("api_url"), url)
        self.assertEqual(self.env.ref(IMPORT).interval_number, 7)
