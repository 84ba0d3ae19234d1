"""What can go wrong when talking to Big Cartel, one class per remedy.

Every message is one or two plain sentences that say what happened and what to do.
None holds a credential or markup, so a message can be shown and stored as it is.
"""


class ApiError(Exception):
    """Base of every error that this package raises on purpose.

    :ivar message: the text for a person
    :ivar maybe_written: True when a write may have reached Big Cartel although no
        usable answer came back: read before writing again
    """

    def __init__(self, message="", *, maybe_written=False):
        super().__init__(message)
        self.message = message
        self.maybe_written = maybe_written

    def reword(self, message):
        """Say it in other words, for a caller to whom the usual remedy is none."""
        if message:
            self.args = (message,)
            self.message = message


class Unreachable(ApiError):
    """No answer: name not found, refused, reset, timed out, or a 5xx to the end.

    :ivar status: the HTTP status of a 5xx, an int, else None
    :ivar reason: half a sentence that says why, e.g. "HOST refused the connection"
    """

    def __init__(self, message="", *, status=None, reason="", maybe_written=False):
        message = message or (
            "Big Cartel could not be reached. It is tried again by itself; if this "
            "lasts, check the internet connection of the server."
        )
        super().__init__(message, maybe_written=maybe_written)
        self.status = status
        self.reason = reason or "it did not answer"


class Unauthorized(ApiError):
    """401: the credentials are wrong, revoked or unusable."""

    def __init__(self, message="", *, maybe_written=False):
        message = message or (
            "Big Cartel did not accept the login (HTTP 401). Check the token, or the "
            "subdomain and password, and connect the shop again."
        )
        super().__init__(message, maybe_written=maybe_written)


class NotFound(ApiError):
    """404: the account, order or shipment does not exist (any more)."""

    def __init__(self, message="", *, maybe_written=False):
        message = message or (
            "Big Cartel does not know what was asked for (HTTP 404). Check the "
            "account id, and whether the order still exists in the shop."
        )
        super().__init__(message, maybe_written=maybe_written)


class Rejected(ApiError):
    """Any other answer that says no (3xx, 400, 402, 403, 406, 409, 422, ...).

    :ivar status: the HTTP status, an int
    :ivar messages: tuple of the API's own words, plain text, possibly empty
    """

    _HINTS = {
        402: "Check the order and the plan of the shop in Big Cartel.",
        403: "Check that this login and the plan of the shop allow it.",
        406: "Check that the addon is up to date.",
        409: "Look at the order in Big Cartel: it may have changed meanwhile.",
        422: "Look at the order in Big Cartel: it may have changed meanwhile.",
    }

    def __init__(self, status, messages=(), *, message="", maybe_written=False):
        self.status = status
        self.messages = tuple(messages)
        if not message:
            said = "; ".join(self.messages).rstrip(".")
            said = f": {said}." if said else " without giving a reason."
            hint = self._HINTS.get(status, "Check the settings of the shop.")
            message = f"Big Cartel refused the request (HTTP {status}){said} {hint}"
        super().__init__(message, maybe_written=maybe_written)


class Throttled(ApiError):
    """429: too many requests.

    :ivar seconds: how long to leave Big Cartel alone, an int of seconds
    """

    def __init__(self, seconds, message="", *, maybe_written=False):
        self.seconds = seconds
        message = message or (
            f"Big Cartel asks for a pause of {seconds} seconds (too many requests). "
            "It is tried again by itself after that."
        )
        super().__init__(message, maybe_written=maybe_written)


class UnreadableAnswer(ApiError):
    """An answer came, but not in the shape that was expected.

    :ivar expected: what was expected, in words
    :ivar came: what came instead, in words
    """

    def __init__(self, expected, came="", *, message="", maybe_written=False):
        self.expected = expected
        self.came = came
        message = message or (
            f"The answer of Big Cartel could not be read: expected {expected}, but "
            f"got {came or 'something else'}. Try again later; if it stays like "
            "this, check the API address in the settings."
        )
        super().__init__(message, maybe_written=maybe_written)


class InvalidOrder(UnreadableAnswer):
    """One order cannot be read; :attr:`field` names the part that is wrong.

    :ivar number: the order number, or None when even that is missing
    """

    def __init__(self, number, field, expected, came):
        self.number = number
        self.field = field
        name = f"Order {number}" if number else "An order without a number"
        super().__init__(
            expected,
            came,
            message=(
                f"{name} could not be read: {field} should be {expected}, but is "
                f"{came}. Look at the order in Big Cartel, then retry."
            ),
        )
