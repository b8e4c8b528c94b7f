"""Training: honest splits, the order of the steps, and what it refuses."""

import csv
import gzip
import json
import random
from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np
import pytest

from folkmoot.domains.integrity import api
from folkmoot.domains.integrity.classifier import evaluating, examples, figures, installed, model, scoring, training
from folkmoot.domains.integrity.classifier.examples import Example
from folkmoot.infra import config
from folkmoot.kernel.refs import SubjectKind, post_ref
from tests.domains.integrity.people import ANA_ID, MO, facts

_GOOD_WORDS = "the bread at the market was fresh and we all sang by the river until the sun went down"
_BAD_WORDS = "you are all vermin and we should throw your kind out of the town with your filthy gods"
_GOOD, _BAD = _GOOD_WORDS.split(), _BAD_WORDS.split()


def made(count: int = 300) -> list[Example]:
    """Invented texts of two kinds, in no order."""
    chance = random.Random(5)
    rows = [Example(" ".join(chance.sample(_GOOD, 9)), "") for _ in range(count)]
    rows += [Example(" ".join(chance.sample(_BAD, 9)), "hate") for _ in range(count)]
    chance.shuffle(rows)
    return rows


@pytest.fixture(scope="module")
def trained() -> training.Trained:
    return training.train(made(), name="test", seed=3, sources={"made": "0"})


def test_what_is_sealed_does_not_change_when_it_is_measured(trained: training.Trained) -> None:
    before = training.seal(trained.model)
    assert trained.model.made["sealed"] == before
    measured = evaluating.evaluate(trained)
    assert training.seal(trained.model) == before
    assert trained.model.made["order"][-1] == "open the held-out texts once"
    assert measured.labelled["hate"].f1 > 0.95
    assert measured.texts == trained.model.made["held_out"]


def test_thresholds_come_from_cross_validation_and_not_from_what_is_held_out(
    trained: training.Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoiled = [
        Example(text, "hate" if held else label)
        for text, label, held in zip(trained.split.texts, trained.split.labels, trained.split.held, strict=True)
    ]
    again = training.train(spoiled, name="test", seed=3, sources={"made": "0"})
    assert training.seal(again.model) == training.seal(trained.model)


def test_the_same_seed_gives_the_same_model_and_another_one_another_split(trained: training.Trained) -> None:
    again = training.train(made()[::-1], name="test", seed=3, sources={"made": "0"})
    assert [t.threshold for t in again.model.targets] == [t.threshold for t in trained.model.targets]
    assert set(again.split.part(held=True)[0]) == set(trained.split.part(held=True)[0])
    other = training.split(made(), seed=4)
    assert set(other.part(held=True)[0]) != set(trained.split.part(held=True)[0])


def test_near_duplicates_never_stand_on_both_sides() -> None:
    long = "one two three four five six seven eight nine ten"
    rows = [Example(f"{long} {word}", "") for word in "abcdefghij"] + [Example(f"RT @x: {long}!!", "hate")]
    parts = training.split([*rows, *made(50)], seed=1)
    of_family = {held for text, held in zip(parts.texts, parts.held, strict=True) if text.startswith(("one", "rt"))}
    assert len({group for text, group in zip(parts.texts, parts.groups, strict=True) if "two three" in text}) == 1
    assert len(of_family) == 1


def test_too_few_examples_are_said_with_how_many_are_missing() -> None:
    with pytest.raises(training.TooFew) as refused:
        training.train(made(20), name="x", seed=1, sources={})
    assert set(refused.value.missing) == {"none", "hate"}
    assert all(30 <= count <= 45 for count in refused.value.missing.values())


def test_a_model_is_the_same_after_it_was_saved(trained: training.Trained, tmp_path: Path) -> None:
    digest = model.save(trained.model, tmp_path / "m.npz")
    loaded = model.load(tmp_path / "m.npz")
    texts = [row.text for row in made(10)]
    assert loaded.digest == digest
    assert scoring.scores(loaded, texts) == scoring.scores(trained.model, texts)
    assert model.save(loaded, tmp_path / "n.npz") == digest


@pytest.mark.parametrize("change", ["cut", "flip", "empty", "pickle", "other"])
def test_a_file_that_is_no_model_is_refused(trained: training.Trained, tmp_path: Path, change: str) -> None:
    file = tmp_path / "m.npz"
    model.save(trained.model, file)
    body = file.read_bytes()
    changed = {
        "cut": body[:-9], "flip": body[:90] + bytes([body[90] ^ 1]) + body[91:], "empty": b"",
        "pickle": b"\x80\x04N.", "other": b"x" * 9_000_000,
    }  # fmt: skip
    file.write_bytes(changed[change])
    with pytest.raises(model.ModelError):
        model.load(file)


def test_labelled_files_of_every_kind_are_read(tmp_path: Path) -> None:
    rows = [{"text": "You &amp; me", "label": "offensive"}, {"text": "b, c", "label": "neither"}]
    plain, packed, lines = tmp_path / "a.csv", tmp_path / "a.csv.gz", tmp_path / "a.jsonl"
    with plain.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, ["text", "label"])
        writer.writeheader()
        writer.writerows(rows)
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for file in (plain, packed, lines):
        found = examples.read(file, text="text", label="label", mapping={"offensive": "offence"}, known=["offence"])
        assert found == [Example("You & me", "offence"), Example("b, c", "")]
    with pytest.raises(examples.LabelledError, match="the label “offensive” is no class"):
        examples.read(plain, text="text", label="label", mapping={}, known=["offence"])
    with pytest.raises(examples.LabelledError, match="there is no column “tweet”"):
        examples.read(plain, text="tweet", label="label", mapping={}, known=["offence"])


