"""Prints of texts: MinHash over runs of characters, by which nearly the same text is found. Pure.

Two prints agree in about the share of places that their texts share of their runs of five characters (Broder,
"On the resemblance and containment of documents", 1997). Thirty-two places of one byte each, in eight bands of four:
texts that share 80% of their runs meet in a band with a probability of 98%, texts that share 30% with 6%.
"""

import hashlib
import re
import unicodedata
import zlib

import numpy as np

PLACES = 32
BANDS = 8
SHORTEST = 40
"""Letters and digits that a text needs: "good morning" is nobody's copy."""
ALIKE = 0.7
"""The share of places in which two prints agree that speak of the same text."""

_RUN = 5
_MOST = 20_000
_ROWS = PLACES // BANDS
_PASSING = re.compile(r"https?://\S+|www\.\S+|[@#]\S+")
_SPACES = re.compile(r"[\W_]+")
_ODD = np.uint64(1)
# Numbers from a hash, so that they are the same for ever: a stored print must stay comparable.
_SEEDS = np.frombuffer(b"".join(hashlib.sha256(b"folkmoot print %d" % n).digest()[:16] for n in range(PLACES)), "<u8")
_FACTORS = _SEEDS[0::2] | _ODD
_ADDED = _SEEDS[1::2]


def levelled(text: str) -> str:
    """The letters and digits of a text, lower case, one space between words; without links, mentions and tags."""
    folded = unicodedata.normalize("NFKC", _PASSING.sub(" ", text[:_MOST])).casefold()
    return _SPACES.sub(" ", folded).strip()


def exact(text: str) -> str | None:
    """SHA-256 of the levelled text; None for one that is too short to be anybody's own."""
    plain = levelled(text)
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest() if _long_enough(plain) else None


def print_of(text: str) -> str | None:
    """The print as 64 hexadecimal digits; None for a text that is too short."""
    plain = levelled(text)
    if not _long_enough(plain):
        return None
    raw = plain.encode("utf-8", "replace")
    runs = np.fromiter({zlib.crc32(raw[at : at + _RUN]) for at in range(len(raw) - _RUN + 1)}, dtype=np.uint64)
    mixed = (_FACTORS[:, None] * runs[None, :] + _ADDED[:, None]) >> np.uint64(32)
    raw_print: bytes = (mixed.min(axis=1) & np.uint64(0xFF)).astype(np.uint8).tobytes()
    return raw_print.hex()


def bands(print_text: str) -> list[int]:
    """Eight numbers of 40 bits; nearly the same texts have one of them in common."""
    raw = bytes.fromhex(print_text)
    return [
        number << (8 * _ROWS) | int.from_bytes(raw[number * _ROWS : (number + 1) * _ROWS], "big")
        for number in range(BANDS)
    ]


def alike(one: str, other: str) -> float:
    """The share of places in which two prints agree, from 0 to 1."""
    same = sum(a == b for a, b in zip(bytes.fromhex(one), bytes.fromhex(other), strict=True))
    return same / PLACES


def _long_enough(plain: str) -> bool:
    return len(plain) - plain.count(" ") >= SHORTEST
