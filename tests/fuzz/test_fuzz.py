"""The parsers, against what was made from sound examples. `make fuzz` goes on for minutes, led by atheris.

What broke once is kept in `tests/fuzz/corpus`, a folder for each target, and tried first.
"""

import random
from pathlib import Path

import pytest

from tests import hostile
from tests.fuzz.changing import changed, odd_documents
from tests.fuzz.targets import SEEDS, TARGETS

_SEED = 20260301
_CORPUS = Path(__file__).parent / "corpus"
_ROUNDS, _SLOW_ROUNDS = 150, 40
_SLOW = {"images", "policies", "articles"}


def _tried(name: str, data: bytes) -> None:
    try:
        TARGETS[name](data)
    except Exception as error:
        raise AssertionError(f"{name} broke at {data[:2000]!r}: {error!r}") from error


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_what_broke_once_does_so_no_more(name: str) -> None:
    for file in sorted((_CORPUS / name).glob("*")):
        _tried(name, file.read_bytes())


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_changed_examples_break_nothing(name: str) -> None:
    chance, seeds = random.Random(f"{_SEED} {name}"), SEEDS.get(name, (b"",))
    for number in range(_SLOW_ROUNDS if name in _SLOW else _ROUNDS):
        _tried(name, changed(seeds[number % len(seeds)], chance))


@pytest.mark.parametrize("name", sorted(name for name in SEEDS if SEEDS[name][0][:1] in {b"[", b"{"}))
def test_documents_with_one_odd_place_break_nothing(name: str) -> None:
    documents = list(odd_documents(SEEDS[name][0]))
    assert len(documents) > 50
    for document in documents:
        _tried(name, document)


@pytest.mark.parametrize("name", sorted(set(TARGETS) - {"images", "boxes"}))
def test_hostile_texts_break_nothing(name: str) -> None:
    for texts in (group for key, group in hostile.GROUPS.items() if key != "long"):
        for text in texts:
            _tried(name, text.encode("utf-8", "surrogatepass"))
