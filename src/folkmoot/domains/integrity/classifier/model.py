"""A trained model: frozen, small, in one file that holds numbers and a few words and can run nothing."""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from folkmoot.domains.integrity.classifier import features

FORMAT: Final = 1
SIZE_LIMIT: Final = 8_000_000
"""The most bytes that a file of a model may have."""

_DIGEST: Final = 32
_LIMIT_OF_CLASSES = 32


class ModelError(Exception):
    """A file that is no model that can be used; the text says why, for the operator."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a model knows of one class. A calibrated score is the share of such texts that people gave the class."""

    name: str
    threshold: float
    """From which calibrated score on a policy may propose. Fixed before the held-out texts were opened."""
    intercept: float
    weight_scale: float
    curve: tuple[tuple[float, float], ...]
    """The calibration: points of (raw score, calibrated score), both rising; straight lines between them."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """`weights` has a row for each target in steps of its scale; `rarity` has the steps of each column's weight in a
    text, 0 for a column that training has not seen twice.
    """

    name: str
    language: str
    targets: tuple[Target, ...]
    weights: NDArray[np.int8]
    rarity: NDArray[np.uint8]
    made: Mapping[str, Any]
    """How it was made: files with their digests, seeds, counts, the order of the steps."""
    digest: str = ""
    """SHA-256 of all that the file holds, in hexadecimal."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(target.name for target in self.targets)


def save(model: Model, file: Path) -> str:
    """Write the model, and its digest before it; returns the digest. The same model gives the same file."""
    body = _packed(model)
    digest = hashlib.sha256(body)
    part = file.with_name(file.name + ".part")
    part.write_bytes(digest.digest() + body)
    part.replace(file)
    return digest.hexdigest()


def load(file: Path) -> Model:
    """Raises ModelError where the file is not whole, or was made for other features. Reads no pickles."""
    try:
        if file.stat().st_size > SIZE_LIMIT:
            raise ModelError(f"{file} is larger than {SIZE_LIMIT:,} bytes; no model is.")
        whole = file.read_bytes()
    except OSError as error:
        raise ModelError(f"{file} cannot be read: {error.strerror}.") from error
    digest, body = whole[:_DIGEST], whole[_DIGEST:]
    if hashlib.sha256(body).digest() != digest:
        raise ModelError(f"{file} is damaged, or is no model: its digest does not fit.")
    try:
        return _unpacked(body)
    except (KeyError, TypeError, ValueError, BadZipFile, EOFError, OverflowError) as error:
        raise ModelError(f"{file} is no model that this version can use: {error}.") from error


def _packed(model: Model) -> bytes:
    words = {
        "format": FORMAT,
        "features": features.VERSION,
        "name": model.name,
        "language": model.language,
        "made": dict(model.made),
        "targets": [_target_words(target) for target in model.targets],
    }
    text = json.dumps(words, sort_keys=True, ensure_ascii=True).encode()
    out = io.BytesIO()
    np.savez_compressed(
        out, words=np.frombuffer(text, np.uint8), weights=model.weights, rarity=model.rarity, allow_pickle=False
    )
    return out.getvalue()


def _target_words(target: Target) -> dict[str, Any]:
    return {
        "name": target.name,
        "threshold": target.threshold,
        "intercept": target.intercept,
        "weight_scale": target.weight_scale,
        "curve": [list(point) for point in target.curve],
    }


def _unpacked(body: bytes) -> Model:
    with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
        words = json.loads(arrays["words"].tobytes())
        weights, rarity = arrays["weights"], arrays["rarity"]
    if (words["format"], words["features"]) != (FORMAT, features.VERSION):
        raise ValueError("it was made for other features")
    targets = tuple(_target(one) for one in words["targets"])
    if not 0 < len(targets) <= _LIMIT_OF_CLASSES or weights.shape != (len(targets), features.COLUMNS):
        raise ValueError("its weights have another shape")
    if (weights.dtype, rarity.dtype, rarity.shape) != (np.int8, np.uint8, (features.COLUMNS,)):
        raise ValueError("its numbers have another type")
    digest = hashlib.sha256(body).hexdigest()
    return Model(str(words["name"]), str(words["language"]), targets, weights, rarity, dict(words["made"]), digest)


def _target(words: Mapping[str, Any]) -> Target:
    curve = tuple((float(x), float(y)) for x, y in words["curve"])
    threshold, intercept, scale = (float(words[name]) for name in ("threshold", "intercept", "weight_scale"))
    if not curve or not np.isfinite([threshold, intercept, scale, *(part for point in curve for part in point)]).all():
        raise ValueError("a number of it is not finite")
    return Target(str(words["name"]), threshold, intercept, scale, curve)
