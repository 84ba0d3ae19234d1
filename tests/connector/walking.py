"""What the tests share that try every model and method of ours from outside."""

import inspect

from odoo.exceptions import AccessError, UserError
from odoo.service.model import get_public_method

from .delivering import DeliveryCase

ADDON = "odoo.addons.bigcartel_connector"
# Everything that warehouse and sales may do, and nothing of ours.
COLLEAGUE = (
    "base.group_user",
    "stock.group_stock_manager",
    "sales_team.group_sale_manager",
    "base.group_allow_export",
)
# Ways in that every model has, with arguments of theirs.
WAYS = {
    "read": ([],),
    "web_read": ({"display_name": {}},),
    "search_read": ([], ["id"]),
    "search_count": ([],),
    "web_search_read": ([], {"display_name": {}}),
    "formatted_read_group": ([], [], ["__count"]),
    "name_search": ("",),
    "export_data": (["id"],),
    "onchange": ({}, [], {"display_name": {}}),
    "write": ({"display_name": "x"},),
    "web_save": ({}, {"display_name": {}}),
    "create": ({},),
    "copy": (),
    "unlink": (),
    "load": (["id"], [["x"]]),
    "get_views": ([(False, "form")],),
    "message_post": (),
    "activity_schedule": (),
    "get_metadata": (),
}
# What is stored beside our own tables and may be changed by what people do.
TABLES = (
    "sale_order",
    "sale_order_line",
    "stock_picking",
    "mail_message",
    "mail_activity",
    "ir_config_parameter",
    "res_currency",
)


class WalkCase(DeliveryCase):
    """Records of every model, full of words that nobody else may see."""

    words = ("Quiet shop", "Zephyrine", "z@q.example", "TRACK-QUIET")

    def setUp(self):
        super().setUp()
        self.shop.name = "Quiet shop"
        customer = {"first_name": "Zephyrine", "last_name": "Q", "email": "z@q.example"}
        self.order = self.sell(
            (self.remote_shirt, 2), (self.remote_print, 1), customer=customer
        )
        self.deliver_all(self.order, tracking="TRACK-QUIET")
        self.env["bigcartel.oauth.request"]._start(self.shop, "http://localhost/")
        dialog = self.order.sale_order_id.order_line[0].action_bigcartel_link()
        self.env["bigcartel.link.suggestion"].create(
            {"wizard_id": dialog["res_id"], "product_id": self.shirt.id}
        )
        self.env["bigcartel.recover.wizard"].create({"number": self.order.name})
        self.env["bigcartel.onboarding"].create({"shop_id": self.shop.id})
        self.env["bigcartel.webhook.event"].create(
            {"backend_id": self.shop.id, "type": "order.updated", "state": "done"}
        )
        self.env.flush_all()
        self.sandbox.requests.clear()

    # --- what there is ---

    def get_models(self):
        """Return every model of the addon that has a table."""
        return [
            self.env[name]
            for name, model in self.registry.items()
            if name.startswith("bigcartel.") and not model._abstract
        ]

    def get_record(self, model):
        """Return a record of a model, one of the order where there is one."""
        sale = self.order.sale_order_id
        related = {
            "sale.order": sale,
            "sale.order.line": sale.order_line[0],
            "stock.picking": sale.picking_ids[0],
        }
        return related.get(model._name) or model.search([], order="id", limit=1)

    def get_methods(self):
        """Yield (a record, name, arguments) of what can be called from outside."""
        for model in self.get_models():
            record = self.get_record(model)
            self.assertTrue(record, model._name)
            yield from (
                (record, *way) for way in WAYS.items() if hasattr(model, way[0])
            )
        for name, model in self.registry.items():
            if not model._abstract:
                for method in self.get_own_methods(self.env[name]):
                    yield self.get_record(self.env[name]), *method

    def get_own_methods(self, model):
        """Yield (name, arguments) of the public methods that only this addon has."""
        classes = type(model).__mro__
        ours = [cls for cls in classes if cls.__module__.startswith(ADDON)]
        if not ours:
            return
        theirs = {name for cls in classes if cls not in ours for name in vars(cls)}
        for name in sorted({name for cls in ours for name in vars(cls)} - theirs):
            method = getattr(type(model), name)
            if not inspect.isroutine(method):
                continue
            try:
                get_public_method(model, name)
            except AccessError:
                continue
            needed = [
                parameter
                for parameter in inspect.signature(method).parameters.values()
                if parameter.default is parameter.empty and parameter.name != "self"
            ]
            yield name, [""] * len(needed)

    def get_state(self):
        """Return all that is stored in tables that somebody could have changed."""
        self.env.flush_all()
        tables = (*TABLES, *(model._table for model in self.get_models()))
        self.env.cr.execute(
            " UNION ALL ".join(
                f"SELECT '{table}', string_agg(t::text, chr(10) ORDER BY id)"
                f" FROM {table} t"
                for table in tables
            )
        )
        return dict(self.env.cr.fetchall())

    # --- trying it ---

    def try_all(self, users, records_only=False):
        """Call all that can be called; return what was called.

        :param bool records_only: whether to leave out what is about no record
        """
        before, called, failures = self.get_state(), set(), []
        methods = list(self.get_methods())
        for user in users:
            for record, name, args in methods:
                theirs = record.with_user(user)
                if getattr(getattr(theirs, name), "_api_model", False):
                    theirs = theirs.browse()
                if not theirs and records_only:
                    continue
                called.add((record._name, name))
                try:
                    self.try_one(theirs, name, args, before)
                except AssertionError as error:
                    failures.append(f"{user.login}: {record._name}.{name}: {error}")
        self.assertEqual(failures, [])
        return called

    def try_one(self, theirs, name, args, before):
        """Call a method: it raises, or changes nothing; and it tells nothing."""
        savepoint = self.env.cr.savepoint()
        try:
            answer = getattr(theirs, name)(*args)
            self.assertEqual(self.get_state(), before)
        except (AccessError, UserError) as error:
            answer = error
        finally:
            savepoint.rollback()
            savepoint.close(rollback=False)
            self.env.invalidate_all()
        for word in self.words:
            self.assertNotIn(word, str(answer))
        self.assertEqual(self.sandbox.requests, [])
