from datetime import timedelta

from odoo import fields, models

from ..api import ApiError, NotFound, Rejected, ShipmentItem
from ..const import MAX_ATTEMPTS, RETRY_MINUTES, SHIPPED


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
        number = self.order_id.name
        try:
            document = client.get_order(number)
            if document.shipping_status == SHIPPED:
                self._record_done(self.env._("It was marked as shipped already."))
                return
            if self.status_only:
                self._push_status(client)
                return
            self._push_delivery(client, document)
        except NotFound:
            self._record_refusal(
                self.env._(
                    "Big Cartel does not know the order %(number)s any more. Look "
                    "there whether it was deleted.",
                    number=number,
                )
            )
        except Rejected as error:
            self._record_refusal(str(error))

    def _push_delivery(self, client, document):
        """Tell of a delivery: a shipment where there is one to tell, else the status.

        :param document: `api.Order`, the order as it is there now
        """
        last = self._is_last()
        shared = self.order_id._has_lines_of_others()
        items, refusal = self._get_items_to_tell(client, document), ""
        told = False
        if self._is_shipment_wanted(last, shared):
            told, refusal = self._push_shipment(client, items)
        if not last:
            self._record_done(
                self._describe_shipment()
                if told
                else self.env._("Nothing yet: it is told with the last delivery."),
                refusal,
                last=False,
            )
        elif shared and not told and self.backend_id.shared_orders == "manual":
            self._leave_to_person(refusal)
        elif shared and told:
            self._record_done(self._describe_shipment())
        else:
            self._push_status(client, refusal)

    def _is_last(self):
        """Whether everything of ours is delivered, and all else is told."""
        self.ensure_one()
        others = self.order_id.shipment_ids - self
        return not (
            self.order_id.sale_order_id._bigcartel_has_open_moves()
            or others.filtered(lambda shipment: shipment.state != "done")
        )

    def _is_shipment_wanted(self, last, shared):
        """Whether there is more to tell than the status of the whole order."""
        earlier = (self.order_id.shipment_ids - self).filtered("told_items")
        return self.backend_id.shipment_api != "status" and bool(self.items) and bool(
            self.tracking_number or not last or shared or earlier
        )

    # === SHIPMENT === #

    def _get_items_to_tell(self, client, document):
        """Return which of the items Big Cartel does not know to be shipped yet.

        A try whose answer got lost may have arrived: what is shipped there beyond
        what our earlier shipments told counts as told.

        :rtype: list[api.ShipmentItem]
        """
        lines = {line.id: line for line in document.lines}
        earlier = self._get_told_before()
        items = []
        for item in self.items or []:
            line, quantity = lines.get(item["line"]), item["quantity"]
            if line is None:
                continue
            if line.quantity_shipped is not None:
                quantity -= max(line.quantity_shipped - earlier.get(line.id, 0), 0)
            if line.quantity_unshipped is not None:
                quantity = min(quantity, line.quantity_unshipped)
            if quantity > 0:
                items.append(ShipmentItem(line.id, quantity))
        untold = all(lines[item.line_id].quantity_shipped is None for item in items)
        if items and untold and self._is_listed(client, items):
            return []
        return items

    def _get_told_before(self):
        """Return how many units of each line earlier shipments told."""
        told = {}
        for shipment in self.order_id.shipment_ids - self:
            for item in shipment.told_items or []:
                told[item["line"]] = told.get(item["line"], 0) + item["quantity"]
        return told

    def _is_listed(self, client, items):
        """Whether Big Cartel lists this very shipment, where its lines do not tell.

        Shipments that our earlier rows told are not taken for this one.
        """
        same = sum(
            set(listed.items) == set(items)
            and listed.tracking_number == (self.tracking_number or "")
            for listed in self._list_shipments(client)
        )
        wanted = [{"line": item.line_id, "quantity": item.quantity} for item in items]
        earlier = (self.order_id.shipment_ids - self).filtered(
            lambda shipment: (
                shipment.told_items == wanted
                and (shipment.tracking_number or "") == (self.tracking_number or "")
            )
        )
        return same > len(earlier)

    def _list_shipments(self, client):
        """Return the order's shipments there; none where the API has no such list."""
        if self.backend_id.shipment_api == "status":
            return ()
        try:
            return client.list_shipments(self.order_id.name)
        except (NotFound, Rejected):
            return ()

    def _push_shipment(self, client, items):
        """Post the shipment, if any of its items is still to be told.

        :return: whether Big Cartel knows it now, and its words where it refused
        :rtype: tuple[bool, str]
        """
        number, url = self.order_id.name, self._get_tracking_url()
        if not items:
            self.told_items = self.items
            return True, ""
        try:
            client.create_shipment(
                number,
                items,
                carrier=self.carrier_name or None,
                tracking_number=self.tracking_number or None,
                tracking_url=url,
                notify_customer=self.backend_id.notify_customer,
            )
        except (NotFound, Rejected) as error:
            return False, str(error)
        except ApiError as error:
            if not error.maybe_written:
                raise
            # The answer got lost, the shipment perhaps not: look before trying again.
            if self._get_items_to_tell(client, client.get_order(number)):
                raise
        self.told_items = self.items
        return True, ""

    def _get_tracking_url(self):
        """Return the transfer's tracking page; carriers may give several as JSON."""
        url = self.picking_id.carrier_tracking_url or ""
        return url if url.startswith(("https://", "http://")) else None

    def _describe_shipment(self):
        """Return what was told, for people."""
        units = sum(item["quantity"] for item in self.items or [])
        if self.tracking_number:
            return self.env._(
                "A shipment of %(units)s units, tracking number %(number)s.",
                units=units,
                number=self.tracking_number,
            )
        return self.env._("A shipment of %(units)s units.", units=units)

    # === STATUS === #

    def _push_status(self, client, refusal=""):
        """Mark the whole order as shipped, unless its shipments did that already."""
        number = self.order_id.name
        told = self._describe_shipment() if self.told_items else ""
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
                    "“%(status)s”. Look there, then retry.",
                    status=status,
                )
            )
            return
        result = " ".join(filter(None, (told, self.env._("Marked as shipped."))))
        self._record_done(result, refusal)

    # === RESULTS === #

    def _record_done(self, result, refusal="", last=True):
        """Big Cartel knows it: note that here, on the transfer and on the order."""
        self.write(
            {
                "state": "done",
                "result": result,
                "error": refusal
                and self.env._("Big Cartel refused the shipment: %s", refusal),
                "done_at": fields.Datetime.now(),
            }
        )
        if last:
            self.order_id.shipped_at = fields.Datetime.now()
        self._close_activity()
        text = self.env._("Told Big Cartel: %s", result)
        (self.picking_id or self.order_id).message_post(
            body="\n".join(filter(None, (text, self.error)))
        )

    def _record_refusal(self, message):
        """A person has to look: the row turns red, with an activity."""
        self.write({"state": "failed", "error": message})
        self._ask_person(message)

    def _record_retry(self, error, give_up=True):
        """Try again later, or ask a person after many tries.

        :param error: `api.ApiError`
        :param bool give_up: whether many tries end; an outage of the shop is tried
            for as long as it lasts
        """
        attempts = self.attempts + 1
        if give_up and attempts >= MAX_ATTEMPTS:
            self.attempts = attempts
            self._record_refusal(str(error))
            return
        minutes = RETRY_MINUTES[min(attempts, len(RETRY_MINUTES)) - 1]
        self.write(
            {
                "attempts": attempts,
                "error": str(error),
                "next_attempt": fields.Datetime.now() + timedelta(minutes=minutes),
            }
        )

    def _leave_to_person(self, refusal):
        """Our part is delivered; only a person knows whether the order is shipped."""
        message = self.env._(
            "Our part is delivered, somebody else ships the rest. Press *Mark as "
            "shipped* on the Big Cartel order once all of it is on its way."
        )
        self.write(
            {
                "state": "done",
                "result": self.env._("Nothing: left to a person."),
                "error": refusal or message,
                "done_at": fields.Datetime.now(),
            }
        )
        self._ask_person(message)

    def _ask_person(self, message):
        """Schedule one activity on the sale order for the responsible person."""
        sale = self.order_id.sale_order_id
        kind = "bigcartel_connector.mail_activity_type_shipment"
        if sale and not sale.activity_search([kind]):
            sale.activity_schedule(
                kind,
                date_deadline=fields.Date.context_today(self),
                summary=self.env._("Big Cartel: %s", self.order_id.name),
                note=message,
                user_id=self.backend_id.user_id.id or self.env.uid,
            )

    def _close_activity(self):
        self.order_id.sale_order_id.activity_feedback(
            ["bigcartel_connector.mail_activity_type_shipment"]
        )
