"""The shape of the tree of RFC 6962, section 2.1, as numbers. Pure: which subtrees make a root, a proof, a range.

All that is stored are complete subtrees: 2^level leaves, beginning at a multiple of 2^level. Any other range of leaves
that the RFC hashes ends at the right edge of a tree and is made of at most `level` complete ones.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_NUMBER_BITS = 48


class Node(NamedTuple):
    """A complete subtree of 2^level leaves, the `number`-th of its level from the left."""

    level: int
    number: int

    @property
    def place(self) -> int:
        """Level and number in one, by which it is stored."""
        return self.level << _NUMBER_BITS | self.number


class Range(NamedTuple):
    """The leaves from `start` to before `end`, hashed as a tree of their own: MTH(D[start:end])."""

    start: int
    end: int


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 || entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two smaller than `size`, which must be at least 2."""
    return 1 << ((size - 1).bit_length() - 1)


def complete(leaves: Range) -> list[Node]:
    """The complete subtrees that make a range, from left to right. Its start must be where a subtree of it begins."""
    nodes, start = [], leaves.start
    while start < leaves.end:
        level = (leaves.end - start).bit_length() - 1
        nodes.append(Node(level, start >> level))
        start += 1 << level
    return nodes


def hash_of(leaves: Range, hashes: Mapping[Node, bytes]) -> bytes:
    """MTH(D[start:end]) from the hashes of `complete(leaves)`."""
    *lefts, root = [hashes[node] for node in complete(leaves)]
    for left in reversed(lefts):
        root = node_hash(left, root)
    return root


def inclusion(index: int, size: int) -> list[Range]:
    """PATH(m, D[n]) of section 2.1.1, nearest first: the neighbours by which leaf `index` reaches the root."""
    path, start, end = [], 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            path.append(Range(middle, end))
            end = middle
        else:
            path.append(Range(start, middle))
            start = middle
    return path[::-1]


def consistency(first: int, second: int) -> list[Range]:
    """PROOF(m, D[n]) of section 2.1.2: what shows that the tree of `second` leaves begins with that of `first`.

    Empty where both are the same. 0 < first <= second.
    """
    path, start, end, known = [], 0, second, True
    while first != end:
        middle = start + split(end - start)
        if first <= middle:
            path.append(Range(middle, end))
            end = middle
        else:
            path.append(Range(start, middle))
            start, known = middle, False
    return ([] if known else [Range(start, end)]) + path[::-1]


class Growing:
    """A tree to which leaves are added: begins with the peaks of the present one, and collects the nodes it makes."""

    def __init__(self, size: int, peaks: Mapping[Node, bytes]) -> None:
        self.size = size
        self.made: dict[Node, bytes] = {}
        self._peaks = dict(peaks)

    def add(self, leaves: Iterable[bytes]) -> None:
        """Add leaves, by their hashes."""
        for leaf in leaves:
            self._add(leaf)

    def _add(self, leaf: bytes) -> None:
        node, value = Node(0, self.size), leaf
        self.made[node] = value
        while node.number & 1:
            value = node_hash(self._peaks.pop(Node(node.level, node.number - 1)), value)
            node = Node(node.level + 1, node.number >> 1)
            self.made[node] = value
        self._peaks[node] = value
        self.size += 1

    @property
    def root(self) -> bytes:
        return hash_of(Range(0, self.size), self._peaks)
