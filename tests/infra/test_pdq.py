"""PDQ agrees with the published program.

The hashes of GOLDEN were printed by the C++ code of github.com/facebook/ThreatExchange at commit baefb4ed (folder
pdq/cpp: `fillFloatLumaFromRGB`, then `pdqHash256FromFloatLuma`), run outside this repository on the pixels that `drawn`
makes. PUBLISHED are the examples in python-threatexchange 1.2.16, signal_type/pdq/signal.py: one picture of a bridge,
changed in ten ways.
"""

import numpy as np
import pytest
from numpy.typing import NDArray

from folkmoot.infra import pdq

GOLDEN = {
    (5, 5): ("61d8348d9e27cb72ce7361d860d99e2793a4348d61d8348d9e27cb72ce7361d8", 100),
    (64, 64): ("d3817d3ac3817b7bd380ac7dc5c43e7f6d2ad484693a3a7f92d1c582c583c184", 100),
    (97, 61): ("d78094d1cf803b73d3912c6f87c53a7f6d2ad4846b2a3a7f90d5c583c5c3c780", 100),
    (128, 128): ("d7807d3bcf803a7b82d02c6f8e84387f7d2886c45b3a32df82d4cf82cf83c784", 100),
    (200, 333): ("d7807d3bc3803b7bd3802c6f8ec4387f752a96c4633b3adf8294c582c783d784", 100),
    (512, 384): ("d7807d3bc3803a7b93902c6f86c4387f7d2a96c4633a3adf86d4c582c783d784", 100),
    (512, 512): ("d7807d3bc7807a7b93902c6f8ec4387f752a96c4733a2adf9280c582cf83d784", 100),
}
PUBLISHED = [
    "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22",
    "f8f8f0cee0f4a84f06370a2a038f63f0b36e26d596621e1d33e6b39c4e9c9b22",
    "f8f8f0cee0f4a84f0637022a038f67f0b36e26d596621e1d33e6b39c4e9c9b22",
    "f8f8f0cee0f4a84f06370a2a068f67f0b36e26d596621e1d33e6339c4e9c9b22",
    "f8f8f0cee0f4a84f06370a22038f67f0b36e2ed596221e1d33e6b39c4e9c9b22",
    "f8f8f0cee0f4a84f0e370a22038f67f0b36e2ed596221e1d33e6b39c4a9c9b22",
    "d8f8f0cec0f4a84f8e370a22038f67f0b36a2ed597231e1d72e6b39c4a9c9b22",
    "f8f8f0cee0f4a84f06370a22038f67f0b36e2ed596621e1d33e6339c4e9c9b22",
    "d0f8f1ccc0f4a84d0a370a3a228f67f0b36e2ed5b6623e1d33e6339c4e9c9b22",
    "d8f8f1eec0f4a84f0e37022a078f63f0b36e2ed596621e1d33e6239c4e9c9b22",
]
ANOTHER_PICTURE = "e64cc9d91c623882f8d1f1d9a398e78c9f199b3bd83924f2b7e11e0bf861b064"


def drawn(rows: int, columns: int) -> NDArray[np.uint8]:
    """A picture with shapes, slopes and edges, the same on every machine: whole numbers only."""
    y, x = np.indices((rows, columns), dtype=np.int64)
    u, v = x * 1000 // columns, y * 1000 // rows
    disc = ((u - 620) ** 2 + (v - 380) ** 2 < 230**2) * 140
    bars = ((u // 90 + v // 160) % 3) * 55
    slope = (u * 3 + v * 2) // 40
    speckle = (x * x * 7 + y * 13 + x * y) % 23
    red, green, blue = disc + bars, slope + bars, 255 - disc + speckle
    return np.stack([np.clip(one, 0, 255) for one in (red, green, blue)], axis=-1).astype(np.uint8)


@pytest.mark.parametrize(("size", "expected"), GOLDEN.items())
def test_hash_and_quality_are_those_of_the_published_program(size: tuple[int, int], expected: tuple[str, int]) -> None:
    assert pdq.pdq(drawn(*size)) == pdq.PdqHash(*expected)


def test_a_faint_picture_has_the_low_quality_that_the_published_program_gives_it() -> None:
    assert pdq.pdq(drawn(200, 333) // 20) == pdq.PdqHash(
        "d780793bc7802a7bd7812c6faec4387f752896c46b3b3adf82d4c5828583d784", 5
    )


def test_a_picture_without_edges_is_of_no_use() -> None:
    flat = pdq.pdq(np.full((300, 400, 3), 90, dtype=np.uint8))
    assert (flat.quality, flat.usable) == (0, False)
    assert pdq.PdqHash("0" * 64, 49).usable is False
    assert pdq.PdqHash("0" * 64, 50).usable is True


def test_grey_counts_as_the_same_amount_of_each_colour() -> None:
    grey = drawn(120, 150)[..., 0]
    assert pdq.pdq(grey).text == pdq.pdq(np.stack([grey] * 3, axis=-1)).text


@pytest.mark.parametrize("shape", [(4, 300, 3), (1, 1, 3), (300, 2)])
def test_of_a_tiny_picture_nothing_is_said(shape: tuple[int, ...]) -> None:
    assert pdq.pdq(np.full(shape, 7, dtype=np.uint8)) == pdq.PdqHash("0" * 64, 0)


def test_a_large_picture_has_to_be_scaled_down_first() -> None:
    with pytest.raises(ValueError, match="512"):
        pdq.pdq(np.zeros((513, 20, 3), dtype=np.uint8))


def test_published_hashes_of_one_picture_match_and_those_of_another_do_not() -> None:
    found = pdq.distances(pdq.packed([PUBLISHED[0]])[0], pdq.packed([*PUBLISHED, ANOTHER_PICTURE]))
    counted = [(int(PUBLISHED[0], 16) ^ int(one, 16)).bit_count() for one in [*PUBLISHED, ANOTHER_PICTURE]]
    assert found.tolist() == counted
    assert max(counted[:-1]) <= pdq.MATCH_DISTANCE < counted[-1]


@pytest.mark.parametrize(
    ("text", "is_one"), [(PUBLISHED[0], True), (PUBLISHED[0].upper(), False), ("f8", False), ("g" * 64, False)]
)
def test_what_a_hash_looks_like(text: str, is_one: bool) -> None:
    assert pdq.is_pdq(text) is is_one
