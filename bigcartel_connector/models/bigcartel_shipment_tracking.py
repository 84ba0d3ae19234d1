from itertools import chain

from odoo import api, fields, models

from ..api import ApiError, NotFound, Rejected, ShipmentItem
from ..const import MISSED_TRACKING_HOURS


class BigcartelShipment(models.Model):
    """Tracking numbers: those of the transfer, also when they are typed in late.

    A number that comes after Big Cartel was told puts the shipment back into the
    queue. The warehouse neither waits for Big Cartel nor for the outbox: a row that
    is being told at that very moment is left to the next run.
    """

    _inherit = "bigcartel.shipment"

    tracking_number = fields.Char(
        readonly=True,
        index="trigram",
        help="The transfer's tracking number: what is to be told.",
    )
    tracking_told = fields.Char(
        "Tracking Number Told",
        readonly=True,
        help="The tracking number that Big Cartel was told. Another one on the "
        "transfer is told as soon as possible.",
    )
    carrier_name = fields.Char(
        "Carrier", readonly=True, help="The transfer's carrier, by name."
    )
    bigcartel_shipment_id = fields.Char(
        "ID at Big Cartel",
        readonly=True,
        help="Big Cartel's own number of this shipment, where it told one.",
    )

    _told_idx = models.Index("(done_at) WHERE state = 'done'")

    # === FILING === #

    @api.model
    def _prepare_tracking_vals(self, picking):
        """Return the tracking of a transfer."""
        return {
            "tracking_number": picking.carrier_tracking_ref,
            "carrier_name": picking.carrier_id.name,
        }

    def _is_told(self):
        """Whether Big Cartel knows of the delivery, if not of its tracking number."""
        return self.state == "done" or bool(self.done_at)

    def _file_tracking(self):
        """Take up the tracking numbers of the transfers; nothing is sent here.

        What is being told just now is not waited for: the next run of the outbox
        finds it (`_file_missed_tracking`).
        """
        if not self:
            return
        for shipment in self.try_lock_for_update():
            shipment._follow_transfer()
        self._trigger_push(patient=True)

    def _follow_transfer(self):
        """Take up the transfer's tracking number, if there is anything new in it.

        An erased number cannot be taken back at Big Cartel: it tells nothing.
        """
        self.ensure_one()
        vals = self._prepare_tracking_vals(self.picking_id)
        number = vals["tracking_number"]
        if not self.picking_id:
            return
        if not self._is_told():
            self.write(vals)
        elif not number or number == self.tracking_told:
            self.write({"tracking_number": self.tracking_told, "state": "done"})
        elif number != self.tracking_number:
            self.write({**vals, **self._prepare_retry_vals()})

    @api.model
    def _file_missed_tracking(self):
        """File the numbers that were typed in while their delivery was being told."""
        since = fields.Datetime.subtract(
            fields.Datetime.now(), hours=MISSED_TRACKING_HOURS
        )
        recent = self.search(
            [
                ("state", "=", "done"),
                ("done_at", ">=", since),
                ("picking_id.carrier_tracking_ref", "!=", False),
            ]
        )
        # Each delivery wakes the outbox: what has nothing new is neither locked nor
        # written.
        missed = recent.filtered(
            lambda shipment: (
                shipment.picking_id.carrier_tracking_ref != shipment.tracking_number
            )
        )
        for shipment in missed.try_lock_for_update():
            shipment._follow_transfer()

    # === TELLING === #

    def _push_tracking(self, client):
        """Tell the tracking number of a delivery that Big Cartel knows already.

        Its refusal is no failure: the goods are on their way, and it knows that.

        :raise api.ApiError: when the number may be told later
        """
        if self.state == "done":
            return
        if self.backend_id.shipment_api == "status":
            self._record_untold_tracking(
                self.env._(
                    "The tracking number %(number)s was not told: the shop is set to "
                    "tell the status only. Enter the number in Big Cartel yourself.",
                    number=self.tracking_number,
                )
            )
            return
        refusal = self._tell_tracking(client)
        if refusal:
            self._record_untold_tracking(
                self.env._(
                    "Big Cartel did not take the tracking number %(number)s: "
                    "%(reason)s Enter the number there yourself.",
                    number=self.tracking_number,
                    reason=refusal,
                )
            )
        else:
            self.tracking_told = self.tracking_number
            self._record_done(self._describe_shipment(self.tracking_number), last=False)

    def _tell_tracking(self, client):
        """Change the shipment there, or make one where only the status was told.

        :return: why Big Cartel does not take the number; empty when it has it
        :rtype: str
        """
        try:
            listed = client.list_shipments(self.order_id.name)
        except (NotFound, Rejected):
            listed = None
        found = self._find_listed(listed or ())
        if found and found.tracking_number == self.tracking_number:
            return ""
        known_id = found.id if found else self.bigcartel_shipment_id
        try:
            if found or (known_id and listed is None):
                self._change_shipment(client, known_id)
            else:
                return self._explain_no_post(listed) or self._post_late(client, listed)
        except (NotFound, Rejected) as error:
            return self._get_reason(error)
        except ApiError as error:
            if not error.maybe_written:
                raise
            # The answer got lost, the number perhaps not: look before trying again.
            found = self._find_listed(self._list_shipments(client) or ())
            if not found or found.tracking_number != self.tracking_number:
                raise
        return ""

    def _change_shipment(self, client, shipment_id):
        client.update_shipment(
            self.order_id.name,
            shipment_id,
            notify_customer=self.backend_id.notify_customer,
            **self._prepare_tracking(),
        )
        self.bigcartel_shipment_id = shipment_id

    def _explain_no_post(self, listed):
        """Return why no shipment may be made for the number; empty when it may.

        Only where it is certain that there is none yet: nothing is told twice.

        :param listed: what Big Cartel lists, None where it lists nothing
        """
        if self.told_items:
            return self.env._("It does not show the shipment.")
        if listed is None:
            return self.env._("It does not show the shipments of the order.")
        shown = all(shipment.items for shipment in listed)
        if not self.items or not shown or self._is_shipped_otherwise(listed):
            return self.env._("It does not show which shipment it belongs to.")
        return ""

    def _is_shipped_otherwise(self, listed):
        """Whether somebody else made shipments of our items, in other portions."""
        told = (self.order_id.shipment_ids - self)._sum_items("told_items")
        for item in chain.from_iterable(shipment.items for shipment in listed):
            told[item.line_id] -= item.quantity
        return any(told[item["line"]] < 0 for item in self.items)

    def _post_late(self, client, listed):
        """Make the shipment that carries the number.

        :return: why Big Cartel did not take it; empty when it did
        """
        items = [ShipmentItem(item["line"], item["quantity"]) for item in self.items]
        posted = client.create_shipment(
            self.order_id.name,
            items,
            notify_customer=self.backend_id.notify_customer,
            **self._prepare_tracking(),
        )
        if posted and posted.id in {shipment.id for shipment in listed}:
            return self.env._("It answered with another shipment.")
        self.told_items = self.items
        self._keep_id(posted)
        return ""

    def _correct_tracking(self, client):
        """Give a shipment that is there already its number, if it has none yet.

        An earlier try may have arrived without the number, or a person made it.
        Nothing is made here, and what Big Cartel does not show is left alone.

        :return: why Big Cartel does not take the number; empty where all is well
        """
        if not self.tracking_number or self.backend_id.shipment_api == "status":
            return ""
        found = self._find_listed(self._list_shipments(client) or ())
        if not found or not found.items:
            return ""
        if found.tracking_number not in ("", self.tracking_number):
            return self.env._(
                "It shows the tracking number %s already.", found.tracking_number
            )
        try:
            if not found.tracking_number:
                self._change_shipment(client, found.id)
        except (NotFound, Rejected) as error:
            return self._get_reason(error)
        self._keep_id(found)
        self.tracking_told = self.tracking_number
        return ""

    @api.model
    def _get_reason(self, error):
        """Return why Big Cartel said no, in its own words if it gave any.

        :param error: `api.NotFound` or `api.Rejected`
        """
        words = "; ".join(getattr(error, "messages", ())).rstrip(".")
        return f"{words}." if words else str(error)

    def _keep_id(self, posted):
        """Remember which shipment there is ours, if the answer told it.

        :param posted: `api.Shipment` or None
        """
        others = self.order_id.shipment_ids - self
        if posted and posted.id not in others.mapped("bigcartel_shipment_id"):
            self.bigcartel_shipment_id = posted.id
