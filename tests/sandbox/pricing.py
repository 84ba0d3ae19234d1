"""What the believable shop charges for shipping and what tax is added.

Invented figures of every decimal width; only their shape is Big Cartel's.
"""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
# Country -> (first thing, each further one). None: everywhere else.
SHIPPING = {
    "US": (Decimal("4.5"), Decimal("1.25")),
    "CA": (Decimal("12.0"), Decimal("2.5")),
    "GB": (Decimal("14.95"), Decimal("3.0")),
    "JP": (Decimal("16.0"), Decimal("3.75")),
    None: (Decimal("15.5"), Decimal("3.25")),
}
# Sales tax on things sent to these states. Big Cartel collects and remits it on
# orders within the US [DOC help]; it is added on top.
TAX = {
    "California": Decimal("0.08625"),
    "New York": Decimal("0.08875"),
    "Washington": Decimal("0.1035"),
    "District of Columbia": Decimal("0.06"),
    "Oklahoma": Decimal("0.08517"),
    "TX": Decimal("0.0825"),
    "Puerto Rico": Decimal("0.115"),
    "Hawaii": Decimal("0.04712"),
}


def shipping(country, units):
    first, further = SHIPPING.get(country, SHIPPING[None])
    return first + further * (units - 1)


def tax(country, state, taxable):
    """Sales tax in cents' precision; nothing outside the US."""
    rate = TAX.get(state) if country == "US" else None
    if not rate or taxable <= 0:
        return Decimal(0)
    return (taxable * rate).quantize(CENT, ROUND_HALF_UP)
