"""Which detectors there may be, what they may say, and what becomes of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from typing_extensions import override

from folkmoot.domains.integrity import api
from folkmoot.domains.integrity.api import Known, Signal, Subject
from folkmoot.domains.integrity.models import StoredSignal
from folkmoot.domains.integrity.signals import registry, stored
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.refs import SubjectKind, account_ref
from tests.domains.integrity import people


@dataclass(frozen=True, slots=True)
class Fixed:
    """Says the same about every subject."""

    answer: tuple[Signal, ...]
    inline: bool = False
    subjects: frozenset[SubjectKind] = frozenset({SubjectKind.POST})
    name: str = "fixed"
    version: str = "1"

    def signals(self, subjects: Sequence[Subject], /) -> list[tuple[Signal, ...]]:
        return [self.answer] * len(subjects)


class Broken(Fixed):
    @override
    def signals(self, subjects: Sequence[Subject], /) -> list[tuple[Signal, ...]]:
        raise RuntimeError(f"cannot look at {len(subjects)}")


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_detectors", {})


def test_no_detector_looks_at_accounts() -> None:
    both = frozenset({SubjectKind.POST, SubjectKind.ACCOUNT})
    with pytest.raises(ValueError, match="Nothing labels a person automatically"):
        registry.register(Fixed((), subjects=both))
    assert registry.detectors() == ()


def test_no_signal_is_stored_about_an_account() -> None:
    with pytest.raises(ValueError, match="No signal is stored about an account"):
        stored.store(Fixed(()), [(account_ref(1), [Signal("hate", 0.9)])])
    assert not StoredSignal.objects.exists()


@pytest.mark.parametrize(
    ("signal", "message"),
    [
        (Signal("hatred", 0.5), "There is no signal hatred"),
        (Signal("hate", 1.2), "must be from 0 to 1"),
        (Signal("hate", float("nan")), "must be from 0 to 1"),
    ],
)
def test_a_signal_that_nobody_knows_or_that_is_no_share_is_not_stored(signal: Signal, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        stored.store(Fixed(()), [(people.POST, [Signal("abuse", 0.1), signal])])
    assert not StoredSignal.objects.exists()


def test_measuring_again_replaces_what_was_measured_before() -> None:
    stored.store(Fixed(()), [(people.POST, [Signal("hate", 0.9), Signal("abuse", 0.4)])])
    stored.store(Fixed((), version="2"), [(people.POST, [Signal("hate", 0.2, {"words": 3})])])
    assert stored.stored([people.POST]) == {people.POST: (Signal("hate", 0.2, {"words": 3}),)}
    assert list(StoredSignal.objects.values_list("version", flat=True)) == ["2"]


def test_inline_signals_reach_the_conditions_when_a_post_is_screened(monkeypatch: pytest.MonkeyPatch) -> None:
    registry.register(Fixed((Signal("hate", 0.7),), inline=True))
    registry.register(Broken((), inline=True, name="broken"))
    subject = Subject(people.POST, people.ANA_ID, people.facts(scores=(("hate", 0.2), ("abuse", 0.1))))
    assert dict(api.with_inline([subject])[0].scores) == {"abuse": 0.1, "hate": 0.7}


def test_deferred_signals_are_stored_by_a_job_and_lead_to_screening_again(drain: Callable[[], None]) -> None:
    said = (Signal("bank.terrorism", 1.0, {"distance": 0}), Signal("language", 0.8, {"language": "de"}))
    registry.register(Fixed(said))
    api.register_facts(SubjectKind.POST, lambda ids: {key: Known(people.facts(), people.ANA_ID) for key in ids})
    with atomic_write():
        api.measure_later(people.POST)
        api.measure_later(people.POST)
    drain()
    assert stored.stored([people.POST]) == {people.POST: said}
