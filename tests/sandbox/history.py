"""The forty orders of the believable shop, newest first, one row each.

``who`` is a key of ``CUSTOMERS``; ``what`` names items of the catalogue with an
optional quantity (``TEE/M*2``, ``_`` for a space). Money follows from catalogue,
destination and ``discount``; every total adds up (facts 1.6).
"""

from dataclasses import dataclass, field

LONG_NOTE = (
    "Hello! This is a present for my sister, who has collected heron things since "
    "she was six, and who will be very cross if the tube is bent. Please leave it "
    "with the neighbours at number 420 (blue door, loud dog, kind people) and do "
    "not ring our bell, because she would see it.\n\n" * 20
).strip()
HTML_NOTE = (
    '<b>Please</b> add a gift card: <script>alert("boo")</script> '
    "Tom & Jerry <3 > everything"
)


@dataclass(frozen=True)
class Sale:
    who: str
    what: str
    hours: float
    """How long before the shop's clock it was placed."""
    note: str = ""
    discount: tuple | None = None
    """(amount, label) [sample: ``[CODE] Description``]"""
    status: str = "completed"
    shipped: bool = False
    partial: bool = False
    pickup: bool = False
    email: str | None = None
    fields: dict = field(default_factory=dict)
    extra_shipping: str | None = None
    """A second shipping rate: one order can hold several [SHAFER-CSV]."""


# A table is read best as one.
# fmt: off
HISTORY = (
    Sale("maya", "TEE/M NIGHT", 1.2, "Love me some herons! 🐦💙🎉"),
    Sale("imogen", "ZINE*3 PIN", 3.4),
    Sale("ben", "TEE/X-LARGE TEE/X-LARGE*2 STICK*4", 5.0,
         "Two in the first parcel if you can, two lines on purpose."),
    Sale("jana", "HOODIE/Medium", 7.7, discount=("6.25", "[MOIN10] 10% off")),
    Sale("haru", "NIGHT CARDS", 11.5, "よろしくお願いします。"),
    Sale("ruth", "CALENDAR MYSTERY", 16.0, HTML_NOTE),
    Sale("kai", "BEANIE/Rust PATCH*2", 21.3, status="pending"),
    Sale("zoe", "TOTE/Forest_Green ZINE", 26.9, discount=("5.0", "[SALUT5] $5 off")),
    Sale("hank", "POSTER", 30.2, LONG_NOTE),
    Sale("celine", "PIN PATCH STICK*2", 35.8),
    Sale("dee", "TEE/L", 41.1),
    Sale("aoife", "BEANIE/Ink ZINE*2", 46.6),
    Sale("maya", "KIDS/4T*2", 50.3, email="Maya.Okafor@Example.com "),
    Sale("mia", "NIGHT POSTER", 55.9),
    Sale("joan", "OLDTEE/L ZINE", 61.0, "Is this the old logo? Hope so."),
    Sale("bram", "TOTE/Ink_Black", 68.4),
    Sale("luis", "HOODIE/Large TEE/L", 72.5,
         discount=("9.05", "[FRIENDS] 10% off for friends & family"),
         fields={"customer_opted_in_to_marketing": True}),
    Sale("wade", "CARDS*2 PIN", 80.0),
    Sale("otto", "ZINE", 88.8, "Bitte als Warensendung"),
    Sale("ines", "TEE/S", 95.1),
    Sale("ben", "WRAP NIGHT", 101.7, "Wrapped please", email="BEN.C@EXAMPLE.COM"),
    Sale("rhys", "TEE/M CALENDAR", 110.2),
    Sale("post", "STICK*10", 119.9),
    Sale("maya", "PATCH", 127.0, pickup=True,
         note="I will come by on Saturday morning."),
    Sale("giulia", "BEANIE/Ink", 133.3, discount=("21.5", "[GRAZIE] One cap free")),
    Sale("sun", "TEE/S TEE/M KIDS/2T", 144.0, extra_shipping="3.75"),
    Sale("ruth", "HOODIE/Small", 152.5, status="pending"),
    Sale("tiago", "NIGHT", 160.6),
    Sale("nell", "TOTE/Natural CARDS", 171.1),
    Sale("noa", "ZINE PIN", 182.4),
    Sale("hank", "MYSTERY*2", 190.9, status="unpaid"),
    Sale("imogen", "TEE/L", 203.7, email="Imogen.Hartley@Example.CO.UK",
         fields={"shipping_address_1": "Unit 9, Kelham Works",
                 "shipping_address_2": None, "shipping_zip": "S3 8SA"}),
    Sale("dee", "POSTER CARDS", 215.0, partial=True),
    Sale("zoe", "HOODIE/Large", 230.4),
    Sale("jana", "TEE/L ZINE", 245.5, shipped=True),
    Sale("kai", "KIDS/6T", 262.0, shipped=True),
    Sale("joan", "TOTE/Natural", 281.5, shipped=True),
    Sale("ben", "PIN*3", 305.0, shipped=True,
         discount=("3.38", "[WELCOME] 10% off your first order")),
    Sale("mia", "HOODIE/Medium BEANIE/Rust", 333.3, shipped=True),
    Sale("maya", "NIGHT*2 TEE/M STICK", 370.0, shipped=True),
)
# fmt: on
CARRIERS = (
    ("USPS", "9400100000000000{0:04d}00"),
    ("UPS", "1Z999AA1012345{0:04d}"),
    ("DHL", "JD01460000385{0:04d}"),
)
