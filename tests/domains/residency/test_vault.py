"""Sealed records, and what an erased key leaves: nothing."""

import pytest

from folkmoot.domains.residency import api as residency
from folkmoot.domains.residency.api import RecordKind, SessionPlace, keys, records, sessions
from folkmoot.domains.residency.models import PersonKey, SharedKey, VaultRecord
from folkmoot.kernel.clock import FrozenClock

ANA, BEN, CARLA = 11, 12, 13


@pytest.fixture(autouse=True)
def _people() -> None:
    for person in (ANA, BEN, CARLA):
        keys.create(person)


def test_a_record_opens_and_its_bytes_say_nothing() -> None:
    record = records.put(ANA, RecordKind.POST, b"among friends")
    assert records.get([record]) == {record: b"among friends"}
    sealed = bytes(VaultRecord.objects.using("vault_home").get(id=record).sealed)
    assert b"friends" not in sealed


def test_a_message_opens_for_its_participants_only() -> None:
    record = records.put_shared(ANA, RecordKind.POST, b"only for Ben", [BEN])
    assert records.get_shared([record], ANA) == {record: b"only for Ben"}
    assert records.get_shared([record], BEN) == {record: b"only for Ben"}
    assert records.get_shared([record], CARLA) == {}
    assert records.get([record]) == {record: b""}


def test_a_record_of_somebody_else_does_not_open_under_another_id() -> None:
    first, second = (records.put(ANA, RecordKind.POST, text) for text in (b"one", b"two"))
    rows = VaultRecord.objects.using("vault_home")
    rows.filter(id=first).update(sealed=rows.get(id=second).sealed)
    assert records.get([first]) == {first: b""}


def test_erasing_a_person_makes_old_copies_unreadable() -> None:
    record = records.put(ANA, RecordKind.POST, b"gone soon")
    backup = VaultRecord.objects.using("vault_home").get(id=record)
    old_key = PersonKey.objects.using("keys").get(account_id=ANA)
    residency.erase_person(ANA)
    backup.save(using="vault_home", force_insert=True)
    assert records.get([record]) == {}
    old_key.save(using="keys", force_insert=True)
    assert keys.reapply_erasures() == 1
    assert records.get([record]) == {}
    with pytest.raises(residency.KeyErased):
        keys.create(ANA)


def test_erasing_a_person_leaves_no_key_of_a_message() -> None:
    sent = records.put_shared(ANA, RecordKind.POST, b"to Ben", [BEN])
    got = records.put_shared(BEN, RecordKind.POST, b"to Ana", [ANA])
    residency.erase_person(ANA)
    left = SharedKey.objects.using("vault_home").values_list("record_id", "account_id")
    assert list(left) == [(got, BEN)]
    assert (records.get_shared([sent, got], BEN)) == {got: b"to Ana"}


def test_a_session_opens_until_it_is_revoked_or_left_unused(clock: FrozenClock) -> None:
    place = SessionPlace("Lynx", "192.0.2.7")
    token, other = (sessions.open_session(ANA, place) for _ in range(2))
    found = sessions.account_of(token)
    assert found is not None
    assert found[0] == ANA
    assert [session.place for session in sessions.sessions_of(ANA)] == [place, place]
    assert not sessions.revoke(BEN, found[1])
    assert sessions.revoke(ANA, found[1])
    assert sessions.account_of(token) is None
    clock.advance(sessions.LIFETIME)
    assert sessions.account_of(other) is None
    assert sessions.account_of("guessed") is None
