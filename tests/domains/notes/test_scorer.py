"""What the scoring does with camps, orders and odd input."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.notes_input import Made, Sort, make
from folkmoot.domains.notes.scoring.rules import NoteScore, Rule, Side, Status, judge, not_helpful_below
from folkmoot.domains.notes.scoring.scorer import NOTHING, Outcome, Rated, score

MADE = make(raters=120, notes=60, ratings=3_000, seed=7)
LIKED = Side(ratings=10, helpful=9, not_helpful=0, total=9.5)
MANY = Side(ratings=200, helpful=190, not_helpful=0, total=195.0)
HATED = Side(ratings=10, helpful=0, not_helpful=9, total=0.5)


def rated(made: Made) -> list[Rated]:
    return [Rated(*row) for row in made.ratings]


def scored(made: Made) -> Outcome:
    return score(rated(made), dict(enumerate(made.authors)))


def a_score(
    intercept: float, factor: float, *, ratings: int = 20, sides: tuple[Side, Side] = (LIKED, LIKED)
) -> NoteScore:
    return NoteScore(intercept, factor, ratings, sides)


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_of_known_camps_bridging_notes_are_shown_and_polarised_ones_are_not(seed: int) -> None:
    made = make(raters=200, notes=80, ratings=5_000, seed=seed)
    found = {note: judge(one, shown=False).status for note, one in scored(made).notes.items()}
    by_sort = {sort: [found[n] for n, s in enumerate(made.sorts) if s is sort and n in found] for sort in Sort}
    assert len(by_sort[Sort.FOR_LARGE]) >= 5
    assert len(by_sort[Sort.FOR_SMALL]) >= 5
    assert set(by_sort[Sort.FOR_LARGE] + by_sort[Sort.FOR_SMALL]) == {Status.NEEDS_MORE}
    assert set(by_sort[Sort.BAD]) == {Status.NOT_SHOWN}
    assert set(by_sort[Sort.BRIDGING]) <= {Status.SHOWN, Status.NEEDS_MORE}
    assert by_sort[Sort.BRIDGING].count(Status.SHOWN) >= 0.9 * len(by_sort[Sort.BRIDGING])


def test_one_camp_however_large_shows_no_note_by_itself() -> None:
    """Ninety people of one side like it; the thirty of the other do not."""
    opinions = random.Random(3)
    rows = [
        Rated(note, rater, float((note % 2 == 0) == (rater < 90)) if opinions.random() < 0.95 else 0.5, True)
        for note in range(20)
        for rater in range(120)
    ]
    found = score(rows, {}).notes
    assert {judge(one, shown=False).status for one in found.values()} <= {Status.NEEDS_MORE}


def test_the_camps_are_told_apart_by_the_sign_of_the_factor() -> None:
    found = scored(MADE).raters
    signs = {camp: [found[r].factor < 0 for r in found if MADE.camps[r] == camp] for camp in (0, 1)}
    assert sum(signs[0]) >= 0.95 * len(signs[0])
    assert sum(signs[1]) <= 0.05 * len(signs[1])


def test_without_ratings_there_are_no_scores() -> None:
    assert score([], {}) == NOTHING
    assert score([Rated(1, 1, 1.0, True)], {1: 2}) == NOTHING


@pytest.mark.parametrize("level", [0.0, 0.5, 1.0])
def test_a_community_of_one_mind_gives_finite_scores(level: float) -> None:
    found = score([Rated(note, rater, level, True) for note in range(12) for rater in range(12)], {})
    numbers = [n for one in found.notes.values() for n in (one.intercept, one.factor)]
    assert all(map(math.isfinite, numbers))


ROWS = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 14), st.sampled_from((0.0, 0.5, 1.0)), st.booleans()),
    max_size=225,
    unique_by=lambda row: row[:2],
)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, shuffled=st.randoms(use_true_random=False))
def test_scores_are_finite_and_do_not_depend_on_the_order_of_ratings(
    rows: list[tuple[int, int, float, bool]], shuffled: random.Random
) -> None:
    # Whole columns more, so that some raters have their ten ratings whatever was drawn.
    more = [Rated(note, rater, float(note % 3 != rater % 2), True) for note in range(20, 32) for rater in range(6)]
    given_rows = [*more, *(Rated(*row) for row in rows)]
    authors = {one.note: one.note for one in given_rows}
    found = score(given_rows, authors)
    assert all(math.isfinite(n) for one in found.notes.values() for n in (one.intercept, one.factor))
    assert all(math.isfinite(n) for one in found.raters.values() for n in (one.intercept, one.factor))
    shuffled.shuffle(given_rows)
    assert score(given_rows, authors) == found


def test_a_note_without_ratings_changes_nothing() -> None:
    authors = dict(enumerate(MADE.authors))
    assert score(rated(MADE), authors | {1_000: 3}) == scored(MADE)


def test_ids_do_not_matter() -> None:
    far = [Rated(one.note + 10**15, one.rater + 10**16, one.level, one.early) for one in rated(MADE)]
    found = score(far, {note + 10**15: author + 10**16 for note, author in enumerate(MADE.authors)})
    assert {note - 10**15: one for note, one in found.notes.items()} == scored(MADE).notes


@pytest.mark.parametrize(
    ("one", "shown", "status", "rule"),
    [
        (a_score(0.40, 0.1), False, Status.SHOWN, Rule.ENOUGH_HELPFUL),
        (a_score(0.3999, 0.1), False, Status.NEEDS_MORE, Rule.BETWEEN),
        (a_score(0.3999, 0.1), True, Status.SHOWN, Rule.STILL_HELPFUL),
        (a_score(0.3899, 0.1), True, Status.NEEDS_MORE, Rule.BETWEEN),
        (a_score(0.45, 0.51), False, Status.NEEDS_MORE, Rule.ONE_SIDED),
        (a_score(0.45, -0.51), True, Status.NEEDS_MORE, Rule.ONE_SIDED),
        (a_score(0.45, 0.1, ratings=4), False, Status.NEEDS_MORE, Rule.FEW_RATINGS),
        (a_score(0.45, 0.1, sides=(LIKED, Side(5, 3, 0, 4.0))), False, Status.NEEDS_MORE, Rule.FEW_ON_ONE_SIDE),
        (a_score(0.45, 0.1, sides=(MANY, Side(4, 4, 0, 4.0))), False, Status.NEEDS_MORE, Rule.UNBALANCED),
        (a_score(-0.14, 0.1), False, Status.NOT_SHOWN, Rule.NOT_HELPFUL),
        (a_score(-0.12, 0.1), False, Status.NEEDS_MORE, Rule.BETWEEN),
        (a_score(-0.05, 0.0), False, Status.NOT_SHOWN, Rule.NOT_HELPFUL),
        (a_score(-0.40, 0.6), False, Status.NEEDS_MORE, Rule.BETWEEN),
        (a_score(0.0, 0.0, sides=(HATED, HATED)), False, Status.NOT_SHOWN, Rule.NEITHER_SIDE),
        (a_score(0.0, 0.0, sides=(HATED, LIKED)), False, Status.NEEDS_MORE, Rule.BETWEEN),
    ],
)  # fmt: skip
def test_the_published_thresholds_decide_and_the_rule_is_named(
    one: NoteScore, shown: bool, status: Status, rule: Rule
) -> None:
    verdict = judge(one, shown=shown)
    assert (verdict.status, verdict.rule) == (status, rule)


def test_the_line_below_which_a_note_is_not_helpful_falls_with_the_factor() -> None:
    assert not_helpful_below(0.5) == pytest.approx(-0.45)
    assert not_helpful_below(-0.5) == pytest.approx(-0.45)
    assert not_helpful_below(0.0) == -0.05
