"""Landscapes for the demo, painted here, so that nobody's photograph has to be shipped."""

import math
import random
from io import BytesIO

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]

#: scene -> sky above, sky below, then the hills (or waves) from far to near.
_SCENES: dict[str, tuple[Colour, Colour, tuple[Colour, ...]]] = {
    "harbour": ((108, 164, 204), (238, 226, 204), ((86, 128, 160), (58, 102, 138), (36, 74, 108))),
    "sunset": ((74, 56, 112), (250, 170, 98), ((140, 84, 100), (94, 58, 86), (52, 36, 62))),
    "moor": ((164, 186, 202), (230, 226, 214), ((140, 134, 128), (112, 104, 84), (84, 78, 52))),
    "night": ((10, 16, 40), (44, 58, 100), ((26, 34, 66), (18, 24, 48), (10, 14, 30))),
    "forest": ((190, 204, 206), (226, 230, 224), ((150, 172, 162), (98, 130, 112), (48, 80, 62))),
    "field": ((122, 186, 226), (240, 240, 216), ((180, 190, 96), (214, 182, 66), (120, 142, 52))),
    "loaf": ((236, 214, 178), (250, 238, 214), ((206, 158, 96), (172, 118, 62), (122, 78, 40))),
}


def paint(scene: str, size: tuple[int, int], seed: str) -> BytesIO:
    """A JPEG of a scene; each seed has hills of its own."""
    above, below, hills = _SCENES[scene]
    chance = random.Random(f"{scene} {seed}")  # noqa: S311 - the same picture every time
    image = _sky(size, above, below)
    draw = ImageDraw.Draw(image)
    _sun(draw, size, chance)
    for layer, colour in enumerate(hills):
        draw.polygon(_hill(size, 0.5 + 0.16 * layer, chance), fill=colour)
    file = BytesIO()
    image.save(file, "JPEG", quality=85)
    file.seek(0)
    return file


def _sky(size: tuple[int, int], above: Colour, below: Colour) -> Image.Image:
    column = Image.new("RGB", (1, 64))
    for row in range(64):
        share = row / 63
        column.putpixel((0, row), tuple(round(a + (b - a) * share) for a, b in zip(above, below, strict=True)))
    return column.resize(size, Image.Resampling.BILINEAR)


def _sun(draw: ImageDraw.ImageDraw, size: tuple[int, int], chance: random.Random) -> None:
    x, y, radius = size[0] * chance.uniform(0.2, 0.8), size[1] * chance.uniform(0.15, 0.4), min(size) * 0.07
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(255, 246, 222))


def _hill(size: tuple[int, int], height: float, chance: random.Random) -> list[tuple[float, float]]:
    """A line of three waves, closed at the lower corners."""
    width, tall = size
    waves = [(chance.uniform(1, 6), chance.uniform(0, 6.28), chance.uniform(0.01, 0.05)) for _ in range(3)]
    line = [
        (x, tall * (height + sum(deep * math.sin(x / width * often + at) for often, at, deep in waves)))
        for x in range(0, width + 9, 8)
    ]
    return [*line, (float(width), float(tall)), (0.0, float(tall))]
