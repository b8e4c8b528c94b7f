"""Proofs: that an entry is in the log, and that a longer log begins with a shorter one.

Each costs one query for at most twice the logarithm of the log's length in nodes. Whoever checks them needs section
2.1 of RFC 6962 (or 2.1.3.2 and 2.1.4.2 of RFC 9162, which spell the checks out) and nothing of ours.
"""

from collections.abc import Sequence

from folkmoot.infra.translog import nodes
from folkmoot.infra.translog.tree import Range, complete, consistency, hash_of, inclusion


def inclusion_proof(index: int, size: int) -> list[bytes]:
    """The audit path of the entry at place `index` in the log of `size` entries. 0 <= index < size."""
    if not 0 <= index < size:
        raise ValueError(f"no place {index} in a log of {size}")
    return _hashes(inclusion(index, size))


def consistency_proof(first: int, second: int) -> list[bytes]:
    """That the log of `second` entries begins with the one of `first`. 0 < first <= second."""
    if not 0 < first <= second:
        raise ValueError(f"a log of {second} does not begin with one of {first}")
    return _hashes(consistency(first, second))


def root_of(size: int) -> bytes:
    """The root of the log's first `size` entries, also where no head was signed over them. `size` is at least 1."""
    return _hashes([Range(0, size)])[0]


def _hashes(ranges: Sequence[Range]) -> list[bytes]:
    found = nodes.read([node for leaves in ranges for node in complete(leaves)])
    return [hash_of(leaves, found) for leaves in ranges]
