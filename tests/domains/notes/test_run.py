"""The scoring as a job: camps, brigades, twice, crashes."""

from collections.abc import Callable
from datetime import timedelta
from typing import NoReturn

import msgspec
import pytest

from folkmoot.domains.notes import api as notes
from folkmoot.domains.notes import run
from folkmoot.domains.notes.gathering import gather
from folkmoot.domains.notes.models import Note, NoteScoringRun, NoteStatusChange, RaterScore, Rating
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.api import NotificationKind
from folkmoot.infra import config
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.domains.notes.town import note_of, opinion, post_of, rate, standing, town
from tests.queries import captured_queries
from tests.removing import remove_account

Drain = Callable[[], None]


def statuses(ids: list[int]) -> set[tuple[str, str]]:
    return set(Note.objects.filter(id__in=ids).values_list("status", "rule"))


def settled(clock: FrozenClock) -> dict[str, list[int]]:
    """A town whose notes are decided, scored once more since, so that nothing moves by itself."""
    made = town(clock)
    notes.score_now()
    clock.advance(timedelta(hours=1))
    notes.score_now()
    clock.advance(timedelta(hours=1))
    return made


def test_bridging_notes_are_shown_polarised_ones_are_not(clock: FrozenClock) -> None:
    made = town(clock)
    notes.score_now()
    assert statuses(made["bridging"]) == {("shown", "enough_helpful")}
    assert {status for status, _ in statuses(made["bad"])} == {"not_shown"}
    assert {status for status, _ in statuses(made["large"] + made["small"])} == {"needs_more"}


def test_a_brigade_that_has_just_joined_changes_nothing(clock: FrozenClock) -> None:
    made = settled(clock)
    before, raters = standing(), set(RaterScore.objects.values_list())
    brigade = [cast.person(f"newcomer{number}") for number in range(50)]
    clock.advance(timedelta(days=6))
    for person in brigade:
        for note_id in made["large"] + made["bridging"] + made["bad"][:2]:
            rate(person, note_id, float(note_id in made["large"]))
    notes.score_now()
    assert standing() == before
    assert set(RaterScore.objects.values_list()) == raters
    last = NoteScoringRun.objects.order_by("-id").first()
    assert last is not None
    assert (last.ratings - last.qualified, last.changed) == (24 * 44 + 50 * 14 - last.qualified, 0)


def test_a_brigade_of_old_accounts_that_never_rated_changes_nothing(clock: FrozenClock) -> None:
    sleepers = [cast.person(f"sleeper{number}") for number in range(50)]
    made = settled(clock)
    fresh = note_of(cast.femi(), post_of(cast.gita()))
    before = standing()
    for person in sleepers:
        rate(person, fresh.id, 1.0)
        for note_id in made["small"] + made["bridging"]:
            rate(person, note_id, float(note_id in made["small"]))
    notes.score_now()
    assert standing() == before
    assert before[fresh.id][:2] == ("needs_more", "no_ratings")


def test_whoever_has_rated_as_it_then_turned_out_counts(clock: FrozenClock) -> None:
    made = settled(clock)
    fresh = note_of(cast.femi(), post_of(cast.gita()))
    for number, person in enumerate(cast.crowd(44)):
        rate(person, fresh.id, opinion("bridging", number))
    notes.score_now()
    assert standing()[fresh.id][:2] == ("shown", "enough_helpful")
    assert statuses(made["bridging"]) == {("shown", "enough_helpful")}


def test_ratings_of_an_account_that_was_removed_count_for_nothing(clock: FrozenClock) -> None:
    settled(clock)
    gone, other = cast.crowd(44)[:2]
    assert RaterScore.objects.filter(rater_id__in=[gone.id, other.id], counts=True).count() == 2
    remove_account(gone)
    notes.score_now()
    assert set(RaterScore.objects.filter(rater_id__in=[gone.id, other.id]).values_list("rater_id")) == {(other.id,)}
    runs = NoteScoringRun.objects.order_by("-id").values_list("qualified", flat=True)[:2]
    assert runs[0] == runs[1] - 1


