"""Product pictures: small PNG files drawn here, so that nothing is fetched."""

import math
import struct
import zlib
from functools import lru_cache

SIZE = 240
# (backdrop, main colour, accent), chosen by the product's id.
PALETTES = (
    ("#e8eef2", "#2f5d73", "#f2a541"),
    ("#f6ece2", "#b5462f", "#f7d08a"),
    ("#e9f0e4", "#3f6b4b", "#f1e3b0"),
    ("#efe9f3", "#5b4a7d", "#f29ca3"),
    ("#fdf1dc", "#c98a1b", "#35505c"),
    ("#e4f1f0", "#20756e", "#f4d35e"),
)
# fmt: off
TEE = ((30, 22), (42, 17), (50, 22), (58, 17), (70, 22), (90, 38), (79, 52), (71, 45),
       (71, 84), (29, 84), (29, 45), (21, 52), (10, 38))
HERON = ((46, 62), (60, 56), (58, 48), (52, 42), (54, 36), (59, 36), (70, 40), (60, 33),
         (52, 32), (48, 40), (54, 50), (42, 58))
# Each picture: (colour index, polygon) painted in turn; 0 is the backdrop.
SHAPES = {
    "tee": [(1, TEE), (2, HERON)],
    "hoodie": [
        (1, TEE),
        (1, ((36, 20), (42, 8), (58, 8), (64, 20), (50, 34))),
        (0, ((43, 20), (46, 13), (54, 13), (57, 20), (50, 28))),
        (2, ((36, 60), (64, 60), (69, 76), (31, 76))),
    ],
    "print": [
        (1, ((20, 10), (80, 10), (80, 90), (20, 90))),
        (0, ((25, 15), (75, 15), (75, 85), (25, 85))),
        (1, ((25, 62), (75, 58), (75, 85), (25, 85))),
        (2, ((34, 58), (66, 58), (60, 66), (40, 66))),
        (1, ((44, 44), (56, 44), (56, 58), (44, 58))),
    ],
    "poster": [
        (1, ((24, 8), (76, 8), (76, 92), (24, 92))),
        (0, ((44, 36), (56, 36), (60, 84), (40, 84))),
        (2, ((43, 24), (57, 24), (57, 34), (43, 34))),
        (2, ((57, 26), (76, 16), (76, 38), (57, 32))),
    ],
    "zine": [
        (1, ((26, 16), (72, 16), (72, 86), (26, 86))),
        (2, ((26, 16), (31, 16), (31, 86), (26, 86))),
        (0, ((37, 26), (66, 26), (66, 34), (37, 34))),
        (0, ((37, 62), (51, 46), (58, 54), (66, 44), (66, 76), (37, 76))),
    ],
    "tote": [
        (1, ((24, 36), (76, 36), (82, 90), (18, 90))),
        (1, ((36, 36), (36, 14), (64, 14), (64, 36), (59, 36), (59, 19), (41, 19),
             (41, 36))),
        (2, tuple((x * 0.8 + 10, y * 0.8 + 26) for x, y in HERON)),
    ],
    "calendar": [
        (1, ((20, 18), (80, 18), (80, 86), (20, 86))),
        (0, ((24, 36), (76, 36), (76, 82), (24, 82))),
        *[(2, ((x, y), (x + 8, y), (x + 8, y + 8), (x, y + 8)))
          for y in (42, 55, 68) for x in (30, 42, 54, 66)],
    ],
    "card": [
        (2, ((14, 36), (70, 22), (78, 58), (22, 72))),
        (1, ((22, 40), (84, 40), (84, 80), (22, 80))),
        (0, ((70, 46), (79, 46), (79, 57), (70, 57))),
        (0, ((30, 60), (58, 60), (58, 63), (30, 63))),
        (0, ((30, 68), (52, 68), (52, 71), (30, 71))),
    ],
    "beanie": [
        (1, ((22, 62), (26, 38), (38, 24), (50, 20), (62, 24), (74, 38), (78, 62))),
        (2, ((18, 60), (82, 60), (82, 78), (18, 78))),
    ],
    "bandana": [
        (1, ((12, 26), (88, 26), (50, 84))),
        (2, ((30, 36), (70, 36), (50, 66))),
        (0, ((42, 40), (58, 40), (50, 54))),
    ],
    "box": [
        (1, ((18, 36), (50, 22), (82, 36), (82, 74), (50, 90), (18, 74))),
        (2, ((18, 36), (50, 22), (82, 36), (50, 50))),
        (0, ((47, 49), (53, 49), (53, 89), (47, 89))),
    ],
}
# fmt: on


def _round(x, y, radius):
    angles = [math.tau * step / 48 for step in range(48)]
    return tuple((x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles)


SHAPES["pin"] = [
    (2, _round(50, 50, 36)),
    (1, _round(50, 50, 32)),
    (0, ((22, 58), (40, 46), (60, 56), (78, 46), (72, 72), (50, 82), (28, 72))),
]
SHAPES["sticker"] = [
    (2, _round(50, 50, 38)),
    (1, _round(50, 50, 33)),
    (2, tuple((x + 2, y + 4) for x, y in HERON)),
]
SHAPES["patch"] = [
    (1, ((50, 12), (88, 50), (50, 88), (12, 50))),
    (2, ((50, 40), (76, 30), (68, 56), (50, 64), (32, 56), (24, 30))),
    (1, ((48, 34), (52, 34), (52, 70), (48, 70))),
]


@lru_cache(maxsize=128)
def png(picture, seed):
    """The bytes of a PNG, ``SIZE`` square; ``seed`` chooses the colours."""
    colours = [_rgb(text) for text in PALETTES[seed % len(PALETTES)]]
    rows = [bytearray(colours[0] * SIZE) for _ in range(SIZE)]
    for index, polygon in SHAPES.get(picture, SHAPES["box"]):
        _fill(rows, polygon, colours[index])
    raw = b"".join(b"\0" + bytes(row) for row in rows)
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data)
        for kind, data in (
            (b"IHDR", header),
            (b"IDAT", zlib.compress(raw, 9)),
            (b"IEND", b""),
        )
    )


def _rgb(text):
    return bytes.fromhex(text[1:])


def _chunk(kind, data):
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def _fill(rows, polygon, colour):
    """Paint a polygon (in hundredths) line by line, between pairs of crossings."""
    scale = SIZE / 100
    points = [(x * scale, y * scale) for x, y in polygon]
    edges = list(zip(points, points[1:] + points[:1], strict=True))
    for number, row in enumerate(rows):
        y = number + 0.5
        crossings = sorted(
            x1 + (y - y1) * (x2 - x1) / (y2 - y1)
            for (x1, y1), (x2, y2) in edges
            if (y1 <= y) != (y2 <= y)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=True):
            start, end = max(round(left), 0), min(round(right), SIZE)
            row[start * 3 : end * 3] = colour * (end - start)
