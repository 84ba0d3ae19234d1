"""What the believable shop sells: prints, clothing, zines and small things.

Descriptions hold the SKU the way sellers write it (facts 8: Big Cartel keeps no
SKU; sellers put ``SKU:`` at the end of the description, and the option's name is
appended). ``Item.sku`` is what a person reads there, None where there is nothing.
"""

from dataclasses import dataclass
from decimal import Decimal

from .records import Option, Product


@dataclass(frozen=True)
class Item:
    key: str
    name: str
    price: str
    description: str
    sku: str | None
    options: tuple = ()
    category: str = "Small things"
    picture: str = "box"
    status: str = "active"
    dearer: tuple = ()
    """Options that cost something else: (name, price)."""


ITEMS = (
    Item(
        "TEE",
        "Heron Tee",
        "28.0",
        "Our grey heron, screen printed by hand in two colours. Runs a little large. "
        "100% cotton. SKU:TEE-",
        "TEE-",
        ("S", "M", "L", "X-LARGE"),
        "Apparel",
        "tee",
        dearer=(("X-LARGE", "30.0"),),
    ),
    Item(
        "NIGHT",
        "Night Ferry Print (A3)",
        "45.0",
        "<p>Five-colour screen print on 300&nbsp;gsm cotton paper.</p>"
        "<p>Edition of 120, signed and numbered.</p><p>SKU: PRINT-A3</p>",
        "PRINT-A3",
        category="Prints",
        picture="print",
    ),
    Item(
        "ZINE",
        "Tide Table Zine #4",
        "7.5",
        "32 pages, risograph, three inks. Interviews with two ferry captains and one "
        "cormorant.\r\n\r\nsku: zine-04\r\n",
        "zine-04",
        category="Zines",
        picture="zine",
    ),
    Item(
        "HOODIE",
        "Low Tide Hoodie",
        "62.5",
        "Heavyweight fleece, embroidered pocket.<br><br>Wash cold.<br>"
        "SKU:&nbsp;HOODIE-",
        "HOODIE-",
        ("Small", "Medium", "Large"),
        "Apparel",
        "hoodie",
    ),
    Item(
        "PIN",
        "Salt & Fog Enamel Pin",
        "11.25",
        "<p>Hard enamel, 28 mm, two posts so it never turns.</p>"
        "<p><strong>SKU:</strong> PIN-S&amp;F</p>",
        "PIN-S&F",
        picture="pin",
    ),
    Item(
        "TOTE",
        "Harbour Tote",
        "18.0",
        "Twelve ounce canvas, long handles, holds eleven zines and a loaf.\n\n\n"
        "SKU: TOTE-",
        "TOTE-",
        ("Natural", "Ink Black", "Forest Green"),
        picture="tote",
    ),
    Item(
        "STICK",
        "Loose Sticker",
        "0.25",
        "One sticker, our choice. SKU:STICK-01",
        "STICK-01",
        picture="sticker",
    ),
    Item(
        "POSTER",
        "Lighthouse Keeper Poster",
        "24.9",
        "<div>Offset, 50 x 70 cm. Replaces the sold out first run (SKU: POSTER-LK-1)."
        "</div><div>This one is SKU: POSTER-LK-2</div>",
        "POSTER-LK-2",
        category="Prints",
        picture="poster",
    ),
    Item(
        "CARDS",
        "Postcards, Set of Six",
        "9.0",
        "Six coastal birds, blank backs.<br/>Sku&#58; cards-6",
        "cards-6",
        category="Prints",
        picture="card",
    ),
    Item(
        "BEANIE",
        "Watch Cap",
        "21.5",
        "<ul><li>Merino wool</li><li>Knitted in Astoria</li></ul>SKU: BEANIE-&nbsp;",
        "BEANIE-",
        ("Rust", "Ink"),
        "Apparel",
        "beanie",
    ),
    Item(
        "KIDS",
        "Little Heron Kids Tee",
        "19.95",
        "Same heron, smaller shirt.\n\nSKU:KTEE-",
        "KTEE-",
        ("2T", "4T", "6T"),
        "Apparel",
        "tee",
    ),
    Item(
        "PATCH",
        "Moth Patch",
        "6.0",
        "Iron it on or sew it on.\u00a0SKU:\u00a0PATCH-MOTH",
        "PATCH-MOTH",
        picture="patch",
    ),
    Item(
        "CALENDAR",
        "Riso Wall Calendar",
        "26.0",
        "<p>Thirteen sheets, because there is always one more month.</p>",
        None,
        category="Prints",
        picture="calendar",
    ),
    Item(
        "MYSTERY",
        "Mystery Envelope",
        "15.0",
        "Misprints, test sheets and a letter. No two are alike.",
        None,
        picture="box",
    ),
    Item(
        "WRAP",
        "Gift Wrapping",
        "3.5",
        # Words after SKU: that are no reference: nothing must be linked by them.
        "Paper from our own misprints. SKU: none, just tell us in the note.",
        None,
        picture="box",
    ),
    Item(
        "BANDANA",
        "Knot Bandana",
        "14.0",
        "Coming with the spring tide. SKU:BANDANA",
        "BANDANA",
        category="Apparel",
        picture="bandana",
        status="coming_soon",
    ),
    # Sold once and deleted since: its order lines stay [facts 5.3, OPEN].
    Item(
        "OLDTEE",
        "First Run Logo Tee",
        "22.0",
        "The very first one. SKU:LOGO-",
        "LOGO-",
        ("M", "L"),
        "Apparel",
        "tee",
    ),
)
CATEGORIES = ("Prints", "Apparel", "Zines", "Small things")
DELETED = ("OLDTEE",)
FIRST_PRODUCT = 91_000_101
FIRST_OPTION = 312_000_501


