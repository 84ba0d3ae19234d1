"""What the tests of screens share: following a number to the list that it opens."""

from lxml import etree

from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from .common import ConnectorCase


class LookingCase(ConnectorCase):
    def get_arch(self, xmlid, kind, user=None):
        """Return a view of the shop as a person's web client gets it."""
        view = self.env.ref(f"bigcartel_connector.{xmlid}")
        shops = self.env["bigcartel.backend"].with_user(user or self.env.user)
        return etree.fromstring(shops.get_view(view.id, kind)["arch"])

    def get_links(self, arch):
        """Return {field: node} of the numbers that a click opens."""
        links = arch.xpath("//*[self::a or self::button][@type='action'][.//field]")
        return {link.find(".//field").get("name"): link for link in links}

    def get_opened(self, shop, link):
        """Return the records that a click on a link of the shop shows."""
        action = self.env["ir.actions.act_window"].browse(int(link.get("name")))
        model = self.env[action.res_model]
        domain = Domain(safe_eval(action.domain or "[]", {"active_id": shop.id}))
        context = safe_eval(link.get("context") or "{}")
        view = model.get_view(action.search_view_id.id, "search")["arch"]
        return model.search(domain & self.get_default_domain(view, context))

    def get_default_domain(self, arch, context):
        """Return what a search view filters at first: OR in a group, AND between."""
        groups, left = [[]], set(context)
        for node in etree.fromstring(arch):
            if node.tag == "separator":
                groups.append([])
            if node.tag == "filter" and f"search_default_{node.get('name')}" in left:
                left.remove(f"search_default_{node.get('name')}")
                groups[-1].append(Domain(safe_eval(node.get("domain"))))
        self.assertFalse(left, "a default filter that the list does not have")
        return Domain.AND(Domain.OR(group) for group in groups if group)
