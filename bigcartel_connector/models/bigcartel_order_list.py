from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..const import REVIEW_DOMAIN


class BigcartelOrder(models.Model):
    """What the list of orders shows, searches, and says when it is empty."""

    _inherit = "bigcartel.order"

    country_code = fields.Char(related="country_id.code")
    country_flag = fields.Char(related="country_id.image_url", string="Flag")
    item_names = fields.Text(
        "Sold",
        readonly=True,
        copy=False,
        index="trigram",
        help="What was sold, with quantities and options.",
    )
    product_search = fields.Char(
        "Product",
        store=False,
        search="_search_product_search",
        help="Finds orders by what was sold: its name, option or SKU, or the Odoo "
        "product it is linked to.",
    )

    # Lists are sorted by it. They count, and add up what they show in groups, without
    # a look at the rows themselves, which hold Big Cartel's documents.
    _list_idx = models.Index(
        "(ordered_at, id) INCLUDE (company_id, backend_id, state, stopped,"
        " currency_id, amount_total, amount_difference)"
    )

    # === SEARCH METHODS === #

    def _search_product_search(self, operator, value):
        """Find orders by what was sold on them.

        Its name and option are on the order itself, SKU and Odoo product on the
        lines of its sale order, so that an order without one is found by name only.
        """
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        # Named, PostgreSQL knows how often they are sold.
        every = self.env["product.product"].with_context(active_test=False)
        products = every.search([("display_name", operator, value)])
        item = Domain("bigcartel_line_type", "=", "item")
        linked = item & Domain("bigcartel_link_state", "=", "linked")
        lines = (
            item & Domain("bigcartel_link_id.sku", operator, value),
            linked & Domain("product_id", "in", products.ids),
        )
        found = [self._search(Domain("item_names", operator, value))]
        for line in lines:
            sold = self.env["sale.order.line"]._search(line)
            found.append(
                self._search(Domain("sale_order_id", "in", sold.subselect("order_id")))
            )
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                # Each by its own index, and first of all: of an OR, or of a
                # sub-select, PostgreSQL may look at each order and line.
                "%s = ANY(ARRAY(%s))",
                SQL.identifier(alias, "id"),
                SQL(" UNION ALL ").join(one.select() for one in found),
            )
        )

    # === BUSINESS METHODS === #

    @api.model
    def _format_items(self, document):
        """Return what was sold, a line of text each.

        :param document: `api.Order`
        """
        lines = []
        for line in document.lines:
            name = line.product_name or self.env._("Item without a name")
            if line.option_name:
                name = f"{name} ({line.option_name})"
            lines.append(f"{line.quantity} × {name}")
        return "\n".join(lines)

    @api.model
    @api.readonly
    def get_review_count(self):
        """Return how many orders wait for a person, for the banner above lists."""
        return self.search_count(REVIEW_DOMAIN)

    @api.model
    def action_import_now(self):
        """Import the orders of all connected shops, from an empty list.

        One shop is waited for; of several, the scheduled action takes care.

        :return: a notification
        """
        shops = self.env["bigcartel.backend"].search([("state", "!=", "draft")])
        if len(shops) == 1:
            return shops.action_import_orders()
        shops._trigger_import()
        return shops._notify(
            self.env._("Import started"),
            self.env._("The orders of %s shops arrive within minutes.", len(shops)),
            "info",
        )

    # === EMPTY LISTS === #

    @api.model
    def get_empty_list_help(self, help_message):
        """Override of `mail` to say what to do next, as things are now.

        The `search_default_*` keys of the context name the only filter of the list.
        """
        if not self.has_access("read"):
            # Whoever looks at actions, as developers do, need not be a user of ours.
            return super().get_empty_list_help(help_message)
        title, text, link = self._get_empty_list_parts()
        page = Markup('<p class="o_view_nocontent_smiling_face">%s</p><p>%s</p>%s')
        return page % (title, text, link)

    @api.model
    def _get_empty_list_parts(self):
        """Return title, text and link that fit the state of the shops.

        :rtype: tuple
        """
        connected = [("state", "!=", "draft")]
        if not self.env["bigcartel.backend"].search_count(connected, limit=1):
            return self._get_unconnected_parts()
        if not self.search_count([], limit=1):
            return (
                self.env._("No Big Cartel orders yet"),
                self.env._("They arrive by themselves, every few minutes."),
                self._get_help_link(
                    self.env._("Import now"),
                    model="bigcartel.order",
                    method="action_import_now",
                ),
            )
        title, text = self._get_filtered_texts()
        return title, text, ""

    @api.model
    def _get_filtered_texts(self):
        """Return title and text of a list whose filters leave nothing."""
        if self.env.context.get("search_default_to_review"):
            return (
                self.env._("All reviewed, well done!"),
                self.env._(
                    "Orders come here when something on them is not linked to a "
                    "product yet, or when something went wrong."
                ),
            )
        if self.env.context.get("search_default_error"):
            return (
                self.env._("No errors"),
                self.env._(
                    "An order that cannot be imported or completed comes here, with "
                    "the reason and what to do about it."
                ),
            )
        return (
            self.env._("No order fits"),
            self.env._("Remove a filter above to see more orders."),
        )

    @api.model
    def _get_unconnected_parts(self):
        """Return the parts of a list that is empty for want of a connected shop."""
        title = self.env._("Connect your Big Cartel shop")
        if not self.env["bigcartel.backend"].has_access("create"):
            text = self.env._(
                "No shop is connected yet. Ask an administrator of Big Cartel in "
                "Odoo to connect one."
            )
            return title, text, ""
        action = "bigcartel_connector.bigcartel_onboarding_action"
        return (
            title,
            self.env._("Its orders then arrive here by themselves."),
            self._get_help_link(self.env._("Connect a shop"), name=action),
        )

    @api.model
    def _get_help_link(self, label, name="", model="", method=""):
        """Return a link that looks like a button, to an action or a method.

        It is of the kind that Odoo's views follow in the text of an empty list.
        """
        target = Markup('data-model="%s" data-method="%s"') % (model, method)
        if name:
            target = Markup('name="%s"') % name
        return Markup(
            '<p><a type="action" role="button" class="btn btn-primary" %s>%s</a></p>'
        ) % (target, label)
