"""A backtest says clause by clause what a policy would change, against what people decided."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from folkmoot.domains.integrity import api, bulk
from folkmoot.domains.integrity.policy.loading import load_text
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.kernel import clock as kernel_clock
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Forbidden, Invalid
from folkmoot.kernel.refs import SubjectKind, post_ref
from tests import cast
from tests.domains.integrity.policies import clause, policy
from tests.queries import assert_same_query_count

OLD = policy("1", clause("bees", title="Bees", condition='text.contains("bees")', decides="automation_proposes"))
NEW = policy(
    "2",
    clause("bees", title="Bees", condition='text.contains("bees") && text.contains("sell")'),
    clause("hats", title="Hats", condition='text.contains("hats")'),
)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _real_providers(_providers: None) -> None:
    api.register_facts(SubjectKind.POST, posts.integrity_facts)
    api.register_ids(SubjectKind.POST, posts.integrity_ids)
    api.publish_policy(None, text=OLD)


def write(text: str, visibility: Visibility = Visibility.PUBLIC) -> int:
    return posts.publish(cast.ana().viewer, draft=PostDraft(text=text, visibility=visibility)).id


def judge(post_id: int, treatment: str) -> None:
    who = cast.mo().viewer
    api.decide_on(
        who, ref=post_ref(post_id), responsible=cast.ana().id, clause_id="bees", treatment=treatment, factor=0.5
    )


def tried(**more: object) -> api.BacktestReport:
    return api.backtest(None, policy=load_text(NEW), since=kernel_clock.now() - DAY, **more)  # type: ignore[arg-type]


def test_clause_by_clause_against_what_people_decided(clock: FrozenClock) -> None:
    write("We lost our bees long ago")
    clock.advance(2 * DAY)
    kept, acted = write("The bees are out"), write("We sell bees")
    hats = [write(f"Nice hats {number}") for number in range(2)]
    open_one = write("bees again")
    write("Nothing to see")
    judge(kept, "none")
    judge(acted, "reduce")
    report = tried()
    assert (report.old, report.new, report.looked, report.complete, report.failed) == ("1", "2", 6, True, ())
    bees, hat = report.clauses
    assert (bees.state, bees.matches_now, bees.would_match, bees.newly, bees.lost) == ("changed", 3, 1, 0, 2)
    assert (bees.judged, bees.judged_lost) == (api.Judged(agree=1), api.Judged(nothing=1, undecided=1))
    assert [(one.post_id, one.what, one.text, one.judged) for one in bees.samples] == [
        (open_one, "no longer caught", "bees again", "undecided"),
        (kept, "no longer caught", "The bees are out", "nothing"),
    ]
    assert (hat.state, hat.matches_now, hat.would_match, hat.newly, hat.lost) == ("added", 0, 2, 2, 0)
    assert hat.judged == api.Judged(undecided=2)
    assert [(one.post_id, one.what) for one in hat.samples] == [(key, "newly caught") for key in reversed(hats)]


def test_a_decision_that_was_undone_counts_no_longer() -> None:
    acted = write("We sell bees")
    judge(acted, "reduce")
    api.undo(cast.mo().viewer, decision_id=api.public_decisions()[0].id, note="wrong")
    assert tried().clauses[0].judged == api.Judged(undecided=1)


def test_it_changes_nothing_and_shows_no_words_that_are_not_public(drain: Callable[[], None]) -> None:
    write("secret hats", Visibility.FOLLOWERS)
    write("old hats")
    before = (api.queue(cast.mo().viewer), api.public_decisions())
    samples = [one.text for found in tried().clauses for one in found.samples]
    drain()
    assert samples == ["old hats"]
    assert (api.queue(cast.mo().viewer), api.public_decisions()) == before


def test_the_newest_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 2)
    ids = [write(f"hats {number}") for number in range(5)]
    report = tried(limit=3)
    assert (report.looked, report.complete) == (3, False)
    assert [one.post_id for one in report.clauses[1].samples] == [ids[4], ids[3], ids[2]]
    assert tried().looked == 5


def test_an_account_is_as_old_as_it_was_when_it_posted(clock: FrozenClock) -> None:
    fresh = policy("3", clause("fresh", condition="account_age_hours < 24.0"))
    cast.ana()
    clock.advance(timedelta(hours=2))
    write("I am new here")
    clock.advance(timedelta(days=20))
    write("I am not")
    report = api.backtest(None, policy=load_text(fresh), since=kernel_clock.now() - 30 * DAY)
    assert [one.text for one in report.clauses[0].samples] == ["I am new here"]


def test_a_clause_that_fails_is_named() -> None:
    write("hats")
    broken = policy("3", clause("odd", condition="10 / (size(text) - 4) > 100"))
    report = api.backtest(None, policy=load_text(broken), since=kernel_clock.now() - DAY)
    assert report.failed == ("odd",)


def test_the_number_of_queries_does_not_depend_on_the_number_of_posts() -> None:
    def posted(count: int) -> None:
        for number in range(count):
            write(f"hats and bees {number}")

    assert_same_query_count(posted, tried)


def test_only_staff_and_only_a_time_that_was() -> None:
    with pytest.raises(Forbidden):
        api.backtest(cast.ana().viewer, policy=load_text(NEW), since=kernel_clock.now() - DAY)
    with pytest.raises(Invalid):
        api.backtest(None, policy=load_text(NEW), since=kernel_clock.now() + DAY)
    assert (
        api.backtest(
            cast.mo().viewer, policy=api.load_policy(Path("policies/default.yaml")), since=kernel_clock.now() - DAY
        ).looked
        == 0
    )
