"""PDQ, a perceptual hash of pictures: 256 bits that change little when a picture is resized, re-encoded or marked.

An implementation of our own of the algorithm that Meta published in 2019 ("The TMK+PDQF video-hashing algorithm and the
PDQ image-hashing algorithm", and `pdq/` of github.com/facebook/ThreatExchange); docs/adr/0017 says why. Pure.

Luminance, blurred by two box filters in each direction, sampled at 64 × 64 points; of their discrete cosine transform
the 16 × 16 lowest frequencies without the constant one; a bit says whether a coefficient lies above the median.
"""

import functools
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BITS = 256
MATCH_DISTANCE = 31
"""The most bits in which two pictures may differ and still be taken for the same."""
USABLE_QUALITY = 50
"""Below it a picture has too few edges for its hash to say anything."""
LARGEST_SIDE = 512
"""What is larger is scaled down to a square of this side before it is hashed, as the published programs do."""

_SAMPLES = 64
_KEPT = 16
_SMALLEST_SIDE = 5
_PASSES = 2
_COLOURED = 3
_LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)
_TEXT = re.compile(r"[0-9a-f]{64}")
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PdqHash:
    """`text` is 64 hexadecimal digits, lower case; `quality` is from 0 to 100."""

    text: str
    quality: int

    @property
    def usable(self) -> bool:
        return self.quality >= USABLE_QUALITY


def pdq(pixels: NDArray[np.uint8]) -> PdqHash:
    """The hash of rows × columns × (red, green, blue), or of rows × columns of grey; sides up to LARGEST_SIDE.

    Of a picture with a side under 5 pixels nothing can be said: all bits are 0, and so is the quality.
    """
    if max(pixels.shape[:2]) > LARGEST_SIDE:
        raise ValueError(f"Scale the picture down to {LARGEST_SIDE} pixels a side first.")
    if min(pixels.shape[:2]) < _SMALLEST_SIDE:
        return PdqHash("0" * 64, 0)
    small = _sampled(_luminance(pixels))
    coefficients = (_cosines() @ small @ _cosines().T).ravel()
    # Of an even number of values the lower one in the middle counts.
    median = np.partition(coefficients, BITS // 2 - 1)[BITS // 2 - 1]
    packed = np.packbits(coefficients > median, bitorder="little")
    return PdqHash(packed[::-1].tobytes().hex(), _quality(small))


def is_pdq(text: str) -> bool:
    return _TEXT.fullmatch(text) is not None


def packed(texts: list[str]) -> NDArray[np.uint64]:
    """Hashes as rows of four 64-bit numbers, for `distances`."""
    return np.frombuffer(bytes.fromhex("".join(texts)), dtype=np.uint64).reshape(-1, 4)


def distances(one: NDArray[np.uint64], many: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """In how many bits a packed hash differs from each of many."""
    counted = np.bitwise_count(many ^ one)
    # Adding four columns takes half the time of a sum along rows so short.
    summed: NDArray[np.uint16] = counted[:, 0].astype(np.uint16) + counted[:, 1] + counted[:, 2] + counted[:, 3]
    return summed


def _luminance(pixels: NDArray[np.uint8]) -> Floats:
    grey: Floats = pixels.astype(np.float32)
    if grey.ndim == _COLOURED:
        grey = (grey @ _LUMA).astype(np.float32)
    return grey


def _sampled(luma: Floats) -> Floats:
    rows, columns = luma.shape
    if rows == columns == _SAMPLES:
        return luma
    sampled: Floats = (_blur_and_sample(rows) @ luma @ _blur_and_sample(columns).T).astype(np.float32)
    return sampled


@functools.lru_cache(maxsize=64)
def _blur_and_sample(length: int) -> Floats:
    """The two box filters and the sampling along one side, which are linear, as one matrix of 64 × length."""
    window = (length + 2 * _SAMPLES - 1) // (2 * _SAMPLES)
    ahead = (window + 2) // 2 - 1
    behind = window - ahead - 1
    places = np.arange(length)
    offset = places[None, :] - places[:, None]
    inside = ((offset >= -behind) & (offset <= ahead)).astype(np.float64)
    box = inside / inside.sum(axis=1, keepdims=True)
    sampled = ((np.arange(_SAMPLES) + 0.5) * length / _SAMPLES).astype(int)
    matrix: Floats = np.linalg.matrix_power(box, _PASSES)[sampled].astype(np.float32)
    return matrix


@functools.lru_cache(maxsize=1)
def _cosines() -> Floats:
    frequency = np.arange(1, _KEPT + 1)[:, None]
    place = np.arange(_SAMPLES)[None, :]
    scale = np.sqrt(2 / _SAMPLES)
    matrix: Floats = (scale * np.cos(np.pi / 2 / _SAMPLES * frequency * (2 * place + 1))).astype(np.float32)
    return matrix


def _quality(small: Floats) -> int:
    """How many edges there are: differences of neighbours in whole hundredths of the range, over a tuned 90."""
    steps = sum(int(np.abs((np.diff(small, axis=axis) * 100 / 255).astype(int)).sum()) for axis in (0, 1))
    return min(100, steps // 90)
