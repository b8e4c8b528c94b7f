"""Score texts with a model: plain arithmetic with numpy, many at once. About 0.2 ms for a short post."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from folkmoot.domains.integrity.classifier import dialect, features
from folkmoot.domains.integrity.classifier.english import readable
from folkmoot.domains.integrity.classifier.features import Pieces
from folkmoot.domains.integrity.classifier.model import Model, Target

_RARITY_STEP = 1 / 16


def scores(
    model: Model, texts: Sequence[str], languages: Sequence[Sequence[str]] | None = None
) -> list[dict[str, float]]:
    """For each text a score from 0 to 1 for each class of the model.

    All are 0 where the model abstains: on texts that are not in its language, as their author says (`languages`) or
    as the words look, and on those of fewer than three words.
    """
    plain = [features.normalised(text) for text in texts]
    stated = languages or [()] * len(plain)
    spoken = [number for number, text in enumerate(plain) if readable(text, stated[number])]
    found: list[dict[str, float]] = [dict.fromkeys(model.names, 0.0) for _ in plain]
    table = calibrated(model, raw(model, seen([plain[number] for number in spoken]), len(spoken)))
    for place, number in enumerate(spoken):
        found[number] = dict(zip(model.names, map(float, table[:, place]), strict=True))
    return found


def seen(texts: Sequence[str]) -> Pieces:
    """The pieces of normalised texts that models see."""
    return features.pieces([dialect.neutral(text) for text in texts])


def raw(model: Model, pieces: Pieces, count: int) -> NDArray[np.float64]:
    """The linear scores, a row for each class."""
    values = weighed(pieces, model.rarity, count)
    sums = np.empty((len(model.targets), count))
    for row, target in enumerate(model.targets):
        parts = model.weights[row][pieces.columns] * values
        sums[row] = np.bincount(pieces.rows, parts, count) * target.weight_scale + target.intercept
    return sums


def weighed(pieces: Pieces, rarity: NDArray[np.uint8], count: int) -> NDArray[np.float64]:
    """What each piece of a text counts: its rarity, so that words and runs of a text each have length 1."""
    values = rarity[pieces.columns] * _RARITY_STEP
    block = pieces.rows * 2 + (pieces.columns >= features.WORD_COLUMNS)
    lengths = np.sqrt(np.bincount(block, values * values, 2 * count))
    weighed: NDArray[np.float64] = values / np.maximum(lengths, _RARITY_STEP)[block]
    return weighed


def rarity_steps(rarity: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Rarity in the steps of a model."""
    return np.clip(np.rint(rarity / _RARITY_STEP), 0, 255).astype(np.uint8)


def calibrated(model: Model, table: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.stack([on_curve(target, row) for target, row in zip(model.targets, table, strict=True)])


def on_curve(target: Target, row: NDArray[np.float64]) -> NDArray[np.float64]:
    curve = np.array(target.curve)
    found: NDArray[np.float64] = np.clip(np.interp(row, curve[:, 0], curve[:, 1]), 0.0, 1.0)
    return found


def above(model: Model, found: Mapping[str, float]) -> list[str]:
    """The classes whose threshold a score reaches."""
    return [target.name for target in model.targets if found.get(target.name, 0.0) >= target.threshold]
