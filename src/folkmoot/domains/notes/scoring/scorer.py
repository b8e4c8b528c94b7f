"""From ratings to the scores of notes and raters, in the published order: fit, see who rates well, fit again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from folkmoot.domains.notes.scoring.factorise import Fit, Indexes, Lines, Numbers, Ratings, factorise, rate_notes
from folkmoot.domains.notes.scoring.rules import HELPFUL_FROM, LEAST_RATINGS, NoteScore, Side, not_helpful_below

LEAST_RATINGS_OF_RATER = 10
LEAST_AGREEMENT = 0.66
_LEAST_OF_AUTHOR = 0.05
_NOT_HELPFUL_COUNTS = 5.0
_NO_SIDES = (Side(), Side())
_Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating. `level`: 1.0 helpful, 0.5 somewhat, 0.0 not. `early`: given before the note had a status."""

    note: int
    rater: int
    level: float
    early: bool


@dataclass(frozen=True, slots=True)
class RaterScore:
    """How a rater rates: the lines of the last fit they were in, and the share of early ratings that came true.

    `agreement` is None without any such rating. `counts`: the ratings were in the last fit.
    """

    intercept: float
    factor: float
    agreement: float | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """Scores by id. A note that is absent has too few ratings by people whose ratings count."""

    middle: float
    notes: Mapping[int, NoteScore]
    raters: Mapping[int, RaterScore]

    @property
    def counting(self) -> int:
        """How many raters' ratings counted in the last fit."""
        return sum(one.counts for one in self.raters.values())


NOTHING = Outcome(0.0, {}, {})


@dataclass(frozen=True, slots=True)
class _Table:
    """Ratings in columns; `note` and `rater` are places in the sorted ids."""

    note_ids: Indexes
    rater_ids: Indexes
    note: Indexes
    rater: Indexes
    level: Numbers
    early: _Mask

    def count_of_notes(self, kept: _Mask) -> Indexes:
        return np.bincount(self.note[kept], minlength=len(self.note_ids))

    def count_of_raters(self, kept: _Mask) -> Indexes:
        return np.bincount(self.rater[kept], minlength=len(self.rater_ids))


def score(rated: Sequence[Rated], authors: Mapping[int, int]) -> Outcome:
    """Score notes. `authors` says by id who wrote each note that is rated.

    The order of the ratings is of no consequence. Memory and time grow with their number.
    """
    if not rated:
        return NOTHING
    table = _table(rated)
    training = _with_enough(table)
    if not training.any():
        return NOTHING
    first = _Fitted(table, training)
    all_counts = table.count_of_notes(np.ones(len(table.note), dtype=np.bool_))
    agreement, good = _raters_of_use(table, first, all_counts, authors)
    chosen = training & good[table.rater]
    if not chosen.any():
        return Outcome(first.fit.middle, {}, first.scores(table, agreement, counts=False))
    second = _Fitted(table, chosen)
    raters = first.scores(table, agreement, counts=False) | second.scores(table, agreement, counts=True)
    return Outcome(second.fit.middle, _final(table, second, all_counts, good), raters)


def _table(rated: Sequence[Rated]) -> _Table:
    """In the order of ids, so that sums are the same whichever way the ratings came."""
    ordered = sorted(rated, key=lambda one: (one.note, one.rater))
    note_ids, note = np.unique(np.array([one.note for one in ordered], dtype=np.int64), return_inverse=True)
    rater_ids, rater = np.unique(np.array([one.rater for one in ordered], dtype=np.int64), return_inverse=True)
    level = np.array([one.level for one in ordered], dtype=np.float64)
    return _Table(note_ids, rater_ids, note, rater, level, np.array([one.early for one in ordered], dtype=np.bool_))


def _with_enough(table: _Table) -> _Mask:
    """The ratings of notes with five ratings, by raters with ten, of notes that then still have five. As published."""
    kept = np.ones(len(table.note), dtype=np.bool_)
    kept &= (table.count_of_notes(kept) >= LEAST_RATINGS)[table.note]
    kept &= (table.count_of_raters(kept) >= LEAST_RATINGS_OF_RATER)[table.rater]
    return kept & (table.count_of_notes(kept) >= LEAST_RATINGS)[table.note]


