"""What the web client asks the server for when somebody opens or filters a list."""

from collections import namedtuple

from dateutil.relativedelta import relativedelta
from lxml import etree

from odoo import fields
from odoo.tools.safe_eval import safe_eval

# How the web client counts: up to so many, and one more to know that there are more.
COUNT_LIMIT = 10_001
LIMITS = {"list": 80, "kanban": 40}
AGGREGATED = ("float", "integer", "monetary")
ROOT_MENU = "bigcartel_connector.menu_root"

Filter = namedtuple("Filter", "name domain groupby")


class Screen:
    """A list, or cards, of a model.

    :param str view_type: "list" or "kanban"
    :param view: its view, where that is not the model's first
    :param search_view: the same for what can be searched
    :param str name: by which it is told of
    :param str prefix: that columns and filters of interest begin with
    """

    def __init__(
        self,
        model,
        view_type="list",
        view=None,
        search_view=None,
        name="",
        prefix="",
    ):
        self.model = model
        self.view_type = view_type
        self.views = {"view": view, "search_view": search_view}
        self.name = name
        self.prefix = prefix
        self.arch = _get_arch(model, view_type, view)
        self.search_arch = _get_arch(model, "search", search_view)
        self.names = _get_names(self.arch, prefix)
        self.limit = int(self.arch.get("limit", LIMITS[view_type]))

    def with_env(self, env):
        """Return the same list as somebody else has it."""
        model = env(context={**self.model.env.context, **env.context})
        return Screen(
            model[self.model._name],
            self.view_type,
            **self.views,
            name=self.name,
            prefix=self.prefix,
        )

    def open(self, domain=(), groupby=()):
        """Load the first page, as the web client does."""
        specification = get_specification(self.model, self.names)
        if not groupby:
            return self.model.with_context(bin_size=True).web_search_read(
                list(domain),
                specification,
                limit=self.limit,
                order=self.arch.get("default_order", ""),
                count_limit=COUNT_LIMIT,
            )
        return self.model.with_context(read_group_expand=True).web_read_group(
            list(domain),
            list(groupby),
            self._get_aggregates(),
            limit=self.limit,
            auto_unfold=self.view_type == "kanban",
            opening_info=[],
            unfold_read_specification=specification,
            unfold_read_default_limit=self.limit,
        )

    def get_filters(self):
        """Return all that one can click in the search view, as a list of `Filter`."""
        filters = []
        for node in self._iter_search("filter"):
            name, date = node.get("name"), node.get("date")
            context = safe_eval(node.get("context", "{}"))
            if context.get("group_by"):
                filters.append(Filter(name, [], [context["group_by"]]))
            elif date:
                filters.append(Filter(name, self._get_month(date), []))
            elif node.get("domain"):
                filters.append(Filter(name, self._eval(node.get("domain")), []))
        return filters

    def get_default_domain(self):
        """Return the domain of the filters that are set when the action opens."""
        context = self.model.env.context
        return [
            leaf
            for one in self.get_filters()
            if context.get(f"search_default_{one.name}")
            for leaf in one.domain
        ]

    def get_searches(self, texts):
        """Return what somebody types into each field of the search view.

        :param dict texts: {name of a field: what a record has there}, of those where
            that is not just anything
        """
        filters = []
        for node in self._iter_search("field"):
            name = node.get("name")
            text = texts.get(name) or self._get_text(name)
            if not text:
                continue
            # Neither the beginning nor the end of it.
            typed = text[1:-1]
            domain = [(name, node.get("operator", "ilike"), typed)]
            if node.get("filter_domain"):
                domain = self._eval(node.get("filter_domain"), **{"self": typed})
            filters.append(Filter(name, domain, []))
        return filters

    def _iter_search(self, tag):
        return (
            node
            for node in self.search_arch.iter(tag)
            if node.get("name").startswith(self.prefix)
        )

    def _get_text(self, name):
        """Return the text that a record has in a field, if any has."""
        known = self.model.search([(name, "!=", False)], limit=100)
        value = known[-1:][name]
        return value.display_name if known._fields[name].relational else value

    def _eval(self, text, /, **values):
        """Evaluate a domain of the search view; what was typed is `self` there."""
        today = fields.Date.today()
        known = {"uid": self.model.env.uid, "context_today": lambda: today, **values}
        known |= {"current_date": str(today), "relativedelta": relativedelta}
        return safe_eval(text, known)

    @staticmethod
    def _get_month(name):
        """Return the domain of this month, the first that a date's filter offers."""
        first = fields.Datetime.start_of(fields.Datetime.now(), "month")
        last = fields.Datetime.end_of(first, "month")
        return [(name, ">=", str(first)), (name, "<=", str(last)[:19])]

    def _get_aggregates(self):
        """Return what a list adds up in each group."""
        aggregates = []
        for name, field in self.model.fields_get(self.names).items():
            if not field.get("aggregator") or field["type"] not in AGGREGATED:
                continue
            aggregates.append(f"{name}:{field['aggregator']}")
            if field.get("currency_field"):
                aggregates.append(f"{field['currency_field']}:array_agg_distinct")
                aggregates.append(f"{name}:sum_currency")
        return list(dict.fromkeys(aggregates))


def iter_actions(env):
    """Yield (screen, domain of the action) of each list that the menus open.

    As administrators see them; with cards, which phones show.
    """
    root = env.ref(ROOT_MENU)
    menus = env["ir.ui.menu"].search([("id", "child_of", root.id)]) - root
    # The web client reads actions with all rights as well.
    for menu_sudo in menus.sudo():
        action = menu_sudo.action
        if not action or action._name != "ir.actions.act_window":
            continue
        context = {**env.context, **safe_eval(action.context or "{}")}
        model = env(context=context)[action.res_model]
        for view_type in action.view_mode.split(","):
            if view_type in LIMITS:
                view = action.view_id if action.view_id.type == view_type else None
                name = menu_sudo.name.lower().replace(" ", "_")
                screen = Screen(model, view_type, view, action.search_view_id, name)
                yield screen, safe_eval(action.domain or "[]")


def open_form(record, view=None, prefix=""):
    """Load a form, with the lists in it and the counts on its buttons."""
    arch = _get_arch(record, "form", view)
    specification = get_specification(record, _get_names(arch, prefix), arch)
    return record.with_context(bin_size=True).web_read(specification)


def get_specification(model, names, arch=None):
    """Return what the web client wants to know of these fields.

    :param arch: of the form, whose lists are read too
    """
    specification = {}
    for name in names:
        field = model._fields[name]
        specification[name] = {}
        if field.type in ("many2one", "reference"):
            specification[name] = {"fields": {"display_name": {}}}
        elif field.type in ("one2many", "many2many"):
            lists = [] if arch is None else arch.xpath(f"//field[@name='{name}']/list")
            inner = _get_names(lists[0]) if lists else ["display_name"]
            comodel = model.env[field.comodel_name]
            specification[name] = {
                "fields": get_specification(comodel, inner),
                "limit": 40,
            }
    return specification


def _get_arch(model, view_type, view):
    """Return the view as this person gets it."""
    arch = model.get_view(view.id if view else None, view_type)["arch"]
    return etree.fromstring(arch)


def _get_names(arch, prefix=""):
    """Return the names of the fields of a view, not of the lists in it."""
    names = [
        node.get("name")
        for node in arch.iter("field")
        if not _is_within_field(node, arch) and node.get("name").startswith(prefix)
    ]
    return list(dict.fromkeys(names))


def _is_within_field(node, arch):
    for parent in node.iterancestors():
        if parent is arch:
            return False
        if parent.tag == "field":
            return True
    return False
