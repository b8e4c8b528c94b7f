"""Matrix factorisation with intercepts: what a rating is made of.

A rating (helpful 1, somewhat 0.5, not 0) is explained as the sum of four things: how friendly everybody is (the global
intercept), how friendly this rater is, how helpful this note is (its intercept), and how well the two fit together
(the product of their factors). What only one side likes goes into the product; what people of both sides like is left
for the intercept of the note, and so is a bridge.

The loss, as published: the mean of the squared errors, 0.15 times the mean square of each kind of intercept, 0.03 times
that of each kind of factor. The published scorer walks down it with random beginnings (Adam); here the same minimum is
found without chance, solving for all notes, then for all raters, until nothing moves.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.int64]

INTERCEPT_LAMBDA = 0.15
FACTOR_LAMBDA = 0.03
_STILL = 1e-7
_MOST_ROUNDS = 2_000
_FIRST_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Ratings:
    """One row for each rating. `note` and `rater` count from 0 and leave no number out."""

    note: Indexes
    rater: Indexes
    level: Numbers

    @property
    def notes(self) -> int:
        return int(self.note.max()) + 1 if len(self.note) else 0

    @property
    def raters(self) -> int:
        return int(self.rater.max()) + 1 if len(self.rater) else 0


@dataclass(frozen=True, slots=True)
class Lines:
    """An intercept and a factor for each note, or for each rater."""

    intercept: Numbers
    factor: Numbers


@dataclass(frozen=True, slots=True)
class Fit:
    middle: float
    """The global intercept."""
    notes: Lines
    raters: Lines


def factorise(ratings: Ratings) -> Fit:
    """The minimum of the loss, as far as one can walk down to it. There must be ratings.

    The larger part of the raters gets a negative factor: the sign means nothing else.
    """
    return _turned(_walked(ratings, _beginning(ratings)))


def rate_notes(ratings: Ratings, raters: Lines, middle: float, *, per_note: float) -> Lines:
    """The lines of notes where those of the raters are given. `per_note` is how many ratings a note has, usually."""
    rest = ratings.level - middle - raters.intercept[ratings.rater]
    return _solved(ratings.note, ratings.notes, rest, raters.factor[ratings.rater], weight=per_note)


def total(index: Indexes, values: Numbers, count: int) -> Numbers:
    """The sum of the values of each of `count` things."""
    sums: Numbers = np.bincount(index, values, minlength=count).astype(np.float64)
    return sums


def _solved(index: Indexes, count: int, rest: Numbers, factor: Numbers, *, weight: float) -> Lines:
    """For each of `count` things the intercept and factor that explain the rest best: two equations, two unknowns.

    `weight` is what the two penalties count against one rating.
    """
    ones = np.bincount(index, minlength=count) + INTERCEPT_LAMBDA * weight
    mixed = total(index, factor, count)
    squares = total(index, factor * factor, count) + FACTOR_LAMBDA * weight
    height = total(index, rest, count)
    leaning = total(index, rest * factor, count)
    area = ones * squares - mixed * mixed
    return Lines((height * squares - leaning * mixed) / area, (leaning * ones - height * mixed) / area)


def _beginning(ratings: Ratings) -> Fit:
    """Intercepts without factors, and factors along the direction in which the errors of these spread most."""
    nothing = Fit(0.0, _zeros(ratings.notes), _zeros(ratings.raters))
    plain = _walked(ratings, nothing, rounds=_FIRST_ROUNDS)
    error = ratings.level - _said(ratings, plain)
    spread = total(ratings.note, error * error, ratings.notes)
    leaning = np.where(ratings.note == spread.argmax(), error, 0.0)
    raters = _unit(total(ratings.rater, leaning, ratings.raters))
    for _ in range(_FIRST_ROUNDS):
        notes = _unit(total(ratings.note, error * raters[ratings.rater], ratings.notes))
        raters = _unit(total(ratings.rater, error * notes[ratings.note], ratings.raters))
    return Fit(plain.middle, plain.notes, Lines(plain.raters.intercept, raters))


def _zeros(count: int) -> Lines:
    return Lines(np.zeros(count), np.zeros(count))


def _unit(values: Numbers) -> Numbers:
    """The same direction with a mean square of a quarter, which is about where factors end."""
    size = float(np.sqrt(np.mean(values * values)))
    return values / size / 2 if size else values


def _said(ratings: Ratings, fit: Fit) -> Numbers:
    """What the fit says that each rating is."""
    note, rater = ratings.note, ratings.rater
    own: Numbers = fit.middle + fit.notes.intercept[note] + fit.raters.intercept[rater]
    return own + fit.notes.factor[note] * fit.raters.factor[rater]


def _walked(ratings: Ratings, fit: Fit, *, rounds: int = _MOST_ROUNDS) -> Fit:
    for _ in range(rounds):
        after = _step(ratings, fit)
        if _moved(fit, after) < _STILL:
            return after
        fit = after
    return fit


def _step(ratings: Ratings, fit: Fit) -> Fit:
    """Notes with the raters as they are, raters with the new notes, and the middle."""
    count = len(ratings.level)
    notes = rate_notes(ratings, fit.raters, fit.middle, per_note=count / ratings.notes)
    rest = ratings.level - fit.middle - notes.intercept[ratings.note]
    factor = notes.factor[ratings.note]
    raters = _solved(ratings.rater, ratings.raters, rest, factor, weight=count / ratings.raters)
    error = ratings.level - _said(ratings, Fit(0.0, notes, raters))
    return Fit(float(error.mean()) / (1 + INTERCEPT_LAMBDA), notes, raters)


def _moved(before: Fit, after: Fit) -> float:
    """The most that any number has changed."""
    moved = (
        np.abs(after.notes.intercept - before.notes.intercept).max(),
        np.abs(after.notes.factor - before.notes.factor).max(),
        np.abs(after.raters.factor - before.raters.factor).max(),
    )
    return max(abs(after.middle - before.middle), *map(float, moved))


def _turned(fit: Fit) -> Fit:
    factors = fit.raters.factor
    if (factors < 0).sum() * 2 >= (factors != 0).sum():
        return fit
    return Fit(fit.middle, Lines(fit.notes.intercept, -fit.notes.factor), Lines(fit.raters.intercept, -factors))
