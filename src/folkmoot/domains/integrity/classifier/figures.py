"""What a model is worth on texts it has not seen: plain counting, with numpy."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Flags = NDArray[np.bool_]
_BINS = 10


@dataclass(frozen=True, slots=True)
class Hits:
    """Precision, recall and F1 of a yes or no, from 0 to 1, and how many there were. Nothing said: precision 1."""

    precision: float
    recall: float
    f1: float
    said: int
    true: int


@dataclass(frozen=True, slots=True)
class GroupErrors:
    """Of the texts of a group that are not of a class, the share for which it is proposed all the same."""

    group: str
    innocent: int
    proposed: int
    rate: float
    abstained: float
    """The share of all texts of the group about which the model says nothing."""


def hits(said: Flags, true: Flags) -> Hits:
    both = int((said & true).sum())
    precision = both / int(said.sum()) if said.any() else 1.0
    recall = both / int(true.sum()) if true.any() else 0.0
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return Hits(precision, recall, f1, int(said.sum()), int(true.sum()))


def weighted_f1(said: Sequence[str], true: Sequence[str]) -> float:
    """F1 of each label, weighted by how many texts have it."""
    says, is_true = np.array(said), np.array(true)
    labels = sorted(set(true))
    return sum(hits(says == one, is_true == one).f1 * float((is_true == one).mean()) for one in labels)


def mean_f1(said: Sequence[str], true: Sequence[str]) -> float:
    """F1 of each label, all labels counting the same."""
    says, is_true = np.array(said), np.array(true)
    return float(np.mean([hits(says == one, is_true == one).f1 for one in sorted(set(true))]))


def brier(scores: Scores, true: Flags) -> float:
    """Mean squared distance of score and truth; 0 is best."""
    return float(((scores - true) ** 2).mean())


def calibration_error(scores: Scores, true: Flags) -> float:
    """Expected calibration error over ten bins of equal width: how far a score is from the share that it names."""
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(float(scores[bins == one].mean()) - float(true[bins == one].mean())) * float((bins == one).mean())
        for one in range(_BINS)
        if (bins == one).any()
    ]
    return sum(gaps)


def average_precision(scores: Scores, true: Flags) -> float:
    """Mean of the precision at each text that is of the class, in order of the scores."""
    order = np.argsort(-scores, kind="stable")
    ranked = true[order]
    if not ranked.any():
        return 0.0
    return float((np.cumsum(ranked) / np.arange(1, len(ranked) + 1))[ranked].mean())


def by_group(groups: Sequence[str], said: Flags, innocent: Flags, abstained: Flags) -> list[GroupErrors]:
    found = []
    for group in dict.fromkeys(sorted(groups)):
        here = np.array([one == group for one in groups])
        count, wrong = int((here & innocent).sum()), int((here & innocent & said).sum())
        found.append(GroupErrors(group, count, wrong, wrong / count if count else 0.0, float(abstained[here].mean())))
    return found


def as_data(value: Any) -> Any:
    """Dataclasses to what JSON holds, with numbers rounded to five places."""
    if isinstance(value, dict):
        return {str(key): as_data(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_data(one) for one in value]
    if isinstance(value, float):
        return round(value, 5)
    return as_data(asdict(value)) if isinstance(value, Hits | GroupErrors) else value
