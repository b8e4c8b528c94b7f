"""Fact-checks and posts: what matches goes before a person, and nothing else ever happens."""

import json
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

import pytest

from folkmoot.domains.integrity import api, providers
from folkmoot.domains.integrity.claims.matching import THRESHOLD, Claim, Index
from folkmoot.domains.integrity.claims.proposing import match_recent
from folkmoot.domains.integrity.models import Decision, Effect, Label
from folkmoot.infra import worker
from folkmoot.kernel import clock
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.ids import floor_id
from folkmoot.kernel.refs import SubjectKind, post_ref
from tests.domains.integrity.people import ANA, ANA_ID, MO, OLGA, facts

pytestmark = pytest.mark.django_db(databases="__all__")

CLAIM = "The town council sold the old bridge to a foreign bank for one euro"
URL = "https://facts.example/bridge"


@pytest.fixture(autouse=True)
def _detectors(monkeypatch: pytest.MonkeyPatch) -> None:
    from folkmoot.domains.integrity.signals import registry

    monkeypatch.setattr(registry, "_detectors", {})
    monkeypatch.setattr(providers, "_ids", {})
    api.register_detector(api.FactCheckMatcher())


def post_says(*texts: str, **given: Any) -> list[int]:
    """Posts of Ana's with these words, as their domain would tell of them; returns their ids."""
    first = floor_id(clock.now()) + 1
    said = {first + number: text for number, text in enumerate(texts)}

    def known(ids: Collection[int]) -> Mapping[int, api.Known]:
        return {one: api.Known(facts(text=said[one], **given), ANA_ID) for one in ids if one in said}

    def ids(oldest: int, before: int | None, limit: int) -> list[int]:
        found = sorted((one for one in said if one >= oldest and (before is None or one < before)), reverse=True)
        return found[:limit]

    api.register_facts(SubjectKind.POST, known)
    api.register_ids(SubjectKind.POST, ids)
    return list(said)


def read(*claims: str, rating: str = "False", **changes: Any) -> api.FeedView:
    entries = [
        {
            "@type": "ClaimReview", "claimReviewed": claim, "url": f"{URL}-{number}" if number else URL,
            "publisher": {"name": "Facts of the Town"}, "reviewRating": {"alternateName": rating}, **changes,
        }
        for number, claim in enumerate(claims)
    ]  # fmt: skip
    return api.import_claims(json.dumps(entries).encode(), name="Facts", language="en")


def test_a_post_that_repeats_a_false_claim_is_proposed_with_its_fact_check(noon: FrozenClock) -> None:
    read(CLAIM)
    (post,) = post_says("Unbelievable!! the town council SOLD the old bridge to a foreign bank for one euro 😡")
    api.measure([post_ref(post)])
    (case,) = api.queue(MO)
    (suggestion,) = case.suggestions
    assert (case.ref, suggestion.clause_id) == (post_ref(post), "found-false")
    numbers = dict(suggestion.numbers)
    assert (numbers["fact-check"], numbers["publisher"], numbers["rating"]) == (URL, "Facts of the Town", "False")
    assert float(numbers["similarity"]) >= THRESHOLD
    assert api.fact_check_for([case.ref]) == {case.ref: URL}
    assert (Decision.objects.count(), Effect.objects.count(), Label.objects.count()) == (0, 0, 0)


def test_the_moderators_label_is_what_acts(noon: FrozenClock) -> None:
    read(CLAIM)
    (post,) = post_says(CLAIM)
    api.measure([post_ref(post)])
    api.label(MO, ref=post_ref(post), responsible=ANA_ID, label="false", link=URL, note="")
    (decision,) = api.decisions_about(ANA)
    assert (decision.clause_id, decision.factor, decision.link, decision.automated) == ("found-false", 0.1, URL, False)


@pytest.mark.parametrize("rating", ["True", "Mostly true", "Unproven", "Satire"])
def test_only_false_and_misleading_are_proposed(rating: str) -> None:
    read(CLAIM, rating=rating)
    (post,) = post_says(CLAIM)
    api.measure([post_ref(post)])
    assert api.queue(MO) == ()


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("The old bridge is beautiful in the evening, come and see it", {}),
        ("The town council meets on Monday about the budget of the new school", {}),
        ("", {}),
        ("bridge", {}),
        (CLAIM, {"languages": ("de",)}),
        ("\ud800 \u0000 " * 500, {}),
    ],
)
def test_what_says_something_else_is_left_alone(text: str, given: dict[str, Any]) -> None:
    read(CLAIM)
    (post,) = post_says(text, **given)
    api.measure([post_ref(post)])
    assert api.queue(MO) == ()


def test_what_a_moderator_closed_does_not_come_back(noon: FrozenClock) -> None:
    read(CLAIM)
    (post,) = post_says(CLAIM)
    api.measure([post_ref(post)])
    (case,) = api.queue(MO)
    api.decide(MO, case_id=case.id, clause_id="", treatment="none")
    api.measure([post_ref(post)])
    assert api.queue(MO) == ()


def test_new_fact_checks_find_older_posts(noon: FrozenClock) -> None:
    posts = post_says(*["Good morning, dear town, what a day"] * 600, CLAIM)
    read(CLAIM)
    worker.drain()
    assert [case.ref for case in api.queue(MO)] == [post_ref(posts[-1])]


def test_posts_older_than_thirty_days_are_not_compared(noon: FrozenClock) -> None:
    post_says(CLAIM)
    noon.advance(timedelta(days=31))
    read(CLAIM)
    worker.drain()
    assert api.queue(MO) == ()


def test_many_matches_change_no_treatment(noon: FrozenClock) -> None:
    """A hundred posts, each near to eleven fact-checks: 1,100 pairs."""
    posts = post_says(*[f"{CLAIM} number {number}" for number in range(100)])
    read(*[f"{CLAIM}, they say, and {number} people saw it" for number in range(10)], CLAIM)
    for first in range(0, len(posts), 100):
        api.measure([post_ref(post) for post in posts[first : first + 100]])
    assert len(api.recent_matches(limit=2_000)) == 100
    assert (Decision.objects.count(), Effect.objects.count()) == (0, 0)
    assert set(api.treatments_for([post_ref(post) for post in posts]).values()) <= {api.NO_TREATMENT}


def test_a_feed_that_was_removed_or_stopped_matches_nothing(noon: FrozenClock) -> None:
    feed = read(CLAIM)
    (post,) = post_says(CLAIM)
    api.change_feed(OLGA, feed_id=feed.id, enabled=False)
    api.measure([post_ref(post)])
    assert api.queue(MO) == ()
    api.remove_feed(OLGA, feed_id=feed.id)
    match_recent(0)
    worker.drain()
    assert api.queue(MO) == ()


def test_matching_says_the_nearest_first_and_is_the_same_in_bulk() -> None:
    index = Index([Claim(1, CLAIM, "en"), Claim(2, "The town council sold the old mill to a farmer", "en")])
    found = index.best(CLAIM)
    assert [one.claim_id for one in found] == [1, 2]
    assert found[0].similarity == pytest.approx(1.0, abs=0.001)
    assert found[1].similarity < THRESHOLD
    assert Index([]).best(CLAIM) == []
