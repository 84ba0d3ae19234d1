from odoo import models

from ..api import SHIPPED, ApiError, NotFound, Rejected, ShipmentItem


class BigcartelShipment(models.Model):
    """Telling Big Cartel: the only place that writes there.

    Every write is safe to repeat: the order is read first, and again after an answer
    that got lost.
    """

    _inherit = "bigcartel.shipment"

    # === BUSINESS METHODS === #

    def _push(self, client):
        """Tell Big Cartel of one shipment.

        A unit of work: it leaves the transaction to its caller. Big Cartel's refusal
        is stored on the row.

        :param client: `api.Client` of the shop
        :raise api.ApiError: when nothing is wrong with this shipment in particular
        """
        self.ensure_one()
        self._follow_transfer()
        if self._is_told():
            self._push_tracking(client)
            return
        number = self.order_id.name
        try:
            document = client.get_order(number)
            if document.shipping_status == SHIPPED:
                refusal = self._correct_tracking(client)
                self._record_done(
                    self.env._("It was marked as shipped already."), refusal
                )
                return
            if self.status_only and self._is_cancelled():
                self._record_done(self._explain_silence(), last=False)
                return
            if self.status_only:
                self._push_status(client)
                return
            self._push_delivery(client, document)
        except NotFound:
            self._record_not_found()
        except Rejected as error:
            self._record_refusal(str(error))

    def _push_delivery(self, client, document):
        """Tell of a delivery: a shipment where there is one to tell, else the status.

        :param document: `api.Order`, the order as it is there now
        """
        last = self._is_last()
        shared = self.order_id._has_lines_of_others()
        told, refusal = self._tell_shipment(client, document, not last or shared)
        if not last:
            self._record_done(told or self._explain_silence(), refusal, last=False)
        elif shared and told:
            self._record_done(told, refusal)
        elif shared and self.backend_id.shared_orders == "manual":
            self._leave_to_person(refusal)
        else:
            self._push_status(client, told, refusal)

    def _is_last(self):
        """Whether everything of ours is delivered, and all else is told."""
        self.ensure_one()
        sale = self.order_id.sale_order_id
        others = self.order_id.shipment_ids - self
        return not (
            # Cancelled half way: what was sold is not shipped, and never will be.
            self._is_cancelled()
            or sale._bigcartel_has_open_moves()
            or others.filtered(lambda shipment: not shipment._is_told())
        )

    def _is_cancelled(self):
        """Whether the sale order was cancelled after this was filed."""
        return self.order_id.sale_order_id.state == "cancel"

    def _explain_silence(self):
        """Return why a delivery is not told, for people."""
        if self._is_cancelled():
            return self.env._("Nothing: the rest of the order was cancelled here.")
        return self.env._("Nothing yet: it is told with the last delivery.")

    # === SHIPMENT === #

    def _tell_shipment(self, client, document, partial):
        """Post a shipment where it says more than the status of the whole order.

        :param bool partial: whether it is a part of the order only
        :return: what Big Cartel knows now, for people, and its words where it refused
        :rtype: tuple[str, str]
        """
        others = self.order_id.shipment_ids - self
        partial = partial or bool(others.filtered("told_items"))
        wanted = self.items and (partial or self.tracking_number)
        if self.backend_id.shipment_api == "status" or not wanted:
            return "", ""
        items = self._get_items_to_tell(client, document)
        told, refusal = self._push_shipment(client, items, bool(self.tracking_number))
        if refusal and partial and self.tracking_number:
            # Tracking may need another plan there: a part is told without it.
            told = self._push_shipment(client, items, tracking=False)[0]
        return told, refusal

    def _get_items_to_tell(self, client, document):
        """Return which of the items Big Cartel does not know to be shipped yet.

        A try whose answer got lost may have arrived: what is shipped there beyond
        what our earlier shipments told counts as told.

        :rtype: list[api.ShipmentItem]
        :raise Unannounced: as `_has_arrived` does
        """
        lines = {line.id: line for line in document.lines}
        earlier = (self.order_id.shipment_ids - self)._sum_items("told_items")
        items, untold = [], True
        for item in self.items:
            line, quantity = lines.get(item["line"]), item["quantity"]
            if line and line.quantity_shipped is not None:
                untold = False
                quantity -= max(line.quantity_shipped - earlier[line.id], 0)
            if line and line.quantity_unshipped is not None:
                quantity = min(quantity, line.quantity_unshipped)
            if quantity > 0:
                items.append(ShipmentItem(item["line"], quantity))
        if items and untold and self._is_there(client, document):
            return []
        return items

    def _is_there(self, client, document):
        """Whether Big Cartel has this very shipment, where its lines do not tell.

        What our earlier rows told is not taken for this one. The list is not
        documented: where it shows no items, the number of shipments tells.
        """
        listed = self._list_shipments(client)
        if listed is None:
            return self._has_arrived(document)
        earlier = (self.order_id.shipment_ids - self).filtered("told_items")
        if any(shipment.items for shipment in listed):
            items = {(item["line"], item["quantity"]) for item in self.items}
            listed = [
                shipment
                for shipment in listed
                if {(item.line_id, item.quantity) for item in shipment.items} == items
            ]
            earlier = earlier.filtered(lambda row: row.told_items == self.items)
        return len(listed) > len(earlier)

    def _list_shipments(self, client):
        """Return the order's shipments there; None where the API has no such list."""
        try:
            return client.list_shipments(self.order_id.name)
        except (NotFound, Rejected):
            return None

    def _push_shipment(self, client, items, tracking):
        """Post the shipment, if any of its items is still to be told.

        :param bool tracking: whether to tell tracking number and carrier
        :return: what Big Cartel knows now, for people, and its words where it refused
        :rtype: tuple[str, str]
        """
        number = self.order_id.name
        values = self._prepare_tracking() if tracking else {}
        posted, refusal = None, ""
        try:
            if items:
                posted = client.create_shipment(
                    number,
                    items,
                    notify_customer=self.backend_id.notify_customer,
                    **values,
                )
            elif tracking:
                refusal = self._correct_tracking(client)
        except (NotFound, Rejected) as error:
            return "", str(error)
        except ApiError as error:
            if not error.maybe_written:
                raise
            # The answer got lost, the shipment perhaps not: look before trying again.
            tried = self.with_context(bigcartel_announced=False)
            if tried._get_items_to_tell(client, client.get_order(number)):
                raise
        self.told_items = self.items
        if refusal:
            return "", refusal
        tracking_number = values.get("tracking_number")
        self.tracking_told = tracking_number
        self._keep_id(posted)
        return self._describe_shipment(tracking_number), ""

    def _prepare_tracking(self):
        return {
            "carrier": self.carrier_name or None,
            "tracking_number": self.tracking_number,
            "tracking_url": self._get_tracking_url(),
        }

    def _get_tracking_url(self):
        """Return the transfer's tracking page; carriers may give several as JSON."""
        url = self.picking_id.carrier_tracking_url or ""
        return url if url.startswith(("https://", "http://")) else None

    def _describe_shipment(self, tracking_number):
        """Return what was told, for people."""
        units = sum(item["quantity"] for item in self.items)
        if tracking_number:
            return self.env._(
                "A shipment of %(units)s unit(s), tracking number %(number)s.",
                units=units,
                number=tracking_number,
            )
        return self.env._("A shipment of %(units)s unit(s).", units=units)

    # === STATUS === #

    def _push_status(self, client, told="", refusal=""):
        """Mark the whole order as shipped, unless its shipments did that already.

        :param str told: what Big Cartel was told before, for people
        :param str refusal: its words where it refused to be told
        """
        number = self.order_id.name
        status = client.get_order(number).shipping_status if told else ""
        if status != SHIPPED:
            try:
                status = client.mark_shipped(number).shipping_status
            except ApiError as error:
                if not error.maybe_written:
                    raise
                status = client.get_order(number).shipping_status
                if status != SHIPPED:
                    raise
        if status != SHIPPED:
            self._record_refusal(
                self.env._(
                    "Big Cartel took the change, but still shows the order as "
                    "“%(status)s”. Look there, then tell it again.",
                    status=status,
                )
            )
            return
        result = " ".join(filter(None, (told, self.env._("Marked as shipped."))))
        self._record_done(result, refusal)
