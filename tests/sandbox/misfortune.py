"""Serves an API request with the fault that is armed for it, if any."""

from .exchange import Problem, Response

HTML_PAGE = (
    b"<!DOCTYPE html><html><head><title>One moment</title></head><body>"
    b"<h1>We'll be right back</h1></body></html>"
)
STATUS_WORDS = {
    429: "Slow down: too many requests",
    500: "We're sorry, but something went wrong",
    502: "Bad gateway",
    503: "We are down for maintenance",
    504: "The gateway timed out",
}


def serve(handler, request):
    """Record the request, meet its fault, answer or do not answer."""
    sandbox = handler.sandbox
    sandbox.requests.append(request)
    fault = sandbox.faults.take(request)
    if fault is None:
        handler.respond(request, handler.perform(request))
        return
    request.fault = fault.kind
    BEFORE.get(fault.kind, lambda *_args: None)(handler, request, fault)
    if fault.kind in ("reset", "timeout", "down"):
        return
    response = None
    if fault.after_write or fault.kind in ("delay", "revoke"):
        response = handler.perform(request)
    if fault.kind == "lost_answer":
        handler.wait(fault.get("seconds", 0))
        handler.hang_up()
        return
    change = AFTER.get(fault.kind)
    handler.respond(request, *(change(response, fault) if change else (response,)))
    if fault.get("broken"):
        handler.wfile.flush()
        handler.hang_up()


def _delay(handler, request, fault):
    handler.wait(fault.get("seconds", 1))


def _timeout(handler, request, fault):
    handler.wait(fault.get("seconds", 30))
    handler.hang_up()


def _reset(handler, request, fault):
    handler.hang_up(reset=True)


def _down(handler, request, fault):
    handler.close_connection = True
    handler.sandbox.stop()


def _revoke(handler, request, fault):
    for shop in handler.sandbox.shops:
        if request.account in (None, shop.account.id):
            shop.revoke()


def _status(response, fault):
    status = fault.get("status")
    problem = Problem(status, STATUS_WORDS.get(status, f"Fault {status}"))
    made = problem.response()
    if fault.get("body") is not None:
        made.body = _bytes(fault.get("body"))
    if fault.get("retry_after") is not None:
        made.headers["Retry-After"] = str(fault.get("retry_after"))
    return (made,)


def _html(response, fault):
    body = fault.get("body")
    page = HTML_PAGE if body is None else _bytes(body)
    return (Response(200, page, "text/html; charset=utf-8"),)


def _cut(response, fault):
    whole = len(response.body)
    response.body = response.body[: whole // 2]
    return (response, whole) if fault.get("broken") else (response,)


def _rewrite(response, fault):
    if not response.body:
        return (response,)
    changed = fault.get("change")(response.document)
    return (Response.of(changed, response.status),)


def _empty_page(response, fault):
    document = response.document
    document.update(data=[], included=[])
    return (Response.of(document, response.status),)


def _bytes(body):
    return body if isinstance(body, bytes) else str(body).encode()


BEFORE = {
    "delay": _delay,
    "timeout": _timeout,
    "reset": _reset,
    "down": _down,
    "revoke": _revoke,
}
AFTER = {
    "status": _status,
    "html": _html,
    "cut": _cut,
    "rewrite": _rewrite,
    "empty_page": _empty_page,
}