class _Fitted:
    """A fit of some of the ratings, with what it says about the places of the whole table (nan: nothing)."""

    def __init__(self, table: _Table, kept: _Mask) -> None:
        self.note_places, note = np.unique(table.note[kept], return_inverse=True)
        self.rater_places, rater = np.unique(table.rater[kept], return_inverse=True)
        self.ratings = Ratings(note, rater, table.level[kept])
        self.fit: Fit = factorise(self.ratings)
        self.notes = _spread(self.fit.notes, self.note_places, len(table.note_ids))
        self.raters = _spread(self.fit.raters, self.rater_places, len(table.rater_ids))

    def scores(self, table: _Table, agreement: Numbers, *, counts: bool) -> dict[int, RaterScore]:
        return {
            int(table.rater_ids[place]): RaterScore(
                float(self.raters.intercept[place]),
                float(self.raters.factor[place]),
                None if np.isnan(agreement[place]) else float(agreement[place]),
                counts,
            )
            for place in self.rater_places
        }


def _spread(lines: Lines, places: Indexes, count: int) -> Lines:
    intercept, factor = np.full(count, np.nan), np.full(count, np.nan)
    intercept[places], factor[places] = lines.intercept, lines.factor
    return Lines(intercept, factor)


def _raters_of_use(table: _Table, first: _Fitted, counts: Indexes, authors: Mapping[int, int]) -> tuple[Numbers, _Mask]:
    """The agreement of each rater, and who is good enough for the second fit."""
    enough = counts >= LEAST_RATINGS
    with np.errstate(invalid="ignore"):
        helpful = enough & (first.notes.intercept >= HELPFUL_FROM)
        unhelpful = enough & (first.notes.intercept <= _not_helpful_lines(first.notes.factor))
    firm = table.early & (helpful | unhelpful)[table.note] & (table.level != 0.5)  # noqa: PLR2004 - "somewhat"
    true = firm & (helpful[table.note] == (table.level == 1.0))
    with np.errstate(invalid="ignore"):
        agreement = table.count_of_raters(true) / table.count_of_raters(firm)
        good = agreement >= LEAST_AGREEMENT
    return agreement, good & ~_bad_authors(table, first.notes.intercept, helpful, unhelpful, authors)


def _not_helpful_lines(factors: Numbers) -> Numbers:
    """`not_helpful_below` for many."""
    below: Numbers = np.vectorize(not_helpful_below, otypes=[np.float64])(factors)
    return below


def _bad_authors(
    table: _Table, intercepts: Numbers, helpful: _Mask, unhelpful: _Mask, authors: Mapping[int, int]
) -> _Mask:
    """Raters whose own notes are found wanting: unhelpful ones count five times, and the mean must be 0.05."""
    places = {int(account): place for place, account in enumerate(table.rater_ids)}
    written: dict[int, list[tuple[float, float]]] = {}
    for at, note in enumerate(table.note_ids):
        author = authors.get(int(note))
        if author in places and not np.isnan(intercepts[at]):
            worth = float(helpful[at]) - _NOT_HELPFUL_COUNTS * float(unhelpful[at])
            written.setdefault(places[author], []).append((worth, float(intercepts[at])))
    bad = np.zeros(len(table.rater_ids), dtype=np.bool_)
    for place, own in written.items():
        worths, means = zip(*own, strict=True)
        bad[place] = sum(worths) < 0 or sum(means) / len(means) < _LEAST_OF_AUTHOR
    return bad


def _final(table: _Table, second: _Fitted, counts: Indexes, good: _Mask) -> dict[int, NoteScore]:
    """Notes with the raters as they are now, also from ratings that had no part in finding these."""
    known = good & ~np.isnan(second.raters.factor)
    kept = (counts >= LEAST_RATINGS)[table.note] & known[table.rater]
    places, note = np.unique(table.note[kept], return_inverse=True)
    per_note = len(second.ratings.level) / second.ratings.notes
    ratings = Ratings(note, table.rater[kept], table.level[kept])
    lines = rate_notes(ratings, second.raters, second.fit.middle, per_note=per_note)
    negative = second.raters.factor[ratings.rater] < 0
    sides = list(zip(_sides(ratings, negative), _sides(ratings, ~negative), strict=True))
    return {
        int(table.note_ids[place]): NoteScore(
            float(lines.intercept[at]), float(lines.factor[at]), int(counts[place]), sides[at]
        )
        for at, place in enumerate(places)
    }


def _sides(ratings: Ratings, chosen: _Mask) -> list[Side]:
    note, level = ratings.note[chosen], ratings.level[chosen]
    number = ratings.notes
    columns = (
        np.bincount(note, minlength=number),
        np.bincount(note, level == 1.0, minlength=number),
        np.bincount(note, level == 0.0, minlength=number),
        np.bincount(note, level, minlength=number),
    )
    return [Side(int(a), int(b), int(c), float(d)) for a, b, c, d in zip(*columns, strict=True)]
