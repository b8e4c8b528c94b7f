"""The public log: RFC 6962 hashing, signed heads, nothing outside a write."""

import hashlib
import threading
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.infra.translog import api as translog
from folkmoot.infra.translog import heads
from folkmoot.infra.translog.models import LogEntry, TreeHead, TreeNode
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock


def root_of(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, as it is written there."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + root_of(leaves[:split]) + root_of(leaves[split:])).digest()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_the_root_is_that_of_the_rfc(batches: list[int]) -> None:
    for model in (LogEntry, TreeHead, TreeNode):
        model.objects.all().delete()
    for number, size in enumerate(batches):
        with atomic_write():
            for place in range(size):
                translog.append("test", batch=number, place=place)
        assert translog.sequence() == size
    head = translog.head()
    assert head is not None
    entries = translog.entries(limit=1000)
    assert [entry.sequence for entry in entries] == list(range(sum(batches)))
    assert (head.size, head.root) == (sum(batches), root_of([entry.body for entry in entries]))


def test_a_head_is_signed() -> None:
    with atomic_write():
        translog.append("test", value=1)
    translog.sequence()
    head = translog.head()
    assert head is not None
    key = Ed25519PublicKey.from_public_bytes(translog.public_key())
    key.verify(head.signature, translog.head_message(head.size, head.root, head.signed_at))
    with pytest.raises(InvalidSignature):
        key.verify(head.signature, translog.head_message(head.size + 1, head.root, head.signed_at))


@atomic_write()
def _append_and_fail() -> None:
    translog.append("test", value=1)
    raise ZeroDivisionError


def test_an_entry_lives_and_dies_with_its_transaction() -> None:
    with pytest.raises(ZeroDivisionError):
        _append_and_fail()
    assert translog.sequence() == 0


class _Interrupting:
    """The heads, but who first asks for them is overtaken by another worker's sequencer."""

    def __init__(self) -> None:
        self.other = threading.Thread(target=self._sequence)

    @property
    def objects(self) -> object:
        if self.other.ident is None:
            self.other.start()
            self.other.join(timeout=1)
        return TreeHead.objects

    def _sequence(self) -> None:
        translog.sequence()
        connections.close_all()


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_two_workers_give_each_entry_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL lets two write at once")
    with atomic_write():
        for place in range(3):
            translog.append("test", place=place)
    overtaken = _Interrupting()
    with monkeypatch.context() as patched:
        patched.setattr(heads, "TreeHead", overtaken)
        translog.sequence()
        overtaken.other.join()
    head, entries = translog.head(), translog.entries()
    assert head is not None
    assert [entry.sequence for entry in entries] == [0, 1, 2]
    assert (head.size, head.root) == (3, root_of([entry.body for entry in entries]))


@atomic_write()
def _sequence_and_fail() -> None:
    translog.sequence()
    raise ZeroDivisionError


def test_an_entry_of_a_process_that_died_before_the_sequencer_gets_its_place() -> None:
    with atomic_write():
        lost = translog.append("test", value=1)
    with pytest.raises(ZeroDivisionError):
        _sequence_and_fail()
    waiting = translog.entry(lost)
    assert waiting is not None
    assert (waiting.sequence, translog.head(), TreeNode.objects.count()) == (None, None, 0)
    assert translog.sequence() == 1
    placed, head = translog.entry(lost), translog.head()
    assert placed is not None
    assert head is not None
    assert (placed.sequence, head.size, head.root) == (0, 1, translog.leaf_hash(placed.body))


def test_a_clock_that_goes_back_reorders_nothing(clock: FrozenClock) -> None:
    with atomic_write():
        first = translog.append("test", value=1)
    translog.sequence()
    signed = translog.head()
    clock.advance(timedelta(hours=-3))
    with atomic_write():
        second = translog.append("test", value=2)
    translog.sequence()
    head = translog.head()
    assert signed is not None
    assert head is not None
    assert [entry.id for entry in translog.entries()] == [first, second]
    assert head.signed_at == signed.signed_at, "a head is never dated before the one that it follows"
    assert translog.head_of_size(1) == signed
    assert translog.head_of_size(7) is None


def test_a_sealed_entry_tells_nothing_until_it_is_opened(clock: FrozenClock) -> None:
    now = clock.read()
    with atomic_write():
        sealed = translog.append_sealed("demand", at=now, authority="Court of Somewhere")
        other = translog.append_sealed("demand", at=now, authority="Court of Somewhere")
    entry = translog.entry(sealed.entry_id)
    assert entry is not None
    assert set(entry.facts) == {"id", "kind", "commitment", "at"}
    assert entry.kind == "sealed"
    assert entry.facts["commitment"] != translog.commitment(other.salt, other.body), "the same words, another salt"
    with atomic_write():
        opened = translog.entry(translog.append_opened(sealed, at=now))
    assert opened is not None
    assert opened.facts["opens"] == str(sealed.entry_id)
    assert hashlib.sha256(bytes.fromhex(sealed.salt) + sealed.body.encode()).hexdigest() == entry.facts["commitment"]
    with pytest.raises(ValueError, match="was not sealed over this"), atomic_write():
        translog.append_opened(translog.Sealed(sealed.entry_id, "{}", sealed.salt), at=now)
