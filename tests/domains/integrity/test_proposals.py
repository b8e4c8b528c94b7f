"""What rests on a guess is only ever proposed, whatever a policy says."""

import dataclasses

import pytest

from folkmoot.domains.integrity import api
from folkmoot.domains.integrity.models import Decision, Effect
from folkmoot.domains.integrity.policy.types import Lists
from folkmoot.domains.integrity.proposals import only_proposes
from folkmoot.infra.writes import atomic_write
from tests.domains.integrity.people import ANA_ID, MO, POST, facts

pytestmark = pytest.mark.django_db(databases="__all__")


def forged(condition: str) -> api.Policy:
    """A policy that no validator saw: automation decides by this condition."""
    clause = api.current_policy().clause("bait")
    assert clause is not None
    return api.Policy("forged", Lists(), (dataclasses.replace(clause, condition=condition),))


def screened(condition: str, monkeypatch: pytest.MonkeyPatch, **given: object) -> None:
    policy = forged(condition)
    evaluation = policy.evaluate(facts(**given))
    matches = tuple(api.Match(clause, clause.because) for clause in evaluation.matched)
    assert matches, evaluation.failed
    with atomic_write():
        api.record_screening(api.Screening(POST, ANA_ID, "forged", matches))


@pytest.mark.parametrize(
    ("condition", "given"),
    [
        ("scores.hate >= 0.9", {"scores": (("hate", 0.99),)}),
        ("scores.hate > 0.9 || mention_count >= 0", {"scores": (("hate", 0.99),)}),
        ("claims > 0", {"claims": 3}),
        ('text == "a" && scores . offence > 0.5', {"text": "a", "scores": (("offence", 0.9),)}),
    ],
)
def test_a_guess_never_decides(condition: str, given: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    screened(condition, monkeypatch, **given)
    assert (Decision.objects.count(), Effect.objects.count()) == (0, 0)
    ((suggestion,),) = [case.suggestions for case in api.queue(MO)]
    assert suggestion.clause_id == "bait"


def test_other_clauses_still_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    screened('text == "scores and claims"', monkeypatch, text="scores and claims")
    assert Decision.objects.get().automated
    assert api.queue(MO) == ()


@pytest.mark.parametrize("condition", ["scores.hate > 0.5", "claims == 1", "this is no (condition"])
def test_what_nobody_can_read_counts_as_a_guess(condition: str) -> None:
    clause = api.current_policy().clause("bait")
    assert clause is not None
    assert only_proposes(dataclasses.replace(clause, condition=condition))


def test_a_flood_of_reports_takes_nothing_down_whatever_a_policy_says() -> None:
    clause = api.current_policy().clause("flooding")
    assert clause is not None
    forged = dataclasses.replace(clause, condition="reports.distinct >= 0")
    with atomic_write():
        api.record_screening(api.Screening(POST, ANA_ID, "forged", (api.Match(forged, forged.because),)))
    assert (Decision.objects.count(), Effect.objects.count()) == (0, 0)
    assert [one.clause_id for case in api.queue(MO) for one in case.suggestions] == ["flooding"]