def products():
    """The catalogue as fresh records; ids are the same every time."""
    made = []
    option_id = FIRST_OPTION
    for index, item in enumerate(ITEMS):
        dearer = dict(item.dearer)
        options = []
        for name in item.options or ("Default",):
            price = Decimal(dearer.get(name, item.price))
            stock = 12 + 7 * (option_id % 5)
            options.append(Option(str(option_id), name, price, stock, option_id % 9))
            option_id += 3
        made.append(_product(index, item, options))
    return made


def _product(index, item, options):
    return Product(
        id=str(FIRST_PRODUCT + 11 * index),
        name=item.name,
        description=item.description,
        options=options,
        permalink="-".join(
            "".join(c if c.isalnum() else " " for c in item.name).lower().split()
        ),
        status=item.status,
        on_sale=item.key == "POSTER",
        category=item.category,
        position=index + 1,
        picture=item.picture,
        created_at=f"2025-0{1 + index % 9}-1{index % 10}T16:20:00.000Z",
        updated_at=f"2026-0{1 + index % 9}-0{1 + index % 8}T08:15:30.000Z",
        deleted=item.key in DELETED,
    )


def find(ref, catalogue):
    """(product, option) for ``"TEE/X-LARGE"`` or ``"ZINE"`` (see ``ITEMS``)."""
    key, _, name = ref.replace("_", " ").partition("/")
    index = next(i for i, item in enumerate(ITEMS) if item.key == key)
    product = catalogue[index]
    return product, next(o for o in product.options if o.name == (name or o.name))


def stock_list():
    """What the company that ships has: (SKU, name, option name, price).

    The truth that a link by reference must find; the demo makes Odoo products of
    these. Products without a SKU and the deleted one are not in it.
    """
    rows = []
    for item in ITEMS:
        if item.sku is None or item.key in DELETED:
            continue
        dearer = dict(item.dearer)
        for name in item.options or ("",):
            price = Decimal(dearer.get(name, item.price))
            rows.append((item.sku + name, item.name, name, price))
    return rows
