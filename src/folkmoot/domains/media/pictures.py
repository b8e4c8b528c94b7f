"""Makes a picture anew from its pixels: upright, in sRGB, of a bearable size, without anything the camera
wrote.

The size in the header is judged before a pixel is decoded, and at most two pictures are decoded at a time, so
that no small file takes all the memory.
"""

import struct
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, TypeVar

import blurhash
import numpy as np
from PIL import Image, ImageOps, ImageSequence

from folkmoot.domains.media import colours, kinds
from folkmoot.domains.media.kinds import FileType
from folkmoot.infra import pdq
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.sentences import sentence

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 16_000
LARGEST_ORIGINAL = 4096
LARGEST_SMALL = 640
MOST_FRAMES = 600
MOST_MOVING_PIXELS = 60_000_000
_BLURHASH_SIDE = 32

# Pillow warns at this number and refuses at twice as many; the warning is of no use, the limit below is ours.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)

_decoding = threading.BoundedSemaphore(2)
_DAMAGED = (OSError, SyntaxError, ValueError, TypeError, struct.error, EOFError, IndexError, KeyError, OverflowError)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: its file and the small one's, in memory."""

    file_type: FileType
    original: bytes
    small: bytes
    width: int
    height: int
    blurhash: str
    pdq: pdq.PdqHash


def remake(stream: BinaryIO, file_type: FileType) -> Picture:
    """Make the picture anew. Raises Invalid with the field "file" for what is too large or damaged."""
    return _opened(stream, file_type, lambda image: _remake(image, file_type))


def fit(stream: BinaryIO, file_type: FileType, size: tuple[int, int]) -> bytes:
    """A WebP of exactly `size`, cropped around the middle. Raises Invalid like `remake`."""
    return _opened(stream, file_type, lambda image: _webp(ImageOps.fit(_first(image), size, Image.Resampling.LANCZOS)))


def small(stream: BinaryIO, file_type: FileType, side: int) -> tuple[list[Image.Image], list[int]]:
    """The frames of a picture, at most `side` large, and how many milliseconds each stays; one frame where nothing
    moves. Raises Invalid like `remake`.
    """
    return _opened(stream, file_type, lambda image: _small(image, file_type, side))


def small_size(width: int, height: int) -> tuple[int, int]:
    """The size of the small picture of an original."""
    scale = min(1.0, LARGEST_SMALL / max(width, height, 1))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _opened(stream: BinaryIO, file_type: FileType, make: Callable[[Image.Image], T]) -> T:
    """Pillow raises many things at a damaged file; all of them mean the same to a person."""
    try:
        with _decoding, Image.open(stream, formats=[file_type.pillow]) as image:
            _refuse_too_large(image)
            return make(image)
    except (Image.DecompressionBombError, MemoryError) as error:
        raise _too_many_pixels() from error
    except _DAMAGED as error:
        raise Invalid("This picture is damaged and cannot be opened.", field="file") from error


def _refuse_too_large(image: Image.Image) -> None:
    width, height = image.size
    if max(width, height) > LONGEST_SIDE:
        raise Invalid(
            sentence(
                "This picture is {width} × {height} pixels large. At most {longest_side} on each side are possible.",
                width=width,
                height=height,
                longest_side=LONGEST_SIDE,
            ),
            field="file",
        )
    if width * height > MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> Invalid:
    return Invalid(
        "This picture has more than 50 million pixels. Please make it smaller and add it again.", field="file"
    )


def _small(image: Image.Image, file_type: FileType, side: int) -> tuple[list[Image.Image], list[int]]:
    moves = getattr(image, "is_animated", False) and file_type in {kinds.GIF, kinds.WEBP, kinds.AVIF}
    frames, durations = _frames(image) if moves else ([_first(image)], [0])
    for frame in frames:
        frame.thumbnail((side, side), Image.Resampling.LANCZOS)
    return frames, durations


def _remake(image: Image.Image, file_type: FileType) -> Picture:
    moves = getattr(image, "is_animated", False) and file_type in {kinds.GIF, kinds.WEBP, kinds.AVIF}
    if moves:
        frames, durations = _frames(image)
        first, kept = frames[0], kinds.GIF if file_type is kinds.GIF else kinds.WEBP
        original = _encode_moving(frames, durations, kept)
    else:
        first, kept = _first(image), _STILL[file_type]
        first.thumbnail((LARGEST_ORIGINAL, LARGEST_ORIGINAL), Image.Resampling.LANCZOS)
        original = _ENCODERS[kept](first)
    small = first.resize(small_size(*first.size), Image.Resampling.LANCZOS)
    return Picture(kept, original, _webp(small), *first.size, _blurhash(small), _pdq(first))


def _first(image: Image.Image) -> Image.Image:
    """The only or first picture: upright, in sRGB, nothing else kept. A JPEG is decoded at a fitting scale."""
    image.draft(None, (LARGEST_ORIGINAL, LARGEST_ORIGINAL))
    image.load()
    return colours.to_srgb(ImageOps.exif_transpose(image))


def _frames(image: Image.Image) -> tuple[list[Image.Image], list[int]]:
    frames: list[Image.Image] = []
    durations: list[int] = []
    side = LARGEST_SMALL * 2
    for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
        if number > MOST_FRAMES or number * image.width * image.height > MOST_MOVING_PIXELS:
            raise Invalid("This animation is too long. Please shorten it and add it again.", field="file")
        still = colours.to_srgb(frame)
        durations.append(int(frame.info.get("duration", 0)) or 100)
        still.thumbnail((side, side), Image.Resampling.LANCZOS)
        frames.append(still)
    return frames, durations


def _encode_moving(frames: list[Image.Image], durations: list[int], file_type: FileType) -> bytes:
    options = {"disposal": 2} if file_type is kinds.GIF else {"quality": 80, "method": 2}
    return _saved(
        frames[0],
        file_type,
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=0,
        **options,
    )


def _blurhash(small: Image.Image) -> str:
    tiny = small.convert("RGB").resize((_BLURHASH_SIDE, _BLURHASH_SIDE))
    pixels = list(struct.iter_unpack("3B", tiny.tobytes()))
    rows = [pixels[at : at + _BLURHASH_SIDE] for at in range(0, len(pixels), _BLURHASH_SIDE)]
    return str(blurhash.encode(rows, 4, 3))


def _pdq(image: Image.Image) -> pdq.PdqHash:
    plain = image.convert("RGB")
    if max(plain.size) > pdq.LARGEST_SIDE:
        plain = plain.resize((pdq.LARGEST_SIDE, pdq.LARGEST_SIDE), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return pdq.pdq(np.asarray(plain))


def _jpeg(image: Image.Image) -> bytes:
    return _saved(image.convert("RGB"), kinds.JPEG, quality=85, progressive=True, optimize=True)


def _png(image: Image.Image) -> bytes:
    return _saved(image, kinds.PNG)


def _webp(image: Image.Image) -> bytes:
    return _saved(image, kinds.WEBP, quality=85, method=3)


def _saved(image: Image.Image, file_type: FileType, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, file_type.pillow, **options)
    return out.getvalue()


_STILL = {
    kinds.JPEG: kinds.JPEG,
    kinds.PNG: kinds.PNG,
    kinds.GIF: kinds.PNG,
    kinds.WEBP: kinds.WEBP,
    kinds.AVIF: kinds.WEBP,
}
_ENCODERS = {kinds.JPEG: _jpeg, kinds.PNG: _png, kinds.WEBP: _webp}