def test_scoring_twice_is_the_same_as_once(clock: FrozenClock) -> None:
    settled(clock)
    before, changes = standing(), NoteStatusChange.objects.count()
    notes.score_now()
    assert standing() == before
    assert NoteStatusChange.objects.count() == changes


def test_only_what_is_new_is_scored_again(clock: FrozenClock, drain: Drain) -> None:
    made = town(clock, each=4)
    drain()
    clock.advance(timedelta(hours=1))
    drain()  # the first run decided notes, which is news by itself
    runs = NoteScoringRun.objects.count()
    assert runs == 2
    clock.advance(timedelta(hours=2))
    drain()
    assert NoteScoringRun.objects.count() == runs
    rate(cast.gita(), made["bad"][0], 0.0)
    clock.advance(timedelta(hours=1))
    drain()
    assert NoteScoringRun.objects.count() == runs + 1


def test_a_crash_while_writing_leaves_everything_as_it_was(clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> None:
    made = town(clock, each=4)
    before = standing()

    def crash(*_: object) -> NoReturn:
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr(run, "_write_run", crash)
        with pytest.raises(RuntimeError):
            notes.score_now()
    assert standing() == before
    assert (RaterScore.objects.count(), NoteStatusChange.objects.count()) == (0, 0)
    notes.score_now()
    assert {status for status, _ in statuses(made["bridging"])} == {"shown"}


def test_the_author_of_the_post_is_told_once_and_nothing_else_happens(clock: FrozenClock, drain: Drain) -> None:
    made = town(clock, each=4)
    notes.score_now()
    drain()
    notes.score_now()
    drain()
    page = notifications.notifications_of(cast.ana().viewer, PageRequest(limit=40), kinds=[NotificationKind.NOTE])
    told = [one.post.id for one in page.items if one.post is not None and one.actor is None]
    assert sorted(told) == sorted(Note.objects.filter(id__in=made["bridging"]).values_list("post_id", flat=True))
    for one in page.items:
        assert one.post is not None
        assert one.post.treatments.factor == 1.0


def test_the_history_names_each_status_with_its_rule_and_numbers(clock: FrozenClock) -> None:
    note_id = town(clock, each=4)["bridging"][0]
    notes.score_now()
    [change] = notes.history(note_id)
    row = Note.objects.get(id=note_id)
    assert (change.status, change.rule, change.ratings) == (notes.Status.SHOWN, notes.Rule.ENOUGH_HELPFUL, row.ratings)
    assert (change.intercept, change.factor, row.ratings) == (row.intercept, row.factor, 39)


def test_in_a_small_community_it_says_that_there_are_too_few_raters(
    clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = town(clock, each=4)
    settings = msgspec.structs.replace(config.current(), notes_least_raters=45)
    monkeypatch.setattr(config, "_current", settings)
    notes.score_now()
    assert statuses([one for ids in made.values() for one in ids]) == {("needs_more", "few_raters")}
    state = notes.scoring_state()
    assert (state.needed, state.too_few) == (45, True)


def test_a_note_that_falls_back_is_taken_down(clock: FrozenClock) -> None:
    made = settled(clock)
    note_id = made["bridging"][0]
    Rating.objects.filter(note_id=note_id).update(level=0.0)
    notes.score_now()
    assert Note.objects.get(id=note_id).status == "not_shown"
    assert [one.status.value for one in notes.history(note_id)] == ["not_shown", "shown"]


def test_reading_for_the_scoring_takes_the_same_number_of_queries(clock: FrozenClock) -> None:
    town(clock, each=2)
    with captured_queries() as few:
        gather()
    for person in cast.crowd(44):
        for note_id in Note.objects.values_list("id", flat=True):
            Rating.objects.filter(note_id=note_id, rater_id=person.id).update(level=1.0)
    with captured_queries() as many:
        gather()
    assert len(many) == len(few) <= 5
