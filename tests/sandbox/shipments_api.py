"""Shipments, a sub-resource of an order (facts 5.4).

Only the POST was ever seen in real use [CODE SHIPIT]; list, show, change and
delete are known by their paths alone [3P MIND, MEMBRANE]. Their answers are OPEN.
"""

from .exchange import Problem, Response
from .fulfilment import Overshipped
from .serialize import document, unique
from .wire import stamp

CHANGEABLE = ("carrier", "tracking_number", "tracking_url", "notify_customer")
KNOWN = {*CHANGEABLE, "items"}


def index(api, number):
    order = _order(api, number)
    pairs = [api.write.shipment(order, shipment) for shipment in order.shipments]
    body = {
        "data": [resource for resource, _included in pairs],
        "meta": {"count": str(len(pairs))},
        "included": unique([row for _resource, rows in pairs for row in rows]),
        "links": {},
    }
    return Response.of(body)


def create(api, number):
    order = _order(api, number)
    switches = api.switches
    attributes = api.body("shipments", number, switches.shipment_id_required)
    unknown = sorted(set(attributes) - KNOWN)
    if unknown:
        raise Problem(400, f"Unknown attributes: {', '.join(unknown)}")
    _check_tracking(api, attributes)
    accept_more = switches.duplicate_shipment == "accept"
    try:
        shipment = api.shop.fulfilment.post(order, attributes, accept_more)
    except (LookupError, ValueError) as error:
        raise Problem(400, str(error)) from error
    except Overshipped as error:
        shipment = _duplicate(order, switches.duplicate_shipment, error)
    return _created(api, order, shipment)


def show(api, number, shipment_id):
    order = _order(api, number)
    return _document(api, order, _find(order, shipment_id))


def update(api, number, shipment_id):
    order = _order(api, number)
    if api.switches.shipment_change_refused:
        raise Problem(
            api.switches.shipment_change_refused, "Shipments cannot be changed"
        )
    shipment = _find(order, shipment_id)
    attributes = api.body("shipments", shipment_id)
    _check_tracking(api, attributes)
    unknown = sorted(set(attributes) - set(CHANGEABLE))
    if unknown:
        raise Problem(400, f"Cannot be written: {', '.join(unknown)}")
    shipment.update(attributes, updated_at=stamp(api.shop.now()))
    order.updated_at = shipment["updated_at"]
    return _document(api, order, shipment)


def destroy(api, number, shipment_id):
    order = _order(api, number)
    shipment = _find(order, shipment_id)
    api.shop.fulfilment.remove(order, shipment, api.switches.delete_unships)
    return Response(204)


def _order(api, number):
    order = api.find_order(number)
    if api.switches.shipments_refused:
        raise Problem(
            api.switches.shipments_refused,
            "Shipments are not part of this shop's plan",
            "account.plan",
        )
    return order


def _check_tracking(api, attributes):
    refused = api.switches.tracking_refused
    if refused and attributes.get("tracking_number"):
        raise Problem(refused, "Tracking needs another plan", "account.plan")


def _find(order, shipment_id):
    for shipment in order.shipments:
        if shipment["id"] == shipment_id:
            return shipment
    raise Problem(404, f"There is no shipment {shipment_id}")


def _duplicate(order, choice, error):
    """Too much was posted, most likely a repetition: what then is OPEN."""
    if choice == "ignore" and order.shipments:
        return order.shipments[-1]
    status = 409 if choice == "conflict" else 422
    raise Problem(status, str(error), "shipment.quantity") from error


def _created(api, order, shipment):
    """Four answers that a successful POST could have [OPEN]."""
    choice = api.switches.shipment_response
    if choice == "no_content":
        return Response(204)
    if choice == "empty":
        return Response(200)
    if choice == "order":
        return api.order_response(order, 201)
    return _document(api, order, shipment, 201)


def _document(api, order, shipment, status=200):
    return Response.of(document(*api.write.shipment(order, shipment)), status)
