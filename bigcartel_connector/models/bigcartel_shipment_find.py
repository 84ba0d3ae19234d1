from odoo import models


class BigcartelShipment(models.Model):
    """Finding a shipment among those that Big Cartel lists of its order."""

    _inherit = "bigcartel.shipment"

    # === BUSINESS METHODS === #

    def _find_listed(self, listed):
        """Return which of the shipments that Big Cartel lists is this one, or None.

        By its ID, else by its items; the numbers tell equal shipments apart.

        :param listed: iterable of `api.Shipment`
        """
        by_id = {shipment.id: shipment for shipment in listed}
        if self.bigcartel_shipment_id:
            return by_id.get(self.bigcartel_shipment_id)
        others = self.order_id.shipment_ids - self
        known = set(others.mapped("bigcartel_shipment_id"))
        mine = [row for row in listed if row.id not in known and self._may_be(row)]
        for other in others.filtered(lambda row: row.told_items and row._is_told()):
            theirs = None if other.bigcartel_shipment_id else other._by_number(mine)
            if theirs:
                mine.remove(theirs)
        alike = len({row.tracking_number for row in mine}) == 1
        return self._by_number(mine) or (mine[0] if alike else None)

    def _may_be(self, row):
        """Whether a listed shipment fits; the list need not show any items."""
        if not row.items:
            return not self.order_id._has_lines_of_others()
        items = {(item["line"], item["quantity"]) for item in self.items or []}
        return {(item.line_id, item.quantity) for item in row.items} == items

    def _by_number(self, rows):
        """Return the listed shipment that has our number, the new or the old one."""
        for number in (self.tracking_number or "", self.tracking_told or ""):
            for row in rows:
                if row.tracking_number == number:
                    return row
        return None
