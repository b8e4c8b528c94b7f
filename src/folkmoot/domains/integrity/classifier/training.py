"""Train a model. The only place that needs scikit-learn, and it loads it when it is called.

The order is fixed, and the manifest records it: split off the held-out texts; choose everything else by
cross-validation on the rest; fit, calibrate, fix the thresholds; seal all of that under a digest; only then open the
held-out texts, once, for `evaluating.evaluate`.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from folkmoot.domains.integrity.classifier import examples, features, figures, scoring
from folkmoot.domains.integrity.classifier.english import LANGUAGE
from folkmoot.domains.integrity.classifier.examples import Example
from folkmoot.domains.integrity.classifier.model import Model, Target

FEWEST: Final = 50
"""A class needs so many examples outside the held-out part, and so do the texts of no class."""

PRECISION: Final = {"hate": 0.65, "offence": 0.95}
_USUAL_PRECISION: Final = 0.80
_STRENGTHS: Final = (0.5, 1.0, 2.0, 4.0)
_FOLDS: Final = 4
_LIFTS: Final = (0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0)
_CURVE_POINTS: Final = 60
_STEPS: Final = 127
NEVER: Final = 1.01
"""A threshold that no score reaches: cross-validation found none with enough precision."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class TooFew(Exception):
    """Not enough examples; `missing` says for each class how many more are needed."""

    def __init__(self, missing: Mapping[str, int]) -> None:
        super().__init__(", ".join(f"{name}: {count} more" for name, count in sorted(missing.items())))
        self.missing = dict(missing)


@dataclass(frozen=True, slots=True)
class Split:
    """Normalised texts with labels. `held` says which are held out, `folds` names the group of each."""

    texts: list[str]
    labels: list[str]
    groups: list[int]
    held: list[bool]

    def part(self, *, held: bool) -> tuple[list[str], list[str], list[int]]:
        chosen = [number for number, is_held in enumerate(self.held) if is_held is held]
        return (
            [self.texts[n] for n in chosen], [self.labels[n] for n in chosen], [self.groups[n] for n in chosen],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trained:
    """A sealed model, with the texts that it was not shown and what cross-validation said."""

    model: Model
    split: Split
    lifts: Mapping[str, float]
    """For tables only: what each class's score is multiplied with before the highest one names the text."""


def split(rows: Sequence[Example], seed: int) -> Split:
    """Normalise, drop what is the same text with the same label, group near-duplicates, hold a fifth out."""
    kept = dict.fromkeys((features.normalised(row.text), row.label) for row in rows)
    texts = [text for text, _ in kept if text]
    labels = [label for text, label in kept if text]
    grouped = examples.groups(texts)
    return Split(texts, labels, grouped, examples.held_out(texts, grouped, seed))


def train(
    rows: Sequence[Example],
    *,
    name: str,
    seed: int,
    sources: Mapping[str, str],
    tell: Callable[[str], None] = lambda _line: None,
) -> Trained:
    """A model for each class among the labels. Raises TooFew. `sources` names the files, with their digests."""
    parts = split(rows, seed)
    texts, labels, groups = parts.part(held=False)
    _refuse_few(labels)
    tell(f"{len(texts):,} texts to learn from, {sum(parts.held):,} held out; near-duplicates stay together.")
    table, rarity = _matrix(texts)
    classes = sorted(set(labels) - {examples.NONE})
    fitted = [_fit(table, np.array([label == one for label in labels]), groups, name=one, seed=seed) for one in classes]
    for one in fitted:
        tell(_said(one))
    made = {
        "order": [
            "split off the held-out texts by hash of their groups",
            "choose strength, calibration and thresholds by cross-validation on the rest",
            "fit on the rest and seal",
            "open the held-out texts once",
        ],
        "seed": seed,
        "sources": dict(sources),
        "learnt_from": dict(Counter(label or "none" for label in labels)),
        "held_out": sum(parts.held),
        "strengths": {one.target.name: one.strength for one in fitted},
        "wanted_precision": {one: PRECISION.get(one, _USUAL_PRECISION) for one in classes},
        "cross_validated": {one.target.name: figures.as_data(one.validated) for one in fitted},
    }
    model = Model(
        name=name,
        language=LANGUAGE,
        targets=tuple(one.target for one in fitted),
        weights=np.stack([one.steps for one in fitted]),
        rarity=rarity,
        made=made | {"sealed": ""},
    )
    sealed = Model(
        model.name, model.language, model.targets, model.weights, model.rarity, made | {"sealed": seal(model)}
    )
    tell(f"Sealed before the held-out texts were opened: {sealed.made['sealed'][:16]}…")
    return Trained(sealed, parts, _lifts({one.target.name: one.honest for one in fitted}, labels))


def seal(model: Model) -> str:
    """The digest of all that decides: weights, calibration, thresholds. It is in the model before it is measured."""
    targets = [[one.name, one.threshold, one.intercept, one.weight_scale, one.curve] for one in model.targets]
    body = json.dumps(targets).encode() + model.weights.tobytes() + model.rarity.tobytes()
    return hashlib.sha256(body).hexdigest()


def _refuse_few(labels: Sequence[str]) -> None:
    counts = Counter(labels)
    wanted = {examples.NONE, *counts}
    missing = {name or "none": FEWEST - counts[name] for name in wanted if counts[name] < FEWEST}
    if missing or len(wanted) == 1:
        raise TooFew(missing or {"any class": FEWEST})


def _matrix(texts: Sequence[str]) -> tuple[Any, NDArray[np.uint8]]:
    """The texts as a sparse matrix, and the rarity of columns: 0 for one that only one text has."""
    from scipy.sparse import csr_matrix

    found = scoring.seen(texts)
    having = np.bincount(found.columns, minlength=features.COLUMNS)
    rarity = np.where(having < 2, 0.0, np.log((1 + len(texts)) / (1 + having)) + 1)  # noqa: PLR2004 - one is chance
    steps = scoring.rarity_steps(rarity)
    values = scoring.weighed(found, steps, len(texts))
    return csr_matrix((values, (found.rows, found.columns)), shape=(len(texts), features.COLUMNS)), steps


@dataclass(frozen=True, slots=True)
class _Fitted:
    target: Target
    steps: NDArray[np.int8]
    strength: float
    honest: Floats
    validated: figures.Hits


def _fit(table: Any, true: Flags, groups: Sequence[int], *, name: str, seed: int) -> _Fitted:
    folds = _folds(true, groups, seed)
    tried = {strength: _out_of_fold(table, true, folds, strength) for strength in _STRENGTHS}
    strength = max(tried, key=lambda one: figures.average_precision(tried[one], true))
    honest = _cross_calibrated(tried[strength], true, folds)
    threshold = _threshold(honest, true, PRECISION.get(name, _USUAL_PRECISION))
    steps, scale, intercept = _weights(table, true, strength)
    target = Target(name, threshold, intercept, scale, _curve(tried[strength], true))
    validated = figures.hits(honest >= threshold, true)
    return _Fitted(target, steps, strength, honest, validated)


def _said(one: _Fitted) -> str:
    hits = one.validated
    return (
        f"{one.target.name}: strength {one.strength}, threshold {one.target.threshold:.2f}; there cross-validation has "
        f"precision {hits.precision:.2f} and recall {hits.recall:.2f}."
    )


def _folds(true: Flags, groups: Sequence[int], seed: int) -> list[tuple[Any, Any]]:
    from sklearn.model_selection import StratifiedGroupKFold

    folds = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=seed)
    return list(folds.split(np.zeros(len(true)), true, groups))


