"""Measure a sealed model on the texts that were held out, beside a floor: TF-IDF and logistic regression as they come.

Called once for a model, after `training.seal`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from folkmoot.domains.integrity.classifier import dialect, figures, scoring, training
from folkmoot.domains.integrity.classifier.english import readable
from folkmoot.domains.integrity.classifier.examples import NONE
from folkmoot.domains.integrity.classifier.training import Trained

Table = dict[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a model on held-out texts; `floor` has the same for the plain model, where it has them."""

    texts: int
    labelled: Mapping[str, figures.Hits]
    """Each label, where every text gets one, without abstaining."""
    floor_labelled: Mapping[str, figures.Hits]
    weighted_f1: float
    floor_weighted_f1: float
    proposed: Mapping[str, figures.Hits]
    """Each class at its threshold: what a policy would propose."""
    really: Mapping[str, Mapping[str, int]]
    """For each class, what people had said about the texts that it proposes."""
    calibration: Mapping[str, Mapping[str, float]]
    groups: Mapping[str, Sequence[figures.GroupErrors]]
    floor_groups: Mapping[str, Sequence[figures.GroupErrors]]
    abstained: float


def evaluate(trained: Trained) -> Figures:
    texts, labels, _ = trained.split.part(held=True)
    model = trained.model
    full = scoring.calibrated(model, scoring.raw(model, scoring.seen(texts), len(texts)))
    spoken = np.array([readable(text) for text in texts])
    scores = {name: np.where(spoken, full[row], 0.0) for row, name in enumerate(model.names)}
    floor, floor_said = _floor(trained, texts)
    thresholds = {target.name: target.threshold for target in model.targets}
    said = training.named({name: full[row] for row, name in enumerate(model.names)}, trained.lifts)
    truth = {name: np.array([label == name for label in labels]) for name in (*model.names, NONE)}
    groups = [dialect.group_of(text) for text in texts]
    proposed = {name: scores[name] >= thresholds[name] for name in model.names}
    return Figures(
        texts=len(texts),
        labelled={name or "none": figures.hits(_is(said, name), true) for name, true in truth.items()},
        floor_labelled={name or "none": figures.hits(_is(floor_said, name), true) for name, true in truth.items()},
        weighted_f1=figures.weighted_f1(said, labels),
        floor_weighted_f1=figures.weighted_f1(floor_said, labels),
        proposed={name: figures.hits(proposed[name], truth[name]) for name in model.names},
        really={name: _counted(labels, proposed[name]) for name in model.names},
        calibration={name: _calibration(scores[name], floor[name], truth[name]) for name in model.names},
        groups={name: _groups(name, proposed[name], groups, truth, ~spoken) for name in model.names},
        floor_groups={
            name: _groups(name, _is(floor_said, name), groups, truth, np.zeros(len(texts), bool))
            for name in model.names
        },
        abstained=float((~spoken).mean()),
    )


def _is(said: Sequence[str], name: str) -> figures.Flags:
    return np.array([one == name for one in said])


def _floor(trained: Trained, texts: Sequence[str]) -> tuple[Table, list[str]]:
    """Shares of the plain model, and labels of the same with classes weighted equally, which finds more hate."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    learnt, labels, _ = trained.split.part(held=False)
    words = TfidfVectorizer()
    known, asked = words.fit_transform(learnt), words.transform(texts)
    plain = LogisticRegression(max_iter=1000).fit(known, labels)
    shares = plain.predict_proba(asked)
    balanced = LogisticRegression(max_iter=1000, class_weight="balanced").fit(known, labels)
    return (
        {str(name): shares[:, column] for column, name in enumerate(plain.classes_)},
        [str(label) for label in balanced.predict(asked)],
    )


def _counted(labels: Sequence[str], said: figures.Flags) -> dict[str, int]:
    chosen = [label or "none" for label, is_said in zip(labels, said, strict=True) if is_said]
    return {name: chosen.count(name) for name in sorted(set(chosen))}


def _calibration(scores: Any, floor: Any, true: figures.Flags) -> dict[str, float]:
    return {
        "brier": figures.brier(scores, true),
        "floor_brier": figures.brier(floor, true),
        "ece": figures.calibration_error(scores, true),
        "floor_ece": figures.calibration_error(floor, true),
        "average_precision": figures.average_precision(scores, true),
        "floor_average_precision": figures.average_precision(floor, true),
    }


def _groups(
    name: str, said: figures.Flags, groups: Sequence[str], truth: Mapping[str, figures.Flags], abstained: figures.Flags
) -> list[figures.GroupErrors]:
    """Errors by group. Who is innocent: for hate all that is not hate; for the others what has no label at all."""
    innocent = ~truth["hate"] if name == "hate" else truth[NONE]
    return figures.by_group(groups, said, innocent, abstained)
