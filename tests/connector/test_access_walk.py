"""Every model, field and method of ours, tried by each who has no business there."""

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command

from .walking import COLLEAGUE, WalkCase

MANAGER = "bigcartel_connector.group_manager"


class TestOutsiders(WalkCase):
    def setUp(self):
        super().setUp()
        self.colleague = self.make_user("colleague", *COLLEAGUE)
        self.customer = self.make_user("customer", "base.group_portal")
        self.people = [self.colleague, self.customer, self.env.ref("base.public_user")]

    def test_nobody_without_a_right_of_ours_gets_anything_from_any_method(self):
        called = self.try_all(self.people)
        self.assertLessEqual(
            {
                ("bigcartel.order", "action_retry"),
                ("bigcartel.backend", "action_disconnect"),
                ("sale.order", "action_bigcartel_complete"),
                ("stock.picking", "action_bigcartel_tell_now"),
                ("bigcartel.link.wizard", "action_never"),
                ("bigcartel.onboarding", "web_save"),
            },
            called,
        )

    def test_nobody_without_a_right_of_ours_reads_any_field(self):
        for model in self.get_models():
            record = self.get_record(model)
            theirs = record.with_user(self.colleague)
            for name in record._fields:
                with self.assertRaises(AccessError, msg=f"{record}.{name}"):
                    theirs.read([name])
            for user in self.people:
                self.assertFalse(record.with_user(user).has_access("read"))


class TestStrangers(WalkCase):
    """Somebody of another company, with every right there."""

    def setUp(self):
        super().setUp()
        self.other = self.env["res.company"].create({"name": "Elsewhere"})
        self.stranger = self.make_user(
            "manager",
            *COLLEAGUE,
            MANAGER,
            company_id=self.other.id,
            company_ids=[Command.set(self.other.ids)],
        )
        self.theirs = self.env(user=self.stranger)
        self.shop_elsewhere = self.theirs["bigcartel.backend"].create({})
        self.env.flush_all()

    def get_record(self, model):
        """Override: what is of the first company."""
        if model._name == "bigcartel.backend":
            return self.shop
        if "backend_id" in model._fields:
            return self.shop and model.search([("backend_id", "=", self.shop.id)])[:1]
        return super().get_record(model)

    def test_people_of_another_company_get_nothing_from_any_method(self):
        called = self.try_all([self.stranger], records_only=True)
        self.assertIn(("bigcartel.order", "action_complete"), called)

    def test_nothing_of_another_company_can_be_named(self):
        product = self.make_product("OTHER", company_id=self.company.id)
        carrier = self.env["delivery.carrier"].create(
            {"name": "Van", "company_id": self.company.id, "product_id": product.id}
        )
        team = self.env["crm.team"].create(
            {"name": "Team", "company_id": self.company.id}
        )
        line = self.order.sale_order_id.order_line[0]
        france = self.env.ref("base.fr").id
        elsewhere = {"backend_id": self.shop_elsewhere.id}
        here = {"backend_id": self.shop.id}
        before = self.get_state()
        for model, vals in (
            ("product.link", {**here, "product_name": "x"}),
            ("product.link", {**elsewhere, "product_id": product.id}),
            ("shipping.map", {**here, "code": "x", "country_id": france}),
            (
                "shipping.map",
                {
                    **elsewhere,
                    "code": "x",
                    "country_id": france,
                    "carrier_id": carrier.id,
                },
            ),
            ("backend", {"company_id": self.company.id}),
            ("backend", {"warehouse_id": self.warehouse.id}),
            ("backend", {"team_id": team.id}),
            ("link.wizard", {"line_id": line.id}),
        ):
            records = self.theirs[f"bigcartel.{model}"]
            with self.subTest(model, vals=vals):
                self.try_one(records, "create", [vals], before)
                spec = {name: {"fields": {"display_name": {}}} for name in vals}
                self.try_one(records, "onchange", [vals, [*vals], spec], before)
        for vals in ({"warehouse_id": self.warehouse.id}, {"team_id": team.id}):
            shop = self.shop_elsewhere.with_env(self.theirs)
            self.try_one(shop, "write", [vals], before)
        self.assertEqual(self.get_state(), before)

    def test_no_dialog_opens_on_a_shop_of_another_company(self):
        here, before = {"backend_id": self.shop.id}, self.get_state()
        for model, vals, action in (
            ("recover.wizard", {**here, "number": "AAAA-1"}, "action_recover"),
            ("onboarding", {"shop_id": self.shop.id}, "action_import"),
            ("onboarding", {"shop_id": self.shop.id}, "action_connect"),
            ("onboarding", {"shop_id": self.shop.id}, "read"),
        ):
            with (
                self.subTest(model, action=action),
                self.assertRaises(AccessError),
                self.env.cr.savepoint(),
            ):
                getattr(self.theirs[f"bigcartel.{model}"].create(vals), action)()
        self.assertEqual(self.get_state(), before)

    def test_a_dialog_is_its_users_alone(self):
        """Also among people of one company: what others type is theirs."""
        colleague = self.make_user("second", "base.group_user", MANAGER)
        for model in self.get_models():
            if model._transient:
                record = self.get_record(model)
                with self.subTest(model._name), self.assertRaises(AccessError):
                    record.with_user(colleague).read()

    def test_a_shop_with_orders_or_links_stays_in_its_company(self):
        with self.assertRaisesRegex(ValidationError, "belong to its company"):
            self.shop.company_id = self.other
        self.shop_elsewhere.sudo().company_id = self.company
        self.shop_elsewhere.sudo().company_id = self.other
        self.env["bigcartel.product.link"].create(
            {"backend_id": self.shop_elsewhere.id, "product_name": "Cap"}
        )
        with self.assertRaisesRegex(ValidationError, "belong to its company"):
            self.shop_elsewhere.sudo().company_id = self.company
