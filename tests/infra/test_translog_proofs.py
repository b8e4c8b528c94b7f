"""Proofs as RFC 6962 defines them, against its own recursive definitions and published vectors."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.infra.translog import api as translog
from folkmoot.infra.translog.models import LogEntry, TreeHead, TreeNode
from folkmoot.infra.translog.tree import split
from folkmoot.infra.writes import atomic_write
from tests.infra.test_translog import root_of
from tests.queries import assert_same_query_count

#: The eight leaves and the roots of the trees over the first of them, of the test data that Google's Certificate
#: Transparency published with RFC 6962 (merkletree/merkle_tree_test.cc).
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
_LEAF_1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
_TWO_3 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
_LEAF_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
_LAST_4 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
_LAST_2 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
_TWO_2 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"


def path(place: int, leaves: list[bytes]) -> list[bytes]:
    """RFC 6962, section 2.1.1, as it is written there."""
    if len(leaves) == 1:
        return []
    middle = split(len(leaves))
    if place < middle:
        return [*path(place, leaves[:middle]), root_of(leaves[middle:])]
    return [*path(place - middle, leaves[middle:]), root_of(leaves[:middle])]


def proof(first: int, leaves: list[bytes], *, whole: bool = True) -> list[bytes]:
    """RFC 6962, section 2.1.2, as it is written there."""
    if first == len(leaves):
        return [] if whole else [root_of(leaves)]
    middle = split(len(leaves))
    if first <= middle:
        return [*proof(first, leaves[:middle], whole=whole), root_of(leaves[middle:])]
    return [*proof(first - middle, leaves[middle:], whole=False), root_of(leaves[:middle])]


def fill(sizes: list[int]) -> list[bytes]:
    """A new log, sequenced in batches of these sizes; returns its entries."""
    for model in (LogEntry, TreeHead, TreeNode):
        model.objects.all().delete()
    for size in sizes:
        with atomic_write():
            for place in range(size):
                translog.append("test", place=place)
        translog.sequence()
    return [entry.body for entry in translog.entries(limit=1000)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(1, 13), min_size=1, max_size=6), data=st.data())
def test_proofs_are_those_of_the_rfc(sizes: list[int], data: st.DataObject) -> None:
    leaves = fill(sizes)
    second = data.draw(st.integers(1, len(leaves)))
    first, place = data.draw(st.integers(1, second)), data.draw(st.integers(0, second - 1))
    assert translog.root_of(second) == root_of(leaves[:second])
    assert translog.inclusion_proof(place, second) == path(place, leaves[:second])
    assert translog.consistency_proof(first, second) == proof(first, leaves[:second])


@pytest.fixture
def published() -> None:
    """A log whose entries are the published leaves."""
    for number, leaf in enumerate(LEAVES):
        LogEntry.objects.create(id=number + 1, kind="test", body=leaf)
    translog.sequence()


@pytest.mark.usefixtures("published")
def test_roots_and_proofs_are_those_that_were_published() -> None:
    assert [translog.root_of(size).hex() for size in range(1, 9)] == ROOTS
    assert [one.hex() for one in translog.inclusion_proof(0, 1)] == []
    assert [one.hex() for one in translog.inclusion_proof(0, 8)] == [_LEAF_1, _TWO_3, _LAST_4]
    assert [one.hex() for one in translog.inclusion_proof(5, 8)] == [_LEAF_4, _LAST_2, ROOTS[3]]
    assert [one.hex() for one in translog.inclusion_proof(2, 3)] == [ROOTS[1]]
    assert [one.hex() for one in translog.inclusion_proof(1, 5)] == [ROOTS[0], _TWO_3, _LEAF_4]
    assert [one.hex() for one in translog.consistency_proof(1, 1)] == []
    assert [one.hex() for one in translog.consistency_proof(1, 8)] == [_LEAF_1, _TWO_3, _LAST_4]
    assert [one.hex() for one in translog.consistency_proof(6, 8)] == [_TWO_2, _LAST_2, ROOTS[3]]
    assert [one.hex() for one in translog.consistency_proof(2, 5)] == [_TWO_3, _LEAF_4]


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(("index", "size"), [(-1, 4), (4, 4), (0, 0)])
def test_there_is_no_proof_of_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no place"):
        translog.inclusion_proof(index, size)
    with pytest.raises(ValueError, match="does not begin"):
        translog.consistency_proof(size + 1, size)


def test_a_proof_is_one_query_whatever_the_length() -> None:
    def grow(number: int) -> None:
        with atomic_write():
            for place in range(number + 1):
                translog.append("test", place=place)
        translog.sequence()

    def prove() -> None:
        head = translog.head()
        assert head is not None
        translog.inclusion_proof(head.size // 2, head.size)
        translog.consistency_proof(head.size // 3, head.size)

    assert_same_query_count(grow, prove)


def test_nodes_are_written_once() -> None:
    fill([3, 4])
    before = dict(TreeNode.objects.values_list("place", "hash"))
    with atomic_write():
        translog.append("test", place=7)
    translog.sequence()
    after = dict(TreeNode.objects.values_list("place", "hash"))
    assert {place: bytes(after[place]) for place in before} == {place: bytes(one) for place, one in before.items()}
    assert len(after) == 2 * 8 - 1, "eight leaves are one complete tree of fifteen nodes"
    sizes = sorted(TreeHead.objects.values_list("size", flat=True))
    assert all(translog.consistency_proof(first, second) for first, second in pairwise(sizes))