@pytest.mark.django_db(databases="__all__")
def test_decisions_become_examples() -> None:
    said = {1: "vermin, all of them", 2: "good morning", 3: "wrong but allowed", 4: "undone", 5: "deleted"}

    def known(ids: Collection[int]) -> Mapping[int, api.Known]:
        return {one: api.Known(facts(text=said[one]), ANA_ID) for one in ids if one != 5}

    api.register_facts(SubjectKind.POST, known)
    decisions = {
        number: api.decide_on(
            MO, ref=post_ref(number), responsible=ANA_ID, clause_id=clause, treatment=treatment, link=link
        )
        for number, clause, treatment, link in (
            (1, "attack-on-people", "remove", None), (2, "", "none", None),
            (3, "found-false", "reduce", "https://facts.example/1"), (4, "threats", "remove", None),
            (5, "threats", "remove", None),
        )
    }  # fmt: skip
    api.undo(MO, decision_id=decisions[4].id, note="")
    assert api.decided_examples() == [Example("vermin, all of them", "hate"), Example("good morning", "")]


def test_a_model_of_ones_own_is_used_until_it_is_turned_off(
    trained: training.Trained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "current", lambda: config.Config(data=tmp_path))
    shipped = installed.in_use()
    assert shipped is not None
    assert shipped.name == "abuse-en-1"
    model.save(trained.model, tmp_path / "own.npz")
    api.use_text_model(tmp_path / "own.npz")
    assert api.text_model_in_use().name == "test"  # type: ignore[union-attr]  # it is on
    api.turn_text_model_off()
    assert api.text_model_in_use() is None
    assert api.TextClassifier().version == "off"
    api.use_shipped_text_model()
    assert api.text_model_in_use().digest == shipped.digest  # type: ignore[union-attr]  # it is on


def test_figures_are_counted_as_the_books_say() -> None:
    said, true = np.array([True, True, False, False]), np.array([True, False, True, False])
    assert figures.hits(said, true) == figures.Hits(0.5, 0.5, 0.5, 2, 2)
    assert figures.brier(np.array([1.0, 0.0]), np.array([True, True])) == 0.5
    assert figures.calibration_error(np.array([0.9, 0.9]), np.array([True, False])) == pytest.approx(0.4)
    assert figures.average_precision(np.array([0.9, 0.8, 0.7]), np.array([True, False, True])) == pytest.approx(5 / 6)
