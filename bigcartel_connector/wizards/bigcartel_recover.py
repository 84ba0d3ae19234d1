from odoo import api, fields, models
from odoo.exceptions import UserError

from ..api import ApiError, NotFound


class BigcartelRecoverWizard(models.TransientModel):
    """Importing one order by its number: one that no import brings."""

    _name = "bigcartel.recover.wizard"
    _description = "Recover a Big Cartel Order"

    backend_id = fields.Many2one(
        "bigcartel.backend",
        "Shop",
        required=True,
        default=lambda self: self._get_default_backend(),
        domain=[("state", "!=", "draft")],
        ondelete="cascade",
        help="The shop that the order was placed in.",
    )
    number = fields.Char(
        "Order Number",
        required=True,
        help="The number that Big Cartel shows, for example ABCD-123456.",
    )

    # === ACTION METHODS === #

    def action_recover(self):
        """Import the order whatever its age and status, and open it.

        :return: a notification that opens the order
        :raise UserError: when it cannot be asked for, or Big Cartel has no such order
        """
        self.ensure_one()
        # A record can name a shop that its user may not see.
        self.backend_id.check_access("read")
        number = self._get_clean_number()
        order = self._find_order(number)
        if order:
            return self._open(order, *self._get_known_text(order))
        problem = self.backend_id._get_asking_problem()
        if problem:
            raise UserError(problem)
        # The import works for the shop, whoever pressed its button.
        shop_sudo = self.backend_id.sudo().with_company(self.backend_id.company_id)
        try:
            shop_sudo._recover_order(number)
        except NotFound as error:
            raise UserError(
                self.env._(
                    "%(shop)s has no order %(number)s at Big Cartel. Check the number "
                    "and the shop.",
                    shop=self.backend_id.name,
                    number=number,
                )
            ) from error
        except ApiError as error:
            shop_sudo._record_asking_failure(error)
            return self._notify_failure(error)
        order = self._find_order(number)
        return self._open(order, *self._get_recovered_text(order))

    # === BUSINESS METHODS === #

    @api.model
    def _get_default_backend(self):
        """Return the shop, where there is only one to choose."""
        shops = self.env["bigcartel.backend"].search(
            [("state", "!=", "draft")], limit=2
        )
        return shops if len(shops) == 1 else shops.browse()

    def _get_clean_number(self):
        """Return the number as Big Cartel writes it, however it was pasted."""
        return "".join(self.number.split()).lstrip("#").upper()

    def _find_order(self, number):
        """Return the order of that number, if it is in the inbox."""
        return self.env["bigcartel.order"].search(
            [("backend_id", "=", self.backend_id.id), ("name", "=", number)]
        )

    def _get_known_text(self, order):
        """Return title, message and kind for an order that is here already."""
        message = self.env._("Nothing was imported, here it is.")
        if not order.sale_order_id:
            message = self.env._("It has no quotation: press Retry to import it.")
        title = self.env._("The order %s is here already", order.name)
        return title, message, "info"

    def _get_recovered_text(self, order):
        """Return title, message and kind for an order that was imported just now."""
        if order.sale_order_id:
            title = self.env._("Order %s recovered", order.name)
            return title, order.error or self.env._("Here it is."), "success"
        title = self.env._("Order %s is here, without a quotation", order.name)
        return title, order.error or "", "warning"

    def _notify_failure(self, error):
        """Say why Big Cartel could not be asked; the dialog stays open.

        :param error: `api.ApiError`
        """
        action = self.backend_id._notify(
            self.env._("Not recovered"), str(error), "danger"
        )
        del action["params"]["next"]
        return action

    def _open(self, order, title, message, kind):
        """Return what opens the order, and says how it came there."""
        action = self.backend_id._notify(title, message, kind)
        action["params"]["next"] = {
            "type": "ir.actions.act_window",
            "res_model": "bigcartel.order",
            "views": [(False, "form")],
            "res_id": order.id,
        }
        return action
