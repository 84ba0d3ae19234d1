from odoo import SUPERUSER_ID, fields, models

from ..api import SHIPPED
from ..utils.memory import MEMORY, line_memory, order_memory
from .product_product import HELPERS


class BigcartelOrder(models.Model):
    """Knowing sale orders again that were imported before the addon was uninstalled."""

    _inherit = "bigcartel.order"

    # === BUSINESS METHODS === #

    def _adopt_sale_orders(self, backend, documents):
        """Give new orders of a page the sale orders that they became once.

        Uninstalling left their external identifiers on them (`hooks.py`). Nothing is
        matched by anything else: not by names, not by totals.

        :param backend: the shop
        :param documents: `api.Order` objects, those of these orders among them
        :return: the orders that have their sale order again
        """
        account = backend.account_id
        orders = {order_memory(account, order.name): order for order in self}
        found = self._get_remembered(list(orders))
        adopted = self.browse()
        if not found:
            return adopted
        known = self.union(*(orders[row.name] for row in found)).mapped("name")
        documents = {doc.number: doc for doc in documents if doc.number in known}
        lookup = self._get_adoption_lookup(backend, documents.values())
        for row in found:
            order = orders[row.name]
            sale = self.env["sale.order"].browse(row.res_id)
            if sale.company_id != backend.company_id:
                order._refuse_adoption(sale)
                continue
            order._adopt(sale, documents[order.name], lookup)
            adopted |= order
        (found | lookup["remembered"]).unlink()
        return adopted

    def _get_remembered(self, names):
        """Return the rows of `hooks.py` with these external identifiers.

        Whoever imports a file may give a record of theirs any external identifier, but
        not one that the system has created: Odoo notes nobody as the creator of those.
        """
        # They are nobody's in particular.
        rows_sudo = self.env["ir.model.data"].sudo()
        return rows_sudo.search(
            [
                ("module", "=", MEMORY),
                ("name", "in", names),
                ("create_uid", "=", SUPERUSER_ID),
            ]
        )

    def _get_adoption_lookup(self, backend, documents):
        """Read once what the orders of a page need to be known again.

        :param documents: `api.Order` objects
        :return: dict of external identifiers, `links` and their `answers`, both by
            the key of what was sold, and the kinds of `helpers`
        """
        Link = self.env["bigcartel.product.link"]
        links = Link._get_or_create(
            backend, [line for document in documents for line in document.lines]
        )
        answers = Link.union(*links.values())._get_answers()
        return {
            "remembered": self._get_remembered(
                [
                    line_memory(backend.account_id, document.number, line.id)
                    for document in documents
                    for line in document.lines
                ]
            ),
            "links": links,
            "answers": {key: answers[link.id] for key, link in links.items()},
            "helpers": {
                self.env.ref(f"bigcartel_connector.product_{name}"): name
                for name in HELPERS
            },
        }

    def _refuse_adoption(self, sale):
        """Leave an order out whose sale order is another company's."""
        self.write(
            {
                "state": "ignored",
                "error": self.env._(
                    "It was imported before, as %(name)s of another company. Press "
                    "Retry to import it anyway.",
                    name=sale.name,
                ),
            }
        )

    def _adopt(self, sale, document, lookup):
        """Take a sale order for what this order became, as it is now.

        :param document: `api.Order`
        :param dict lookup: what `_get_adoption_lookup` returned
        """
        backend = self.backend_id
        rule = backend.shipping_map_ids._get_rule(backend, self.country_id)
        sale.write(
            {
                "bigcartel_order_id": self.id,
                "bigcartel_tax_source": (
                    "odoo" if sale.order_line.tax_ids else "bigcartel"
                ),
                "bigcartel_shipping_code": rule.code,
            }
        )
        self._adopt_lines(sale, document, lookup)
        self.write({"sale_order_id": sale.id, "error": False})
        if sale.state in ("draft", "sent"):
            self.write(self._get_hold(document))
        if document.shipping_status == SHIPPED:
            self.shipped_at = fields.Datetime.now()
        else:
            # What was delivered and never told; what was told is not told again.
            transfers = sale.picking_ids.filtered(lambda row: row.state == "done")
            transfers._bigcartel_file_shipments()

    def _adopt_lines(self, sale, document, lookup):
        """Note on the lines what was sold as which, and what answers it."""
        ids = {row.name: row.res_id for row in lookup["remembered"]}
        account = self.backend_id.account_id
        sold = {
            ids.get(line_memory(account, self.name, line.id)): line
            for line in document.lines
        }
        for line in sale.order_line.filtered(lambda line: not line.display_type):
            kind = lookup["helpers"].get(line.product_id)
            if line.id in sold:
                key = line.bigcartel_link_id._get_line_key(sold[line.id])
                line.write(
                    {
                        "bigcartel_line_type": "item",
                        "bigcartel_line_ref": sold[line.id].id,
                        "bigcartel_link_id": lookup["links"][key].id,
                        **self._prepare_answer(line, lookup["answers"][key], kind),
                    }
                )
            elif kind and kind != "item":
                line.bigcartel_line_type = kind

    def _prepare_answer(self, line, answer, helper):
        """Return what a line is in Odoo: what people made of it, then and since.

        :param answer: the link that answers for it now
        :param helper: the kind of its helper product, if it has one
        """
        if helper:
            never = answer.state == "never"
            return {"bigcartel_link_state": "never" if never else "to_link"}
        return {
            "bigcartel_link_state": "linked",
            "bigcartel_by_hand": answer.product_id != line.product_id,
        }
