"""What the tests of tracking numbers share that come after Big Cartel was told."""

from .delivering import DeliveryCase

CHANGE = ("PATCH", "shipment")
POST = ("POST", "shipment")


def strip(document):
    """A list of shipments as it may be: ids, and nothing else."""
    for row in document["data"]:
        row.pop("attributes", None)
        row.pop("relationships", None)
    return document


class TrackingCase(DeliveryCase):
    def deliver_told(self, *lines, tracking=None):
        """Return the shipment of an order that Big Cartel was told of."""
        shipment = self.deliver_all(self.sell(*lines), tracking=tracking)
        self.push()
        self.assertEqual(shipment.state, "done")
        self.sandbox.requests.clear()
        return shipment

    def deliver_part(self, tracking=None):
        """Return the told shipment of one shirt of two."""
        order = self.sell((self.remote_shirt, 2))
        picking = self.deliver(self.get_open(order), {self.shirt: 1}, tracking)
        self.push()
        self.sandbox.requests.clear()
        return picking.bigcartel_shipment_ids

    def type_in(self, shipment, number):
        """Type a tracking number in, as the warehouse does."""
        shipment.picking_id.carrier_tracking_ref = number

    def get_numbers(self, order):
        """Return the tracking number of each shipment at Big Cartel."""
        return [
            shipment.get("tracking_number")
            for shipment in self.remote.shipments[order.name]
        ]

    def check_told(self, shipment, *numbers):
        """All is told: the order's shipments there carry these numbers."""
        self.assertEqual(shipment.state, "done")
        self.assertFalse(shipment.error)
        self.assertEqual(shipment.tracking_told, shipment.tracking_number)
        self.assertEqual(self.get_numbers(shipment.order_id), list(numbers))

    def check_not_taken(self, shipment, words):
        """It is no failure; the transfer says why, once."""
        self.assertEqual(shipment.state, "done")
        self.assertIn(words, shipment.error)
        notes = shipment.picking_id.message_ids.filtered(
            lambda message: "tracking number TRACK-2" in (message.body or "")
        )
        self.assertEqual(len(notes), 1)
        self.assertFalse(self.get_activities(shipment.order_id))
        written = len(self.get_writes())
        self.push_again()
        self.assertEqual(len(self.get_writes()), written, "it is not tried again")