def _logistic(table: Any, true: Flags, strength: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=strength, solver="liblinear", tol=1e-3, random_state=0).fit(table, true)


def _out_of_fold(table: Any, true: Flags, folds: list[tuple[Any, Any]], strength: float) -> Floats:
    found = np.empty(len(true))
    for rest, fold in folds:
        found[fold] = _logistic(table[rest], true[rest], strength).decision_function(table[fold])
    return found


def _weights(table: Any, true: Flags, strength: float) -> tuple[NDArray[np.int8], float, float]:
    fitted = _logistic(table, true, strength)
    row = fitted.coef_[0]
    scale = float(np.abs(row).max()) / _STEPS or 1.0
    return np.rint(row / scale).astype(np.int8), scale, float(fitted.intercept_[0])


def _curve(raw: Floats, true: Flags) -> tuple[tuple[float, float], ...]:
    """Isotonic calibration, in few points, with its steps made slopes so that a higher score is never equal."""
    from sklearn.isotonic import IsotonicRegression

    fitted = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(raw, true)
    places = np.unique(np.quantile(raw, np.concatenate((np.linspace(0, 0.9, 25), np.linspace(0.91, 1, 36)))))
    middles = (places[1:] + places[:-1]) / 2
    points = np.concatenate((places[:1], middles[: _CURVE_POINTS - 2], places[-1:]))
    return tuple((round(float(x), 5), round(float(y), 5)) for x, y in zip(points, fitted.predict(points), strict=True))


def _cross_calibrated(raw: Floats, true: Flags, folds: list[tuple[Any, Any]]) -> Floats:
    found = np.empty(len(raw))
    for rest, fold in folds:
        target = Target("", 0.0, 0.0, 1.0, _curve(raw[rest], true[rest]))
        found[fold] = scoring.on_curve(target, raw[fold])
    return found


def _threshold(scores: Floats, true: Flags, wanted: float) -> float:
    """The lowest score, in hundredths, at and above which the wanted share is of the class; NEVER if there is none."""
    for hundredth in range(1, 101):
        cut = hundredth / 100
        said = scores >= cut
        if said.sum() < _FOLDS:
            break
        if float(true[said].mean()) >= wanted:
            return cut
    return NEVER


def named(scores: Mapping[str, Floats], lifts: Mapping[str, float]) -> list[str]:
    """One label for each text: the highest of the lifted scores and of what they leave for no class."""
    names = [*scores, examples.NONE]
    rest = np.clip(1 - sum(scores.values()), 0, 1)
    table = np.stack([*(scores[name] * lifts[name] for name in scores), rest])
    return [names[best] for best in table.argmax(axis=0)]


def _lifts(scores: Mapping[str, Floats], labels: Sequence[str]) -> dict[str, float]:
    """The lifts with the best mean F1 of all labels in cross-validation, one class after the other."""
    found = dict.fromkeys(scores, 1.0)
    for name in scores:
        found[name] = max(_LIFTS, key=lambda lift: figures.mean_f1(named(scores, found | {name: lift}), labels))
    return found
