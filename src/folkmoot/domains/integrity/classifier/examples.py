"""Labelled texts: read from files, grouped so that near-duplicates stay together, split by their own words."""

import csv
import gzip
import hashlib
import html
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from folkmoot.domains.integrity.classifier import features

NONE: Final = ""
"""The label of a text that belongs to no class."""

HELD_OUT_SHARE: Final = 5
"""One group of texts in so many is held out."""

_NOTHING = frozenset({"", "0", "none", "neither", "nothing"})
_SHINGLE = 8
_FIELD_LIMIT = 1_000_000


class LabelledError(Exception):
    """A labelled file that cannot be used; the text names file and line."""


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    label: str


def read(file: Path, *, text: str, label: str, mapping: Mapping[str, str], known: Iterable[str]) -> list[Example]:
    """Every row of a CSV or JSON Lines file, plain or gzip. HTML entities, which sets of posts are full of, are read.

    `mapping` gives labels another name; "none" and its like are no class. Raises LabelledError for a label that is
    neither mapped nor one of the `known` classes.
    """
    names = {one: one for one in known} | dict.fromkeys(_NOTHING, NONE) | _mapped(mapping)
    found = []
    try:
        for line, row in _rows(file):
            said, given = row.get(text), row.get(label)
            if said is None or given is None:
                raise LabelledError(f"{file}:{line}: there is no column “{text if said is None else label}”.")
            key = str(given).strip()
            if key not in names:
                raise LabelledError(
                    f"{file}:{line}: the label “{key[:40]}” is no class. Say what it means: --map {key[:40]}=CLASS, "
                    f"or =none. The classes are {', '.join(sorted(known))}."
                )
            found.append(Example(html.unescape(str(said)), names[key]))
    except OSError as error:
        raise LabelledError(f"{file} cannot be read: {error.strerror or error}.") from error
    except (UnicodeDecodeError, json.JSONDecodeError, csv.Error, EOFError) as error:
        raise LabelledError(f"{file} is not CSV or JSON Lines in UTF-8: {error}.") from error
    return found


def _mapped(mapping: Mapping[str, str]) -> dict[str, str]:
    return {label: NONE if name in _NOTHING else name for label, name in mapping.items()}


def _rows(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    csv.field_size_limit(_FIELD_LIMIT)
    name = file.name.removesuffix(".gz")
    with _opened(file) as lines:
        if name.endswith((".jsonl", ".ndjson", ".json")):
            yield from ((number, _object(line, file, number)) for number, line in enumerate(lines, 1) if line.strip())
        else:
            yield from enumerate(csv.DictReader(lines), 2)


def _opened(file: Path) -> IO[str]:
    if file.suffix == ".gz":
        return gzip.open(file, "rt", encoding="utf-8-sig", newline="")
    return file.open(encoding="utf-8-sig", newline="")


def _object(line: str, file: Path, number: int) -> Mapping[str, Any]:
    found = json.loads(line)
    if not isinstance(found, dict):
        raise LabelledError(f"{file}:{number}: this line is no JSON object.")
    return found


def groups(texts: Sequence[str]) -> list[int]:
    """For each normalised text the group it belongs to.

    Texts are of one group where their words are the same, or where eight words in a row are: quoted, repeated and
    slightly changed texts never stand on both sides of a split.
    """
    parents = list(range(len(texts)))

    def root(one: int) -> int:
        while parents[one] != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        return one

    seen: dict[tuple[str, ...], int] = {}
    for number, text in enumerate(texts):
        for shingle in _shingles(text):
            parents[root(number)] = root(seen.setdefault(shingle, number))
    return [root(number) for number in range(len(texts))]


def _shingles(text: str) -> Iterator[tuple[str, ...]]:
    said = features.words(text)
    if len(said) < _SHINGLE:
        yield tuple(said)
    for start in range(len(said) - _SHINGLE + 1):
        yield tuple(said[start : start + _SHINGLE])


def held_out(texts: Sequence[str], grouped: Sequence[int], seed: int) -> list[bool]:
    """Which texts are held out: decided for each group by a hash of its first text in order, so rows may move."""
    first: dict[int, str] = {}
    for text, group in zip(texts, grouped, strict=True):
        first[group] = min(text, first.get(group, text))
    chosen = {group: _hash(text, seed) % HELD_OUT_SHARE == 0 for group, text in first.items()}
    return [chosen[group] for group in grouped]


def _hash(text: str, seed: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}:{text}".encode("utf-8", "replace")).digest()[:8], "big")
