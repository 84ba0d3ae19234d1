"""The writes of the client: few, never repeated by themselves."""

from .bodies import shipment_body, shipped_body, tracking_body
from .errors import ApiError
from .jsonapi import as_dict, key_of
from .resources import parse_shipment


class Writing:
    """What a :class:`Client` changes at Big Cartel; errors as it says there."""

    def create_shipment(
        self,
        number,
        items,
        *,
        carrier=None,
        tracking_number=None,
        tracking_url=None,
        notify_customer=True,
    ):
        """Tell that something was shipped: `POST .../orders/{number}/shipments`.

        Not safe to repeat: read the order first, and send only what is unshipped.
        The order turns `shipped` once all its units are. The body is the one that a
        public client sends in daily use (2021); the answer is not documented.

        :param str number: of the order
        :param items: iterable of :class:`ShipmentItem`, quantities of 1 or more
        :param carrier: name, tracking_number, tracking_url: sent only where given
        :param bool notify_customer: whether Big Cartel mails the customer
        :return: the shipment, or None when it was taken without telling its id
        :rtype: Shipment | None
        :raises ValueError: `items` is empty (nothing was sent)
        :raises NotFound: there is no such order
        """
        body = shipment_body(
            number,
            items,
            carrier=carrier,
            tracking_number=tracking_number,
            tracking_url=tracking_url,
            notify_customer=notify_customer,
        )
        path = self._path("orders", number, "shipments")
        return self._write_shipment("POST", path, body)

    def update_shipment(
        self,
        number,
        shipment_id,
        *,
        carrier=None,
        tracking_number=None,
        tracking_url=None,
        notify_customer=True,
    ):
        """Give a shipment (other) tracking: `PATCH .../shipments/{shipment_id}`.

        Only one public list of the API's paths names it, and nobody was seen to use
        it: be ready for :class:`NotFound` and :class:`Rejected`. Whether the customer
        gets a mail each time is not documented either.

        :param str number: of the order
        :param str shipment_id: :attr:`Shipment.id`
        :param carrier: name, tracking_number, tracking_url: sent only where given
        :param bool notify_customer: whether Big Cartel mails the customer
        :return: the shipment, or None when the answer does not show it
        :rtype: Shipment | None
        :raises NotFound: there is no such shipment, or no way to change it
        """
        body = tracking_body(
            shipment_id,
            carrier=carrier,
            tracking_number=tracking_number,
            tracking_url=tracking_url,
            notify_customer=notify_customer,
        )
        path = self._path("orders", number, "shipments", shipment_id)
        return self._write_shipment("PATCH", path, body)

    def mark_shipped(self, number):
        """Set an order to shipped, without tracking: `PATCH .../orders/{number}`.

        :param str number: of the order
        :return: the order as it is afterwards (look at its `shipping_status`)
        :rtype: Order
        :raises NotFound: there is no such order
        :raises InvalidOrder: done, but the answer cannot be read (`maybe_written`)
        """
        path, body = self._path("orders", number), shipped_body(number)
        payload = self._transport.request("PATCH", path, body=body, expected="an order")
        try:
            if payload is None:
                return self.get_order(number)
            return self._same_order(number, payload)
        except ApiError as error:
            error.maybe_written = True
            raise

    def _write_shipment(self, method, path, body):
        """Send it, and return the shipment if the answer is one."""
        payload = self._transport.request(
            method, path, body=body, expected="a shipment"
        )
        row = as_dict(as_dict(payload).get("data"))
        is_shipment = (key_of(row) or ("",))[0] == "shipments"
        return parse_shipment(row) if is_shipment else None
