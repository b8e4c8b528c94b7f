"""Sound examples made odd: every place of a JSON document with every odd value, and bytes changed at random."""

import json
import random
from collections.abc import Iterator
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, -1, 0, 2**70, 1.5, float("inf"), "", "x" * 6000, "\ud800", "\x00", "2026-13-45T99:99:99Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00", "../../x", "javascript:1", [], [None], [[]], {}, {"": None}, {"a": {"b": [1]}},
    [{}] * 3, "[[[",
)  # fmt: skip

_SIGNS = (b"\0", b"\xff", b"\xed\xa0\x80", b"\n", b'"', b"[", b"{", b"<", b"&", b"%", b"-", b":", b"#", b"[](")


def odd_versions(document: Any) -> Iterator[Any]:
    """The document with one place changed, or left out, for every place and every odd value."""
    yield from ODD
    if isinstance(document, dict):
        for name, inner in document.items():
            rest = {key: value for key, value in document.items() if key != name}
            yield rest
            yield from (rest | {name: one} for one in odd_versions(inner))
    elif isinstance(document, list) and document:
        for at, inner in enumerate(document[:9]):
            yield from ([*document[:at], one, *document[at + 1 :]] for one in odd_versions(inner))


def odd_documents(seed: bytes) -> Iterator[bytes]:
    """The same as bytes; nothing where the seed is no JSON."""
    try:
        document = json.loads(seed)
    except ValueError:
        return
    yield from (json.dumps(one).encode() for one in odd_versions(document))


def changed(seed: bytes, chance: random.Random) -> bytes:
    """A few bytes replaced, doubled, left out or put in."""
    data = bytearray(seed or b"x")
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) or 1)
        match chance.randrange(5):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + chance.randint(1, 9)]
            case 2:
                data[at:at] = chance.choice(_SIGNS)
            case 3:
                data[at:at] = data[at : at + 20] * chance.randint(1, 30)
            case _:
                data[at : at + 4] = chance.randbytes(4)
    return bytes(data)
